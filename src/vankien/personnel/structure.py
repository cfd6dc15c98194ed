"""The structure (cơ cấu) of a list: how many women, young, first-time … among the candidates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from vankien.personnel.model import Candidate, Plan
from vankien.personnel.months import When, months_between


@dataclass(frozen=True, slots=True)
class Share:
    """`kind`: women, under, ethnic_minorities, reelect, first; `of` all for the committee."""

    kind: str
    number: int
    of: int

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.number, self.of) if self.of else Fraction(0)


def structure(plan: Plan, month: When | None, young: int = 40) -> tuple[Share, ...]:
    """The usual rows; "under" only where the reference month is known, and counts sure ages alone."""
    people = plan.proposed("committee")
    tests: dict[str, Callable[[Candidate], bool]] = {
        "women": lambda c: c.sex == "female",
        "under": lambda c: month is not None and _younger(c, month, young),
        "ethnic_minorities": lambda c: c.minority is True,
        "reelect": lambda c: c.track == "reelect",
        "first": lambda c: c.track == "first",
    }
    return tuple(Share(kind, sum(map(test, people)), len(people)) for kind, test in tests.items())


def _younger(candidate: Candidate, month: When, age: int) -> bool:
    birth = candidate.birth
    sure = When(birth.year, birth.month or 1) if birth else None
    months = months_between(sure, month) if sure else None
    return months is not None and months < 12 * age
