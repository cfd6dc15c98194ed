"""Working groups that follow congresses: a head, members, and the units assigned to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from vankien_web.common.fields import ancestors, under_any
from vankien_web.units.models.person import Person
from vankien_web.units.models.unit import Unit
from vankien_web.units.models.who import who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    def visible_to(self, user: User) -> WorkingGroupQuerySet:
        """Groups of units that one sees, one's own, and those that follow such a unit or one above it."""
        mine = who(user)
        above = {path for scope in mine.scopes for path in ancestors(scope)}
        followed = under_any(mine.scopes, "unit__path") | models.Q(unit__path__in=above)
        follows = GroupUnit.objects.filter(followed).values("group")
        return self.filter(
            under_any(mine.scopes, "unit__path") | models.Q(pk__in=follows) | models.Q(pk__in=mine.group_ids)
        )


class WorkingGroup(models.Model):
    """`unit` is whose committee set the group up."""

    streamed = True

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="working_groups")
    name = models.CharField(max_length=160)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person's service in a group; one of them is its head."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_seats")
    is_head = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-is_head", "person__sort_key")

    def __str__(self) -> str:
        return f"{self.person}, {self.group}"


class GroupUnit(models.Model):
    """A unit, with all below it, that a group follows."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_assignments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.group}: {self.unit}"
