"""What a figure states, without what it states it of: its value as words, as a seal, and compared exactly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from vankien.checks.reading.statements import held_in
from vankien.text import clean, fold
from vankien_web.common.fields import plain
from vankien_web.common.written import vi_number
from vankien_web.figures.models import Figure, Outcome, Standing, Verification

_LONGEST = 255
_BETWEEN = "|"
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}


class Stated(NamedTuple):
    """A value as it is written; numbers as decimal text, so that a seal is the same on every machine.

    `value` is the words themselves where the ledger does not hold the number.
    """

    comparator: str
    value: str
    high: str = ""
    total: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """ "47,5 triệu đồng/người/năm", "86–88 %", "11/11 chi bộ", "≥ 10 ha"."""
        number = _said(self.value)
        number += f"–{_said(self.high)}" if self.high else ""
        number += f"/{_said(self.total)}" if self.total else ""
        return clean(f"{_SIGNS.get(self.comparator, '')}{number} {self.unit}")


def stated(figure: Figure) -> Stated:
    """What a figure of a version states."""
    unit = figure.unit.replace(_BETWEEN, "/")
    if figure.value is None:
        return Stated(figure.comparator, fold(figure.surface).replace(_BETWEEN, "/")[:100], unit=unit)
    value, high, total = (
        "" if n is None else str(plain(n)) for n in (figure.value, figure.high, figure.total)
    )
    return Stated(figure.comparator, value, high, total, unit)


def seal(figure: Figure, of: Stated) -> str:
    """`of` sealed for the indicator, period and role of `figure`; the value first, for the end may be cut."""
    about = (figure.indicator or figure.topic, figure.moment or figure.period, figure.role)
    return _BETWEEN.join((*of, *about))[:_LONGEST]


def unsealed(sealed: str) -> Stated:
    """The value that was sealed."""
    parts = sealed.split(_BETWEEN)[:5]
    return Stated(*parts, *("" for _ in range(5 - len(parts))))


def same(one: Stated, other: Stated) -> bool:
    """Whether both state the same value exactly, be it in other units of one kind: 1.500 triệu and 1,5 tỷ."""
    return one.comparator == other.comparator and _amounts(one) == _amounts(other)


def holds(verification: Verification, figure: Figure) -> bool:
    """Whether `figure` states what the department stands behind.

    A correction is met by its value plainly said, or said as the draft said its own ("trên", "khoảng").
    """
    sealed, now = unsealed(verification.sealed), stated(figure)
    if verification.outcome == Outcome.CORRECTED and now.comparator == "=":
        sealed = sealed._replace(comparator="=")
    return bool(verification.sealed) and verification.outcome != Outcome.REJECTED and same(sealed, now)


def standing(verification: Verification, figure: Figure) -> Standing:
    """How `figure`, of any version, stands by what was said of `verification.figure`."""
    if not verification.outcome:
        return Standing.WAITING
    if holds(verification, figure):
        return Standing.VERIFIED
    if verification.broken_at or not same(stated(verification.figure), stated(figure)):
        return Standing.STALE
    return Standing.DIFFERS


def amount(value: Decimal, unit: str) -> tuple[str, Decimal]:
    """The unit that all of its kind turn into, and how much of it."""
    dimension, factor = held_in(unit or None)
    return dimension, plain(value * factor)


def _amounts(of: Stated) -> tuple[object, ...]:
    try:
        numbers = [Decimal(n) for n in (of.value, of.high) if n]
        return of.total, *(amount(n, of.unit) for n in numbers)
    except InvalidOperation:
        return of.value, of.unit


def _said(number: str) -> str:
    try:
        return vi_number(Decimal(number))
    except InvalidOperation:
        return number
