"""Which term a figure belongs to, and one name for each period however it is said."""

import re

from vankien.checks.draft import Draft
from vankien.model import Figure

AHEAD = (
    "forecast",
    "direction",
    "objectives",
    "targets",
    "key_programmes",
    "breakthroughs",
    "tasks",
    "implementation",
)
BEHIND = ("situation", "results", "weaknesses", "causes", "lessons")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WHOLE_TERM = {"nhiệm kỳ", "5 năm", "năm năm", "cả nhiệm kỳ"}


def ahead(draft: Draft, figure: Figure) -> bool:
    """Whether a figure speaks of the new term: by its year, else by its part, else by its role."""
    years = [int(y) for y in _YEAR.findall(figure.period or "")]
    if draft.term and years:
        return max(years) > draft.term[0]
    for parts, answer in ((AHEAD, True), (BEHIND, False)):
        if any(draft.holds(part, figure) for part in parts):
            return answer and figure.role != "baseline"
    return figure.role == "target"


def period(draft: Draft, figure: Figure) -> str | None:
    """The period in years: "nhiệm kỳ" of a target → "2020-2025"; None where nothing is said."""
    said, term = figure.period, draft.term
    if said is None or term is None:
        return said
    first, last = term if ahead(draft, figure) else (2 * term[0] - term[1], term[0])
    if said in _WHOLE_TERM:
        return f"{first}-{last}"
    return {"đầu nhiệm kỳ": str(first), "cuối nhiệm kỳ": str(last)}.get(said, said)
