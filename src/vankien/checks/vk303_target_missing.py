"""An indicator has a result but no target for the new term.

Watched are the outline's required indicators and income; the others where the draft sets targets for
nearly all of its results. A draft without any targets has that said once, elsewhere. Authority: Directive
35 (targets for the new term); the pack's list.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import figures_of
from vankien.checks.reading.terms import ahead
from vankien.model import Figure, Finding
from vankien.packs.model import Indicator

CODE = "VK303"
MAIN = "thu_nhap_bq"
PAIRED = 3
RESULTS = ("actual", "completion_ratio")


def check(draft: Draft) -> Iterator[Finding]:
    if not any(f.role == "target" and ahead(draft, f) for f in draft.figures):
        return
    without: list[tuple[Indicator, Figure]] = []
    paired = 0
    labelled = {f.indicator for f in draft.figures}
    for id, indicator in draft.pack.indicators.items():
        if id not in labelled and not _watched(draft, indicator):
            continue
        figures = figures_of(draft, id)
        told = (*RESULTS, "change") if indicator.measure == "growth" else RESULTS
        results = [f for f in figures if f.role in told and not ahead(draft, f)]
        if not results:
            continue
        if _has_target(draft, indicator, figures):
            paired += id not in draft.outline.required_indicators
        else:
            without.append((indicator, results[-1]))
    extra = sum(not _watched(draft, indicator) for indicator, _ in without)
    for indicator, last in without:
        if _watched(draft, indicator) or paired >= PAIRED * extra:
            yield _finding(draft, indicator, last)


def _finding(draft: Draft, indicator: Indicator, last: Figure) -> Finding:
    params = {
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "result": last.surface,
        "unit": last.unit or "",
    }
    return Finding(CODE, params, draft.place_of(last))


def _watched(draft: Draft, indicator: Indicator) -> bool:
    return indicator.id in draft.outline.required_indicators or indicator.id == MAIN


def _has_target(draft: Draft, indicator: Indicator, figures: list[Figure]) -> bool:
    """A target in other words counts: an unlabelled figure of the same topic that looks ahead."""
    kin = [f for f in draft.figures if f.indicator is None and f.topic == indicator.topic]
    return any(ahead(draft, f) for f in (*figures, *kin))
