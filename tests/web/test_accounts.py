"""Signing in: entrances, links, sessions, what a stranger reaches."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.web.accounts_site import Site
from vankien_web.accounts.models import User

PASSWORD = "mùa xuân Quảng Tâm 2020"  # noqa: S105
SECOND = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn")


@pytest.fixture(autouse=True)
def small_site(settings, db):
    cache.clear()
    settings.ROOT_URLCONF = Site


@pytest.fixture
def person():
    return User.objects.create_user("nguyen.van.a", PASSWORD, name="Cán bộ Văn phòng 01")


@pytest.fixture
def guest():
    return Client(headers={"user-agent": "Firefox"})


def sign_in(guest, username="nguyen.van.a", password=PASSWORD, **more):
    return guest.post("/vao/", {"login": username, "password": password, **more})


def test_who_signs_in_comes_to_the_first_page(guest, person):
    answer = sign_in(guest, " Nguyen.Van.A ")
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert guest.get("/tai-khoan/").status_code == 200


def test_pages_render(guest, person):
    assert guest.get("/vao/").status_code == 200
    sign_in(guest)
    for name in ("account", "tokens", "account_change_password", *SECOND):
        assert guest.get(reverse(name)).status_code == 200, name
