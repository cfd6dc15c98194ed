"""A value differs from the reference data: same indicator, same period, units turned into each other.

Only stated results are compared, not targets or changes; rounding is let pass. Authority: the
department's confirmed value and its source, as the reference file names them.
"""

from collections.abc import Iterator
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.quantities import base, measure, plain, shown, step
from vankien.checks.reading.scope import category, subject
from vankien.checks.reading.terms import period
from vankien.checks.reference import ReferenceValue
from vankien.model import Figure, Finding

CODE = "VK408"
_ELSEWHERE = {"hamlet", "above", "among", "part_year", "women", "young", "old", "planned"}


def check(draft: Draft) -> Iterator[Finding]:
    for figure in draft.figures:
        known = [
            r for r in draft.reference if r.indicator == figure.indicator and _same_period(draft, figure, r)
        ]
        if known and _comparable(draft, figure) and not any(_agrees(figure, r) for r in known):
            alike = [r for r in known if _same_unit(figure, r)]
            if alike:
                yield _finding(draft, figure, alike[0])


def _comparable(draft: Draft, figure: Figure) -> bool:
    return (
        figure.role in ("actual", "baseline")
        and figure.total is None
        and not (subject(draft, figure) & _ELSEWHERE)
        and not category(draft, figure)
    )


def _same_period(draft: Draft, figure: Figure, known: ReferenceValue) -> bool:
    return known.period is not None and known.period in (figure.period, period(draft, figure))


def _unit(known: ReferenceValue) -> str | None:
    return known.unit.lower().replace("tỉ", "tỷ").replace(" / ", "/") if known.unit else None


def _same_unit(figure: Figure, known: ReferenceValue) -> bool:
    return known.unit is None or base(figure.unit)[0] == base(_unit(known))[0]


def _agrees(figure: Figure, known: ReferenceValue) -> bool:
    if not _same_unit(figure, known):
        return False
    factor = base(_unit(known))[1] if known.unit else base(figure.unit)[1]
    value, own = known.value * factor, measure(figure)
    half = (
        max(own.half, step(known.value) * factor / 2)
        if own.half != step(known.value) * factor / 2
        else Decimal(0)
    )
    return own.low - half <= value <= own.high + half


def _finding(draft: Draft, figure: Figure, known: ReferenceValue) -> Finding:
    indicator = draft.indicator(known.indicator)
    params = {
        "indicator": known.indicator,
        "indicator_name": indicator.name if indicator else known.name,
        "period": known.period,
        "stated": shown(figure),
        "surface": figure.surface,
        "reference": plain(known.value),
        "unit": known.unit or figure.unit or "",
        "source": known.source,
        "row": known.row,
    }
    return Finding(CODE, params, draft.place_of(figure))
