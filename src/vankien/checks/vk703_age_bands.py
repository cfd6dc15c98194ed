"""An age band has too few or too many candidates at the reference month.

Ages are whole months from the month of birth to the reference month of the level, never "today": who is 40
years and a month is above 40 to 50. Who gave a year alone may be in either band, and is counted as it helps.
Authority: the pack's rule on age bands.
"""

from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.people import exact, listed, percent, place, reference_month, rule, shown
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.personnel import Candidate, When

CODE = "VK703"


def check(draft: Draft) -> Iterator[Finding]:
    band_rule, month = rule(draft, "age_bands"), reference_month(draft)
    people = listed(draft, "committee")
    if band_rule is None or month is None or not people:
        return
    for band in band_rule.value["bands"]:
        yield from _band(draft, band, band_rule, people, month)


def _band(
    draft: Draft, band: Mapping[str, Any], of: Rule, people: tuple[Candidate, ...], month: When
) -> Iterator[Finding]:
    within = [_within(c, band, month) for c in people]
    sure, maybe = within.count(True), within.count(None)
    total = len(people)
    params = {
        "band": band["name"],
        "count": sure,
        "total": total,
        "share": percent(sure, total),
        "month": month.shown,
    }
    if "min_share" in band and sure + maybe < ceil(exact(band["min_share"]) * total):
        least = exact(band["min_share"])
        needed = ceil(least * total)
        params |= {"least": shown(least), "needed": needed, "missing": needed - sure}
        yield Finding(CODE, params, place(draft, draft.plan), authority=of.authority)
    elif "max_share" in band and sure > floor(exact(band["max_share"]) * total):
        most = exact(band["max_share"])
        params |= {"most": shown(most), "allowed": floor(most * total), "variant": "over"}
        yield Finding(CODE, params, place(draft, draft.plan), authority=of.authority)


def _within(candidate: Candidate, band: Mapping[str, Any], month: When) -> bool | None:
    """None where the month of birth is not said and decides."""
    birth = candidate.birth
    if birth is None:
        return None
    ends = {_inside(When(birth.year, m), band, month) for m in ((birth.month,) if birth.month else (1, 12))}
    return ends.pop() if len(ends) == 1 else None


def _inside(birth: When, band: Mapping[str, Any], month: When) -> bool:
    age = (month.serial or 0) - (birth.serial or 0)
    return bool(
        age < 12 * band.get("below", 999)
        and age >= 12 * band.get("from", 0)
        and age <= 12 * band.get("to", 999)
        and age > 12 * band.get("above", -1)
    )
