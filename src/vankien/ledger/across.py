"""Documents of one congress that state two values of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from vankien.checks.reading.statements import disagree
from vankien.ledger.model import Entry, Pair


def across(entries: Iterable[Entry]) -> tuple[Pair, ...]:
    """Each two documents with two values of one `matter`, once; the documents in the order they come in.

    A value that the other document states too, beside a second one, is no contradiction of the two: VK401
    tells of it inside that document.
    """
    told: dict[str, dict[Hashable, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    order: dict[Hashable, int] = {}
    for entry in entries:
        order.setdefault(entry.document, len(order))
        if entry.matter:
            told[entry.matter][entry.document].append(entry)
    return tuple(
        Pair(by_document[one][0], by_document[other][0])
        for by_document in told.values()
        for one, other in combinations(sorted(by_document, key=order.__getitem__), 2)
        if _apart(by_document[one], by_document[other])
    )


def _apart(ones: list[Entry], others: list[Entry]) -> bool:
    return all(disagree(one.figure, other.figure) for one in ones for other in others)
