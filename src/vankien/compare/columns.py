"""Cell by cell: which column of a table is which of its other version, and so which cell of a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vankien.compare.pairing import best_chain
from vankien.compare.tokens import key_of
from vankien.compare.units import Unit
from vankien.model import Block

Columns = Mapping[int, int]  # {the old column: the new one}
Cells = list[list[Block]]


def columns_of(rows: Iterable[tuple[Unit, Unit]]) -> dict[tuple[int, int], Columns]:
    """{(the old table, the new one): its columns} by how many cells of the paired rows say the same."""
    tables: dict[tuple[int, int], list[tuple[Unit, Unit]]] = defaultdict(list)
    for old, new in rows:
        tables[table_of(old), table_of(new)].append((old, new))
    return {
        table: _columns(pairs) for table, pairs in tables.items() if any(o.raw != n.raw for o, n in pairs)
    }


def table_of(row: Unit) -> int:
    return row.blocks[0].cell.table if row.blocks[0].cell else -1


def cell_pairs(old: Unit, new: Unit, columns: Columns) -> Iterator[tuple[Cells, Cells]]:
    """One cell each where the column is known, or as many cells stand between such; else all of them."""
    one, other = cells_of(old), cells_of(new)
    olds, news = list(one), list(other)
    known = [(i, news.index(columns[c])) for i, c in enumerate(olds) if columns.get(c) in other]
    start = begin = 0
    for i, j in [*known, (len(olds), len(news))]:
        gap_old, gap_new = [one[c] for c in olds[start:i]], [other[c] for c in news[begin:j]]
        if len(gap_old) == len(gap_new):
            yield from (([a], [b]) for a, b in zip(gap_old, gap_new, strict=True))
        else:
            yield gap_old, gap_new
        if i < len(olds):
            yield [one[olds[i]]], [other[news[j]]]
        start, begin = i + 1, j + 1


def cells_of(row: Unit) -> dict[int, list[Block]]:
    """{its column: a cell's blocks}, in order."""
    found: dict[int, list[Block]] = {}
    for block in row.blocks:
        found.setdefault(block.cell.column if block.cell else 0, []).append(block)
    return dict(sorted(found.items()))


def _columns(rows: Sequence[tuple[Unit, Unit]]) -> Columns:
    votes: Counter[tuple[int, int]] = Counter()
    for old, new in rows:
        one, other = _said(old), _said(new)
        weight = len(rows) if _heads(old) and _heads(new) else 1
        for c, text in one.items():
            votes.update({(c, d): weight for d, twin in other.items() if text == twin})
    olds, news = sorted({c for c, _ in votes}), sorted({d for _, d in votes})
    if not votes:
        return {}
    chain = best_chain([[float(votes[c, d]) for d in news] for c in olds])
    return {olds[i]: news[j] for i, j in chain}


def _heads(row: Unit) -> bool:
    """Whether it names the columns."""
    cell = row.blocks[0].cell
    return bool(cell and (cell.header or not cell.row))


def _said(row: Unit) -> dict[int, str]:
    return {column: key_of(" ".join(b.text for b in blocks)) for column, blocks in cells_of(row).items()}
