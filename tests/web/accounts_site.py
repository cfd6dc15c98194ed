"""A small site for the tests of accounts: their addresses, a first page, and a form behind the sign-in."""

import base64
import hashlib
import hmac
import struct
import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from vankien_web.accounts.tokens import user_of

PASSWORD = "mùa xuân Quảng Tâm 2020"  # noqa: S105
STRANGE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "http://testserver/so-tay/",
    "\0/",
)


def first(request):
    return HttpResponse(f"trang đầu của {request.user}")


def notebook(request):
    return HttpResponse(f"đã ghi: {request.POST.get('text', '')} {','.join(request.FILES)}")


@login_not_required
def program(request):
    return HttpResponse(str(user_of(request.headers.get("Authorization", "")) or "không ai"))


class Site:
    urlpatterns = (
        path("", first),
        path("so-tay/", notebook),
        path("chuong-trinh/", program),
        path("", include("vankien_web.accounts.urls")),
        path("", include("vankien_web.common.urls")),
    )
    handler400, handler403 = "vankien_web.common.errors.bad_request", "vankien_web.common.errors.forbidden"
    handler404, handler500 = "vankien_web.common.errors.not_found", "vankien_web.common.errors.server_error"


def sign_in(guest, username="nguyen.van.a", password=PASSWORD, headers=None, **more):
    return guest.post("/vao/", {"login": username, "password": password, **more}, headers=headers)


def totp(secret, steps=0):
    """The six digits of RFC 6238 for a base32 secret, some half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
