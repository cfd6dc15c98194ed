"""An indicator has a result but no target for the new term.

Watched are the required indicators, income and growth, and whatever the last resolution had set a target
for; a draft without any targets has that said once, elsewhere. Authority: Directive 35 (targets for the
new term); the pack's list.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.mentions import figures_of
from vankien.checks.terms import ahead
from vankien.model import Figure, Finding
from vankien.packs.model import Indicator

CODE = "VK303"
MAIN = ("thu_nhap_bq", "gtsx_growth")
RESULTS = ("actual", "completion_ratio")


def check(draft: Draft) -> Iterator[Finding]:
    if not any(f.role == "target" and ahead(draft, f) for f in draft.figures):
        return
    for id, indicator in draft.pack.indicators.items():
        figures = figures_of(draft, id)
        results = [f for f in figures if f.role in RESULTS and not ahead(draft, f)]
        if results and _watched(draft, id, figures) and not _has_target(draft, indicator, figures):
            last = results[-1]
            params = {
                "indicator": id,
                "indicator_name": indicator.name,
                "result": last.surface,
                "unit": last.unit or "",
            }
            yield Finding(CODE, params, draft.place_of(last))


def _has_target(draft: Draft, indicator: Indicator, figures: list[Figure]) -> bool:
    """A target in other words counts: an unlabelled figure of the same topic that looks ahead."""
    kin = [f for f in draft.figures if f.indicator is None and f.topic == indicator.topic]
    return any(ahead(draft, f) for f in (*figures, *kin))


def _watched(draft: Draft, id: str, figures: list[Figure]) -> bool:
    had_target = any(f.role == "target" for f in figures)
    return id in draft.outline.required_indicators or id in MAIN or had_target
