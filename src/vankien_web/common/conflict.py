"""Two people save the same thing: the second is told, shown both, and loses nothing.

A model edited in forms has `revision = PositiveIntegerField(default=0)`; its form carries the revision it was
shown with in a hidden field; the action saves by `save_checked`; the view answers by `conflict_page`:

    form = UnitForm(request.POST or None, instance=unit)  # revision = IntegerField(widget=HiddenInput)
    if form.is_valid():
        try:
            rename_unit(unit, by=request.user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict)
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from vankien_web.common import history

M = TypeVar("M", bound=models.Model)


class Conflict(Exception):  # noqa: N818 - the name of the glossary
    """Somebody saved first. `current` is what is stored now, `fields` the names of those that differ."""

    def __init__(self, current: models.Model, fields: tuple[str, ...]) -> None:
        super().__init__(f"{history.name_of(current)} was changed meanwhile: {', '.join(fields)}")
        self.current = current
        self.fields = fields


class Moved(Exception):  # noqa: N818 - reads as what happened
    """Somebody else has moved the record on to another state; `current` is how it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(history.name_of(current))
        self.current: Any = current  # with a `state` of its own kind


def save_checked(instance: M, *, revision: int, fields: Mapping[str, Any]) -> M:
    """Set `fields` and count the revision on, unless somebody saved something else since `revision`.

    Returns `instance` with the new values. Raises Conflict, or DoesNotExist when it was removed. Without
    `fields` (the caller writes them elsewhere) any save since is a Conflict.
    """
    model = type(instance)
    rows = model._base_manager.filter(pk=instance.pk, revision=revision)
    if not rows.update(**fields, revision=F("revision") + 1):
        current = model._base_manager.get(pk=instance.pk)
        differ = tuple(name for name in fields if getattr(current, name) != fields[name])
        if differ or not fields:
            raise Conflict(current, differ)
        revision = current.revision - 1  # type: ignore[attr-defined]  # both saved the same
    for name, value in (*fields.items(), ("revision", revision + 1)):
        setattr(instance, name, value)
    return instance


class Row(NamedTuple):
    """One field that differs: what is stored, what was typed, and its control with what was typed."""

    label: str
    stored: str
    typed: str
    control: BoundField | None


def conflict_page(
    request: HttpRequest, form: BaseForm, conflict: Conflict, *, leave: str = ""
) -> HttpResponse:
    """409: both contents side by side; `leave` is where one sees what is stored (default: this address)."""
    shown = [name for name in conflict.fields if name in form.fields]
    kept = {"csrfmiddlewaretoken", *map(form.add_prefix, ("revision", *shown))}
    context = {
        "rows": rows(form, conflict),
        "carried": [(k, v) for k, values in request.POST.lists() if k not in kept for v in values],
        "revision_name": form.add_prefix("revision"),
        "revision": conflict.current.revision,  # type: ignore[attr-defined]
        "events": history.of(conflict.current).order_by("-pk")[:3],
        "subject": conflict.current,
        "leave": leave or request.get_full_path(),
    }
    return render(request, "common/conflict.html", context, status=409)


def rows(form: BaseForm, conflict: Conflict) -> list[Row]:
    """The fields that differ, as people read them."""
    return [_row(form, conflict.current, name) for name in conflict.fields]


def _row(form: BaseForm, current: models.Model, name: str) -> Row:
    typed = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
    control = form[name] if name in form.fields else None
    label = str(control.label) if control else _label(current, name)
    return Row(label, _said(current, name, getattr(current, name)), _said(current, name, typed), control)


def _label(current: models.Model, name: str) -> str:
    try:
        return str(current._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _said(current: models.Model, name: str, value: Any) -> str:
    """A value as people read it."""
    choices = dict(_choices(current, name))
    if value in (None, ""):
        return _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(choices.get(value, value) if isinstance(value, str | int) else value)


def _choices(current: models.Model, name: str) -> Iterator[tuple[Any, Any]]:
    try:
        yield from getattr(current._meta.get_field(name), "flatchoices", ())
    except FieldDoesNotExist:
        return
