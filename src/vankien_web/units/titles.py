"""A person's titles as official papers print them: party before state, higher body before lower."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import holds_on
from vankien_web.units.models import Body, GroupMember, Level, Person, Post, WorkingGroup

_PARTY = (Body.COMMITTEE, Body.STANDING)
_BODIES = list(Body.values)
_LEVELS = list(Level.values)
# What the head of a group has in the columns of a post: body, level, rank; and that it is no post.
_AS_A_POST = (Value(str(Body.COMMITTEE)), Value(None, CharField(null=True)), Value(0), Value(1))


def titles(person: Person, day: date | None = None, *, to: User | None = None) -> str:
    """ "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố", as of a day (today). One query.

    `to`: only what this reader may be told.
    """
    return titles_of([person], day, to=to)[person.pk]


def titles_of(people: Iterable[Person], day: date | None = None, *, to: User | None = None) -> dict[int, str]:
    """`titles` of many, by the person's key; one query for all."""
    on, keys = day or clock.today(), [person.pk for person in people]
    held = Post.objects.held_on(on).filter(person__in=keys)
    seats = GroupMember.objects.filter(holds_on(on), person__in=keys, is_head=True)
    if to is not None:
        held = held.filter(pk__in=Post.objects.visible_to(to))
        seats = seats.filter(group__in=WorkingGroup.objects.visible_to(to))
    posts = held.order_by().values_list("person", "title", "body", "unit__level", "rank", Value(0))
    heads = seats.order_by().values_list("person", "group__name", *_AS_A_POST)
    found: dict[int, dict[str, None]] = {key: {} for key in keys}
    for row in sorted(posts.union(heads, all=True), key=_rank):
        key, title, leads = row[0], row[1], row[-1]
        found[key][_head_of(title) if leads else title] = None
    return {key: ", ".join(words) for key, words in found.items()}


def in_words(posts: Iterable[Post], seats: Iterable[GroupMember], day: date | None = None) -> str:
    """`titles` of one person whose posts and seats are at hand, those of other days among them."""
    on = day or clock.today()

    def holds(row: Post | GroupMember) -> bool:
        return row.since <= on and (row.until is None or row.until >= on)

    heads = (seat for seat in seats if seat.is_head and holds(seat))
    words = [post.title for post in in_order(filter(holds, posts))]
    return ", ".join(dict.fromkeys([*words, *(_head_of(seat.group.name) for seat in heads)]))


def _head_of(group: str) -> str:
    return _("Head of %(group)s") % {"group": group}


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Posts in the official order."""
    return sorted(posts, key=_place)


def _place(post: Post) -> tuple[int, int, int, str]:
    return _order(post.body, post.unit.level if post.unit else None, post.rank, post.title)


def _rank(row: tuple[int, str, str, str | None, int, int]) -> tuple[int, tuple[int, int, int, str]]:
    """Posts in their order, then the groups that one heads."""
    _key, title, body, level, rank, leads = row
    return leads, _order(body, level, rank, title)


def _order(body: str, level: str | None, rank: int, title: str) -> tuple[int, int, int, str]:
    first = 0 if body in _PARTY else _BODIES.index(body)
    return first, _LEVELS.index(level) if level else len(_LEVELS), rank, title
