"""What the pages of this room share: units and people as one sees them, the crumbs above a unit."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.frame import Crumb
from vankien_web.common.models import EventQuerySet
from vankien_web.units.models import Person, Post, Unit, who


def seen_unit(request: PersonRequest, pk: int) -> Unit:
    """The unit, for who sees it. Raises Http404."""
    return get_object_or_404(
        Unit.objects.visible_to(request.user).select_related("parent", "successor"), pk=pk
    )


def seen_person(request: PersonRequest, pk: int) -> Person:
    """The person, for who sees one. Raises Http404."""
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("account"), pk=pk)


def person_events(person: Person, user: User) -> EventQuerySet:
    """What was done to a person, but for the posts that this reader is not told of."""
    hidden = person.posts.exclude(pk__in=Post.objects.visible_to(user)).values_list("pk", flat=True)
    # Events that speak of no post have no such detail, and a comparison with none would leave them out.
    return history.stream(person).exclude(details__has_key="post", details__post__in=list(hidden))


def crumbs(unit: Unit, user: User, *more: Crumb) -> list[Crumb]:
    """The road from the root to a unit; what lies above what the person sees is a name without a link."""
    above = Unit.objects.in_bulk(unit.ancestor_ids)
    mine = who(user)
    road = [
        (u.called, reverse("unit", args=[u.pk]) if mine.sees(u.path or "") else "")
        for u in (above[pk] for pk in unit.ancestor_ids)
    ]
    own = (unit.called, reverse("unit", args=[unit.pk]) if more and mine.sees(unit.path or "") else "")
    return [*road, own, *more]
