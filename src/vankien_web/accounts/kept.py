"""What somebody typed into a form and sent after the session had ended: kept until they sign in again.

It waits in the browser's new, still anonymous session, for the person who was signed in here last and
nobody else (a signed cookie tells). Files are not kept; passwords are not either. Sessions are rows of the
database, and what was typed may be anything: it is sealed under a key made of the site's own, a file.
"""

import base64
import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "vankien_last"
LIMIT = 400_000  # characters, all fields together
_KEY = "kept_form"
_SECONDS = 12 * 3600
_NOT_KEPT = ("password", "credential", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Kept:
    """`page` is where a part of a page was sent from (htmx); an ordinary form is sent to `path` again."""

    path: str
    page: str
    fields: list[tuple[str, str]]
    files: list[str]

    @property
    def texts(self) -> list[str]:
        """What a person would recognise: words, not keys and numbers."""
        return [value for _, value in self.fields if len(value.strip()) > 1 and not value.isdigit()]


def keep(request: HttpRequest) -> bool:
    """Keep the form of this request; False where there is nobody to keep it for, or it is too long."""
    owner = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, str(value)) for name, value in fields if name != "csrfmiddlewaretoken"]
    if not owner or any(part in name for name, _ in fields for part in _NOT_KEPT):
        return False
    if sum(len(name) + len(value) for name, value in fields) > LIMIT:
        return False
    held = {
        "owner": owner,
        "at": time.time(),
        "path": request.get_full_path(),
        "page": urlsplit(request.headers.get("HX-Current-URL", "")).path,
        "fields": fields,
        "files": list(request.FILES),
    }
    request.session[_KEY] = _seal().encrypt(json.dumps(held).encode()).decode()
    return True


def of(request: HttpRequest) -> Kept | None:
    """What waits for the person of this request; what waited for somebody else is forgotten."""
    held = _held(request)
    if held is None:
        return None
    if held["owner"] != str(request.user.pk) or time.time() - held["at"] > _SECONDS:
        del request.session[_KEY]
        return None
    fields = [(name, value) for name, value in held["fields"]]
    return Kept(held["path"], held["page"], fields, held["files"])


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def forget_if_sent(request: HttpRequest) -> None:
    """The form goes out again: it need not be kept any longer."""
    held = _held(request) if request.method == "POST" else None
    if held and request.get_full_path() == held["path"]:
        forget(request)


def _seal() -> Fernet:
    digest = hashlib.sha256(f"kept form {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _held(request: HttpRequest) -> dict[str, Any] | None:
    """What is kept; nothing once the site's key is another one."""
    try:
        sealed = request.session.get(_KEY)
        held: dict[str, Any] | None = json.loads(_seal().decrypt(sealed)) if sealed else None
    except (InvalidToken, TypeError):
        forget(request)
        return None
    return held


def remember_person(request: HttpRequest, response: HttpResponse, *, secure: bool) -> bool:
    """Note on the browser who is signed in; True when that is somebody else than before."""
    person = str(request.user.pk)
    if request.get_signed_cookie(COOKIE, default=None, salt=COOKIE) == person:
        return False
    response.set_signed_cookie(
        COOKIE, person, salt=COOKIE, max_age=30 * 86400, httponly=True, samesite="Lax", secure=secure
    )
    return True
