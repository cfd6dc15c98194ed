"""In what order remarks are read, which changes cannot all be made, and what stands around a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vankien.collate import Row
from vankien.model import Document

AROUND = 90  # characters shown before and after a passage
_SPOKEN = ("comment", "reply")
_LAST = 1_000_000_000


class Standing(NamedTuple):
    """Where a row stands in reading order, and the clash that it is part of ("x1", empty for none)."""

    position: int
    clash: str


def standing(rows: Sequence[Row]) -> dict[str, Standing]:
    """{row id: Standing}. Rows of one clash stand side by side; a reply below what it answers."""
    clashes = dict(_clashes(rows))
    starts: dict[str, tuple[int, int]] = {}
    for row in rows:
        if name := clashes.get(row.id):
            starts[name] = min(starts.get(name, _spot(row)), _spot(row))
    order = {row.id: at for at, row in enumerate(rows)}
    known = {row.id: row for row in rows}

    def rank(row: Row) -> tuple[object, ...]:
        parent = known.get(row.parent or "")
        if parent is not None and parent.parent is None:
            return (*rank(parent)[:-1], order[row.id] + 1)
        clash = clashes.get(row.id, "")
        return (*(starts[clash] if clash else _spot(row)), clash, order[row.id], 0)

    ranked = sorted(rows, key=rank)
    return {row.id: Standing(at, clashes.get(row.id, "")) for at, row in enumerate(ranked, 1)}


def _spot(row: Row) -> tuple[int, int]:
    return (row.place.block, row.place.start) if row.place else (_LAST, 0)


def _clashes(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """(row id, name) of changes by several copies that touch one passage and want different things."""
    changes = sorted((r for r in rows if r.kind not in _SPOKEN and r.place), key=_spot)
    number, run = 0, list[Row]()
    for row in [*changes, None]:
        if row is not None and run and _meets(row, run):
            run.append(row)
            continue
        if _differ(run):
            number += 1
            yield from ((one.id, f"x{number}") for one in run)
        run = [row] if row is not None else []


def _meets(row: Row, run: Sequence[Row]) -> bool:
    """Whether it changes what one of the others does, or puts something in at the same point."""
    block, start, end = _span(row)
    spans = [_span(one) for one in run]
    return any(
        block == there and (start < last or start == end == first == last) for there, first, last in spans
    )


def _span(row: Row) -> tuple[int, int, int]:
    return (row.place.block, row.place.start, row.place.end) if row.place else (_LAST, 0, 0)


def _differ(run: Sequence[Row]) -> bool:
    copies = {row.id.partition("-")[0] for row in run}
    return len(copies) > 1 and len({(row.old.strip(), row.new.strip()) for row in run}) > 1


def around(base: Document, row: Row) -> tuple[str, str]:
    """The words of the base before and after the row's passage, cut at a space."""
    if row.place is None:
        return "", ""
    text, place = base.blocks[row.place.block].text, row.place
    before, after = text[: place.start], text[place.end :]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    return before, after
