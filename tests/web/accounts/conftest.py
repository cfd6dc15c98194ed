"""The small site of accounts: somebody with a password, an administrator, a browser not signed in."""

import pytest
from django.core.cache import cache
from django.test import Client

from vankien_web.accounts.models import User
from web.accounts_site import PASSWORD, Site


@pytest.fixture(autouse=True)
def small_site(settings, db, cheap_passwords):
    cache.clear()
    settings.ROOT_URLCONF = Site


@pytest.fixture
def person():
    return User.objects.create_user("nguyen.van.a", PASSWORD, name="Cán bộ Văn phòng 01")


@pytest.fixture
def keeper():
    return User.objects.create_user("quan.tri", PASSWORD, name="Quản trị viên 01")


@pytest.fixture
def guest():
    return Client(headers={"user-agent": "Firefox"})
