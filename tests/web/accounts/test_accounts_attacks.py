"""What somebody tries who should not get in: each attempt fails, and says no more than it must."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as configured
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from vankien_web.accounts import actions, kept, lockout
from vankien_web.accounts.models import Invitation, User
from vankien_web.common import clock
from web.accounts_site import PASSWORD, STRANGE, Site, sign_in


def is_in(guest):
    return guest.get("/tai-khoan/").status_code == 200


def text_of(answer):
    return re.sub(r'(nonce|name="csrfmiddlewaretoken" value)="[^"]+"', "", answer.content.decode())


# ---- strangers


def test_a_stranger_reaches_the_entrances_and_nothing_else(guest):
    open_to_all = {
        "account_login",
        "account_logout",
        "mfa_login_webauthn",
        "mfa_authenticate",
        "set_password",
        "invitation",
        "enter_demonstration",
        "set_language",
        "session",  # says only whether somebody is signed in
        "calendar",  # by its own secret
        None,  # the icon, the tests' own program
    }
    seen = set()
    for prefix, pattern in _addresses():
        path = "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>", "x", prefix))
        answer = guest.get(path)
        if pattern.name in open_to_all:
            continue
        seen.add(pattern.name)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/vao/?next=%2F"), path
        assert guest.post(path)["Location"].startswith("/vao/?next="), path
    assert {"account", "tokens", "mfa_index", "kept_form", "account_change_password"} <= seen


def _addresses(resolver=None, prefix=""):
    for entry in (resolver or get_resolver(Site)).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _addresses(entry, route)
        elif route:
            yield route, entry


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_inactive",
        "account_reset_password",
        "account_confirm_email",
        "account_set_password",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_list_webauthn",
        "mfa_signup_webauthn",
        "mfa_trust",
        "socialaccount_signup",
        "openid_connect_login",
        "usersessions_list",
    ],
)
def test_pages_without_purpose_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_session_that_a_stranger_prepared_is_not_the_one_that_is_signed_in(guest, person):
    guest.cookies["sessionid"] = "a" * 32
    sign_in(guest)
    assert guest.cookies["sessionid"].value != "a" * 32
    other = Client()
    other.cookies["sessionid"] = "a" * 32
    assert not is_in(other)


def test_an_anonymous_session_gets_a_new_key_at_the_sign_in(guest, person):
    guest.get(Invitation.make(person).get_absolute_url())
    before = guest.cookies["sessionid"].value
    sign_in(guest)
    assert guest.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session_on_the_server(guest, person):
    sign_in(guest)
    stolen = Client()
    stolen.cookies["sessionid"] = guest.cookies["sessionid"].value
    assert is_in(stolen)
    assert guest.get("/ra/").status_code == 405
    guest.post("/ra/")
    assert not is_in(stolen)


@pytest.mark.parametrize("there", STRANGE)
def test_the_sign_in_leads_to_no_other_site(guest, person, there):
    assert sign_in(guest, next=there)["Location"] == "/"
    opened = guest.get("/vao/", {"next": there})
    assert opened.status_code == 404 if "\0" in there else opened["Location"] == "/"
    assert guest.post("/ra/", {"next": there})["Location"] == "/"


# ---- guessing


def test_known_and_unknown_names_are_answered_alike(guest, person):
    actions.invite("chua.vao", "Cán bộ 02", by=None)
    suspended = User.objects.create_user("bi.khoa", PASSWORD, name="Cán bộ 03", is_active=False)
    answers = set()
    for name in (person.username, "chua.vao", suspended.username, "khong.co", "x" * 300, "\0"):
        answer = sign_in(guest, name, "sai hoàn toàn")
        answers.add((answer.status_code, text_of(answer).replace(f'value="{name}"', "")))
    assert len({a for a in answers if "không đúng" in a[1]}) == 1
    assert {status for status, _ in answers} == {200}


def test_known_and_unknown_names_take_the_same_work(guest, person, monkeypatch):
    actions.invite("chua.vao", "Cán bộ 02", by=None)
    work = []
    for method in ("encode", "verify"):
        inner = getattr(Argon2PasswordHasher, method)
        monkeypatch.setattr(
            Argon2PasswordHasher, method, lambda *a, inner=inner, **k: work.append(1) or inner(*a, **k)
        )
    counts = []
    for name in ("nguyen.van.a", "chua.vao", "khong.co"):
        work.clear()
        sign_in(guest, name, "sai hoàn toàn")
        counts.append(len(work))
    assert counts == [1, 1, 1]


@pytest.mark.parametrize("name", ["nguyen.van.a", "khong.co"])
def test_after_five_wrong_passwords_it_is_said_until_when_and_whom_to_ask(guest, person, settings, name):
    settings.VANKIEN_CONTACT = "Văn phòng Thành ủy, phòng 12"
    spellings = (name, name.upper(), f" {name} ", name.title())
    for spelling in spellings:
        guest.defaults["HTTP_USER_AGENT"] = spelling  # another browser is no other person
        assert sign_in(guest, spelling, "sai").status_code == 200
    answer = sign_in(guest, name, "sai")
    assert answer.status_code == 429
    assert re.search(r"thử lại sau \d\d:\d\d, hoặc nhờ Văn phòng Thành ủy, phòng 12", text_of(answer))
    assert sign_in(guest, name, PASSWORD).status_code == 429
    assert not is_in(guest)
    assert lockout.locked_out([name, "khac"]) == {name}


def test_a_lock_holds_one_name_from_one_address(guest, person):
    other = User.objects.create_user("tran.thi.b", PASSWORD, name="Cán bộ 02")
    for _ in range(6):
        sign_in(guest, password="sai")  # noqa: S106
    assert sign_in(guest, headers={"x-forwarded-for": "10.9.9.9"}).status_code == 429
    assert sign_in(guest, other.username).status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.0.0.7", headers={"user-agent": "x"})
    assert sign_in(elsewhere).status_code == 302


def test_an_administrator_unlocks(guest, person):
    for _ in range(5):
        sign_in(guest, password="sai")  # noqa: S106
    actions.unlock(person, by=User.objects.create_user("qt", name="Quản trị viên 01"))
    assert sign_in(guest).status_code == 302


def test_a_lock_ends_by_itself(guest, person):
    for _ in range(5):
        sign_in(guest, password="sai")  # noqa: S106
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=16))
    assert sign_in(guest).status_code == 302


def test_behind_a_proxy_the_callers_are_told_apart(person, settings):
    settings.VANKIEN_PROXIES = 1
    guest = Client(headers={"user-agent": "x"})
    for n in range(6):
        sign_in(guest, password="sai", headers={"x-forwarded-for": f"1.2.3.{n}, 10.0.0.1"})  # noqa: S106
    blocked = sign_in(guest, headers={"x-forwarded-for": "7.7.7.7, 10.0.0.1"})
    assert blocked.status_code == 429
    assert sign_in(guest, headers={"x-forwarded-for": "10.0.0.2"}).status_code == 302


def test_many_names_from_one_address_are_slowed_down(guest, settings):
    assert settings.ACCOUNT_RATE_LIMITS == {"login": "60/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    assert [sign_in(guest, f"ten.{n}", "sai").status_code for n in range(4)] == [200, 200, 200, 429]


def test_the_old_password_is_not_guessed_through_an_open_session(guest, person):
    sign_in(guest)
    fields = {"oldpassword": "sai", "password1": "x", "password2": "x"}
    statuses = [guest.post("/tai-khoan/mat-khau/", fields).status_code for _ in range(7)]
    assert 429 in statuses


# ---- forged and foreign requests


def test_every_form_needs_its_own_sites_token(person):
    guest = Client(enforce_csrf_checks=True, headers={"user-agent": "x"})
    guest.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for prefix, pattern in _addresses():
        if pattern.name:
            path = "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>", "x", prefix))
            assert guest.post(path).status_code == 403, path
    stranger = Client(enforce_csrf_checks=True)
    assert sign_in(stranger).status_code == 403


def test_pages_say_what_they_may_load(guest, person):
    sign_in(guest)
    for path in ("/tai-khoan/", "/tai-khoan/lop-hai/khoa/", "/tai-khoan/lop-hai/ung-dung/"):
        answer = guest.get(path)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        page = answer.content.decode()
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page), path
        for tag in re.findall(r"<script\b[^>]*>", page):
            assert "src=" in tag or 'type="application/json"' in tag, tag


def test_cookies_are_kept_from_scripts_and_other_sites(guest, person):
    sign_in(guest)
    guest.get("/")
    for name in ("sessionid", kept.COOKIE):
        assert guest.cookies[name]["httponly"]
        assert guest.cookies[name]["samesite"] == "Lax"
    assert configured.SESSION_COOKIE_AGE == 12 * 3600


# ---- suspension


def test_a_suspended_person_is_out_at_once_and_for_good(guest, person):
    keeper = User.objects.create_user("qt", name="Quản trị viên 01")
    sign_in(guest)
    secret = actions.make_token(person, "x", clock.today())
    call = {"authorization": f"Bearer {secret}"}
    actions.suspend(person, by=keeper)
    assert not is_in(guest)
    assert Client().get("/chuong-trinh/", headers=call).content.decode() == "không ai"
    answer = sign_in(guest)
    assert answer.status_code == 403
    assert "đang bị khóa" in text_of(answer)
    actions.restore(person, by=keeper)
    assert not is_in(guest)
    assert Client().get("/chuong-trinh/", headers=call).content.decode() == "không ai"


def test_a_suspension_behind_the_sites_back_counts_too(guest, person):
    sign_in(guest)
    secret = actions.make_token(person, "x", clock.today())
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not is_in(guest)
    call = {"authorization": f"Bearer {secret}"}
    assert Client().get("/chuong-trinh/", headers=call).content.decode() == "không ai"


def test_nobody_revokes_or_sees_the_tokens_of_others(guest, person):
    other = User.objects.create_user("tran.thi.b", PASSWORD, name="Cán bộ 02")
    actions.make_token(other, "Báo cáo của người khác", clock.today())
    sign_in(guest)
    assert "người khác" not in text_of(guest.get("/tai-khoan/ma-truy-cap/"))
    assert guest.post(reverse("revoke_token", args=[other.tokens.get().pk])).status_code == 404


# ---- kept forms


def test_what_was_kept_is_for_who_typed_it(guest, person):
    User.objects.create_user("tran.thi.b", PASSWORD, name="Cán bộ 02")
    sign_in(guest)
    guest.get("/")
    guest.post("/ra/")
    guest.post("/so-tay/", {"text": "điều riêng của A"})
    sign_in(guest, "tran.thi.b")
    assert guest.get("/vao/gui-lai/")["Location"] == "/"
    guest.post("/ra/")
    sign_in(guest)
    assert guest.get("/vao/gui-lai/")["Location"] == "/"


@pytest.mark.parametrize("cookie", [None, "1", "1:forged:signature"])
def test_strangers_leave_nothing_behind(guest, person, cookie):
    if cookie:
        guest.cookies[kept.COOKIE] = cookie
    answer = guest.post("/so-tay/", {"text": "x" * 1000, "f": SimpleUploadedFile("a.docx", b"x")})
    assert answer["Location"] == "/vao/?next=%2F"
    assert not Session.objects.exists()


def test_passwords_and_books_are_not_kept(guest, person):
    sign_in(guest)
    guest.get("/")
    guest.post("/ra/")
    for fields in ({"oldpassword": "mật"}, {"text": "x" * (kept.LIMIT + 1)}):
        assert guest.post("/so-tay/", fields)["Location"] == "/vao/?next=%2F"
