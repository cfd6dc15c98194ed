"""The counts of a ballot at a step cannot all be right.

Summoned ≥ present ≥ issued ≥ collected ≥ valid ≥ agreed, and a stated percentage is that of one of them.
Authority: arithmetic.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from vankien.checks.draft import Draft
from vankien.checks.reading.people import percent, place, shown
from vankien.model import Finding
from vankien.personnel import StepVotes

CODE = "VK712"
_ORDER = ("summoned", "present", "issued", "collected", "valid", "agreed")


def check(draft: Draft) -> Iterator[Finding]:
    plan = draft.plan
    for candidate in plan.candidates if plan else ():
        for votes in plan.votes(candidate) if plan else ():
            for params in _wrong(votes):
                own = {"name": candidate.name, "step": votes.step}
                yield Finding(CODE, own | params, place(draft, candidate))


def _wrong(votes: StepVotes) -> Iterator[dict[str, object]]:
    known = [(name, count) for name in _ORDER if (count := getattr(votes, name)) is not None]
    for (name, count), (less, smaller) in pairwise(known):
        if smaller > count:
            yield {"more": less, "more_count": smaller, "less": name, "less_count": count}
            return
    if votes.percent is None or votes.agreed is None:
        return
    counts = {count for name, count in known if name != "agreed" and count}
    stated = Fraction(votes.percent)
    half = Fraction(1, 2 * 10 ** len(str(votes.percent).partition(".")[2]))
    if counts and not any(abs(Fraction(100 * votes.agreed, count) - stated) <= half for count in counts):
        share = percent(votes.agreed, min(counts))
        yield {"agreed": votes.agreed, "stated": shown(stated / 100), "share": share, "variant": "percent"}
