"""People as papers name them: with every title of that day, in the official order; many in two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from vankien.text import fold
from vankien_web.common.fields import holds_on
from vankien_web.units.models import GroupMember, Person, Post
from vankien_web.units.titles import in_order

_HEAD = "Tổ trưởng"


def titles(people: Iterable[int], day: date) -> dict[int, str]:
    """By the person's number: "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố"."""
    asked = set(people)
    posts, heads = defaultdict(list), defaultdict(list)
    for post in Post.objects.held_on(day).filter(person__in=asked).select_related("unit"):
        posts[post.person_id].append(post)
    seats = GroupMember.objects.filter(holds_on(day), person__in=asked, is_head=True).select_related("group")
    for seat in seats:
        heads[seat.person_id].append(f"{_HEAD} {seat.group.name}")
    return {
        person: ", ".join(dict.fromkeys([p.title for p in in_order(posts[person])] + heads[person]))
        for person in asked
    }


def called(person: Person, title: str) -> str:
    """ "đồng chí Lê Anh Xuân – Bí thư Thành ủy"; posts without names are called by their name alone."""
    shown = title if title and fold(title) not in fold(person.name) else ""
    return f"đồng chí {person.name}" + (f" – {shown}" if shown else "")


def capital(text: str) -> str:
    """With a capital at the start of a sentence; the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """As it stands in a list of sentences: a capital first, a full stop last."""
    told = capital(text.strip())
    return told if told.endswith((".", "!", "?", "…", ":", ";")) else f"{told}."
