"""What one version states otherwise than the last."""

from __future__ import annotations

from collections.abc import Iterable

from vankien.ledger.model import Change, Entry


def changes(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Change, ...]:
    """Statements found again by `key` that have another value, in the order of the new version."""
    before = {entry.key: entry for entry in old}
    return tuple(
        Change(before[entry.key], entry)
        for entry in new
        if entry.key in before and _value(before[entry.key]) != _value(entry)
    )


def _value(entry: Entry) -> object:
    """In the unit that all of its kind turn into, where there is one value: 1.500 triệu is 1,5 tỷ."""
    figure = entry.figure
    if entry.amount is not None:
        return entry.amount, entry.dimension, figure.total, figure.comparator
    return figure.value, figure.unit, figure.total, figure.comparator
