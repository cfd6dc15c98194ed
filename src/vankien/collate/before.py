"""A copy as it was before its reviewer's tracked changes, and where each of its characters stood then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from vankien.model import Block, Cell, Document, Revision

_IN = ("insertion", "move_to")
_Change = tuple[int, Revision]


class _Entry(NamedTuple):
    """From `start` on a block's characters stood at `at` of a line; what was put in, all there."""

    start: int
    line: int
    at: int
    put_in: bool = False


@dataclass(slots=True)
class _Line:
    """A block being rebuilt: pieces of text, and where they come from."""

    source: Block
    text: str = ""


@dataclass(frozen=True)
class Before:
    """`document` holds the blocks without the changes; `spots`: {a change: its (block, start, end) there}."""

    document: Document
    spots: dict[int, tuple[int, int, int]]
    _map: dict[int, list[_Entry]] = field(repr=False)

    def at(self, block: int, offset: int) -> tuple[int, int]:
        """Where a character of the copy stood: (block, offset)."""
        known = self._map.get(block) or [_Entry(0, 0, 0)]
        best = [entry for entry in known if entry.start <= offset] or known[:1]
        start, line, at, put_in = best[-1]
        size = len(self.document.blocks[line].text) if line < len(self.document.blocks) else 0
        return line, min(at + (0 if put_in else max(offset - start, 0)), size)


def before(document: Document, changes: Collection[int], base: Document | None = None) -> Before:
    """Take back these revisions (by index): what they put in goes, what they took out comes back.

    What one reviewer put in and another took out comes back only where `base` has it.
    """
    by_block: dict[int, list[_Change]] = defaultdict(list)
    for number in sorted(changes):
        revision = document.revisions[number]
        by_block[revision.block].append((number, revision))
    builder = _Builder(base)
    for block in document.blocks:
        builder.block(block, by_block.get(block.index, ()))
    return builder.done(document)


