"""Ages at a reference month and the months left to the age of retirement: whole months, never days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vankien.personnel.model import Sex
from vankien.personnel.months import When, month_of

_FIRST_STEP = 2020  # the last year before the ages of the Labour Code of 2019 began to rise (Article 169)
_LADDER = 2025  # the year whose ages a pack states


@dataclass(frozen=True, slots=True)
class Retirement:
    """The ages of a pack in months: `men` and `women` in 2025, growing each year by a step up to a limit."""

    men: int
    women: int
    men_step: int = 0
    women_step: int = 0
    men_limit: int = 0
    women_limit: int = 0

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Retirement:
        """From a pack's rule `retirement_age`: flat ages in years, or a ladder."""
        men, women = int(value["men"]) * 12, int(value["women"]) * 12
        if "men_months_2025" not in value:
            return cls(men, women, 0, 0, men, women)
        return cls(
            int(value["men_months_2025"]),
            int(value["women_months_2025"]),
            int(value["men_step"]),
            int(value["women_step"]),
            men,
            women,
        )

    def age(self, sex: Sex, year: int) -> int:
        """The age of retirement in months for who reaches it in `year`."""
        start, step, limit = (
            (self.men, self.men_step, self.men_limit)
            if sex == "male"
            else (self.women, self.women_step, self.women_limit)
        )
        return min(limit, start + step * (max(year, _FIRST_STEP) - _LADDER))

    def month(self, sex: Sex, birth: When) -> When | None:
        """The month in which a person reaches the age that holds in that very year; None for a year alone."""
        if birth.serial is None:
            return None
        year = birth.year + 50
        while birth.serial + self.age(sex, year) >= (year + 1) * 12:
            year += 1
        return month_of(birth.serial + self.age(sex, year))

    def months_left(self, sex: Sex, birth: When, reference: When) -> int | None:
        """Whole months from the reference month to that of retirement; below 0 once it is past."""
        until = self.month(sex, birth)
        if until is None or until.serial is None or reference.serial is None:
            return None
        return until.serial - reference.serial

    def born_from(self, sex: Sex, reference: When, months: int) -> When:
        """The earliest month of birth that leaves this many months at the reference month."""
        wanted = (reference.serial or reference.year * 12) + months
        birth = wanted - self.age(sex, wanted // 12) - 24
        while (left := self.months_left(sex, month_of(birth), reference)) is None or left < months:
            birth += 1
        return month_of(birth)
