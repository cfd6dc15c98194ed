"""The list has too many or too few candidates beyond the seats (số dư).

The convening committee prepares a surplus between two shares of the seats, the congress may go up to a third
share, rounded down; where no whole number lies between the two, the nearest ones do. A list for the standing
committee is looked at only where it has more names than seats. Authority: the election rules of the pack
(190-QĐ/TW of 10/10/2024, Article 14; 244-QĐ/TW of 09/6/2014).
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from vankien.checks.draft import Draft
from vankien.checks.reading.people import count_stated, exact, listed, percent, place, rule, shown
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.personnel import Body

CODE = "VK704"
_BODIES: tuple[Body, ...] = ("committee", "standing")


def check(draft: Draft) -> Iterator[Finding]:
    surplus_rule = rule(draft, "surplus")
    if draft.plan is None or surplus_rule is None:
        return
    for body in _BODIES:
        planned = draft.plan.body(body)
        seats = planned.to_elect if planned else None
        people = len(listed(draft, body)) or count_stated(draft, body) or 0
        if planned and seats and people >= seats + (body == "standing"):
            for params in _judge(people, seats, surplus_rule):
                yield Finding(
                    CODE, {"body": body} | params, place(draft, planned), authority=surplus_rule.authority
                )


def _judge(people: int, seats: int, of: Rule) -> Iterator[dict[str, object]]:
    surplus = people - seats
    low, high = (exact(share) for share in of.value["prepared"])
    most = exact(of.value["max"])
    least, enough = _whole(low * seats, high * seats)
    limit = max(floor(most * seats), least)
    params = {
        "listed": people,
        "seats": seats,
        "surplus": surplus,
        "share": percent(surplus, seats),
        "low": shown(low),
        "high": shown(high),
        "least": least,
        "enough": enough,
        "most": shown(most),
        "limit": limit,
    }
    if surplus > limit:
        yield params | {"variant": "limit"}
    elif surplus > enough:
        yield params | {"variant": "over"}
    elif surplus < least:
        yield params | {"variant": "none" if surplus == 0 else "under"}


def _whole(low: Fraction, high: Fraction) -> tuple[int, int]:
    """The whole numbers from low to high; the nearest ones where there is none between, at least 1."""
    first, last = ceil(low), floor(high)
    if first > last:
        first, last = last, first
    return max(1, first), max(1, last)
