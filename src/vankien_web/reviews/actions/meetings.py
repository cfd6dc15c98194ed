"""A meeting from the first note of it to its closing: planned, changed, called, opened, closed, cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import Moved, save_checked
from vankien_web.common.history import record
from vankien_web.common.models import Event
from vankien_web.common.notices import tell
from vankien_web.congresses.models import Season
from vankien_web.reviews.actions.opinions import adopt_opinions
from vankien_web.reviews.guards import guards
from vankien_web.reviews.models import Meeting, MeetingState
from vankien_web.reviews.permissions import can_change_meeting, can_prepare_meeting, can_run_meeting
from vankien_web.units.models import Body, Person, Post, Unit

_TOLD = ("starts_at", "ends_at", "place")  # what those called must hear of when it changes


@dataclass(frozen=True)
class Plan:
    """As the form gives it."""

    title: str
    starts_at: datetime
    body: str = Body.STANDING
    ends_at: datetime | None = None
    place: str = ""
    convener: str = ""
    chair: Post | None = None
    secretary: Post | None = None
    season: Season | None = None
    earlier: Meeting | None = None

    @classmethod
    def of(cls, meeting: Meeting) -> Plan:
        return cls(**{field.name: getattr(meeting, field.name) for field in fields(cls)})


def plan_meeting(unit: Unit, plan: Plan, *, by: User) -> Meeting:
    """A meeting of the unit's body. Raises PermissionDenied, ValidationError."""
    if not can_prepare_meeting(by, unit):
        raise PermissionDenied
    _check(unit, plan)
    with transaction.atomic():
        meeting: Meeting = Meeting.objects.create(unit=unit, **_columns(plan))
        record("meeting_planned", meeting, by=by, title=meeting.title, time=said(meeting.starts_at))
    return meeting


def change_meeting(meeting: Meeting, plan: Plan, *, by: User, revision: int | None = None) -> Meeting:
    """Raises PermissionDenied, ValidationError, conflict.Conflict."""
    if not can_change_meeting(by, meeting):
        raise PermissionDenied
    _check(meeting.unit, plan, meeting)
    with changing(meeting) as held:
        if not can_change_meeting(by, held):
            raise Moved(held)
        old, new = _columns(Plan.of(held)), _columns(plan)
        changed = [name for name in new if new[name] != old[name]]
        if not changed and revision in (None, held.revision):
            return held
        save_checked(held, revision=held.revision if revision is None else revision, fields=new)
        time, place = said(held.starts_at), held.place
        event = record("meeting_changed", held, by=by, changed=changed, time=time, place=place)
        if held.state == MeetingState.CALLED and set(changed) & set(_TOLD):
            _tell_all(held, event)
    return held


def call_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Everyone called is told and sees it. Raises PermissionDenied, ValidationError, Moved."""
    return _listening(meeting, "call", by)


def open_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """The chair opens it, or the office for the chair. Raises as `call_meeting`."""
    return _listening(meeting, "open", by)


def close_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """The sitting is over; the conclusion follows. Raises as `call_meeting`."""
    return _take(meeting, "close", by=by)


def cancel_meeting(meeting: Meeting, reason: str, *, by: User) -> Meeting:
    """It is not held; those who were called are told. Raises as `call_meeting`."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the meeting is not held.")})
    return _take(meeting, "cancel", by=by, reason=reason[:255])


_VERBS = {
    "call": "meeting_called",
    "open": "meeting_opened",
    "close": "meeting_closed",
    "cancel": "meeting_cancelled",
}


def _listening(meeting: Meeting, verb: str, by: User) -> Meeting:
    """From now on opinions are given to it; those on its drafts that were given before are its, too."""
    with transaction.atomic():
        held = _take(meeting, verb, by=by)
        adopt_opinions(held)
    return held


def _take(meeting: Meeting, verb: str, *, by: User, reason: str = "") -> Meeting:
    may = can_run_meeting if verb in ("open", "close") else can_change_meeting
    with changing(meeting) as held:
        if not may(by, held):
            raise PermissionDenied if not may(by, meeting) else Moved(held)
        if not can_proceed(getattr(held, verb)):
            raise Moved(held)
        stopping = [] if verb == "cancel" else [g.sentence for g in guards(held, verb) if g.stops]
        if stopping:
            raise ValidationError(stopping)
        told_before = held.called_at is not None
        getattr(held, verb)()
        if verb in ("call", "open"):
            held.called_at = held.called_at or clock.now()
        held.revision += 1
        held.save()
        told: dict[str, Any] = {"reason": reason} if reason else {}
        time, place = said(held.starts_at), held.place
        event = record(_VERBS[verb], held, by=by, title=held.title, time=time, place=place, **told)
        if verb == "call" or (verb == "cancel" and told_before):
            _tell_all(held, event)
    return held


@contextmanager
def changing(meeting: Meeting) -> Iterator[Meeting]:
    """The meeting's row, held; when what is done with it ends well, everyone's page has something new."""
    with transaction.atomic():
        rows = Meeting.objects.select_for_update(of=("self",)).select_related(
            "unit", "season", "chair", "secretary"
        )
        held: Meeting = rows.get(pk=meeting.pk)
        beat = held.beat
        yield held
        held.beat = beat + 1
        Meeting.objects.filter(pk=held.pk).update(beat=held.beat)


def said(moment: datetime) -> str:
    """A moment in an event: "08:00 13/02/2020"."""
    return f"{localtime(moment):%H:%M %d/%m/%Y}"


def _columns(plan: Plan) -> dict[str, Any]:
    return {field.name: getattr(plan, field.name) for field in fields(plan)}


def _tell_all(meeting: Meeting, event: Event) -> None:
    called = Person.objects.filter(attendance__meeting=meeting).select_related("account")
    tell(event, called, reverse("meeting", args=[meeting.pk]), about=meeting.title)


def _check(unit: Unit, plan: Plan, meeting: Meeting | None = None) -> None:
    errors = {}
    if not plan.title.strip():
        errors["title"] = _("Give the meeting a name.")
    if plan.ends_at and plan.ends_at <= plan.starts_at:
        errors["ends_at"] = _("The meeting ends after it began.")
    for name in ("chair", "secretary"):
        post: Post | None = getattr(plan, name)
        if post is not None and post.unit_id != unit.pk:
            errors[name] = _("Choose somebody who holds a post in “%(unit)s”.") % {"unit": unit.called}
    if plan.season and (wrong := _wrong_season(unit, plan.season)):
        errors["season"] = wrong
    if plan.earlier and (plan.earlier.unit_id != unit.pk or plan.earlier == meeting):
        errors["earlier"] = _("The earlier meeting is one of the same unit.")
    if errors:
        raise ValidationError(errors)


def _wrong_season(unit: Unit, season: Season) -> str:
    if season.closed_on:
        return _("This season is closed.")
    if not (unit.path or "").startswith(season.root.path or "!"):
        return _("“%(unit)s” is not part of this season.") % {"unit": unit.called}
    return ""
