"""Fewer than the needed share of those summoned were present at a step of the personnel procedure.

Told once a step. Authority: the five steps of the personnel procedure: at least two thirds present.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.people import exact, percent, place, rule
from vankien.model import Finding

CODE = "VK711"


def check(draft: Draft) -> Iterator[Finding]:
    steps, plan = rule(draft, "personnel_steps"), draft.plan
    if plan is None or steps is None:
        return
    least = exact(steps.value["present_least"])
    everyone = [(v, c) for c in plan.candidates for v in plan.votes(c)]
    told: set[int] = set()
    for votes, candidate in (*((v, None) for v in plan.steps), *everyone):
        if votes.step in told or not votes.summoned or votes.present is None:
            continue
        if votes.present < least * votes.summoned:
            told.add(votes.step)
            params = {
                "step": votes.step,
                "present": votes.present,
                "summoned": votes.summoned,
                "share": percent(votes.present, votes.summoned),
                "needed": -(-least.numerator * votes.summoned // least.denominator),
            }
            yield Finding(CODE, params, place(draft, candidate or plan), authority=steps.authority)
