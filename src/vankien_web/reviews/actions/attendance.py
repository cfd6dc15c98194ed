"""Who is called to a meeting, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.conflict import Conflict, Moved, save_checked
from vankien_web.common.history import record
from vankien_web.common.notices import tell
from vankien_web.reviews.actions.meetings import changing, said
from vankien_web.reviews.calling import Called, expected
from vankien_web.reviews.models import Attendance, Meeting, MeetingState, Opinion, Position, Presence
from vankien_web.reviews.permissions import can_change_meeting
from vankien_web.units.models import Person

_SEEN = (MeetingState.CALLED, MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Mark:
    """What is said of one person's presence; `revision` is the row's when it was shown."""

    attendance: int
    presence: str
    reason: str = ""
    number: int = 0
    revision: int = 0


@dataclass(frozen=True)
class Clash:
    """Somebody else has marked this person otherwise meanwhile: `row` is what is stored."""

    row: Attendance
    mark: Mark


def fill_attendance(meeting: Meeting, *, by: User) -> list[Attendance]:
    """Call the members of the body, and the guests whom the agenda asks for, who are not called yet.

    Raises PermissionDenied, Moved.
    """
    return call_people(meeting, expected(meeting), by=by)


def call_people(meeting: Meeting, people: Iterable[Called], *, by: User) -> list[Attendance]:
    """Call these, last among their like; who is called already stays as is. Raises as `fill_attendance`."""
    if not can_change_meeting(by, meeting):
        raise PermissionDenied
    with changing(meeting) as held:
        if not can_change_meeting(by, held):
            raise Moved(held)
        there = set(held.attendance.values_list("person_id", flat=True))
        last = held.attendance.aggregate(last=models.Max("number"))["last"] or 0
        new = {one.person: one.member for one in people if one.person.pk not in there}
        rows = [
            Attendance(meeting=held, person=person, member=member, number=last + n)
            for n, (person, member) in enumerate(new.items(), start=1)
        ]
        made: list[Attendance] = Attendance.objects.bulk_create(rows)
        if made:
            names = [person.name for person in new]
            event = record(
                "people_called", held, by=by, people=names, title=held.title, time=said(held.starts_at)
            )
            if held.state in _SEEN:
                tell(event, new, reverse("meeting", args=[held.pk]), about=held.title)
    return made


def call_person(meeting: Meeting, person: Person, *, by: User, member: bool = False) -> Attendance:
    """Call somebody by hand. Raises PermissionDenied, ValidationError, Moved."""
    made = call_people(meeting, [Called(person, member)], by=by)
    if not made:
        raise ValidationError({"person": _("“%(name)s” is called already.") % {"name": person.name}})
    return made[0]


def uncall(attendance: Attendance, *, by: User) -> None:
    """Take somebody off who has said nothing yet. Raises PermissionDenied, ValidationError, Moved."""
    if not can_change_meeting(by, attendance.meeting):
        raise PermissionDenied
    with changing(attendance.meeting) as held:
        if not can_change_meeting(by, held):
            raise Moved(held)
        row = held.attendance.select_related("person__account").get(pk=attendance.pk)
        spoken = Opinion.objects.filter(meeting=held, person=row.person, sent_at__isnull=False).exists()
        if spoken or Position.objects.filter(item__meeting=held, person=row.person).exists():
            text = _("“%(name)s” has given an opinion at this meeting: mark as absent instead of removing.")
            raise ValidationError(text % {"name": row.person.name})
        row.delete()
        event = record("person_uncalled", held, by=by, person=row.person.name, title=held.title)
        if held.state in _SEEN:
            tell(event, [row.person], reverse("meetings"), about=held.title)


def mark_attendance(meeting: Meeting, marks: Iterable[Mark], *, by: User) -> list[Clash]:
    """Say who was there. Those that somebody else has marked otherwise meanwhile are left and returned.

    Raises PermissionDenied, ValidationError, Moved.
    """
    if not can_change_meeting(by, meeting):
        raise PermissionDenied
    wanted = {mark.attendance: mark for mark in marks}
    if any(mark.presence not in Presence.values for mark in wanted.values()):
        raise ValidationError(_("Choose one of the answers in the list."))
    clashes, changed = [], []
    with changing(meeting) as held:
        if not can_change_meeting(by, held):
            raise Moved(held)
        for row in held.attendance.select_related("person").filter(pk__in=wanted):
            row.meeting = held
            mark = wanted[row.pk]
            told = {"presence": mark.presence, "reason": mark.reason.strip(), "number": mark.number}
            if all(getattr(row, name) == value for name, value in told.items()):
                continue
            before = row.presence, row.reason
            try:
                save_checked(row, revision=mark.revision, fields=told)
            except Conflict:
                clashes.append(Clash(row, mark))
            else:
                changed += [row] if (row.presence, row.reason) != before else []
        _record_marks(held, changed, by)
    return clashes


def _record_marks(meeting: Meeting, changed: list[Attendance], by: User) -> None:
    """One event for each answer that people were given."""
    for presence in Presence.values:
        names = [row.person.name for row in changed if row.presence == presence]
        if names:
            record("presence_marked", meeting, by=by, people=names, presence=presence)
