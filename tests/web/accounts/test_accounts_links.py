"""Links that set a password once: for one browser, for a week, told to nobody."""

import io
import logging
from datetime import timedelta

from axes.models import AccessAttempt
from django.test import Client

from vankien_web.accounts import actions
from vankien_web.accounts.models import Invitation, User
from vankien_web.common import clock
from web.accounts_site import PASSWORD, sign_in


def is_in(guest):
    return guest.get("/tai-khoan/").status_code == 200


def test_a_link_works_for_one_browser_only(person):
    first, second = Client(), Client()
    link = Invitation.make(person)
    fields = {"password1": "đường về Quảng Tâm 1954", "password2": "đường về Quảng Tâm 1954"}
    for browser in (first, second):
        assert browser.get(link.get_absolute_url()).status_code == 302
    assert first.post("/loi-moi/", fields).status_code == 302
    theirs = {"password1": "kẻ đến sau thì muộn", "password2": "kẻ đến sau thì muộn"}
    assert second.post("/loi-moi/", theirs).status_code == 410
    assert not actions.accept(link, "kẻ đến sau thì muộn")
    person.refresh_from_db()
    assert person.check_password(fields["password1"])


def test_a_newer_link_a_week_and_a_suspension_end_a_link(guest, person):
    older, newer = Invitation.make(person), Invitation.make(person)
    assert guest.get(older.get_absolute_url()).status_code == 410
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert guest.get(newer.get_absolute_url()).status_code == 410
    last = Invitation.make(person)
    guest.get(last.get_absolute_url())
    actions.suspend(person, by=User.objects.create_user("qt", name="Quản trị viên 01"))
    assert guest.get("/loi-moi/").status_code == 410
    assert guest.post("/loi-moi/", {"password1": "x", "password2": "x"}).status_code == 410


def test_a_link_ends_the_sessions_that_somebody_else_holds(guest, person):
    sign_in(guest)
    actions.accept(Invitation.make(person), "đường về Quảng Tâm 1954")
    assert not is_in(guest)


def test_secrets_are_neither_stored_nor_logged(guest, person):
    written = io.StringIO()
    handler = next(
        h for h in logging.getLogger().handlers if any(type(f).__name__ == "Redact" for f in h.filters)
    )
    before = handler.setStream(written)
    try:
        link = Invitation.make(person)
        guest.get(link.get_absolute_url() + "x/")
        Client(enforce_csrf_checks=True).post(link.get_absolute_url())
        Invitation.objects.all().delete()
        guest.get(link.get_absolute_url())
        logging.getLogger("x").warning("Bearer %s", actions.make_token(person, "x", clock.today()))
        sign_in(guest, PASSWORD, "nhầm ô")
        sign_in(guest, password="mật khẩu gần đúng")  # noqa: S106
    finally:
        handler.setStream(before)
    log = written.getvalue()
    assert "/loi-moi/…" in log
    assert "vankien_…" in log
    assert link.secret not in log
    stored = " ".join(str(row) for row in AccessAttempt.objects.values_list("post_data", "get_data"))
    for secret in (link.secret, PASSWORD, "nhầm ô", "gần đúng"):
        assert secret not in log
        assert secret not in stored


def test_an_invitations_page_tells_no_other_site_and_is_not_kept(guest, person):
    answer = guest.get(Invitation.make(person).get_absolute_url())
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
