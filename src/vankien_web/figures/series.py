"""Figures and reference values put in order for a picture: by what they are, of which period, in one unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from vankien.checks.reading.statements import held_in
from vankien_web.figures.charts import Point
from vankien_web.figures.models import Figure, Value
from vankien_web.figures.stating import Stated, stated

RESULT, TARGET, NEXT, REFERENCE = "result", "target", "next", "reference"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Entry:
    """A value with its source: a draft's figure, or a department's value.

    `drawn` is None where it cannot stand in the picture: no single number, or of another kind of unit.
    """

    kind: str
    period: str
    said: Stated
    figure: Figure | None = None
    value: Value | None = None
    drawn: Point | None = None

    @property
    def words(self) -> str:
        return self.said.words


def years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def kind_of(figure: Figure, turn: int, term: tuple[int, int]) -> str:
    """What a figure is where the next term begins in the year `turn`; empty for what is no value.

    `term`: the one that its own document is written for; a statement without a year is of its beginning,
    one that speaks of the new term of its end.
    """
    said = years(figure.moment) or years(figure.period)
    year = said[-1] if said else term[1] if figure.ahead else term[0]
    if figure.role == "target":
        return TARGET if year <= turn else NEXT
    return RESULT if figure.role == "actual" and year <= turn else ""


def of_figure(figure: Figure, kind: str) -> Entry:
    return Entry(kind, figure.moment or figure.period, stated(figure), figure=figure)


def of_value(value: Value) -> Entry:
    said = Stated("=", format(value.value, "f"), unit=value.unit)
    return Entry(REFERENCE, value.period, said, value=value)


def common_unit(entries: Iterable[Entry]) -> str:
    """The unit that most of them are stated in."""
    counted = Counter(e.said.unit for e in entries)
    return max(counted, key=lambda unit: (counted[unit], unit)) if counted else ""


def point(entry: Entry, unit: str) -> Point | None:
    """Where an entry stands on an axis in `unit`; None where it cannot, and is told in words alone."""
    low, high = _ends(entry)
    if low is None or entry.said.total:
        return None
    own, wanted = held_in(entry.said.unit or None), held_in(unit or None)
    if own[0] != wanted[0]:
        return None
    factor = own[1] / wanted[1]
    said = entry.said._replace(unit="") if entry.said.unit == unit else entry.said
    return Point(low * factor, said.words, None if high is None else high * factor)


def _ends(entry: Entry) -> tuple[Decimal | None, Decimal | None]:
    if entry.value is not None:
        return entry.value.value, None
    return (entry.figure.value, entry.figure.high) if entry.figure else (None, None)


def best(entries: Iterable[Entry], like: Entry | None = None) -> Entry | None:
    """The one that stands for all: the latest period; of a whole term where `like` is of one."""
    spans = like is not None and len(years(like.period)) > 1

    def rank(entry: Entry) -> tuple[bool, int, bool, int]:
        said = years(entry.period)
        number = entry.figure.number if entry.figure else 0
        return (
            (len(said) > 1) == spans,
            max(said, default=0),
            point(entry, entry.said.unit) is not None,
            -number,
        )

    return max(entries, key=rank, default=None)
