"""A comparison as one reads it: passages and table rows in the order of the new version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vankien.compare import Comparison, Pair
from vankien.model import Block, Cell, Document
from vankien_web.drafts.comparison.words import Bit, bits_of, both_sides, new_side, old_side

MOVES = ("move", "move_edit")
_Key = tuple[str, int, int]


@dataclass
class Row:
    """A passage, or a row of a table. `stop` is its turn among the changes; neighbours that came, went or
    moved together have one, the first's. `place` is what leads from where it was to where it is, or back.
    """

    bits: list[Bit]
    heading: int = 0  # the level of one that is a heading
    stop: int = 0
    target: Row | None = None
    place: str = ""

    @cached_property
    def op(self) -> str:
        ops = {bit.op for bit in self.bits}
        if len(ops) == 1:
            return ops.pop()
        if ops & set(MOVES):
            return "move" if ops <= {"move"} else "move_edit"
        return "renumber" if ops == {"", "renumber"} else "edit"

    @property
    def label(self) -> str:
        """What was done to it, in words."""
        parts = max(len(self.bits[0].old), len(self.bits[0].new))
        return {
            "insert": _("Passage added"),
            "delete": _("Passage removed"),
            "edit": _("Words changed"),
            "move": _("Moved here"),
            "move_edit": _("Moved here, words changed"),
            "renumber": _("Numbered anew"),
            "split": _("One passage split into %(n)s") % {"n": parts},
            "merge": _("%(n)s passages joined") % {"n": parts},
            "gone": _("Moved away from here"),
        }.get(self.op, "")

    @property
    def words(self) -> str:
        """The first of its words, for a list."""
        bit = self.bits[0]
        return " ".join(block.text for block in bit.new or bit.old)

    @property
    def anchor(self) -> str:
        """Its name in the page: by its block in the new version, else in the old one."""
        bit = self.bits[0]
        return f"n{bit.new[0].index}" if bit.new else f"o{bit.old[0].index}"

    @property
    def old(self) -> list[SafeString]:
        """Nothing where the passage was only moved here: its words stand where they stood."""
        if self.op == "move":
            return []
        return [html for bit in self.bits for html in old_side(bit)]

    @property
    def new(self) -> list[SafeString]:
        return [html for bit in self.bits for html in new_side(bit)]

    @property
    def both(self) -> list[SafeString]:
        return [html for bit in self.bits for html in both_sides(bit)]

    @property
    def centred(self) -> bool:
        return self.bits[0].block.alignment == "center"

    @property
    def cells(self) -> list[Slot]:
        """Of a row of a table: from left to right, gaps filled."""
        found: dict[int, Slot] = {}
        for bit in self.bits:
            cell = _cell(bit)
            slot = found.setdefault(cell.column, Slot(cell.column_span, cell.header))
            slot.bits.append(bit)
        made, at = [], 0
        for column, slot in sorted(found.items()):
            made += [Slot() for _gap in range(at, column)] + [slot]
            at = column + slot.span
        return made


@dataclass
class Slot:
    span: int = 1
    header: bool = False
    bits: list[Bit] = field(default_factory=list)

    @property
    def both(self) -> list[SafeString]:
        return [html for bit in self.bits for html in both_sides(bit)]


@dataclass
class Item:
    """A passage, or a whole table; `section` counts the headings before it."""

    rows: list[Row]
    section: int = 0
    is_table: bool = False

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def changed(self) -> bool:
        return any(row.op for row in self.rows)


def items_of(comparison: Comparison, old: Document, new: Document, headings: Mapping[int, int]) -> list[Item]:
    """`headings`: the level of each block of the new version that is a heading."""
    rows: dict[_Key, _Key] = {}
    for pair in comparison.pairs:
        rows |= _same_rows(pair, old, new)
    found: list[Item] = []
    open_: _Table | None = None
    section = 0
    for bit in _bits(comparison, old, new):
        if bit.new and bit.new[0].index in headings:
            section += 1
        if bit.block.cell is None:
            open_ = None
            level = headings.get(bit.new[0].index, 0) if bit.new else 0
            found.append(Item([Row([bit], level)], section))
            continue
        if open_ is None or not open_.takes(bit):
            open_ = _Table(Item([], section, is_table=True), rows)
            found.append(open_.item)
        open_.put(bit)
    return found


def _bits(comparison: Comparison, old: Document, new: Document) -> Iterator[Bit]:
    """Of every pair, and where each moved passage stood: behind what it stood behind."""
    left = _left(comparison.pairs)
    yield from (bit for pair in left.get(-1, ()) for bit in bits_of(pair, old, new, gone=True))
    for pair in comparison.pairs:
        yield from bits_of(pair, old, new)
        if pair.old and pair.op not in MOVES:
            for moved in left.get(pair.old[-1], ()):
                yield from bits_of(moved, old, new, gone=True)


def _left(pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    """{the last block before it that stayed: moved passages in their old order}; -1 for the beginning."""
    moved = {block: pair for pair in pairs if pair.op in MOVES for block in pair.old[:1]}
    inside = {block for pair in moved.values() for block in pair.old}
    ends = {pair.old[-1] for pair in pairs if pair.old and pair.op not in MOVES}
    found: dict[int, list[Pair]] = {}
    for block, pair in sorted(moved.items()):
        before = block - 1
        while before >= 0 and (before in inside or before not in ends):
            before -= 1
        found.setdefault(before, []).append(pair)
    return found


def _same_rows(pair: Pair, old: Document, new: Document) -> dict[_Key, _Key]:
    """{a table row of the old version: the row of the new one that it is}."""
    sides = [[d.blocks[i] for i in indexes] for d, indexes in ((old, pair.old), (new, pair.new))]
    if not all(sides) or not all(side[0].cell for side in sides):
        return {}
    return {_row("old", sides[0][0]): _row("new", sides[1][0])}


def _row(side: str, block: Block) -> _Key:
    cell = block.cell
    return (side, cell.table, cell.row) if cell else (side, -1, block.index)


def _cell(bit: Bit) -> Cell:
    cell = bit.block.cell
    if cell is None:
        raise ValueError("a bit of no table")
    return cell


@dataclass
class _Table:
    """A table while it is put together."""

    item: Item
    same: Mapping[_Key, _Key]
    tables: set[tuple[str, int]] = field(default_factory=set)
    rows: dict[_Key, Row] = field(default_factory=dict)

    def takes(self, bit: Bit) -> bool:
        """Whether the bit belongs to it: its table on either side, or the one its row became."""
        return bool(self.tables & set(self._tables(bit)))

    def put(self, bit: Bit) -> None:
        self.tables.update(self._tables(bit))
        key = self._key(bit)
        if key not in self.rows:
            self.rows[key] = Row([])
            self.item.rows.append(self.rows[key])
        self.rows[key].bits.append(bit)

    def _tables(self, bit: Bit) -> list[tuple[str, int]]:
        sides: Sequence[tuple[str, tuple[Block, ...]]] = (("old", bit.old), ("new", bit.new))
        if bit.op in MOVES:
            sides = sides[1:]
        return [(side, block.cell.table) for side, blocks in sides for block in blocks if block.cell]

    def _key(self, bit: Bit) -> _Key:
        if bit.new:
            return _row("new", bit.new[0])
        key = _row("old", bit.old[0])
        return ("gone", *key[1:]) if bit.op == "gone" else self.same.get(key, key)
