"""A value differs from the reference data: same indicator, same period, units turned into each other.

A result is compared with results, a target with targets, a change with nothing; rounding is let pass.
Authority: the department's confirmed value and its source, as the reference file names them.
"""

from collections.abc import Iterator
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.quantities import base, measure, plain, shown, step
from vankien.checks.reading.scope import category, subject
from vankien.checks.reading.terms import period
from vankien.model import Figure, Finding
from vankien.reference.simple import ReferenceValue

CODE = "VK408"
_BOUNDS = (">=", ">", "<=", "<")
_ELSEWHERE = {"hamlet", "above", "among", "part_year", "women", "young", "old", "planned"}


def check(draft: Draft) -> Iterator[Finding]:
    for figure in draft.figures:
        known = [
            r
            for r in draft.reference
            if r.indicator == figure.indicator and _same_role(figure, r) and _same_period(draft, figure, r)
        ]
        if known and _comparable(draft, figure) and not any(_agrees(figure, r) for r in known):
            alike = [r for r in known if _same_unit(figure, r)]
            if alike:
                yield _finding(draft, figure, alike[0])


def _comparable(draft: Draft, figure: Figure) -> bool:
    return (
        figure.role in ("actual", "baseline", "target")
        and figure.total is None
        and not (subject(draft, figure) & _ELSEWHERE)
        and not category(draft, figure)
    )


def _same_role(figure: Figure, known: ReferenceValue) -> bool:
    return (figure.role == "target") == (known.role == "target")


def _same_period(draft: Draft, figure: Figure, known: ReferenceValue) -> bool:
    return known.period is not None and known.period in (figure.period, period(draft, figure))


def _unit(known: ReferenceValue) -> str | None:
    return known.unit.lower().replace("tỉ", "tỷ").replace(" / ", "/") if known.unit else None


def _same_unit(figure: Figure, known: ReferenceValue) -> bool:
    own, other = base(figure.unit)[0], base(_unit(known))[0]
    # "triệu đồng" of what is said of one hectare is "triệu đồng/ha".
    return known.unit is None or own == other or bool(own and other and other.startswith(f"{own}/"))


def _agrees(figure: Figure, known: ReferenceValue) -> bool:
    if not _same_unit(figure, known):
        return False
    factor = base(_unit(known))[1] if known.unit else base(figure.unit)[1]
    value, own = known.value * factor, measure(figure)
    theirs = step(known.value) * factor / 2
    # A bound is no rounded value: 43,5 is not "trên 44", though it rounds to 44.
    exact = own.half == theirs or (own.half > theirs and figure.comparator in _BOUNDS)
    half = Decimal(0) if exact else max(own.half, theirs)
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
        "variant": "target" if known.role == "target" else "",
    }
    return Finding(CODE, params, draft.place_of(figure))
