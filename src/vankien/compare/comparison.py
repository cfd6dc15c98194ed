"""From paired units to what a reader is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vankien.compare.columns import Columns, cell_pairs, columns_of, table_of
from vankien.compare.model import Change, Comparison, Op, Pair, Piece, Words
from vankien.compare.pairing import Sides, in_place, pair_rest, pair_sure
from vankien.compare.parting import merged, split
from vankien.compare.tokens import Token, tokens_of
from vankien.compare.units import Unit, paragraphs_of, units_of
from vankien.compare.wording import pieces_of
from vankien.model import Block, Document

_RUNNING: tuple[Op, ...] = ("insert", "delete", "move")
_NO_TABLES: Mapping[tuple[int, int], Columns] = {}
_MOVED: dict[Op | None, Op] = {None: "move", "renumber": "move", "edit": "move_edit"}


def compare(old: Document, new: Document) -> Comparison:
    """What differs in meaning; see docs/comparing.md for what does not."""
    pairs = tuple(_pairs(units_of(old.blocks), units_of(new.blocks)))
    return Comparison(_words(pairs, old.blocks, new.blocks), tuple(_changes(pairs)), pairs)


def _pairs(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """In the order of the new version, each passage that went behind what it stood behind."""
    sides = pair_sure(old, new)
    parted, joined = split(sides), merged(sides)
    pair_rest(sides)
    parted, joined = parted + split(sides), joined + merged(sides)
    kept = set(in_place(sides))
    made: dict[int, list[Pair]] = {}  # by the new unit
    columns = columns_of((old[o], new[n]) for o, n in sides.there.items() if old[o].row and new[n].row)
    for one, other in sides.there.items():
        made[other] = list(_paired(old[one], new[other], columns, moved=(one, other) not in kept))
    for apart in parted:
        made[apart.parts[0]] = [
            _whole(old[apart.whole : apart.whole + 1], [new[p] for p in apart.parts], "split")
        ]
    for apart in joined:
        made[apart.whole] = [
            _whole([old[p] for p in apart.parts], new[apart.whole : apart.whole + 1], "merge")
        ]
    silent = {p for apart in parted for p in apart.parts[1:]}
    gone = _gone_after(sides, kept)
    yield from _went(old, gone.get(-1, ()))
    for other, unit in enumerate(new):
        if other not in silent:
            yield from made.get(other) or [Pair((), unit.indexes, "insert")]
        yield from _went(old, gone.get(other, ()))


def _gone_after(sides: Sides, kept: set[tuple[int, int]]) -> dict[int, list[int]]:
    """{the new unit: the old ones without a pair that stood behind its old one}; -1 for the beginning."""
    stays = dict(kept)
    gone: dict[int, list[int]] = {}
    behind = -1
    for one in range(len(sides.old)):
        if one in sides.there or one in sides.taken_old:
            behind = stays.get(one, behind)
        else:
            gone.setdefault(behind, []).append(one)
    return gone


def _went(old: Sequence[Unit], units: Iterable[int]) -> Iterator[Pair]:
    return (Pair(old[one].indexes, (), "delete") for one in units)


def _paired(
    old: Unit, new: Unit, columns: Mapping[tuple[int, int], Columns] = _NO_TABLES, *, moved: bool
) -> Iterator[Pair]:
    if old.raw == new.raw:
        yield Pair(old.indexes, new.indexes, "move" if moved else None)
        return
    if old.row and new.row and not old.says(new):
        yield from _row(old, new, columns[table_of(old), table_of(new)], moved=moved)
        return
    op: Op | None = None if old.is_numbered_as(new) else "renumber"
    pieces: tuple[Piece, ...] = ()
    if not old.says(new):
        pieces = pieces_of(old.tokens, new.tokens)
        op = "edit" if any(piece.kind != "same" for piece in pieces) else op
    yield Pair(old.indexes, new.indexes, _MOVED[op] if moved else op, pieces)


def _row(old: Unit, new: Unit, columns: Columns, *, moved: bool) -> Iterator[Pair]:
    for olds, news in cell_pairs(old, new, columns):
        a, b = (paragraphs_of([block for cell in cells for block in cell]) for cells in (olds, news))
        if len(a) != 1 or len(b) != 1:
            yield from _pairs(a, b)
        elif a[0].blocks[0] is old.blocks[0] and old.counts and new.counts:
            op: Op | None = None if old.is_numbered_as(new) else "renumber"
            yield Pair(a[0].indexes, b[0].indexes, _MOVED[op] if moved else op)
        else:
            yield from _paired(a[0], b[0], moved=moved)


def _whole(old: Sequence[Unit], new: Sequence[Unit], op: Op) -> Pair:
    def words(units: Sequence[Unit]) -> list[Token]:
        return [token for unit in units for token in unit.tokens]

    def blocks(units: Sequence[Unit]) -> tuple[int, ...]:
        return tuple(index for unit in units for index in unit.indexes)

    return Pair(blocks(old), blocks(new), op, pieces_of(words(old), words(new)))


def _changes(pairs: Sequence[Pair]) -> Iterator[Change]:
    """Neighbours that came, went or moved together are one change."""
    open_: Change | None = None
    for pair in pairs:
        if open_ and pair.op == open_.op and pair.op in _RUNNING and _follows(open_, pair):
            open_ = Change(open_.op, open_.old + pair.old, open_.new + pair.new)
            continue
        if open_:
            yield open_
        open_ = Change(pair.op, pair.old, pair.new) if pair.op else None
    if open_:
        yield open_


def _follows(change: Change, pair: Pair) -> bool:
    sides = ((change.old, pair.old), (change.new, pair.new))
    return all(not before or after[0] == before[-1] + 1 for before, after in sides)


def _words(pairs: Iterable[Pair], old: Sequence[Block], new: Sequence[Block]) -> Words:
    inserted = deleted = moved = 0
    for pair in pairs:
        if pair.op == "insert":
            inserted += _count(new, pair.new)
        elif pair.op == "delete":
            deleted += _count(old, pair.old)
        elif pair.op == "move":
            moved += _count(new, pair.new)
        for piece in pair.pieces:
            if piece.kind == "insert" and piece.new:
                inserted += _count_in(new[piece.new.block], piece.new.start, piece.new.end)
            elif piece.kind == "delete" and piece.old:
                deleted += _count_in(old[piece.old.block], piece.old.start, piece.old.end)
            elif pair.op == "move_edit" and piece.new:
                moved += _count_in(new[piece.new.block], piece.new.start, piece.new.end)
    return Words(inserted, deleted, moved)


def _count(blocks: Sequence[Block], indexes: Iterable[int]) -> int:
    return sum(_count_in(blocks[i], 0, len(blocks[i].text)) for i in indexes)


def _count_in(block: Block, start: int, end: int) -> int:
    return sum(t.is_word and t.end <= end for t in tokens_of(block.text, block.index, start))
