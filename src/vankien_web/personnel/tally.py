"""What stays of a plan when its names are gone: numbers."""

from __future__ import annotations

from typing import Any

from vankien.personnel import BODIES, Plan


def tally(plan: Plan) -> dict[str, Any]:
    """Whole numbers by what they count; the bodies by their name."""
    rows = plan.candidates
    return {
        "candidates": len(rows),
        "women": sum(c.sex == "female" for c in rows),
        "first": sum(c.track == "first" for c in rows),
        "reelect": sum(c.track == "reelect" for c in rows),
        "minorities": sum(c.minority is True for c in rows),
        "bodies": {body: len(plan.proposed(body)) for body in BODIES if plan.proposed(body)},
    }
