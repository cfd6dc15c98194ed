"""What the checks of personnel plans share: the pack's rules for this kind of unit, places, exact shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from vankien.checks.draft import Draft
from vankien.model import Place
from vankien.packs.model import Rule
from vankien.personnel import Body, BodyPlan, Candidate, Plan, When
from vankien.personnel.ages import Retirement


def rule(draft: Draft, begins: str) -> Rule | None:
    """The pack's rule of this name (or beginning so) that holds for the kind of unit; None: there is none."""
    found = (r for id, r in draft.pack.rules.items() if id == begins or id.startswith(begins + "_"))
    return next((r for r in found if draft.unit in r.value.get("units", (draft.unit,))), None)


def exact(value: Any) -> Fraction:
    """A pack's number as what is written there: 0.15 is 15/100."""
    return Fraction(str(value))


def percent(part: int, whole: int) -> int | float:
    """part/whole in percent with two decimals, half up, as findings show it."""
    share = Decimal(part * 100) / Decimal(whole)
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def shown(share: Fraction) -> int | float:
    """A pack's share in percent, as findings show it."""
    return percent(share.numerator, share.denominator)


def place(draft: Draft, *of: Candidate | BodyPlan | Plan | int | None) -> Place | None:
    """Where the first of these stands in the draft; None for a plan from data."""
    blocks = (item if isinstance(item, int) or item is None else item.block for item in of)
    block = next((b for b in blocks if b is not None), None)
    return draft.place(block) if block is not None and block < len(draft.document.blocks) else None


def reference_month(draft: Draft) -> When | None:
    """The month at which the pack counts ages for this kind of unit; else the plan's own."""
    stated = rule(draft, "age_reference")
    month = stated.value.get(draft.unit) if stated else None
    return When.parse(month) if month else draft.plan.month if draft.plan else None


def retirement(draft: Draft) -> Retirement | None:
    stated = rule(draft, "retirement_age")
    return Retirement.of(stated.value) if stated else None


def listed(draft: Draft, body: Body) -> tuple[Candidate, ...]:
    """Those proposed for a body; for one other than the committee only where somebody is expressly so."""
    if draft.plan is None:
        return ()
    found = draft.plan.proposed(body)
    expressly = any(body in c.bodies_proposed for c in draft.plan.candidates)
    return found if body == "committee" or expressly else ()


def count_stated(draft: Draft, body: Body) -> int | None:
    """How many candidates the text says that there are for a body."""
    stated = draft.plan.stated if draft.plan else ()
    bodies: Iterable[Body | None] = (body, None) if body == "committee" else (body,)
    return next((s.value for s in stated if s.total == "candidates" and s.body in bodies), None)


def born(candidate: Candidate) -> str:
    return candidate.birth.shown if candidate.birth else ""
