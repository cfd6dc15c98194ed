"""Which rows of the reference data can be compared with a draft at all, and why the others cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.quantities import base, plain
from vankien.figures.times import times
from vankien.packs.model import Indicator
from vankien.reference.model import Doubt
from vankien.reference.simple import ReferenceValue
from vankien.reference.words import measure_of
from vankien.text import fold

_Key = tuple[str, bool, str, str | None]


def confirmed(
    values: Iterable[ReferenceValue], draft: Draft
) -> tuple[tuple[ReferenceValue, ...], tuple[Doubt, ...]]:
    """The rows that say one thing of one indicator and period, and a doubt for each that does not.

    Of two values for one key neither is taken.
    """
    doubts: list[Doubt] = []
    kept: dict[_Key, list[tuple[Decimal, ReferenceValue]]] = defaultdict(list)
    for value in values:
        indicator = draft.indicator(value.indicator)
        said = replace(value, period=_period(value.period), unit=_unit(value.unit))
        why = _why(said, value.period, indicator, draft)
        if why or indicator is None or said.period is None:
            about = {"id": value.indicator, "period": value.period or "", "unit": value.unit or ""}
            about["name"] = indicator.name if indicator else value.name
            doubts.append(Doubt(value.cell, plain_text(value), why, about))
            continue
        dimension, factor = base(said.unit or indicator.unit)
        kept[value.indicator, value.role == "target", said.period, dimension].append(
            (value.value * factor, said)
        )
    for rows in kept.values():
        if len({amount for amount, _ in rows}) > 1:
            doubts += _two(rows[0][1], [row for _, row in rows], draft)
    agreed = [row for rows in kept.values() if len({a for a, _ in rows}) == 1 for _, row in rows]
    return tuple(sorted(agreed, key=lambda row: row.row)), tuple(doubts)


def plain_text(value: ReferenceValue) -> str:
    return str(plain(value.value))


def _why(said: ReferenceValue, written: str | None, indicator: Indicator | None, draft: Draft) -> str:
    if indicator is None:
        return "unknown_id"
    if said.period is None:
        return "unread_period" if written else "no_period"
    return "" if _fits(said.unit, indicator, draft) else "unfit_unit"


def _two(first: ReferenceValue, rows: list[ReferenceValue], draft: Draft) -> list[Doubt]:
    indicator = draft.indicator(first.indicator)
    stated = dict.fromkeys(f"{plain_text(row)} {row.unit or ''}".strip() for row in rows)
    about = {
        "name": indicator.name if indicator else first.name,
        "period": first.period or "",
        "values": "; ".join(stated),
    }
    return [Doubt(row.cell, plain_text(row), "two_values", about) for row in rows]


def _period(written: str | None) -> str | None:
    """As a draft's figures name it; None for what is no time: "T6" or a note."""
    if not written:
        return None
    for said in (written, f"năm {written}", f"đến {written}"):
        found = {time.label for time in times(fold(said))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _unit(written: str | None) -> str | None:
    measure = measure_of(written) if written else None
    return measure.name if measure else written


def _fits(unit: str | None, indicator: Indicator, draft: Draft) -> bool:
    """Whether a figure can be stated so: in the indicator's units, or in one that the draft states it in."""
    if unit is None:
        return True
    stated = {f.unit for f in draft.figures if f.indicator == indicator.id}
    own = base(unit)[0] or ""
    known = {base(u)[0] for u in {*indicator.units, *stated}}
    return any(k and (own == k or own.startswith(f"{k}/")) for k in known)
