"""Working groups: who is in them and which units they follow."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.fields import holds_on
from vankien_web.common.history import record
from vankien_web.units.models import GroupMember, GroupUnit, Person, Unit, WorkingGroup
from vankien_web.units.permissions import can_manage_group


def add_group(unit: Unit, name: str, *, since: date, by: User) -> WorkingGroup:
    """A group set up by the committee of `unit`."""
    if not can_manage_group(by, None, unit):
        raise PermissionDenied
    with transaction.atomic():
        group = WorkingGroup.objects.create(unit=unit, name=name, since=since)
        record("group_added", group, by=by, on=since, name=name)
    return group


def change_group(group: WorkingGroup, name: str, until: date | None, *, revision: int, by: User) -> None:
    """Another name, or its last day. Raises conflict.Conflict."""
    _ask(by, group)
    with transaction.atomic():
        save_checked(group, revision=revision, fields={"name": name, "until": until})
        record("group_changed", group, by=by, name=name)


def join_group(group: WorkingGroup, person: Person, *, is_head: bool, since: date, by: User) -> GroupMember:
    """A member from a day on; a group has one head at a time."""
    _ask(by, group)
    now = group.members.filter(holds_on(since))
    if now.filter(person=person).exists():
        raise ValidationError({"person": _("%(name)s is in the group already.") % {"name": person.name}})
    head = now.filter(is_head=True).select_related("person").first()
    if is_head and head:
        raise ValidationError(
            {"is_head": _("The head is %(name)s; end that first.") % {"name": head.person.name}}
        )
    with transaction.atomic():
        seat = GroupMember.objects.create(group=group, person=person, is_head=is_head, since=since)
        record("group_joined", group, by=by, on=since, name=person.name, head=is_head)
    return seat


def leave_group(seat: GroupMember, *, until: date, by: User) -> None:
    """`until` is the last day in the group."""
    _ask(by, seat.group)
    with transaction.atomic():
        GroupMember.objects.filter(pk=seat.pk).update(until=until)
        record("group_left", seat.group, by=by, on=until, name=seat.person.name)


def assign_unit(group: WorkingGroup, unit: Unit, *, since: date, by: User) -> GroupUnit:
    """The group follows this unit, which stands below the committee that set it up."""
    _ask(by, group)
    if not (unit.path or "").startswith(group.unit.path or "!"):
        raise ValidationError({"unit": _("The group follows units of its own committee only.")})
    if group.assignments.filter(holds_on(since), unit=unit).exists():
        raise ValidationError({"unit": _("The group follows this unit already.")})
    with transaction.atomic():
        made = GroupUnit.objects.create(group=group, unit=unit, since=since)
        record("group_assigned", group, by=by, on=since, unit=unit.name)
    return made


def release_unit(assignment: GroupUnit, *, until: date, by: User) -> None:
    """`until` is the last day on which the group follows the unit."""
    _ask(by, assignment.group)
    with transaction.atomic():
        GroupUnit.objects.filter(pk=assignment.pk).update(until=until)
        record("group_released", assignment.group, by=by, on=until, unit=assignment.unit.name)


def _ask(by: User, group: WorkingGroup) -> None:
    if not can_manage_group(by, group, group.unit):
        raise PermissionDenied
