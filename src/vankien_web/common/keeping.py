"""The server's side of keep.js: a form that saves itself while somebody types.

The script asks in JSON and is told what happened; a browser without it gets pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vankien_web.common import clock
from vankien_web.common.conflict import Conflict, conflict_page, rows
from vankien_web.common.errors import from_keeper


def keep(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], models.Model],
    back: Callable[[Any], str],
    **context: Any,
) -> HttpResponse:
    """Save the form by `act`, which returns the record with its `revision`; `back` says where it is shown.

    A Conflict is told with both contents, a record that was removed (DoesNotExist) as such. `context` is the
    page's for a browser without the script: `title`, `button`, `cancel`.
    """
    asked = from_keeper(request)
    try:
        if form.is_valid():
            saved = act(form.cleaned_data)
            return _json(_saved(saved)) if asked else redirect(back(saved))
    except ValidationError as error:
        form.add_error(None, error)
    except Conflict as conflict:
        return _json(_told(form, conflict), 409) if asked else conflict_page(request, form, conflict)
    except ObjectDoesNotExist:
        text = _("Somebody has removed this meanwhile. What you typed is still here.")
        if asked:
            return _json({"sentence": text}, 410)
        form.add_error(None, text)
    if asked:
        return _json({"sentence": " ".join(_sentences(form))}, 422)
    return render(request, "common/form.html", {"form": form, **context}, status=422)


def _saved(record: Any) -> dict[str, Any]:
    return {"revision": record.revision, "at": f"{localtime(clock.now()):%H:%M}"}


def _told(form: forms.Form, conflict: Conflict) -> dict[str, Any]:
    current: Any = conflict.current
    return {
        "sentence": _by_whom(current),
        "revision": current.revision,
        "fields": {name: _raw(current, name) for name in conflict.fields},
        "shown": {name: row.stored for name, row in zip(conflict.fields, rows(form, conflict), strict=True)},
    }


def _by_whom(current: Any) -> str:
    if not hasattr(current, "by"):
        return _("Somebody saved something else. Nothing that you typed is lost: compare both and choose.")
    said = {"who": current.by, "time": f"{localtime(current.at):%H:%M}"}
    return (
        _("%(who)s saved other words at %(time)s. Nothing that you typed is lost: compare both and choose.")
        % said
    )


def _raw(record: models.Model, name: str) -> str:
    """The value as its form field has it."""
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _sentences(form: forms.Form) -> list[str]:
    return [str(sentence) for errors in form.errors.values() for sentence in errors]


def _json(told: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
