"""A comparison written into the new version as tracked changes, passage by passage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy

from vankien.compare import Comparison, Pair, Range
from vankien.model import Block, Document
from vankien.outputs.cutting import Element
from vankien.outputs.redline.earlier import Earlier
from vankien.outputs.redline.places import Places
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.stretches import MOVES, Stretch, Stretches
from vankien.outputs.redline.tracking import Kind
from vankien.outputs.redline.wording import Gap, gaps, trimmed


class Writer:
    """`whole`: pairs (by position) that are written as taken out and put in again, word for word.

    `seeds`: pairs that need a stretch of all around them, `reach` pairs far, to come out right.
    """

    def __init__(
        self,
        sheet: Sheet,
        old: Document,
        new: Document,
        comparison: Comparison,
        whole: Collection[int],
        seeds: Collection[int] = (),
        reach: int = 0,
    ) -> None:
        self.sheet, self.tracker = sheet, sheet.tracker
        self.old, self.new = old.blocks, new.blocks
        self._pairs = list(comparison.pairs)
        self._earlier = Earlier(sheet)
        self._marked = bool(new.revisions or not new.blocks)  # without blocks no revision is told
        self._stretches = Stretches(sheet, old.blocks, self._pairs).around(seeds, reach) if seeds else []
        self._apart = {n for s in self._stretches for n in s.pairs}
        self._whole = self._as_whole(whole) - self._apart
        typed = {i for number in whole for i in self._pairs[number].old}
        self._places = Places(sheet, old.blocks, new.blocks, self._staying(), typed)

    def write(self) -> None:
        for number, pair in enumerate(self._pairs):
            if number not in self._apart:
                self._write(number, pair)
        put = [i for n, p in enumerate(self._pairs) if self._is_put(n, p) for i in p.new]
        for row in self._places.whole_rows(put):
            self.tracker.mark_row(row, "ins")
        self._take_out()
        for mark in self._places.whole_notes(put):
            self.tracker.wrap(mark, "ins")
        for stretch in self._stretches:
            self._renew(stretch)

    def _write(self, number: int, pair: Pair) -> None:
        if number in self._whole or pair.op == "insert":
            self._put_in(pair.new, "ins")
        elif pair.op in MOVES:
            self._moved_in(pair, f"move{number}")
        elif pair.op == "split":
            self._split(pair)
        elif pair.op == "merge":
            self._merge(pair)
        elif pair.old and pair.new and pair.op:
            self._edit(pair)
        if self._marked and pair.op and pair.op != "renumber":
            for block in pair.new:
                self._earlier.wrap_in(block)

    def _is_put(self, number: int, pair: Pair) -> bool:
        return number in self._whole or (pair.op in ("insert", *MOVES) and number not in self._apart)

    def _as_whole(self, whole: Collection[int]) -> set[int]:
        """With those that cannot be written otherwise: moves, too, that begin in a stretch."""
        taken = {i for stretch in self._stretches for i in stretch.old}
        return {*whole} | {
            n for n, p in enumerate(self._pairs) if not self._can(p) or not taken.isdisjoint(p.old)
        }

    def _can(self, pair: Pair) -> bool:
        """Whether the words of a pair can be tracked one by one."""
        if pair.op not in ("edit", "renumber", "split", "merge"):
            return True
        if pair.op in ("edit", "renumber") and len(pair.old) != len(pair.new):
            return False
        return all(self.sheet.is_whole(self.new[i]) for i in pair.new)

    def _staying(self) -> dict[int, int]:
        """{an old block: the new block in whose place it stands}."""
        return {
            one: pair.new[min(at, len(pair.new) - 1)]
            for number, pair in enumerate(self._pairs)
            if pair.new and number not in self._whole | self._apart and pair.op not in MOVES
            for at, one in enumerate(pair.old)
        }

    def _renew(self, stretch: Stretch) -> None:
        """All old paragraphs, plain, before all new ones."""
        counted = {
            paragraph
            for block in stretch.new
            if self.new[block].label
            for paragraph in self.sheet.paragraphs(block)
        }
        for block in stretch.old:
            stretch.tops[0].addprevious(self._places.plain(self.old[block]))
        for top in (*stretch.tops, *stretch.twins):
            self.sheet.put_in_all(top, counted)

    # What was put in.

    def _put_in(self, blocks: Sequence[int], kind: Kind) -> None:
        for block in blocks:
            for paragraph in self.sheet.paragraphs(block):
                self.sheet.put_in(paragraph, kind, counted=bool(self.new[block].label))

    def _moved_in(self, pair: Pair, name: str) -> None:
        if not self._moves(pair):
            self._put_in(pair.new, "ins")
            return
        paragraph = self.sheet.paragraph(pair.new[0])
        if paragraph is None:
            return
        if pair.op == "move_edit":
            for gap in gaps(self.old[pair.old[0]], self.new[pair.new[0]], pair.pieces):
                self.sheet.wrap(pair.new[0], gap.new_start, gap.new_end, "ins")
        self._put_in(pair.new, "moveTo")
        start, end = self.tracker.range("moveTo", name)
        paragraph.addprevious(start)
        paragraph.addnext(end)

    def _moves(self, pair: Pair) -> bool:
        """Whether it can be tracked as a move: Word knows none of rows and cells."""
        blocks = (self.new[pair.new[0]], self.old[pair.old[0]])
        return all(block.part == "body" for block in blocks) and self.sheet.is_whole(blocks[0])

    # What was edited.

    def _edit(self, pair: Pair) -> None:
        for one, other in zip(pair.old, pair.new, strict=True):
            for gap in gaps(self.old[one], self.new[other], pair.pieces):
                self._replace(self.old[one], self.new[other], gap)

    def _replace(self, old: Block, new: Block, gap: Gap) -> None:
        if gap.old_start < gap.old_end:
            gone = self.tracker.gone(old, gap.old_start, gap.old_end)
            self.sheet.put(new.index, gap.new_start, gone)
        if gap.new_start < gap.new_end:
            self.sheet.wrap(new.index, gap.new_start, gap.new_end, "ins")

    def _split(self, pair: Pair) -> None:
        """The new paragraphs' marks but the last are put in; what stood between goes before them."""
        old, o = self.old[pair.old[0]], 0
        for block in pair.new:
            new, n = self.new[block], 0
            for was, now in _anchors(pair, new=block):
                self._replace_all(old, new, Gap(o, was.start, n, now.start))
                o, n = was.end, now.end
            last = block == pair.new[-1]
            following = next((was.start for was, now in _anchors(pair) if now.block > block), len(old.text))
            until = len(old.text) if last else following
            self._replace_all(old, new, Gap(o, until, n, len(new.text)))
            o = until
            paragraph = self.sheet.paragraph(block)
            if paragraph is not None and not last:
                self.tracker.mark_end(paragraph, "ins")

    def _replace_all(self, old: Block, new: Block, gap: Gap) -> None:
        for one in trimmed(old, new, gap):
            self._replace(old, new, one)

    def _merge(self, pair: Pair) -> None:
        """The old marks but the last come back as deleted ones between parts of the new paragraph."""
        new, n = self.new[pair.new[0]], 0
        cuts = []
        for index in pair.old:
            old, o = self.old[index], 0
            for was, now in _anchors(pair, old=index):
                self._replace_all(old, new, Gap(o, was.start, n, now.start))
                o, n = was.end, now.end
            until = len(new.text) if index == pair.old[-1] else n
            self._replace_all(old, new, Gap(o, len(old.text), n, until))
            cuts.append(n)
        for at in cuts[-2::-1]:
            self._cut(new, at)

    def _cut(self, new: Block, at: int) -> None:
        paragraph = self.sheet.paragraph(new.index)
        head = self.sheet.cut_off(new.index, at)
        if head is not None and paragraph is not None:
            properties = paragraph.find(self.sheet.space + "pPr")
            if properties is not None:
                head.insert(0, _without_section(deepcopy(properties), self.sheet.space))
            self.tracker.mark_end(head, "del")

    # What went.

    def _take_out(self) -> None:
        gone, moved = set[int](), dict[int, str]()
        for number, pair in enumerate(self._pairs):
            if number in self._whole or number in self._apart or not pair.new:
                gone.update(pair.old)
            elif pair.op in MOVES:
                gone.update(pair.old)
                if self._moves(pair):
                    moved |= dict.fromkeys(pair.old, f"move{number}")
        said = [self.old[i].text for i in sorted(gone)]
        for stretch in self._stretches:
            gone.difference_update(stretch.old)
        self._places.put(sorted(gone), moved)
        if self._marked:
            self._earlier.wrap_whole(said)


def _anchors(pair: Pair, *, old: int | None = None, new: int | None = None) -> Iterator[tuple[Range, Range]]:
    """What is the same in both, as it stands in each; of one block where one is told."""
    for piece in pair.pieces:
        if piece.old and piece.new and old in (None, piece.old.block) and new in (None, piece.new.block):
            yield piece.old, piece.new


def _without_section(properties: Element, space: str) -> Element:
    for element in properties.findall(space + "sectPr"):
        properties.remove(element)
    return properties
