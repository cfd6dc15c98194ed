"""Who the names in reviewers' copies are: people of the meeting that hears the draft, and of the units."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from vankien.text import bare, clean, fold
from vankien_web.common import clock
from vankien_web.common.fields import holds_on
from vankien_web.reviews.models import Attendance, Collation
from vankien_web.units.models import Person, Post

_ADDRESS = re.compile(r"^(?:đ/c|đ\.c|đồng chí|ông|bà)[\s.:]+", re.IGNORECASE)
MOST = 500  # people that a list offers


class Candidate(NamedTuple):
    pk: int
    name: str
    folded: str


def candidates(collation: Collation) -> list[Candidate]:
    """Who was called to a meeting on the draft, who holds a post where it is collected or was written."""
    units = [collation.unit_id]
    if collation.draft.congress is not None:
        units.append(collation.draft.congress.unit_id)
    called = Attendance.objects.filter(meeting__items__draft=collation.draft_id).values("person")
    posted = Post.objects.filter(holds_on(clock.today()), unit__in=units).values("person")
    people = Person.objects.filter(Q(pk__in=called) | Q(pk__in=posted)).order_by("sort_key", "pk")
    return [Candidate(*row) for row in people.values_list("pk", "name", "folded")[:MOST]]


def matched(names: Iterable[str], people: Iterable[Candidate]) -> dict[str, int]:
    """{a name as Word has it: the one person of that name}; written without accents it may be any of them."""
    folded: dict[str, list[Candidate]] = defaultdict(list)
    for person in people:
        folded[person.folded].append(person)
    found = {}
    for name in names:
        said = fold(_ADDRESS.sub("", clean(name)))
        alike = folded.get(bare(said), [])
        exact = [person for person in alike if fold(clean(person.name)) == said]
        if exact or said != bare(said):
            alike = exact
        if len(alike) == 1:
            found[name] = alike[0].pk
    return found
