"""What a person is told when something may not be, cannot be, or went wrong: one sentence, no traceback."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation

from vankien_web.common import errors


@pytest.fixture
def request_(db):
    return RequestFactory().get("/")


def test_a_refusal_of_permission_is_not_the_page_of_a_stale_form(request_):
    refused = errors.forbidden(request_, PermissionDenied())
    stale = errors.csrf_failure(request_, reason="CSRF cookie not set.")
    assert (refused.status_code, stale.status_code) == (403, 403)
    assert "Đồng chí không có quyền làm việc này" in refused.content.decode()
    assert "Đồng chí không có quyền" not in stale.content.decode()


def test_a_refusal_that_says_why_is_shown_with_its_reason(request_):
    page = errors.forbidden(request_, PermissionDenied("Đại hội đã duyệt <xong>."))
    assert "Đại hội đã duyệt &lt;xong&gt;." in page.content.decode()


def test_a_form_without_its_token_gets_the_page_of_a_stale_form(db):
    page = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"language": "en"})
    assert page.status_code == 403
    assert "Đồng chí không có quyền" not in page.content.decode()
    assert "gửi lại" in page.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("database is locked"), 503, "Máy đang bận"),
        (OperationalError("canceling statement due to lock timeout"), 503, "Máy đang bận"),
        (OperationalError("database or disk is full"), 507, "Ổ đĩa đã đầy"),
        (OSError(28, "No space left on device"), 507, "Ổ đĩa đã đầy"),
        (RuntimeError("đường dẫn /etc/x is locked"), 500, "gặp lỗi"),
    ],
)
def test_a_failure_says_what_to_do_and_nothing_of_the_inside(request_, error, status, said):
    try:
        raise error
    except type(error):
        page = errors.server_error(request_)
    text = page.content.decode()
    assert page.status_code == status
    assert said in text
    assert "/etc/x" not in text
    assert str(error) not in text


@pytest.mark.parametrize(
    "address",
    ["/?thang=%00", "/tim/?q=a%00b", "/tim/?%00=1", "/chi-tieu/ho%00ngheo/", "/api/v1/units?q=%00"],
)
def test_a_nul_in_an_address_names_nothing(client, db, address):
    """PostgreSQL refuses it in a text: it must not reach a query."""
    answer = client.get(address, HTTP_ACCEPT_LANGUAGE="vi")
    assert answer.status_code == 404
    assert "địa chỉ" in answer.content.decode().lower()


def test_a_nul_in_a_field_is_refused_in_vietnamese(db):
    field = forms.CharField()
    with translation.override("vi"), pytest.raises(ValidationError, match="ký tự không hợp lệ"):
        field.clean("a\0b")
