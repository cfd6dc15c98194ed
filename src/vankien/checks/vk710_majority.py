"""A candidate has no majority at a step of the personnel procedure: more than half of those summoned.

The denominator is the largest count that is known (summoned, present, issued, collected, valid): who has no
majority of that has none of those summoned. Authority: the five steps of the personnel procedure (pattern of
105-QĐ/TW and 80-QĐ/TW).
"""

from collections.abc import Iterator
from fractions import Fraction

from vankien.checks.draft import Draft
from vankien.checks.reading.people import exact, percent, place, rule, shown
from vankien.model import Finding
from vankien.personnel import StepVotes

CODE = "VK710"
_OF = ("summoned", "present", "issued", "collected", "valid")


def check(draft: Draft) -> Iterator[Finding]:
    steps, plan = rule(draft, "personnel_steps"), draft.plan
    if plan is None or steps is None:
        return
    above = exact(steps.value["majority_above"])
    for candidate in plan.candidates:
        for votes in plan.votes(candidate):
            params = _lacking(votes, above.numerator, above.denominator)
            if params:
                own = {"name": candidate.name, "step": votes.step} | params
                yield Finding(CODE, _stepless(own), place(draft, candidate), authority=steps.authority)


def _lacking(votes: StepVotes, part: int, whole: int) -> dict[str, object] | None:
    of = max(
        ((count, name) for name in _OF if (count := getattr(votes, name))),
        default=None,
        key=lambda found: found[0],
    )
    if votes.agreed is not None and of is not None:
        if votes.agreed * whole > of[0] * part or votes.agreed > of[0]:
            return None
        return {
            "agreed": votes.agreed,
            "of": of[0],
            "of_what": of[1],
            "share": percent(votes.agreed, of[0]),
            "needed": of[0] * part // whole + 1,
        }
    if votes.percent is not None and votes.agreed is None and votes.percent * whole <= 100 * part:
        return {
            "share": shown(Fraction(votes.percent) / 100),
            "least": 100 * part // whole,
            "variant": "percent",
        }
    return None


def _stepless(params: dict[str, object]) -> dict[str, object]:
    """A table that does not say which step it counts."""
    if params["step"] == 0:
        params["variant"] = "percent_any" if params.get("variant") else "any"
    return params
