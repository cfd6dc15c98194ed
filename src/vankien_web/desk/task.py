"""One thing that waits for a person, and the words for it: what `work` and its parts hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

MOST = 100  # of each kind; whoever has more looks at the board


@dataclass(frozen=True)
class Task:
    """One thing to do: `verb` in words, on what, where, until when, since when it waits.

    `at` is the moment of what has an hour (a meeting, until `ends`), at `place`; its `deadline` is that day.
    What is `secret` (personnel) never leaves the site's own pages.
    """

    verb: str
    what: str
    url: str
    deadline: date | None
    since: date | None
    unit: str = ""
    at: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    secret: bool = False


def waiting(rows: QuerySet[Any], waits: Mapping[str, Q]) -> QuerySet[Any]:
    """Those rows for which one of these holds, each with `verb`: the words of the first that does.

    Each is looked for by itself, by its own index: a database that is asked for one or the other joins all.
    """
    verb = Case(*(When(which, then=Value(said)) for said, which in waits.items()), default=Value(""))
    first, *others = (rows.filter(which).order_by().values("pk") for which in waits.values())
    found: QuerySet[Any] = rows.filter(pk__in=first.union(*others)).annotate(verb=verb)
    return found
