"""Which term a figure belongs to, and one name for each period however it is said."""

import re

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
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
_YEAR_END, _LAST_MONTH = re.compile(r"31/12/(20\d\d)"), re.compile(r"12/(20\d\d)")
_NOW = re.compile(
    r"(?:đến nay|hiện nay|hiện tại|thời điểm này|đầu nhiệm kỳ)\s*\([^()\d]{0,20}(?:31/12/|12/)?(20\d\d)\)",
    re.IGNORECASE,
)
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
    """The period in years: "nhiệm kỳ" of a target → "2020-2025", "31/12/2019" → "2019"; None where nothing
    is said."""
    said, term = figure.period, draft.term
    indicator = draft.indicator(figure.indicator or "")
    # A sum has months of its own.
    steady = indicator is not None and indicator.measure in ("level", "share", "growth")
    if said in (None, "hiện nay") and (dated := _NOW.search(_sentence(draft, figure))):
        return dated[1]
    end = _YEAR_END.fullmatch(said or "") or (_LAST_MONTH.fullmatch(said or "") if steady else None)
    if end:
        return end[1]
    if said is None or term is None:
        return said
    first, last = term if ahead(draft, figure) else (2 * term[0] - term[1], term[0])
    if said in _WHOLE_TERM:
        return f"{first}-{last}"
    return {"đầu nhiệm kỳ": str(first), "cuối nhiệm kỳ": str(last)}.get(said, said)


def _sentence(draft: Draft, figure: Figure) -> str:
    text = draft.document.blocks[figure.block].text
    start, end = sentence_around(text, figure.start)
    return text[start:end]
