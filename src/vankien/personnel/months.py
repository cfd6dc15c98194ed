"""Months: days that may lack their day or month, ages and the months between, without any day counting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_EARLIEST, _LATEST = 1900, 2100  # years that a paper or a form may state
_RECKONED = 2200  # and to which those who are born then retire
_ZEROED = 3  # months 1 and 2 bear a 0 in a day


@dataclass(frozen=True, slots=True, order=False)
class When:
    """A day, a month or a year. Raises ValueError for one that no calendar has."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without its month")
        if not _EARLIEST <= self.year <= _RECKONED:
            raise ValueError(f"no year {self.year}")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> When:
        """ "1980", "1980-06" or "1980-06-15". Raises ValueError."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(f"not a day, month or year: {text}")
        return cls.stated(*(int(part) for part in match.groups() if part))

    @classmethod
    def stated(cls, year: int, month: int | None = None, day: int | None = None) -> When:
        """One that a paper or a form states. Raises ValueError also for a year that is too far off."""
        if year > _LATEST:
            raise ValueError(f"no year {year}")
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p)]
        return "-".join(parts)

    @property
    def shown(self) -> str:
        """As a Vietnamese paper writes it: "03/02/2003", "15/6/1980", "6/1980", "1980"."""
        day = f"{self.day:02}/" if self.day else ""
        month = f"{self.month:02}/" if self.month and self.day and self.month < _ZEROED else ""
        return day + (month or (f"{self.month}/" if self.month else "")) + str(self.year)

    @property
    def serial(self) -> int | None:
        """The month counted from the year 0; None for a year alone."""
        return None if self.month is None else self.year * 12 + self.month - 1


def month_of(serial: int) -> When:
    """The inverse of `When.serial`."""
    return When(serial // 12, serial % 12 + 1)


def months_between(birth: When, reference: When) -> int | None:
    """Whole months from the month of `birth` to that of `reference`; None where one is a year alone."""
    if birth.serial is None or reference.serial is None:
        return None
    return reference.serial - birth.serial
