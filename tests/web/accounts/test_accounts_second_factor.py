"""The second factor: demanded, set up, asked for, lost; passkeys are tried in tests/browser."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from vankien_web.accounts import actions
from vankien_web.accounts.models import Invitation, User
from vankien_web.common import history
from web.accounts_site import sign_in, totp

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
STEP = "/vao/lop-hai/"


@pytest.fixture
def protected(person):
    """Somebody whose telephone knows `SECRET`."""
    TOTP.activate(person, SECRET)
    return person


def is_in(guest):
    return guest.get("/").status_code == 200


def text_of(answer):
    return answer.content.decode()


def test_the_password_alone_opens_nothing(guest, protected):
    assert sign_in(guest, next="/so-tay/")["Location"] == STEP
    assert not is_in(guest)
    assert guest.get(reverse("account")).status_code == 302
    assert guest.post(STEP, {"code": totp(SECRET)})["Location"] == "/so-tay/"
    assert is_in(guest)


def test_wrong_old_and_used_codes_are_refused(guest, protected):
    sign_in(guest)
    for code in ("000000", totp(SECRET, -20), totp(SECRET, 20), "", "abc", "１２３４５６"):
        assert guest.post(STEP, {"code": code}).status_code == 200
        cache.clear()
    code = totp(SECRET)
    guest.post(STEP, {"code": code})
    assert is_in(guest)
    other = Client(headers={"user-agent": "x"})
    sign_in(other)
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


def test_codes_are_not_guessed_without_end(guest, protected):
    sign_in(guest)
    answers = [text_of(guest.post(STEP, {"code": f"{n:06}"})) for n in range(7)]
    assert "Nhập sai quá nhiều lần" in answers[-1]
    assert "Nhập sai quá nhiều lần" in text_of(guest.post(STEP, {"code": totp(SECRET)}))
    assert not is_in(guest)


def test_who_is_suspended_between_the_steps_stays_out(guest, protected):
    sign_in(guest)
    actions.suspend(protected, by=User.objects.create_user("qt", name="Quản trị viên 01"))
    guest.post(STEP, {"code": totp(SECRET)})
    assert not is_in(guest)


def test_a_link_for_the_password_does_not_replace_the_second_factor(guest, protected):
    actions.accept(Invitation.make(protected), "đường về Quảng Tâm 1954")
    assert sign_in(guest, password="đường về Quảng Tâm 1954")["Location"] == STEP  # noqa: S106
    assert not is_in(guest)


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(
    guest, person, django_capture_on_commit_callbacks
):
    sign_in(guest)
    page = text_of(guest.get(reverse("mfa_activate_totp")))
    secret = re.search(r'class="secret">(\w+)<', page)[1]
    assert "data:image/svg+xml" in page
    assert guest.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        done = guest.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<li><code>(\d+)</code>", text_of(guest.get(done["Location"])))
    assert len(codes) == 10
    assert codes[0] not in text_of(guest.get(done["Location"]))
    verbs = [event.verb for event in history.stream(person)]
    assert "second_factor_added" in verbs

    other = Client(headers={"user-agent": "x"})
    for _ in range(2):
        sign_in(other)
        other.post(STEP, {"code": codes[0]})
    assert is_in(other)
    other.post("/ra/")
    sign_in(other)
    assert other.post(STEP, {"code": codes[0]}).status_code == 200
    assert not is_in(other)


@pytest.mark.parametrize("policy", ["person", "everyone", "administrators"])
def test_where_it_is_demanded_nothing_opens_before_it_is_set_up(guest, person, settings, policy):
    if policy == "person":
        User.objects.update(must_use_second_factor=True)
    else:
        settings.VANKIEN_SECOND_FACTOR = policy
        settings.VANKIEN_IS_ADMINISTRATOR = f"{__name__}.anybody"
    sign_in(guest)
    for path in ("/", "/so-tay/", reverse("account"), reverse("tokens")):
        assert guest.get(path)["Location"] == reverse("mfa_index"), path
    part = guest.post("/so-tay/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == reverse("mfa_index")
    assert guest.get(reverse("mfa_activate_totp")).status_code == 200
    TOTP.activate(person, SECRET)
    assert is_in(guest)
    answer = guest.post(reverse("mfa_deactivate_totp"))
    assert "phải có lớp xác thực thứ hai" in text_of(answer)
    assert Authenticator.objects.exists()


def anybody(user):
    return True


def test_administrators_are_asked_by_their_posts(guest, settings):
    from factories import make_user
    from vankien_web.units.models import Role

    settings.VANKIEN_SECOND_FACTOR = "administrators"
    for role, status in ((Role.ADMINISTRATOR, 302), (Role.OFFICE, 200)):
        browser = Client()
        browser.force_login(make_user(role=role))
        assert browser.get("/").status_code == status, role


def test_who_lost_the_telephone_starts_anew(guest, protected):
    sign_in(guest)
    guest.post(STEP, {"code": totp(SECRET)})
    actions.reset_second_factor(protected, by=User.objects.create_user("qt", name="Quản trị viên 01"))
    assert not is_in(guest)
    assert sign_in(guest)["Location"] == "/"
    assert is_in(guest)


def test_after_a_while_the_password_is_asked_before_the_app_is_removed(guest, protected, monkeypatch):
    monkeypatch.setattr("vankien_web.accounts.adapters._FRESH", 0)
    sign_in(guest)
    guest.post(STEP, {"code": totp(SECRET)})
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert guest.post(reverse(name))["Location"].startswith(reverse("account_reauthenticate")), name
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    wrong = guest.post(reverse("account_reauthenticate"), {"password": "sai"})
    assert "Mật khẩu không đúng" in text_of(wrong)


@pytest.mark.parametrize(
    "credential", ["", "{}", "null", "[]", "{", '{"id": 1}', '{"response": null}', '"x"']
)
def test_broken_keys_are_answered_calmly(guest, protected, credential):
    assert guest.get("/vao/khoa/", headers={"accept": "application/json"}).status_code == 200
    assert guest.post("/vao/khoa/", {"credential": credential}).status_code == 302
    sign_in(guest)
    assert guest.post(STEP, {"credential": credential}).status_code in (200, 302)
    assert not is_in(guest)
    guest.post(STEP, {"code": totp(SECRET)})
    adding = {"name": "Khóa", "credential": credential}
    assert guest.post(reverse("mfa_add_webauthn"), adding).status_code == 200
    assert guest.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential}).status_code == 302
    assert Authenticator.objects.count() == 1
