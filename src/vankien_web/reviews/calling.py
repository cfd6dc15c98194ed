"""Whom a meeting calls: the members of its body today, and the guests whom its agenda asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from vankien_web.common import clock
from vankien_web.common.fields import ancestors, holds_on
from vankien_web.drafts.models import PERSONNEL
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import Body, GroupMember, Person, Post, Role
from vankien_web.units.titles import in_order


class Called(NamedTuple):
    """A person, as a member of the body or as a guest."""

    person: Person
    member: bool


def expected(meeting: Meeting) -> list[Called]:
    """In the order of a list of attendance: members by post, then guests. About five queries."""
    members = dict.fromkeys(_in_order(_member_posts(meeting)))
    guests = [*_group_heads(meeting), *_in_order(_secretaries(meeting))]
    if meeting.secretary is not None:
        guests.append(meeting.secretary.person)
    rest = (person for person in dict.fromkeys(guests) if person not in members)
    return [*(Called(person, True) for person in members), *(Called(person, False) for person in rest)]


def _member_posts(meeting: Meeting) -> Iterable[Post]:
    """Posts of the body today; the chair of the committee, and of this meeting, sits in it by office.

    Members of the standing committee are members of the whole committee.
    """
    bodies = {meeting.body, Body.STANDING} if meeting.body == Body.COMMITTEE else {meeting.body}
    of_body = Q(body__in=bodies) | Q(role=Role.CHAIR)
    held = Post.objects.held().filter(of_body, unit=meeting.unit)
    if meeting.chair is not None:
        held |= Post.objects.filter(pk=meeting.chair.pk)
    return held.select_related("unit", "person__account")


def _secretaries(meeting: Meeting) -> Iterable[Post]:
    paths = _paths(meeting)
    held = Post.objects.held().filter(role=Role.UNIT_SECRETARY, unit__path__in=paths)
    return held.select_related("unit", "person__account")


def _group_heads(meeting: Meeting) -> Iterable[Person]:
    """Heads of the working groups that follow a unit on the agenda, or one above it."""
    today = clock.today()
    above = {path for own in _paths(meeting) for path in ancestors(own)}
    heads = GroupMember.objects.filter(
        holds_on(today),
        holds_on(today, "group__since", "group__until"),
        holds_on(today, "group__assignments__since", "group__assignments__until"),
        is_head=True,
        group__assignments__unit__path__in=above,
    )
    found = heads.select_related("person__account").order_by("group__name", "pk").distinct()
    return [head.person for head in found]


def _paths(meeting: Meeting) -> set[str]:
    """Of the units whose drafts are on the agenda; a personnel plan calls nobody: that would betray it."""
    items = meeting.items.filter(draft__isnull=False).exclude(draft__kind=PERSONNEL)
    return {path for path in items.values_list("draft__unit_path", flat=True) if path}


def _in_order(posts: Iterable[Post]) -> list[Person]:
    return [post.person for post in in_order(posts)]