class _Builder:
    def __init__(self, base: Document | None) -> None:
        self.lines: list[_Line] = []
        self.spots: dict[int, tuple[int, int, int]] = {}
        self.map: dict[int, list[_Entry]] = {}
        self._base = base.revisions if base else ()
        self._goes_on = False  # the mark before was put in: what follows belongs to the same line
        self._label = ""  # a number that Word makes, still to be written

    def block(self, block: Block, changes: Sequence[_Change]) -> None:
        changes = sorted(changes, key=lambda c: (c[1].start, c[0]))
        gone = [c for c in changes if c[1].apart is not None]
        behind = [c for c in gone if c[1].start == len(block.text) > _lead(block)]
        self._apart(block, [c for c in gone if c not in behind])
        if not (self._goes_on and self.lines[-1].text):
            self.lines.append(_Line(block))
            self._goes_on = False
        lead = _lead(block)
        self._label = "" if self._goes_on else block.text[:lead]
        self._goes_on = False
        self.map[block.index] = [_Entry(0, len(self.lines) - 1, len(self.lines[-1].text))]
        self._content(block, [c for c in changes if c not in gone], lead)
        self._apart(block, behind)

    def _content(self, block: Block, changes: Sequence[_Change], at: int) -> None:
        ends = [n for n, c in changes if c.kind not in _IN and c.paragraph_mark]
        for number, change in changes:
            if change.start > at:
                self._keep(block, at, change.start)
                at = change.start
            if change.kind in _IN:
                self._put_in(block, number, change)
                at = max(at, change.end)
            else:
                if not ends or number > ends[-1]:
                    self._write_label()
                self._taken_out(block, number, change, at)
        if at < len(block.text):
            self._keep(block, at, len(block.text))

    def _write_label(self) -> None:
        line, label = self.lines[-1], self._label
        if label and not line.text:
            line.text = label
        self._label = ""

    def _keep(self, block: Block, start: int, end: int) -> None:
        """Characters that stay; a space that would open the line or stand twice is left out."""
        self._write_label()
        line, text = self.lines[-1], block.text[start:end]
        if text.startswith(" ") and (not line.text or line.text.endswith(" ")):
            start, text = start + 1, text[1:]
        elif start <= _lead(block) and _glued(line.text, text):
            line.text += " "
        self.map[block.index].append(_Entry(start, len(self.lines) - 1, len(line.text)))
        line.text += text

    def _put_in(self, block: Block, number: int, change: Revision) -> None:
        here, size = len(self.lines) - 1, len(self.lines[-1].text)
        self.spots[number] = (here, size, size)
        self.map[block.index].append(_Entry(change.start, here, size, put_in=True))
        self._goes_on = change.paragraph_mark

    def _taken_out(self, block: Block, number: int, change: Revision, at: int) -> None:
        line = self.lines[-1]
        text = change.text if self._was_there(change) else ""
        if _glued(line.text, text):
            line.text += " "
        start = len(line.text)
        line.text += text
        self.spots[number] = (len(self.lines) - 1, start, len(line.text))
        if change.paragraph_mark:
            self.lines.append(_Line(block))
        elif _glued(text, block.text[at : at + 1]):
            line.text += " "

    def _was_there(self, change: Revision) -> bool:
        """What another had put in was not there, unless in the base."""
        if change.put_in is None:
            return True
        author, date = change.put_in
        return any((r.author, r.date) == (author, date) and change.text in r.text for r in self._base)

    def _apart(self, block: Block, changes: Iterable[_Change]) -> None:
        """Paragraphs of which nothing is left, each a line of its own."""
        for _, members in groupby(changes, key=lambda c: c[1].apart):
            run = list(members)
            cell = run[0][1].cell
            part = "table" if cell else "body" if block.part == "table" else block.part
            self.lines.append(_Line(replace(block, cell=cell, part=part, label="", list_level=None)))
            for number, change in run:
                if change.kind in _IN:
                    self._put_in(block, number, change) if block.index in self.map else self._nowhere(number)
                else:
                    self._taken_out(block, number, replace(change, paragraph_mark=False), len(block.text))
            self._goes_on = False

    def _nowhere(self, number: int) -> None:
        self.spots[number] = (len(self.lines) - 1, 0, 0)

    def done(self, document: Document) -> Before:
        """Lines without text, put in as a whole, are none: their spots fall to the one before."""
        there = [bool(line.text.strip()) for line in self.lines]
        kept = [line for line, has in zip(self.lines, there, strict=True) if has]
        index, count = [], 0
        for has in there:
            index.append(count)
            count += has
        cells = _cells([line.source.cell for line in kept])
        blocks = tuple(
            replace(line.source, index=i, text=line.text.strip(), spans=(), cell=cell)
            for i, (line, cell) in enumerate(zip(kept, cells, strict=True))
        )

        def moved(line: int, at: int) -> tuple[int, int]:
            if there[line]:
                return index[line], min(at, len(blocks[index[line]].text))
            return (index[line] - 1, len(blocks[index[line] - 1].text)) if index[line] else (0, 0)

        spots = {
            number: (*moved(line, start), moved(line, end)[1])
            for number, (line, start, end) in self.spots.items()
        }
        places = {
            block: [_Entry(e.start, *moved(e.line, e.at), e.put_in) for e in entries]
            for block, entries in self.map.items()
        }
        return Before(replace(document, blocks=blocks, revisions=(), comments=()), spots, places)


def _lead(block: Block) -> int:
    """How many characters the number is that Word makes, with its space."""
    size = len(block.label)
    return size + (size > 0 and block.text[size : size + 1] == " ")


def _glued(left: str, right: str) -> bool:
    """Whether two pieces would run into one word: the reader has trimmed what was taken out."""
    return left[-1:].isalnum() and right[:1].isalnum()


def _cells(cells: Sequence[Cell | None]) -> list[Cell | None]:
    """With rows counted anew: rows that are gone have no number of their own."""
    found: list[Cell | None] = []
    last: Cell | None = None
    row = -1
    for cell in cells:
        if cell is None:
            found.append(None)
            continue
        if last is None or last.table != cell.table:
            row = -1
        if row < 0 or last is None or last.row != cell.row or cell.column < last.column:
            row += 1
        found.append(replace(cell, row=row))
        last = cell
    return found
