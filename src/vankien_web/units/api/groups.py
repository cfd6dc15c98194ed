"""Working groups: who is in them and which units they follow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import EventOut, Page, Paging, events_of, named, page_of, seen
from vankien_web.units import actions
from vankien_web.units.api.schemas import (
    AssignIn,
    AssignmentOut,
    ChangeGroupIn,
    GroupIn,
    GroupOut,
    GroupRow,
    LastDayIn,
    MemberIn,
    MemberOut,
)
from vankien_web.units.models import GroupMember, GroupUnit, Person, Unit, WorkingGroup, who

router = Router(tags=["groups"])


@router.get("/groups", response=Page[GroupRow], operation_id="list_groups")
def list_groups(request: PersonRequest, paging: Query[Paging]) -> Any:
    """Working groups that you see."""
    found = WorkingGroup.objects.visible_to(request.user).select_related("unit")
    return page_of(found.order_by("name", "pk"), paging)


@router.get("/groups/{int:group}", response=GroupOut, operation_id="get_group")
def get_group(request: PersonRequest, group: int) -> Any:
    """One group with its members and the units that it follows."""
    return _group(request, _seen(request, group))


@router.get("/groups/{int:group}/events", response=Page[EventOut], operation_id="list_group_events")
def list_group_events(request: PersonRequest, group: int, paging: Query[Paging]) -> Any:
    """What was done to the group, oldest first; for its members and who sees the unit that set it up."""
    mine = who(request.user)
    shown = _seen(request, group)
    inside = group in mine.group_ids or mine.sees(shown.unit.path or "!")
    return events_of(shown, paging) if inside else page_of([], paging)


@router.post("/groups", response={201: GroupOut}, operation_id="add_group")
def add_group(request: PersonRequest, sent: GroupIn) -> Any:
    """Set up a group of a committee."""
    unit = _unit(request, sent.unit)
    made = actions.add_group(unit, sent.name, since=sent.since, by=request.user)
    return Status(201, _group(request, made))


@router.post("/groups/{int:group}/change", response=GroupOut, operation_id="change_group")
def change_group(request: PersonRequest, group: int, sent: ChangeGroupIn) -> Any:
    """Give the group another name, or its last day."""
    shown = _seen(request, group)
    actions.change_group(shown, sent.name, sent.until, revision=sent.revision, by=request.user)
    return _group(request, shown)


@router.post("/groups/{int:group}/members", response={201: MemberOut}, operation_id="join_group")
def join_group(request: PersonRequest, group: int, sent: MemberIn) -> Any:
    """A person serves in the group from a day on."""
    shown = _seen(request, group)
    nobody = _("Nobody whom you see has this number.")
    person = named(Person.objects.visible_to(request.user), sent.person, "person", nobody)
    return Status(
        201, actions.join_group(shown, person, is_head=sent.is_head, since=sent.since, by=request.user)
    )


@router.post("/groups/{int:group}/members/{int:seat}/end", response=MemberOut, operation_id="leave_group")
def leave_group(request: PersonRequest, group: int, seat: int, sent: LastDayIn) -> Any:
    """Record a member's last day in the group."""
    rows = GroupMember.objects.filter(group=_seen(request, group))
    left = seen(rows.select_related("person", "group__unit"), seat)
    actions.leave_group(left, until=sent.until, by=request.user)
    return seen(rows.select_related("person"), seat)


@router.post("/groups/{int:group}/units", response={201: AssignmentOut}, operation_id="assign_unit")
def assign_unit(request: PersonRequest, group: int, sent: AssignIn) -> Any:
    """The group follows a unit from a day on."""
    shown = _seen(request, group)
    unit = _unit(request, sent.unit)
    return Status(201, actions.assign_unit(shown, unit, since=sent.since, by=request.user))


@router.post("/groups/{int:group}/units/{int:row}/end", response=AssignmentOut, operation_id="release_unit")
def release_unit(request: PersonRequest, group: int, row: int, sent: LastDayIn) -> Any:
    """Record the last day on which the group follows the unit."""
    mine = GroupUnit.objects.filter(
        group=_seen(request, group), unit__in=Unit.objects.visible_to(request.user)
    )
    rows = mine.select_related("unit", "group__unit")
    actions.release_unit(seen(rows, row), until=sent.until, by=request.user)
    return seen(rows, row)


def _seen(request: PersonRequest, pk: int) -> WorkingGroup:
    return seen(WorkingGroup.objects.visible_to(request.user).select_related("unit"), pk)


def _unit(request: PersonRequest, pk: int) -> Unit:
    nothing = _("No unit that you see has this number.")
    return named(Unit.objects.visible_to(request.user), pk, "unit", nothing)


def _group(request: PersonRequest, group: WorkingGroup) -> dict[str, Any]:
    visible = Unit.objects.visible_to(request.user)
    followed = group.assignments.filter(unit__in=visible).select_related("unit")
    names = ("name", "unit", "since", "until", "revision")
    return {name: getattr(group, name) for name in names} | {
        "id": group.pk,
        "members": list(group.members.select_related("person")),
        "assignments": list(followed.order_by("unit__sort_key", "pk")),
    }
