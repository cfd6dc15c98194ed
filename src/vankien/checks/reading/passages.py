"""The text that checks of names and terms read: the title page as one passage, then one passage a block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vankien.checks.draft import Draft
from vankien.model import Place

_TITLE_BLOCKS = 25
_TITLE_WORDS = 45


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks joined by a space: a title stands on as many lines as the typist liked."""

    draft: Draft
    text: str
    blocks: tuple[int, ...]
    starts: tuple[int, ...]  # offset in `text` at which each block begins
    title: bool = False

    def place(self, start: int, end: int) -> Place:
        """The characters [start, end) of the passage, kept inside the block in which they begin."""
        which = bisect_right(self.starts, start) - 1
        block, first = self.blocks[which], self.starts[which]
        length = len(self.draft.document.blocks[block].text)
        return self.draft.place(block, start - first, min(end - first, length))


def passages(draft: Draft) -> Iterator[Passage]:
    """The title page (what stands before the first heading), then every other block that carries content."""
    title = title_blocks(draft)
    if title:
        yield _joined(draft, title)
    for block in draft.blocks:
        if block.index not in title:
            yield Passage(draft, block.text, (block.index,), (0,))


def title_blocks(draft: Draft) -> tuple[int, ...]:
    """The short blocks before the first numbered heading: letterhead, title, theme, motto."""
    first = next((s.block for s in draft.sections if s.number), _TITLE_BLOCKS)
    found: list[int] = []
    for block in draft.blocks[:_TITLE_BLOCKS]:
        if block.index >= first or len(block.text.split()) > _TITLE_WORDS:
            break
        found.append(block.index)
    return tuple(found)


def _joined(draft: Draft, blocks: tuple[int, ...]) -> Passage:
    starts, text = [], ""
    for index in blocks:
        text += " " if text else ""
        starts.append(len(text))
        text += draft.document.blocks[index].text
    return Passage(draft, text, blocks, tuple(starts), title=True)
