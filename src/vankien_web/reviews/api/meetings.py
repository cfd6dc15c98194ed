"""Meetings: planned, changed, called, opened, closed, cancelled; the item under discussion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import EventOut, Page, Paging, named, page_of
from vankien_web.reviews import planning
from vankien_web.reviews.actions import meetings as actions
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.actions.room import discuss
from vankien_web.reviews.api import shown
from vankien_web.reviews.api.schemas.meetings import (
    CancelIn,
    ChangedMeetingIn,
    DiscussIn,
    MeetingIn,
    MeetingOut,
    MeetingRow,
    MeetingsWanted,
    NewMeetingIn,
)
from vankien_web.reviews.models import AgendaItem, Meeting
from vankien_web.reviews.pages import seen_meeting, told_of
from vankien_web.units.models import Unit

M = TypeVar("M", bound=Model)
router = Router(tags=["meetings"])
_ONE = "/meetings/{int:meeting}"


@router.get("/meetings", response=Page[MeetingRow], operation_id="list_meetings")
def list_meetings(request: PersonRequest, wanted: Query[MeetingsWanted], paging: Query[Paging]) -> Any:
    """Meetings of committees that you serve or are called to, the latest first."""
    found = Meeting.objects.visible_to(request.user).select_related("unit")
    chosen = {name: value for name, value in wanted.dict().items() if value is not None}
    return page_of(found.filter(**chosen).order_by("-starts_at", "-pk"), paging)


@router.post("/meetings", response={201: MeetingOut}, operation_id="plan_meeting")
def plan_meeting(request: PersonRequest, sent: NewMeetingIn) -> Any:
    """Note a meeting of a body of the unit."""
    nothing = _("No unit that you see has this number.")
    unit = named(Unit.objects.visible_to(request.user), sent.unit, "unit", nothing)
    made = actions.plan_meeting(unit, _plan(request, unit, sent), by=request.user)
    return Status(201, shown.meeting(request, made.pk))


@router.get(_ONE, response=MeetingOut, operation_id="get_meeting")
def get_meeting(request: PersonRequest, meeting: int) -> Any:
    """One meeting: its agenda as you see it, what comes next and what stands in the way."""
    return shown.meeting(request, meeting)


@router.get(_ONE + "/events", response=Page[EventOut], operation_id="list_meeting_events")
def list_meeting_events(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """What was done to the meeting, oldest first."""
    return page_of(told_of(seen_meeting(request, meeting), request.user), paging)


@router.post(_ONE + "/change", response=MeetingOut, operation_id="change_meeting")
def change_meeting(request: PersonRequest, meeting: int, sent: ChangedMeetingIn) -> Any:
    """Change it; of another time or place those called are told."""
    found = seen_meeting(request, meeting)
    plan = _plan(request, found.unit, sent, found)
    actions.change_meeting(found, plan, by=request.user, revision=sent.revision)
    return shown.meeting(request, meeting)


@router.post(_ONE + "/call", response=MeetingOut, operation_id="call_meeting")
def call_meeting(request: PersonRequest, meeting: int) -> Any:
    """Everyone called sees it from now on and is told."""
    actions.call_meeting(seen_meeting(request, meeting), by=request.user)
    return shown.meeting(request, meeting)


@router.post(_ONE + "/open", response=MeetingOut, operation_id="open_meeting")
def open_meeting(request: PersonRequest, meeting: int) -> Any:
    """Open it."""
    actions.open_meeting(seen_meeting(request, meeting), by=request.user)
    return shown.meeting(request, meeting)


@router.post(_ONE + "/close", response=MeetingOut, operation_id="close_meeting")
def close_meeting(request: PersonRequest, meeting: int) -> Any:
    """The sitting is over; the conclusion follows."""
    actions.close_meeting(seen_meeting(request, meeting), by=request.user)
    return shown.meeting(request, meeting)


@router.post(_ONE + "/cancel", response=MeetingOut, operation_id="cancel_meeting")
def cancel_meeting(request: PersonRequest, meeting: int, sent: CancelIn) -> Any:
    """It is not held; those who were called are told."""
    actions.cancel_meeting(seen_meeting(request, meeting), sent.reason, by=request.user)
    return shown.meeting(request, meeting)


@router.post(_ONE + "/discuss", response=MeetingOut, operation_id="discuss")
def take_up(request: PersonRequest, meeting: int, sent: DiscussIn) -> Any:
    """Say which item is under discussion now; said twice it happens once."""
    found, item = seen_meeting(request, meeting), None
    if sent.item is not None:
        rows = AgendaItem.objects.visible_to(request.user).filter(meeting=found).select_related("draft")
        item = named(rows, sent.item, "item", _("No item of this agenda has this number."))
    discuss(found, item, by=request.user)
    return shown.meeting(request, meeting)


def _plan(request: PersonRequest, unit: Unit, sent: MeetingIn, meeting: Meeting | None = None) -> Plan:
    """With what the page would offer to choose from. Raises ValidationError by field."""
    offered = planning.choices(unit, request.user, meeting)
    lists = {
        "chair": "posts",
        "secretary": "posts",
        "season": "seasons",
        "earlier": "meetings",
    }
    chosen: dict[str, Any] = {
        name: _one(offered[rows], getattr(sent, name), name) for name, rows in lists.items()
    }
    plain = sent.dict(exclude={"unit", "revision", *lists})
    return Plan(**plain, **chosen)


def _one(rows: Iterable[M], pk: int | None, field: str) -> M | None:
    if pk is None:
        return None
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise ValidationError({field: _("This is none of those that one may choose here.")})
    return found
