"""Signing in and one's own account: links, passwords, sessions, tokens, forms that outlive a session."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vankien_web.accounts import actions
from vankien_web.accounts.mail import send_link
from vankien_web.accounts.models import Invitation, Token, User
from vankien_web.common import clock, history, sentences
from web.accounts_site import PASSWORD, sign_in

NEW = "đường về Quảng Tâm 1954"


@pytest.fixture
def mine(guest, person):
    """The browser of somebody who is signed in."""
    sign_in(guest)
    return guest


def text_of(answer):
    return answer.content.decode()


def told(user):
    return [event.verb for event in history.stream(user)]


def test_who_signs_in_comes_to_the_first_page(guest, person):
    answer = sign_in(guest, " Nguyen.Van.A ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert text_of(guest.get("/")) == "trang đầu của Cán bộ Văn phòng 01"


def test_passwords_are_kept_as_argon2(person):
    assert identify_hasher(person.password).algorithm == "argon2"


def test_every_page_of_the_own_account_opens(mine):
    names = ("account", "tokens", "account_change_password", "mfa_index", "mfa_activate_totp")
    for name in (*names, "mfa_add_webauthn", "account_reauthenticate"):
        page = mine.get(reverse(name))
        assert page.status_code == 200, name
        assert '<html lang="vi"' in text_of(page)


def test_a_user_name_is_the_same_however_it_is_written():
    User.objects.create_user("LE.VAN.B", name="x")
    assert User.objects.get_by_natural_key(" Le.Van.b").username == "le.van.b"
    with pytest.raises(ValidationError, match="đã có người dùng"):
        actions.invite("le.van.B", "y", by=None)


@pytest.mark.parametrize("name", ["", "a", "có dấu", "a b", "-a", "a\n", "x" * 65, "аdmin", "a/b"])
def test_bad_user_names_are_refused_with_a_sentence(name):
    with pytest.raises(ValidationError):
        actions.invite(name, "Cán bộ 01", by=None)
    assert not User.objects.exists()


def test_an_invitation_is_opened_once(guest, keeper):
    invitation = actions.invite("tran.thi.c", "Cán bộ 03", by=keeper)
    opened = guest.get(invitation.get_absolute_url())
    assert opened["Location"] == "/loi-moi/"
    assert "tran.thi.c" in text_of(guest.get("/loi-moi/"))
    done = guest.post("/loi-moi/", {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/vao/"
    assert "Đã đặt mật khẩu" in text_of(guest.get("/vao/"))
    assert guest.get(invitation.get_absolute_url()).status_code == 410
    assert sign_in(guest, "tran.thi.c", NEW).status_code == 302
    assert told(invitation.user) == ["account_made", "password_set_by_link"]


def test_what_is_done_to_accounts_is_said_in_sentences(keeper):
    user = actions.invite("tran.thi.c", "Cán bộ 03", by=keeper).user
    said = [sentences.sentence(event, "vi") for event in history.stream(user)]
    assert said == ["Quản trị viên 01 lập tài khoản tran.thi.c"]


def test_password_rules_are_said_in_vietnamese(guest, keeper):
    guest.get(actions.invite("tran.thi.c", "Cán bộ 03", by=keeper).get_absolute_url())
    for password, sentence in {
        "ngắn": "quá ngắn",
        "12345678901": "hoàn toàn là số",
        "password123": "quá phổ biến",
        "tran.thi.c1": "quá giống",
    }.items():
        answer = text_of(guest.post("/loi-moi/", {"password1": password, "password2": password}))
        assert sentence in answer, password
    assert "không giống nhau" in text_of(guest.post("/loi-moi/", {"password1": NEW, "password2": "khác"}))
    assert not User.objects.get(username="tran.thi.c").has_usable_password()


def test_a_letter_is_sent_only_where_a_server_is_set(settings, keeper):
    invitation = actions.invite("tran.thi.c", "Cán bộ 03", by=keeper, email="c@example.vn")
    assert send_link(invitation, "http://localhost/x") is False
    settings.VANKIEN_MAILS = True
    assert send_link(invitation, "http://localhost/x") is True
    assert "http://localhost/x" in mail.outbox[0].body
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert send_link(invitation, "http://localhost/x") is False


def test_the_password_is_changed_by_its_owner(mine, person):
    other = Client(headers={"user-agent": "x"})
    sign_in(other)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    wrong = mine.post("/tai-khoan/mat-khau/", fields | {"oldpassword": "sai"})
    assert "Mật khẩu hiện tại không đúng" in text_of(wrong)
    assert mine.post("/tai-khoan/mat-khau/", fields)["Location"] == "/tai-khoan/"
    assert mine.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
    assert "password_changed" in told(person)


def test_the_language_is_the_persons(mine, person):
    answer = mine.post("/tai-khoan/", {"language": "en"})
    assert answer.status_code == 302
    assert "My account" in text_of(mine.get("/tai-khoan/"))
    elsewhere = Client(headers={"user-agent": "x"})
    sign_in(elsewhere)
    elsewhere.get("/")
    assert "My account" in text_of(elsewhere.get("/tai-khoan/"))


def test_other_sessions_are_seen_and_ended(mine, person):
    other = Client(headers={"user-agent": "Safari"})
    sign_in(other)
    assert "Safari" in text_of(mine.get("/tai-khoan/"))
    mine.post(reverse("end_other_sessions"))
    assert other.get("/tai-khoan/").status_code == 302
    page = text_of(mine.get("/tai-khoan/"))
    assert "Safari" not in page
    assert "Firefox" in page


def test_the_page_asks_as_many_queries_for_one_session_as_for_nine(
    mine, person, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        mine.get("/tai-khoan/")
    for _ in range(8):
        sign_in(Client(headers={"user-agent": "Safari"}))
    with django_assert_max_num_queries(8):
        page = text_of(mine.get("/tai-khoan/"))
    assert page.count("Safari") == 8


def test_a_token_is_shown_once_and_acts_for_its_owner(mine, guest, person):
    day = f"{clock.today() + timedelta(days=30):%d/%m/%Y}"
    page = text_of(mine.post("/tai-khoan/ma-truy-cap/", {"name": "Báo cáo tuần", "expires_on": day}))
    secret = "vankien_" + page.partition('<code class="secret">vankien_')[2].partition("<")[0]
    assert secret not in text_of(mine.get("/tai-khoan/ma-truy-cap/"))
    token = Token.objects.get()
    assert secret not in str(vars(token))

    def call(header):
        return text_of(Client().get("/chuong-trinh/", headers={"authorization": header}))

    assert call(f"Bearer {secret}") == "Cán bộ Văn phòng 01"
    token.refresh_from_db()
    assert token.last_used_on == clock.today()
    for header in ("", secret, f"Basic {secret}", f"Bearer {secret}x", "Bearer vankien_", "Bearer \0é"):
        assert call(header) == "không ai", header
    mine.post(reverse("revoke_token", args=[token.pk]))
    assert call(f"Bearer {secret}") == "không ai"
    assert told(person) == ["token_made", "token_revoked"]


def test_a_token_ends_with_its_last_day(mine, person, monkeypatch):
    secret = actions.make_token(person, "x", clock.today())
    call = {"authorization": f"Bearer {secret}"}
    assert text_of(Client().get("/chuong-trinh/", headers=call)) != "không ai"
    Token.objects.update(expires_on=clock.today() - timedelta(days=1))
    assert text_of(Client().get("/chuong-trinh/", headers=call)) == "không ai"
    for day in ("31/12/2019", "01/01/2099", "hôm nay"):
        answer = mine.post("/tai-khoan/ma-truy-cap/", {"name": "x", "expires_on": day})
        assert "errorlist" in text_of(answer), day


def test_there_are_not_endless_tokens(person):
    for _ in range(actions.LIVE_TOKENS):
        actions.make_token(person, "x", clock.today())
    with pytest.raises(ValidationError, match="quá nhiều"):
        actions.make_token(person, "x", clock.today())


def test_what_was_typed_outlives_the_session(mine, guest, person):
    typed = "Dòng một\n<b>Dòng hai</b> của đồng chí"
    mine.get("/")
    actions.end_sessions(person)
    answer = mine.post("/so-tay/?trang=2", {"text": typed, "unit": "12"})
    assert answer["Location"] == "/vao/?next=%2Fvao%2Fgui-lai%2F"
    assert "vừa nhập được giữ lại" in text_of(mine.get(answer["Location"]))
    answer = sign_in(mine, next="/vao/gui-lai/")
    assert answer["Location"] == "/vao/gui-lai/"
    page = text_of(mine.get("/vao/gui-lai/"))
    assert "Dòng một\n&lt;b&gt;Dòng hai&lt;/b&gt;" in page
    assert 'action="/so-tay/?trang=2"' in page
    assert text_of(mine.post("/so-tay/?trang=2", {"text": typed, "unit": "12"})).startswith("đã ghi")
    assert mine.get("/vao/gui-lai/")["Location"] == "/"


def test_a_file_is_asked_for_again(mine, person):
    mine.get("/")
    actions.end_sessions(person)
    mine.post("/so-tay/", {"text": "ghi chú", "file": SimpleUploadedFile("a.docx", b"x")})
    sign_in(mine)
    page = text_of(mine.get("/vao/gui-lai/"))
    assert 'type="file" id="file-file" name="file"' in page


def test_a_part_of_a_page_leads_to_the_sign_in_as_a_whole(mine, person):
    mine.get("/")
    actions.end_sessions(person)
    part = {"HX-Request": "true", "HX-Current-URL": "http://testserver/so-tay/?trang=2"}
    answer = mine.get("/so-tay/", headers=part)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/vao/?next=%2Fso-tay%2F%3Ftrang%3D2")
    answer = mine.post("/so-tay/", {"text": "ghi chú"}, headers=part)
    assert answer["HX-Redirect"] == "/vao/?next=%2Fvao%2Fgui-lai%2F"
    sign_in(mine)
    page = text_of(mine.get("/vao/gui-lai/"))
    assert "ghi chú" in page
    assert 'href="/so-tay/"' in page


@pytest.mark.parametrize(
    ("origin", "where"), [("http://testserver", 302), ("http://evil.example", 403), (None, 403)]
)
def test_a_form_from_before_a_sign_in_in_another_tab_is_kept(person, origin, where):
    browser = Client(enforce_csrf_checks=True, headers={"user-agent": "x"})
    browser.get("/vao/")
    old = browser.cookies["csrftoken"].value
    sign_in(browser, csrfmiddlewaretoken=old)
    browser.get("/")
    headers = {"origin": origin} if origin else {}
    answer = browser.post("/so-tay/", {"text": "ghi chú", "csrfmiddlewaretoken": old}, headers=headers)
    assert answer.status_code == where
    page = browser.get("/vao/gui-lai/")
    assert ("ghi chú" in text_of(page)) == (where == 302)
    again = browser.post("/vao/", {"login": "x", "csrfmiddlewaretoken": old}, headers=headers)
    assert again.status_code == where


def test_kept_text_can_be_thrown_away(mine, person):
    mine.get("/")
    actions.end_sessions(person)
    mine.post("/so-tay/", {"text": "ghi chú"})
    sign_in(mine)
    mine.post("/vao/gui-lai/bo/")
    assert mine.get("/vao/gui-lai/")["Location"] == "/"


def test_accounts_are_suspended_restored_and_changed(keeper, person):
    actions.change(person, name=" Cán bộ 09 ", email="", must_use_second_factor=True, by=keeper)
    actions.suspend(person, by=keeper)
    with pytest.raises(ValidationError, match="đang bị khóa"):
        actions.reset_link(person, by=keeper)
    actions.restore(person, by=keeper)
    link = actions.reset_link(person, by=keeper)
    assert Invitation.open(link.secret) == link
    person.refresh_from_db()
    assert (person.name, person.is_active, person.must_use_second_factor) == ("Cán bộ 09", True, True)
    assert told(person) == ["account_changed", "account_suspended", "account_restored", "account_link_made"]
    with pytest.raises(ValidationError, match="tự khóa"):
        actions.suspend(keeper, by=keeper)
