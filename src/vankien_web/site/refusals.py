"""What an action refuses, as programs are told: one status and one shape for every kind of refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unfit

from vankien.model import UnreadableFile
from vankien_web.common import errors
from vankien_web.common.conflict import Conflict, Moved
from vankien_web.common.storage import TooLarge
from vankien_web.drafts import pages
from vankien_web.drafts.actions import NotReady

_SENTENCES = {
    "missing": gettext_lazy("This field is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "date": gettext_lazy("Write the day as 2020-02-13."),
    "int": gettext_lazy("Write a whole number."),
    "bool": gettext_lazy("Write true or false."),
    "decimal": gettext_lazy("Write a number, for example 1.5."),
    "string_too_long": gettext_lazy("This text is too long."),
    "string_too_short": gettext_lazy("This field is required."),
    "enum": gettext_lazy("This is none of the values that are known."),
    "literal": gettext_lazy("This is none of the values that are known."),
    "greater": gettext_lazy("The number is too small."),
    "less": gettext_lazy("The number is too large."),
    "json": gettext_lazy("The data sent are no JSON."),
}


def unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    text = _("Send a token of yours that still holds: Authorization: Bearer vankien_…")
    answer = errors.problem(401, text)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="vankien"'
    return answer


def unfit(request: HttpRequest, error: Unfit) -> HttpResponse:
    """What was sent is not of the kinds that the schema names."""
    fields: dict[str, list[str]] = {}
    for one in error.errors:
        fields.setdefault(_field(one["loc"]), []).append(_sentence(one["type"]))
    return _invalid(fields)


def _field(place: tuple[Any, ...]) -> str:
    """("body", "sent", "until") → "until": the outer names are ours, not the program's."""
    outer = 2 if place[:1] == ("body",) and len(place) > 2 else 1
    return ".".join(str(step) for step in place[outer:]) or str(place[-1])


def _sentence(kind: str) -> str:
    named = next((text for name, text in _SENTENCES.items() if kind.startswith(name)), None)
    return str(named or _("This value is not valid."))


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if hasattr(error, "error_dict"):
        return _invalid(error.message_dict)
    return errors.problem(422, " ".join(error.messages))


def _invalid(fields: Mapping[str, list[str]]) -> HttpResponse:
    return errors.problem(422, _("Something in what was sent is not right; see the fields."), fields=fields)


def conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    text = _("Somebody else saved first. Nothing of yours was saved: look at what is stored now.")
    return errors.problem(409, text, current=dict(_current(error)))


def _current(error: Conflict) -> Iterator[tuple[str, Any]]:
    for name in (*error.fields, "revision"):
        value = getattr(error.current, name, None)
        yield name, value.pk if isinstance(value, models.Model) else value


def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    text = _("Nothing was done: meanwhile somebody else has moved it on. It is now %(state)s.")
    now: Any = error.current
    current = {"state": now.state, "revision": now.revision}
    return errors.problem(409, text % {"state": now.get_state_display()}, code="moved", current=current)


def not_ready(request: HttpRequest, error: NotReady) -> HttpResponse:
    fields = {"missing": error.sentences}
    return errors.problem(422, " ".join(error.sentences), code="not_ready", fields=fields)


def unreadable(request: HttpRequest, error: UnreadableFile) -> HttpResponse:
    names = [str(getattr(file, "name", "") or "") for file in request.FILES.values()]
    text = pages.refusal(error, names[0] if names else "", get_language() or "vi")
    return errors.problem(422, text, code="unreadable_file", fields={"file": [text]})


def not_understood(request: HttpRequest, error: HttpError) -> HttpResponse:
    return errors.problem(error.status_code, _("The request is not understood: is its body JSON?"))


HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    AuthenticationError: unauthenticated,
    Unfit: unfit,
    HttpError: not_understood,
    ValidationError: invalid,
    PermissionDenied: errors.forbidden,
    Http404: errors.not_found,
    Conflict: conflict,
    Moved: moved,
    NotReady: not_ready,
    UnreadableFile: unreadable,
    TooLarge: lambda request, error: errors.too_large(request),
}


def attach(api: NinjaAPI) -> None:
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
