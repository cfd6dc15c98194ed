"""A total that the plan's text or the political report states is not what the list or the other says.

Who stands in the list of the standing committee but not in the committee's own is told too.
Counted from the list: candidates, women, those below an age at the reference month, for re-election, first
time, of ethnic minorities, their mean age; between plan and report: party members and party cells.
Authority: the source document (13/02/2020): report and personnel plan must agree.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.people import listed, place, reference_month
from vankien.model import Finding
from vankien.personnel import Candidate, Stated
from vankien.personnel.months import months_between

CODE = "VK709"
_OF_ALL = ("party_members", "cells")
_MEAN_AGE_APART = 60  # hundredths of a year: means are counted from years or from months, and rounded


def check(draft: Draft) -> Iterator[Finding]:
    if draft.plan is None:
        return
    stated = (*draft.plan.stated, *draft.reported)
    for one in stated:
        if one.total in _OF_ALL:
            yield from _across(draft, one, stated)
        else:
            yield from _against_list(draft, one)
    for candidate in draft.plan.outside:
        params = {"name": candidate.name, "body": candidate.bodies_proposed[0], "variant": "outside"}
        yield Finding(CODE, params, place(draft, candidate))


def _across(draft: Draft, one: Stated, stated: tuple[Stated, ...]) -> Iterator[Finding]:
    """The report's first statement beside the plan's."""
    if one.where != "plan":
        return
    other = next((s for s in stated if s.where == "report" and s.total == one.total), None)
    if other and other.value != one.value:
        params = {
            "total": one.total,
            "stated": one.value,
            "report": other.value,
            "difference": abs(one.value - other.value),
            "quote": other.quote,
            "variant": "report",
        }
        yield Finding(CODE, params, place(draft, one.block))


def _against_list(draft: Draft, one: Stated) -> Iterator[Finding]:
    body = one.body or "committee"
    people = listed(draft, body)
    counted = _counted(draft, one, people) if people else None
    if counted is None or counted == one.value:
        return
    if one.total == "average_age":
        if abs(counted - one.value) <= _MEAN_AGE_APART:
            return
        values = {"stated": _hundredths(one.value), "counted": _hundredths(counted), "variant": "mean_age"}
    else:
        values = {"stated": one.value, "counted": counted, "difference": abs(one.value - counted)}
    params = {
        "total": one.total,
        "body": body,
        "of": len(people),
        "age": one.age,
        "where": one.where,
    } | values
    every = counted == len(people)  # "17 in 17" is said as "all 17"
    if one.total == "candidates":
        params["variant"] = one.total
    elif one.total == "under":
        params["variant"] = "under_all" if every else "under"
    elif every and one.total != "average_age":
        params["variant"] = "all"
    yield Finding(CODE, params, place(draft, one.block) if one.where == "plan" else None)


def _counted(draft: Draft, one: Stated, people: tuple[Candidate, ...]) -> int | None:
    """What the list says; None where it does not say it of everybody."""
    month = reference_month(draft)
    if one.total == "candidates":
        return len(people)
    if one.total == "women":
        return _how_many([c.sex and c.sex == "female" for c in people])
    if one.total in ("reelect", "first"):
        return _how_many([c.track and c.track == one.total for c in people])
    if one.total == "ethnic_minorities":
        return _how_many([c.minority for c in people])
    if month is None:
        return None
    ages = [months_between(c.birth, month) if c.birth else None for c in people]
    if one.total == "under":
        return _how_many([None if age is None else age < 12 * (one.age or 0) for age in ages])
    return _mean(ages)


def _how_many(known: list[bool | str | None]) -> int | None:
    """`False` is a "no", None or "" is "not said"."""
    return None if any(k is None or k == "" for k in known) else sum(k is True for k in known)


def _mean(ages: list[int | None]) -> int | None:
    """The mean age in hundredths of a year, half up."""
    known = [age for age in ages if age is not None]
    if len(known) < len(ages) or not known:
        return None
    mean = Decimal(sum(known) * 100) / (12 * len(known))
    return int(mean.quantize(Decimal(1), ROUND_HALF_UP))


def _hundredths(value: int) -> int | float:
    return value // 100 if value % 100 == 0 else value / 100
