"""A part stands elsewhere than the outline's order puts it.

Only the parts for which the pack states an order are watched, and each displaced part is named once: the
fewest parts that would have to move. Authority: the order of the pack's outline.
"""

from collections.abc import Iterator, Sequence

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK103"


def check(draft: Draft) -> Iterator[Finding]:
    rules = [p for p in draft.outline.parts if p.order is not None and p.id in draft.parts]
    rules.sort(key=lambda p: (draft.parts[p.id].start, draft.parts[p.id].offset, p.order))
    orders = [p.order or 0 for p in rules]
    kept = in_order(orders)
    for position, rule in enumerate(rules):
        if position in kept:
            continue
        before = [rules[i] for i in kept if orders[i] < orders[position]]
        after = [rules[i] for i in kept if orders[i] > orders[position]]
        neighbour = (
            before[-1]
            if before and draft.parts[before[-1].id].start > draft.parts[rule.id].start
            else after[0]
        )
        params = {
            "part": rule.id,
            "part_name": rule.name,
            "other_part": neighbour.id,
            "other_name": neighbour.name,
            "variant": "early" if neighbour in before else "late",
        }
        yield Finding(CODE, params, draft.parts[rule.id].place, authority=draft.outline.authority)


def in_order(values: Sequence[int]) -> list[int]:
    """The positions of a longest sequence of `values` that never falls; among equals the lowest."""

    def rank(chain: list[int]) -> tuple[int, list[int]]:
        return -len(chain), [values[i] for i in chain]

    best: list[list[int]] = []
    for position, value in enumerate(values):
        before = [chain for chain in best if values[chain[-1]] <= value]
        best.append([*min(before, key=rank, default=[]), position])
    return min(best, key=rank, default=[])
