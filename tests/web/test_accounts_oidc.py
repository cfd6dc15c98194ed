"""Sign-in by an identity server: only where it is switched on, only for who has an account here."""

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from vankien_web.site.configuration import Configuration

SERVER = {"name": "Cổng định danh", "server_url": "https://id.example.vn", "client_id": "vk", "secret": "s"}
WALK = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from allauth.account.internal import flows
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.test.utils import setup_test_environment
from vankien_web.accounts.models import User
from vankien_web.accounts.oidc import OidcAdapter
setup_test_environment()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
page = Client().get("/vao/").content.decode()
assert "Đăng nhập qua Cổng định danh" in page and "/vao/oidc/to-chuc/" in page
assert Client().get("/vao/oidc/to-chuc/").status_code == 405
assert Client().get("/vao/oidc/khac/ve/").status_code == 404
assert "Đã dừng đăng nhập" in Client().get("/vao/oidc-bo/").content.decode()

User.objects.create_user("le.van.b", name="Cán bộ 02")
User.objects.create_user("bi.khoa", name="Cán bộ 03", is_active=False)
User.objects.create_user("dien.vien", name="Bí thư 01", is_demonstration=True)

def come(name, uid):
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), None
    said = {"userinfo": {"preferred_username": name}}
    account = SocialAccount(provider="to-chuc", uid=uid, extra_data=said)
    login = SocialLogin(user=User(), account=account)
    with context.request_context(request):
        try:
            OidcAdapter(request).pre_social_login(request, login)
        except ImmediateHttpResponse as refused:
            return refused.response.status_code
    return login.user.username

assert come("Le.Van.B", "1") == "le.van.b"
for name in ("khong.co", "bi.khoa", "dien.vien", "", None):
    assert come(name, f"x{name}") == 403, name
assert SocialAccount.objects.count() == 1
assert User.objects.count() == 3
print("walked")
"""


def test_who_has_an_account_is_known_and_nobody_else(tmp_path):
    (tmp_path / "incoming").mkdir()
    (tmp_path / "static").mkdir()
    settings = "\n".join(f'{key} = "{value}"' for key, value in SERVER.items())
    (tmp_path / "vankien.toml").write_text(f"[oidc]\n{settings}\n", encoding="utf-8")
    environment = os.environ | {
        "VANKIEN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "vankien_web.site.settings",
    }
    done = subprocess.run([sys.executable, "-c", WALK], env=environment, capture_output=True, text=True)
    assert done.stdout == "walked\n", done.stderr


def test_an_isolated_machine_calls_no_server():
    with pytest.raises(ValidationError, match="isolated"):
        Configuration(profile="isolated", oidc=SERVER)
    with pytest.raises(ValidationError, match="isolated"):
        Configuration(profile="isolated", smtp={"host": "mail", "sender": "a@b.vn"})
