"""A comparison written into the new version as tracked changes, passage by passage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy

from vankien.compare import Comparison, Pair
from vankien.model import Block, Document
from vankien.outputs.cutting import Element
from vankien.outputs.redline.places import Places
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.tracking import Kind
from vankien.outputs.redline.wording import Gap, gaps, trimmed
from vankien.text import fold

_BOTH = ("edit", "renumber", None)


class Writer:
    """`whole`: pairs (by position) that are written as taken out and put in again, word for word."""

    def __init__(
        self, sheet: Sheet, old: Document, new: Document, comparison: Comparison, whole: Collection[int]
    ) -> None:
        self.sheet, self.tracker = sheet, sheet.tracker
        self.old, self.new = old.blocks, new.blocks
        self._gone_there = [r for r in new.revisions if r.kind in ("deletion", "move_from")]
        self._pairs = list(comparison.pairs)
        self._whole = set(whole) | {i for i, p in enumerate(self._pairs) if not self._can(p)}
        self._places = Places(sheet, old.blocks, new.blocks, self._staying())

    def write(self) -> None:
        for number, pair in enumerate(self._pairs):
            if number in self._whole or pair.op == "insert":
                self._put_in(pair.new, "ins")
            elif pair.op in ("move", "move_edit"):
                self._moved_in(pair, f"move{number}")
            elif pair.op == "split":
                self._split(pair)
            elif pair.op == "merge":
                self._merge(pair)
            elif pair.old and pair.new and pair.op:
                self._edit(pair)
        put = [i for n, p in enumerate(self._pairs) if self._is_put(n, p) for i in p.new]
        for row in self._places.whole_rows(put):
            self.tracker.mark_row(row, "ins")
        self._take_out()

    def _is_put(self, number: int, pair: Pair) -> bool:
        return number in self._whole or pair.op in ("insert", "move", "move_edit")

    def _can(self, pair: Pair) -> bool:
        """Whether the words of a pair can be tracked one by one."""
        if pair.op not in ("edit", "renumber", "split", "merge"):
            return True
        return all(self.sheet.is_whole(self.new[i]) for i in pair.new)

    def _staying(self) -> dict[int, int]:
        """{an old block: the new block in whose place it stands}."""
        return {
            one: pair.new[min(at, len(pair.new) - 1)]
            for number, pair in enumerate(self._pairs)
            if pair.new and number not in self._whole and pair.op not in ("move", "move_edit")
            for at, one in enumerate(pair.old)
        }

    # What was put in.

    def _put_in(self, blocks: Sequence[int], kind: Kind) -> None:
        for block in blocks:
            paragraph = self.sheet.paragraph(block)
            if paragraph is not None and self.sheet.is_whole(self.new[block]):
                self.sheet.wrap_all(paragraph, kind)
                self.tracker.mark_end(paragraph, kind)

    def _moved_in(self, pair: Pair, name: str) -> None:
        if self.new[pair.new[0]].cell or self.old[pair.old[0]].cell:
            self._put_in(pair.new, "ins")
            return
        paragraph = self.sheet.paragraph(pair.new[0])
        if paragraph is None:
            return
        if pair.op == "move_edit" and self.sheet.is_whole(self.new[pair.new[0]]):
            for gap in gaps(self.old[pair.old[0]], self.new[pair.new[0]], pair.pieces):
                self.sheet.wrap(pair.new[0], gap.new_start, gap.new_end, "ins")
        self._put_in(pair.new, "moveTo")
        start, end = self.tracker.range("moveTo", name)
        paragraph.addprevious(start)
        paragraph.addnext(end)

    # What was edited.

    def _edit(self, pair: Pair) -> None:
        for one, other in zip(pair.old, pair.new, strict=True):
            for gap in list(gaps(self.old[one], self.new[other], pair.pieces)):
                self._replace(self.old[one], self.new[other], gap)

    def _replace(self, old: Block, new: Block, gap: Gap) -> None:
        if gap.old_start < gap.old_end and not self._is_gone_there(old, new, gap):
            gone = self.tracker.gone(old, gap.old_start, gap.old_end)
            self.sheet.put(new.index, gap.new_start, gone)
        if gap.new_start < gap.new_end:
            self.sheet.wrap(new.index, gap.new_start, gap.new_end, "ins")

    def _is_gone_there(self, old: Block, new: Block, gap: Gap) -> bool:
        """Whether an earlier author's deletion already shows these words."""
        words = fold(old.text[gap.old_start : gap.old_end]).strip()
        return any(
            r.block == new.index and gap.new_start <= r.start <= gap.new_end and fold(r.text).strip() == words
            for r in self._gone_there
        )

    def _split(self, pair: Pair) -> None:
        """The new paragraphs' marks but the last are put in; what stood between goes before them."""
        old = self.old[pair.old[0]]
        same = [p for p in pair.pieces if p.old and p.new]
        o = 0
        for number, block in enumerate(pair.new):
            new = self.new[block]
            inside = [p for p in same if p.new and p.new.block == block]
            n = 0
            for piece in inside:
                assert piece.old and piece.new  # noqa: S101 - so chosen
                self._replace_all(old, new, Gap(o, piece.old.start, n, piece.new.start), before=number == 0)
                o, n = piece.old.end, piece.new.end
            rest = [p for p in same if p.new and p.new.block in pair.new[number + 1 :]]
            o_next = rest[0].old.start if rest and rest[0].old else len(old.text)
            if number < len(pair.new) - 1:
                self._replace_all(old, new, Gap(o, o_next, n, len(new.text)), before=True)
                o = o_next
                paragraph = self.sheet.paragraph(block)
                if paragraph is not None:
                    self.tracker.mark_end(paragraph, "ins")
            else:
                self._replace_all(old, new, Gap(o, len(old.text), n, len(new.text)), before=True)

    def _replace_all(self, old: Block, new: Block, gap: Gap, *, before: bool) -> None:
        for one in trimmed(old, new, gap):
            self._replace(old, new, one)

    def _merge(self, pair: Pair) -> None:
        """The old marks but the last come back as deleted ones between parts of the new paragraph."""
        new = self.new[pair.new[0]]
        same = [p for p in pair.pieces if p.old and p.new]
        n = 0
        cuts: list[tuple[int, int]] = []
        for number, index in enumerate(pair.old):
            old, o = self.old[index], 0
            for piece in (p for p in same if p.old and p.old.block == index):
                assert piece.old and piece.new  # noqa: S101 - so chosen
                self._replace_all(old, new, Gap(o, piece.old.start, n, piece.new.start), before=True)
                o, n = piece.old.end, piece.new.end
            last = number == len(pair.old) - 1
            self._replace_all(old, new, Gap(o, len(old.text), n, len(new.text) if last else n), before=True)
            cuts.append((n, index))
        for at, index in cuts[-2::-1]:
            self._cut(new, at, self.old[index])

    def _cut(self, new: Block, at: int, old: Block) -> None:
        paragraph = self.sheet.paragraph(new.index)
        head = self.sheet.cut_off(new.index, at)
        if head is not None and paragraph is not None:
            properties = paragraph.find(self.sheet.space + "pPr")
            if properties is not None:
                head.insert(0, _without_section(deepcopy(properties), self.sheet.space))
            self.tracker.mark_end(head, "del")

    # What went.

    def _take_out(self) -> None:
        moved = {
            one: f"move{number}"
            for number, pair in enumerate(self._pairs)
            if pair.op in ("move", "move_edit") and number not in self._whole
            for one in pair.old
            if not self.old[one].cell and not self.new[pair.new[0]].cell
        }
        rows = {
            one
            for pair in self._pairs
            if pair.op in ("move", "move_edit")
            for one in pair.old
            if one not in moved
        }
        gone = {one for n, p in enumerate(self._pairs) if n in self._whole or not p.new for one in p.old}
        self._places.put(sorted(gone | rows | moved.keys()), moved)


def _without_section(properties: Element, space: str) -> Element:
    for element in properties.findall(space + "sectPr"):
        properties.remove(element)
    return properties
