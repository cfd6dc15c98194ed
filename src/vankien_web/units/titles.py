"""A person's titles as official papers print them: party before state, higher body before lower."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import holds_on
from vankien_web.units.models import Body, GroupMember, Level, Person, Post, WorkingGroup

_PARTY = (Body.COMMITTEE, Body.STANDING)
_BODIES = list(Body.values)
_LEVELS = list(Level.values)


def titles(person: Person, day: date | None = None, *, to: User | None = None) -> str:
    """ "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố", as of a day (today). Two queries.

    `to`: only what this reader may be told.
    """
    return titles_of([person], day, to=to)[person.pk]


def titles_of(people: Iterable[Person], day: date | None = None, *, to: User | None = None) -> dict[int, str]:
    """`titles` of many, by the person's key; two queries for all."""
    on, keys = day or clock.today(), [person.pk for person in people]
    held = Post.objects.held_on(on).filter(person__in=keys).select_related("unit")
    seats = GroupMember.objects.filter(holds_on(on), person__in=keys, is_head=True).select_related("group")
    if to is not None:
        held = held.filter(pk__in=Post.objects.visible_to(to))
        seats = seats.filter(group__in=WorkingGroup.objects.visible_to(to))
    found: dict[int, dict[str, None]] = {key: {} for key in keys}
    for post in in_order(held):
        found[post.person_id][post.title] = None
    for seat in seats:
        found[seat.person_id][_head_of(seat)] = None
    return {key: ", ".join(words) for key, words in found.items()}


def in_words(posts: Iterable[Post], seats: Iterable[GroupMember], day: date | None = None) -> str:
    """`titles` of one person whose posts and seats are at hand, those of other days among them."""
    on = day or clock.today()

    def holds(row: Post | GroupMember) -> bool:
        return row.since <= on and (row.until is None or row.until >= on)

    heads = (seat for seat in seats if seat.is_head and holds(seat))
    words = [post.title for post in in_order(filter(holds, posts))]
    return ", ".join(dict.fromkeys([*words, *(_head_of(seat) for seat in heads)]))


def _head_of(seat: GroupMember) -> str:
    return _("Head of %(group)s") % {"group": seat.group.name}


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Posts in the official order."""
    return sorted(posts, key=_place)


def _place(post: Post) -> tuple[int, int, int, str]:
    body = 0 if post.body in _PARTY else _BODIES.index(post.body)
    level = _LEVELS.index(post.unit.level) if post.unit else len(_LEVELS)
    return body, level, post.rank, post.title
