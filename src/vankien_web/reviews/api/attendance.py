"""Who is called to a meeting, and who was there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of, seen
from vankien_web.reviews.actions import attendance as actions
from vankien_web.reviews.actions.attendance import Mark
from vankien_web.reviews.api.schemas.meetings import CalledOut, CallIn, MarkedOut, MarksIn
from vankien_web.reviews.models import Attendance, Meeting
from vankien_web.reviews.pages import seen_meeting
from vankien_web.reviews.permissions import can_change_meeting
from vankien_web.units.models import Person
from vankien_web.units.titles import titles_of

router = Router(tags=["meetings"])
_ALL = "/meetings/{int:meeting}/attendance"


@router.get(_ALL, response=Page[CalledOut], operation_id="list_attendance")
def list_attendance(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """Everyone called: members of the body first, then guests."""
    found = seen_meeting(request, meeting)
    rows = found.attendance.select_related("person")
    return page_of(rows, paging, lambda some: _seats(request, found, some))


@router.post(_ALL, response={201: CalledOut}, operation_id="call_person")
def call_person(request: PersonRequest, meeting: int, sent: CallIn) -> Any:
    """Call somebody by hand."""
    found = seen_meeting(request, meeting)
    if not can_change_meeting(request.user, found):
        raise PermissionDenied
    nothing = _("No person whom you see has this number.")
    person = named(Person.objects.visible_to(request.user), sent.person, "person", nothing)
    made = actions.call_person(found, person, by=request.user, member=sent.member)
    return Status(201, _seats(request, found, [made])[0])


@router.post(_ALL + "/fill", response=list[CalledOut], operation_id="fill_attendance")
def fill_attendance(request: PersonRequest, meeting: int) -> Any:
    """Call the members of the body and the guests whom the agenda asks for; answers those who are new."""
    found = seen_meeting(request, meeting)
    return _seats(request, found, actions.fill_attendance(found, by=request.user))


@router.post(_ALL + "/mark", response=MarkedOut, operation_id="mark_attendance")
def mark_attendance(request: PersonRequest, meeting: int, sent: MarksIn) -> Any:
    """Say who was there."""
    found = seen_meeting(request, meeting)
    if not can_change_meeting(request.user, found):
        raise PermissionDenied
    wanted = {mark.seat for mark in sent.marks}
    if found.attendance.filter(pk__in=wanted).count() < len(wanted):
        raise ValidationError({"marks": _("One of these seats is not in this meeting: nothing was saved.")})
    marks = [Mark(m.seat, m.presence, m.reason, m.number, m.revision) for m in sent.marks]
    clashes = actions.mark_attendance(found, marks, by=request.user)
    stored = found.attendance.select_related("person").filter(pk__in=[c.row.pk for c in clashes])
    return {"saved": len(wanted) - len(clashes), "clashes": _seats(request, found, stored)}


@router.delete(_ALL + "/{int:seat}", response={204: None}, operation_id="uncall")
def uncall(request: PersonRequest, meeting: int, seat: int) -> Any:
    """Take somebody off who has said nothing yet."""
    found = seen_meeting(request, meeting)
    row = seen(found.attendance.select_related("person", "meeting__unit"), seat)
    actions.uncall(row, by=request.user)
    return Status(204, None)


def _seats(request: PersonRequest, meeting: Meeting, rows: Iterable[Attendance]) -> list[dict[str, Any]]:
    shown = list(rows)
    known = titles_of([row.person for row in shown], to=request.user)
    prepares = can_change_meeting(request.user, meeting)
    return [
        {
            "id": row.pk,
            "person": row.person_id,
            "name": row.person.name,
            "titles": known[row.person_id],
            "member": row.member,
            "presence": row.presence,
            "reason": row.reason if prepares else "",
            "number": row.number,
            "revision": row.revision,
        }
        for row in shown
    ]
