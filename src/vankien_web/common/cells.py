"""What one cell of a sheet means: texts, days, months, numbers, choices as Vietnamese offices write them.

A parser takes a cell that is not blank and gives its value, or raises Unclear: what is wrong, how to mend it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from vankien.text import bare, clean
from vankien.word.sheets import Cell

T = TypeVar("T")
Parser = Callable[[Cell], Any]
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\s*%?", re.ASCII)
_FIRST, _LAST = 1900, 2100


class Unclear(ValueError):  # noqa: N818 - reads as what happened
    """`what` is wrong with a cell, and how to `mend` it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what, self.mend = what, mend


def text(cell: Cell) -> str:
    """A text in one line; a day and a number as people write them here."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return clean(str(cell).replace(".", ",") if isinstance(cell, float) else str(cell))


def day(cell: Cell) -> date:
    """A day: a day of Excel, or dd/mm/yyyy."""
    if isinstance(cell, date):
        return _in_range(cell, cell)
    written = text(cell)
    if match := _DAY.fullmatch(written):
        return _made(cell, int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(written):
        return _made(cell, int(match[1]), int(match[2]), int(match[3]))
    raise _no_day(cell)


def month(cell: Cell) -> date:
    """The first day of a month: mm/yyyy, or any day in it."""
    if match := _MONTH.fullmatch(text(cell)):
        return _made(cell, int(match[2]), int(match[1]), 1)
    return day(cell).replace(day=1)


def year(cell: Cell) -> int:
    """A year: yyyy, or any day or month in it."""
    written = text(cell)
    if _YEAR.fullmatch(written) and _FIRST <= int(written) <= _LAST:
        return int(written)
    return month(cell).year


def number(cell: Cell) -> Decimal:
    """A number of Excel, or as it is written here: 1.234,5. "99.3" could be two numbers and is refused."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell))
    if isinstance(cell, str) and (match := _NUMBER.fullmatch(clean(cell))):
        sign, whole, part = match.groups()
        return Decimal(f"{sign}{whole.replace('.', '')}.{part or 0}").normalize() + 0
    raise Unclear(
        _("“%(cell)s” is not a number.") % {"cell": shown(cell)},
        _("Write thousands with a dot and decimals with a comma: 1.234,5."),
    )


def whole(cell: Cell) -> int:
    """A whole number, not below zero."""
    value = number(cell)
    if value != int(value) or value < 0:
        raise Unclear(_("“%(cell)s” is not a count.") % {"cell": shown(cell)}, _("Write a whole number: 11."))
    return int(value)


def one_of(choices: Mapping[T, tuple[str, ...] | str]) -> Callable[[Cell], T]:
    """A parser that knows the names of each value, with or without accents, in any case."""
    named = {name: (n,) if isinstance(n, str) else tuple(n) for name, n in choices.items()}
    known = {bare(clean(n)): value for value, names in named.items() for n in names}

    def parse(cell: Cell) -> T:
        found = known.get(bare(text(cell)), parse)
        if found is parse:
            words = ", ".join(f"“{names[0]}”" for names in named.values())
            raise Unclear(
                _("“%(cell)s” is not one of the values of this column.") % {"cell": shown(cell)},
                _("Write one of: %(words)s.") % {"words": words},
            )
        return found  # type: ignore[return-value]

    return parse


def shown(cell: Cell) -> str:
    """The cell in a sentence, not too long."""
    written = text(cell)
    return written if len(written) <= 60 else written[:59] + "…"


def _made(cell: Cell, year: int, month: int, day: int) -> date:
    try:
        return _in_range(cell, date(year, month, day))
    except ValueError:
        raise _no_day(cell) from None


def _in_range(cell: Cell, found: date) -> date:
    if not _FIRST <= found.year <= _LAST:
        raise _no_day(cell)
    return found


def _no_day(cell: Cell) -> Unclear:
    return Unclear(
        _("“%(cell)s” is not a day that exists.") % {"cell": shown(cell)},
        _("Write the day as day/month/year with four digits for the year: 13/02/2020."),
    )
