"""Whom a notice reaches: the people who hold a post today, serve in a group, or answer for a department."""

from __future__ import annotations

from collections.abc import Iterable

from vankien_web.common import clock
from vankien_web.common.fields import ancestors, holds_on
from vankien_web.units.models import Person, Post, Role, Unit, WorkingGroup, personnel_is_on


def holders(unit: Unit, *roles: str) -> list[Person]:
    """Who holds a post with one of these roles today at exactly this unit, or where it was merged into."""
    merged = unit.ended is not None and unit.ended < clock.today()
    units = {unit.pk, unit.successor_id} if merged else {unit.pk}
    posts = Post.objects.held().filter(unit__in=units, role__in=roles)
    return list(Person.objects.filter(pk__in=posts.values("person")).select_related("account"))


def group_people(group: WorkingGroup) -> list[Person]:
    """Who serves in the group today, its head first."""
    seats = group.members.filter(holds_on(clock.today())).select_related("person__account")
    return [seat.person for seat in seats]


def department_people(unit: Unit) -> list[Person]:
    """Who verifies for the department; where nobody does, its secretary."""
    return holders(unit, Role.VERIFIER) or holders(unit, Role.UNIT_SECRETARY)


def cleared(people: Iterable[Person], path: str) -> list[Person]:
    """Those of them who may read the personnel plan of the unit at `path` today."""
    found = list(people)
    if not found or not personnel_is_on():
        return []
    posts = Post.objects.held().filter(sees_personnel=True, unit__path__in=ancestors(path)).exclude(role="")
    allowed = set(posts.filter(person__in=found).values_list("person", flat=True))
    return [person for person in found if person.pk in allowed]
