"""Units: as of any day, founded, changed from a day on, ended; from a workbook."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from vankien.text import bare
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, tables
from vankien_web.common.api import EventOut, Id, Line, Page, Paging, events_of, named, page_of, seen
from vankien_web.common.fields import holds_on, under
from vankien_web.units import actions, sheets
from vankien_web.units.actions.tree import Description
from vankien_web.units.api.schemas import ChangeIn, DescriptionIn, EndIn, FoundIn, ImportOut, UnitOut, UnitRow
from vankien_web.units.models import Kind, Post, Unit, UnitState, WorkingGroup
from vankien_web.units.permissions import can_manage_unit
from vankien_web.units.titles import in_order

router = Router(tags=["units"])


class UnitsWanted(Schema):
    """Which units, on which day."""

    on: date | None = Field(None, description="The day; today unless given.")
    parent: Id | None = Field(None, description="Directly below this unit, on that day.")
    below: Id | None = Field(None, description="This unit and everything below it, as the tree stands today.")
    name: Line = Field("", max_length=120, description="A part of the name, with or without accents.")
    code: Line = Field("", max_length=64, description="The code exactly.")
    kind: Kind | None = None


class DayWanted(Schema):
    """As of which day."""

    on: date | None = Field(None, description="The day; today unless given.")


@router.get("/units", response=Page[UnitRow], operation_id="list_units")
def list_units(request: PersonRequest, wanted: Query[UnitsWanted], paging: Query[Paging]) -> Any:
    """Units that you see, as they stood on a day, by name."""
    day, units = wanted.on or clock.today(), Unit.objects.visible_to(request.user)
    if wanted.below:
        units = units.filter(under(seen(units, wanted.below).path or "!"))
    if wanted.code:
        units = units.filter(code=wanted.code)
    states = UnitState.objects.on(day).filter(unit__in=units.living_on(day))
    if wanted.parent:
        states = states.filter(parent=wanted.parent)
    if wanted.kind:
        states = states.filter(kind=wanted.kind)
    if wanted.name:
        states = states.filter(unit__folded__contains=bare(wanted.name))
    return page_of(states.select_related("unit").order_by("unit__sort_key", "pk"), paging)


@router.get("/units/{int:unit}", response=UnitOut, operation_id="get_unit")
def get_unit(request: PersonRequest, unit: int, wanted: Query[DayWanted]) -> Any:
    """One unit: every state it had; posts and groups on the day asked for."""
    return _unit(request, unit, wanted.on or clock.today())


@router.get("/units/{int:unit}/events", response=Page[EventOut], operation_id="list_unit_events")
def list_unit_events(request: PersonRequest, unit: int, paging: Query[Paging]) -> Any:
    """What was done to the unit, oldest first."""
    return events_of(_seen(request, unit), paging)


@router.post("/units", response={201: UnitOut}, operation_id="found_unit")
def found_unit(request: PersonRequest, sent: FoundIn) -> Any:
    """Found a unit below another."""
    what = _description(request, sent, None)
    made = actions.found_unit(sent.code, what, since=sent.since, reason=sent.reason, by=request.user)
    return Status(201, _unit(request, made.pk, clock.today()))


@router.post("/units/{int:unit}/change", response=UnitOut, operation_id="change_unit")
def change_unit(request: PersonRequest, unit: int, sent: ChangeIn) -> Any:
    """From the day `on` the unit has another name, kind, level or place; left out, the parent stays."""
    shown = _seen(request, unit)
    what = _description(request, sent, shown.parent)
    actions.change_unit(shown, what, on=sent.on, reason=sent.reason, revision=sent.revision, by=request.user)
    return _unit(request, unit, clock.today())


@router.post("/units/{int:unit}/end", response=UnitOut, operation_id="end_unit")
def end_unit(request: PersonRequest, unit: int, sent: EndIn) -> Any:
    """Record the unit's last day; it may be merged into another."""
    shown = _seen(request, unit)
    into = _named(request, sent.into, "into")
    actions.end_unit(
        shown, on=sent.on, into=into, reason=sent.reason, revision=sent.revision, by=request.user
    )
    return _unit(request, unit, clock.today())


def _seen(request: PersonRequest, pk: int) -> Unit:
    return seen(Unit.objects.visible_to(request.user).select_related("parent", "successor"), pk)


def _named(request: PersonRequest, pk: int | None, field: str) -> Unit | None:
    nothing = _("No unit that you see has this number.")
    return None if pk is None else named(Unit.objects.visible_to(request.user), pk, field, nothing)


def _description(request: PersonRequest, sent: DescriptionIn, parent: Unit | None) -> Description:
    above = _named(request, sent.parent, "parent") or parent
    return Description(sent.name, sent.kind, sent.level, above, sent.short_name)


def _unit(request: PersonRequest, pk: int, day: date) -> dict[str, Any]:
    unit = _seen(request, pk)
    follows = unit.group_assignments.filter(holds_on(day)).values("group")
    groups = WorkingGroup.objects.filter(holds_on(day)).filter(Q(unit=unit) | Q(pk__in=follows))
    names = ("pk", "code", "name", "short_name", "kind", "level", "parent", "founded", "ended", "successor")
    return {name: getattr(unit, name) for name in (*names, "revision")} | {
        "id": unit.pk,
        "states": list(unit.states.all()),
        "posts": in_order(Post.objects.held_on(day).filter(unit=unit).select_related("person", "unit")),
        "groups": list(groups),
        "may_change": can_manage_unit(request.user, unit),
    }


def _import(request: PersonRequest, unit: int, file: UploadedFile, which: str, write: bool) -> dict[str, Any]:
    top = _seen(request, unit)
    if not can_manage_unit(request.user, top):
        raise PermissionDenied
    columns, plan, act = _IMPORTS[which]
    try:
        table = tables.read_table(file, columns=columns(), most=sheets.MOST)
    except tables.Unusable as error:
        raise ValidationError({"file": str(error)}) from error
    rows = plan(table.rows, top, by=request.user)
    return {"rows": rows, "written": act(rows, by=request.user) if write else 0}


_IMPORTS: dict[str, Any] = {
    "units": (sheets.unit_columns, sheets.plan_units, actions.import_units),
    "people": (sheets.people_columns, sheets.plan_people, actions.import_people),
}


@router.post("/units/{int:unit}/import-units", response=ImportOut, operation_id="import_units")
def import_units(
    request: PersonRequest, unit: int, file: File[UploadedFile], write: Form[bool] = False
) -> Any:
    """Units of a workbook (.xlsx, .xls, .ods) below this unit.

    `write` false only tells what each row would do; true writes all rows or none.
    """
    return _import(request, unit, file, "units", write)


@router.post("/units/{int:unit}/import-people", response=ImportOut, operation_id="import_people")
def import_people(
    request: PersonRequest, unit: int, file: File[UploadedFile], write: Form[bool] = False
) -> Any:
    """People and posts of a workbook.

    `write` false only tells what each row would do; true writes all rows or none.
    """
    return _import(request, unit, file, "people", write)
