"""A candidate is too near the age of retirement at the reference month.

Months left = the month in which the age of retirement for the sex is reached (by the Labour Code's ladder
where the pack has one) less the reference month of the level: first-time candidates need a full term, those
for re-election what the pack says. Who gave a year alone is told only as far as the year decides. Authority:
the pack's rule on months left.
"""

from collections.abc import Iterator
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.people import listed, place, reference_month, retirement, rule
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.personnel import Candidate, When
from vankien.personnel.ages import Retirement
from vankien.personnel.model import Sex

CODE = "VK705"


def check(draft: Draft) -> Iterator[Finding]:
    months, month, ages = rule(draft, "months_left"), reference_month(draft), retirement(draft)
    if draft.plan is None or months is None or month is None or ages is None:
        return
    people = dict.fromkeys((*listed(draft, "committee"), *draft.plan.outside, *listed(draft, "inspection")))
    for candidate in people:
        for params in _judge(candidate, months, month, ages, draft.unit):
            yield Finding(CODE, params, place(draft, candidate), authority=months.authority)


def _judge(
    candidate: Candidate, months: Rule, month: When, ages: Retirement, unit: str
) -> Iterator[dict[str, Any]]:
    birth = candidate.birth
    sexes: tuple[Sex, ...] = (candidate.sex,) if candidate.sex else ("male", "female")
    if birth is None:
        return
    needed = _needed(candidate, months, unit)
    # The best that can be so where the sex or the month is not said: who fails then fails for certain.
    best = max((_left(sex, birth, month, ages, last=True), sex) for sex in sexes)
    worst = min((_left(sex, birth, month, ages, last=False), sex) for sex in sexes)
    left, sex = best
    params = {
        "name": candidate.name,
        "birth": birth.shown,
        "sex": sex,
        "track": candidate.track or "unsaid",
        "month": month.shown,
        "months": left,
        "needed": needed,
        "born_from": ages.born_from(sex, month, needed).shown,
    }
    until = ages.month(sex, _month_of(birth, last=True))
    params["until"] = until.shown if until else ""
    if left < 0:
        yield params | {"missing": needed - left, "past": -left, "variant": "past"}
    elif left < needed:
        yield params | {"missing": needed - left}
    elif worst[0] < needed and birth.month is None and candidate.sex:
        yield params | {"least": worst[0], "variant": "unsure"}


def _needed(candidate: Candidate, months: Rule, unit: str) -> int:
    """What the track asks; where it is not said, the less of the two."""
    value = months.value
    if candidate.track == "first":
        return int(value["first"])
    if unit == "tinh" and "deputy" in candidate.bodies_proposed:
        return int(value.get("reelect_deputy_province", value["reelect"]))
    return int(value["reelect"])


def _month_of(birth: When, *, last: bool) -> When:
    return birth if birth.month else When(birth.year, 12 if last else 1)


def _left(sex: Sex, birth: When, month: When, ages: Retirement, *, last: bool) -> int:
    left = ages.months_left(sex, _month_of(birth, last=last), month)
    assert left is not None  # noqa: S101 - both have their months
    return left
