"""Errors that say in one sentence what happened and what to do: as pages, and to programs as JSON."""

import errno
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_PROGRAMS = "/api/"
_CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    503: "busy",
    507: "disk_full",
}


def from_program(request: HttpRequest) -> bool:
    """Whether a program asks: it is answered in JSON, in the language that it accepts."""
    return request.path_info.startswith(_PROGRAMS)


def from_keeper(request: HttpRequest) -> bool:
    """Whether a form that saves itself asks (keep.js): it is answered in JSON, in the page's language."""
    return request.headers.get("Accept") == "application/json" and not from_program(request)


def problem(
    status: int,
    sentence: str,
    *,
    code: str = "",
    fields: Mapping[str, Sequence[str]] | None = None,
    current: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The one shape of an error for programs. `current`: what is stored now, where somebody was faster."""
    told = {"error": code or _CODES.get(status, "server_error"), "sentence": sentence, "fields": fields or {}}
    told |= {} if current is None else {"current": current}
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    if from_program(request) or from_keeper(request):
        return problem(status, sentence)
    return render(request, "common/error.html", {"title": title, "sentence": sentence}, status=status)


def whom_to_ask() -> str:
    """Who helps with signing in, as the administrator has set it."""
    return settings.VANKIEN_CONTACT or _("the administrator")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return page(
            request,
            400,
            _("This address is not open yet"),
            _(
                "The site runs, but not under the name in the address bar. "
                "The administrator adds that name to “hosts” in vankien.toml and starts the site again."
            ),
        )
    return page(
        request,
        400,
        _("The request is not understood"),
        _("The address or the data sent are not complete. Go back to the first page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What one sees but may not change; a refusal that says why is shown with its own sentence."""
    sentence = str(exception or "") or _(
        "Your post does not include this work, or the stage of the congress does not allow it any more. "
        "Nothing was changed. If the work is yours, ask the administrator of your organisation."
    )
    return page(request, 403, _("You may not do this here"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request,
        403,
        _("The request was not accepted"),
        _(
            "The page was open for too long or the browser blocks cookies. "
            "Go to the first page and send it again."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if from_program(request):
        return problem(404, _("There is nothing at this address, or it is not open to you."))
    return page(
        request,
        404,
        _("There is no such page"),
        _(
            "The address is wrong, what it showed was deleted, or it is not open to you. "
            "Check the address or go back to the first page."
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, 413, _("The file is too large"), too_large_sentence())


def too_large_sentence() -> str:
    megabytes = settings.VANKIEN_UPLOAD_BYTES // (1024 * 1024)
    return _(
        "The file is larger than %(megabytes)d MB. Make the pictures in it smaller or leave them out, "
        "then send it again."
    ) % {"megabytes": megabytes}


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if _disk_is_full(error):
        return page(
            request,
            507,
            _("The disk is full"),
            _("The file was not kept. Tell the administrator to make room on the disk, then send it again."),
        )
    if _is_busy(error):
        return page(
            request,
            503,
            _("The machine is busy"),
            _(
                "Somebody else's long work is being saved. "
                "Nothing of yours was saved: send it again in a minute."
            ),
        )
    return page(
        request,
        500,
        _("The machine met an error"),
        _(
            "Nothing that you sent before is lost. Try again; "
            "if it happens again, tell the administrator when."
        ),
    )


def _disk_is_full(error: BaseException | None) -> bool:
    """Whether the file system or the database says so."""
    return getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error)


def _is_busy(error: BaseException | None) -> bool:
    """Whether another's transaction did not end while this one waited for its turn."""
    said = str(error)
    return isinstance(error, OperationalError) and ("is locked" in said or "lock timeout" in said)
