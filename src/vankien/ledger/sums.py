"""A unit's total beside the sum of what its children state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Literal

from vankien.checks.reading.quantities import step
from vankien.checks.reading.statements import held_in
from vankien.ledger.model import Entry, Part, Sum
from vankien.packs.model import Indicator

_Matter = tuple[str | None, str, str, str]


def sums(
    totals: Iterable[Entry], children: Mapping[Hashable, Iterable[Entry]], added: Mapping[str, Indicator]
) -> tuple[Sum, ...]:
    """Each total of an indicator that adds up, once, with what every child states of the same time and role.

    `children` has every child there is, also one that states nothing: it is missing. Statements of a part of
    a unit, ranges, and bounds ("trên 90") are added up nowhere, nor what is measured in what does not add up:
    "hộ" does, "%" never. `added`: the catalogue.
    """
    stated: dict[_Matter, dict[Hashable, list[Entry]]] = defaultdict(dict)
    for child, entries in children.items():
        for entry in entries:
            if _counts(entry, added):
                stated[_matter(entry)].setdefault(child, []).append(entry)
    seen: set[_Matter] = set()
    found = []
    for total in totals:
        what = _matter(total)
        if _counts(total, added) and what not in seen and what in stated:
            seen.add(what)
            missing = tuple(c for c in children if c not in stated[what])
            within = added[total.figure.indicator or ""].adds_within
            found.append(_sum(total, stated[what], missing, within))
    return tuple(found)


def _counts(entry: Entry, added: Mapping[str, Indicator]) -> bool:
    figure = entry.figure
    whole = not entry.about and figure.total is None and figure.comparator == "="
    indicator = added.get(figure.indicator or "")
    return whole and indicator is not None and figure.unit in indicator.adds and entry.amount is not None


def _matter(entry: Entry) -> _Matter:
    return entry.figure.indicator, entry.figure.role, entry.moment, entry.dimension


def _sum(
    total: Entry, stated: Mapping[Hashable, list[Entry]], missing: tuple[Hashable, ...], within: bool
) -> Sum:
    parts = tuple(Part(c, own[0], len({e.amount for e in own}) > 1) for c, own in stated.items())
    counted = [part.entry for part in parts if not part.doubtful]
    amount = sum((_amount(entry) for entry in counted), Decimal(0))
    slack = sum((_half(entry) for entry in (*counted, total)), Decimal(0))
    complete = len(counted) == len(stated) and not missing
    if within and amount < _amount(total) - slack:
        complete = False
    return Sum(
        standing=_standing(amount - _amount(total), slack, complete),
        total=total,
        parts=parts,
        missing=missing,
        amount=amount,
        dimension=total.dimension,
    )


def _standing(
    more: Decimal, slack: Decimal, complete: bool
) -> Literal["agrees", "differs", "exceeds", "open"]:
    if complete:
        return "agrees" if abs(more) <= slack else "differs"
    return "exceeds" if more > slack else "open"


def _amount(entry: Entry) -> Decimal:
    return entry.amount or Decimal(0)


def _half(entry: Entry) -> Decimal:
    """Half of the last digit shown, for a value that is rounded; a count of whole things is exact."""
    value = entry.figure.value
    factor = held_in(entry.figure.unit)[1]
    if isinstance(value, tuple) or (value == value.to_integral_value() and factor == 1):
        return Decimal(0)
    return step(value) / 2 * factor
