"""What views hand to the parts of a page."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Crumb = tuple[str, str]  # a name and its address, "" for where one is


@dataclass(frozen=True)
class Tab:
    """One part of a page that has an address of its own.

    `among`: the name under which it is read with others; `parts`: those that are read under this one.
    """

    name: str
    url: str
    count: int | None = None
    among: str = ""
    parts: tuple["Tab", ...] = ()

    @property
    def addresses(self) -> list[str]:
        return [self.url, *(part.url for part in self.parts)]


def gathered(tabs: Iterable[Tab]) -> list[Tab]:
    """Those of one `among` under one tab, where the first of them stood; one alone stands for itself."""
    groups: dict[str, list[Tab]] = {}
    for tab in tabs:
        groups.setdefault(tab.among or tab.url, []).append(tab)
    return [_one(members) for members in groups.values()]


def _one(members: list[Tab]) -> Tab:
    first = members[0]
    return first if len(members) == 1 else Tab(first.among, first.url, parts=tuple(members))


class Stage(NamedTuple):
    """One step of a road: `state` says whether it lies behind, is here, or lies ahead."""

    name: str
    state: Literal["past", "now", "next"]
    date: datetime.date | None = None
