"""What views hand to the parts of a page."""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

Crumb = tuple[str, str]  # a name and its address, "" for where one is


@dataclass(frozen=True)
class Tab:
    """One part of a page that has an address of its own."""

    name: str
    url: str
    count: int | None = None


class Stage(NamedTuple):
    """One step of a road: `state` says whether it lies behind, is here, or lies ahead."""

    name: str
    state: Literal["past", "now", "next"]
    date: datetime.date | None = None
