"""A body of the personnel plan has too many or too few members.

The number that the plan sets is compared with the pack's bounds for this kind of unit (for merged communes by
the number of units merged), or with the last term's where the rule goes by that; the list must have at least
as many candidates as there are seats, and no more than one for the secretary. Authority: the pack's rule on
the size of committees.
"""

from collections.abc import Iterator
from fractions import Fraction

from vankien.checks.draft import Draft
from vankien.checks.reading.people import exact, listed, place, rule
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.personnel import Body, BodyPlan

CODE = "VK701"
_KEYS: tuple[tuple[Body, str], ...] = (
    ("committee", "committee"),
    ("standing", "standing"),
    ("deputy", "deputies"),
    ("inspection", "inspection"),
)
_SINGLE: tuple[Body, ...] = ("secretary", "inspection_head")


def check(draft: Draft) -> Iterator[Finding]:
    size_rule = rule(draft, "committee_size")
    if draft.plan is None:
        return
    for planned in draft.plan.bodies:
        if size_rule:
            yield from _bounds(draft, planned, size_rule)
            yield from _last_term(draft, planned, size_rule)
        yield from _listed(draft, planned)
    for body in _SINGLE:
        people = listed(draft, body)
        if len(people) > 1:
            params = {"body": body, "listed": len(people), "seats": 1, "variant": "too_many"}
            yield Finding(CODE, params, place(draft, people[1]))


def _bounds(draft: Draft, planned: BodyPlan, of: Rule) -> Iterator[Finding]:
    """A fixed number, or a range whose upper end depends on how many units were merged."""
    bounds = next((of.value[key] for body, key in _KEYS if body == planned.body and key in of.value), None)
    if bounds is None or planned.size is None:
        return
    low, high = bounds if isinstance(bounds, list) else (bounds, bounds)
    merged = draft.plan.merged_from if draft.plan else None
    if planned.body == "committee" and merged is not None:
        high = of.value.get("max_merged_from_two" if merged <= 2 else "max_merged_from_more", high)
    if not low <= planned.size <= high:
        params = {"body": planned.body, "size": planned.size, "least": low, "most": high, "variant": "bounds"}
        if planned.body == "committee" and merged is not None and planned.size > high:
            params |= {"merged_from": merged, "variant": "merged"}
        elif low == high:
            params |= {"variant": "fixed"}
        yield Finding(CODE, params, place(draft, planned), authority=of.authority)


def _last_term(draft: Draft, planned: BodyPlan, of: Rule) -> Iterator[Finding]:
    """Where the rule goes by the last term: no more than then, or fewer by the share that it says."""
    known = "basis" in of.value and planned.body in ("committee", "standing")
    if not known or planned.size is None or planned.last_term is None:
        return
    limit = round(planned.last_term * (1 + Fraction(exact(of.value.get("change", 0)))))
    if planned.size > limit:
        params = {
            "body": planned.body,
            "size": planned.size,
            "last_term": planned.last_term,
            "most": limit,
            "basis": of.value["basis"],
            "variant": "last_term",
        }
        yield Finding(CODE, params, place(draft, planned), authority=of.authority)


def _listed(draft: Draft, planned: BodyPlan) -> Iterator[Finding]:
    people, seats = listed(draft, planned.body), planned.to_elect
    if not people or seats is None:
        return
    params = {"body": planned.body, "listed": len(people), "seats": seats}
    if len(people) < seats:
        params["missing"] = seats - len(people)
        yield Finding(CODE, params | {"variant": "too_few"}, place(draft, planned, draft.plan))
    elif len(people) > seats and planned.body == "deputy":
        yield Finding(CODE, params | {"variant": "too_many"}, place(draft, people[-1]))
