"""Where a passage of a copy stands in the base."""

from __future__ import annotations

from collections.abc import Sequence

from vankien.compare import Comparison, Pair
from vankien.compare.tokens import numbered
from vankien.model import Document, Place, Section
from vankien.outline import section_at


class Places:
    """`comparison` is of the base with the copy as it was before its changes."""

    def __init__(
        self, base: Document, sections: Sequence[Section], was: Document, comparison: Comparison
    ) -> None:
        self._base, self._sections, self._was = base, sections, was
        self._pairs: dict[int, Pair] = {i: pair for pair in comparison.pairs for i in pair.new}
        self._behind: dict[int, int] = {}
        last = -1
        for index in range(len(was.blocks)):
            pair = self._pairs.get(index)
            last = pair.old[-1] if pair and pair.old and pair.op not in ("move", "move_edit") else last
            self._behind[index] = last

    def place(self, start: tuple[int, int], end: tuple[int, int]) -> Place | None:
        """The passage of the base that the copy's [start, end) was; both ends are (block, offset)."""
        first, last = self.spot(*start), self.spot(*end)
        if first is None:
            return None
        block, begin = first
        stop = last[1] if last and last[0] == block else len(self._base.blocks[block].text)
        return self.make(block, begin, max(begin, stop))

    def make(self, block: int, start: int, end: int) -> Place:
        section = section_at(self._sections, block)
        quote = self._base.blocks[block].text[start:end]
        return Place(block, start, end, section.path if section else None, quote)

    def spot(self, block: int, offset: int) -> tuple[int, int] | None:
        """A character's place in the base; the end of the paragraph before where its own is not there."""
        pair = self._pairs.get(block)
        if pair is None or not pair.old:
            behind = self._behind.get(block, -1)
            return (behind, len(self._base.blocks[behind].text)) if behind >= 0 else self._first()
        if not pair.pieces:
            at = min(pair.new.index(block), len(pair.old) - 1)
            return self._shifted(pair.old[at], block, offset)
        best: tuple[int, int] | None = None
        for piece in pair.pieces:
            if piece.old and piece.new and piece.new.block == block and piece.new.start <= offset:
                ahead = min(offset - piece.new.start, piece.old.end - piece.old.start)
                best = piece.old.block, piece.old.start + ahead
        return best or self._shifted(pair.old[0], block, min(offset, 0))

    def known(self, block: int, offset: int) -> tuple[int, int] | None:
        """A character's place in the base; None where its paragraph is not there."""
        pair = self._pairs.get(block)
        return self.spot(block, offset) if pair and pair.old else None

    def behind(self, block: int) -> tuple[int, int]:
        """The end of the passage of the base behind which a block of the copy stands; (-1, 0) before all."""
        last = self._behind.get(block - 1, -1)
        return (last, len(self._base.blocks[last].text)) if last >= 0 else (-1, 0)

    def _first(self) -> tuple[int, int] | None:
        return (0, 0) if self._base.blocks else None

    def _shifted(self, old: int, new: int, offset: int) -> tuple[int, int]:
        """The same words under another number."""
        one, other = self._base.blocks[old], self._was.blocks[new]
        shift = numbered(one.text, one.label)[1] - numbered(other.text, other.label)[1]
        return old, min(max(offset + shift, 0), len(one.text))
