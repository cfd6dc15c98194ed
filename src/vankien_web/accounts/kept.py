"""What somebody typed into a form and sent after the session had ended: kept until they sign in again.

It waits in the browser's new, still anonymous session, for the person who was signed in here last and
nobody else (a signed cookie tells). Files are not kept; passwords are not either.
"""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

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
    request.session[_KEY] = {
        "owner": owner,
        "at": time.time(),
        "path": request.get_full_path(),
        "page": urlsplit(request.headers.get("HX-Current-URL", "")).path,
        "fields": fields,
        "files": list(request.FILES),
    }
    return True


def of(request: HttpRequest) -> Kept | None:
    """What waits for the person of this request; what waited for somebody else is forgotten."""
    held: dict[str, Any] | None = request.session.get(_KEY)
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
    held = request.session.get(_KEY)
    if held and request.method == "POST" and request.get_full_path() == held["path"]:
        forget(request)


def remember_person(request: HttpRequest, response: HttpResponse, *, secure: bool) -> bool:
    """Note on the browser who is signed in; True when that is somebody else than before."""
    person = str(request.user.pk)
    if request.get_signed_cookie(COOKIE, default=None, salt=COOKIE) == person:
        return False
    response.set_signed_cookie(
        COOKIE, person, salt=COOKIE, max_age=30 * 86400, httponly=True, samesite="Lax", secure=secure
    )
    return True
