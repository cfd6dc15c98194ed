"""A copy as it was before its reviewer's tracked changes, and where each of its characters stood then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from vankien.model import Block, Document, Revision

_IN = ("insertion", "move_to")


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
    _map: dict[int, list[tuple[int, int, int]]] = field(repr=False)

    def at(self, block: int, offset: int) -> tuple[int, int]:
        """Where a character of the copy stood: (block, offset)."""
        known = self._map.get(block) or [(0, 0, 0)]
        best = known[0]
        for entry in known:
            if entry[0] <= offset:
                best = entry
        start, line, at = best
        return line, min(at + max(offset - start, 0), len(self.document.blocks[line].text))


def before(document: Document, changes: Collection[int]) -> Before:
    """Take back these revisions (by index): what they put in goes, what they took out comes back."""
    by_block: dict[int, list[tuple[int, Revision]]] = defaultdict(list)
    for number in sorted(changes):
        revision = document.revisions[number]
        by_block[revision.block].append((number, revision))
    builder = _Builder()
    for block in document.blocks:
        builder.block(block, by_block.get(block.index, ()))
    return builder.done(document)


class _Builder:
    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.spots: dict[int, tuple[int, int, int]] = {}
        self.map: dict[int, list[tuple[int, int, int]]] = {}
        self._goes_on = False  # the mark before was put in: what follows belongs to the same line

    def block(self, block: Block, changes: Sequence[tuple[int, Revision]]) -> None:
        if not self._goes_on:
            self.lines.append(_Line(block))
        elif self.lines[-1].text and not self.lines[-1].text.endswith(" "):
            self.lines[-1].text += " "
        self._goes_on = False
        self.map[block.index] = []
        at = 0
        for number, change in sorted(changes, key=lambda c: (c[1].start, c[0])):
            if change.start > at:
                self._keep(block, at, change.start)
                at = change.start
            at = max(at, self._change(block, number, change, at))
        if at < len(block.text) or not self.map[block.index]:
            self._keep(block, at, len(block.text))

    def _keep(self, block: Block, start: int, end: int) -> None:
        """Characters that stay; a space that would open the line or stand twice is left out."""
        line, text = self.lines[-1], block.text[start:end]
        if text.startswith(" ") and (not line.text or line.text.endswith(" ")):
            start, text = start + 1, text[1:]
        self.map[block.index].append((start, len(self.lines) - 1, len(line.text)))
        line.text += text

    def _change(self, block: Block, number: int, change: Revision, at: int) -> int:
        line = self.lines[-1]
        here = len(self.lines) - 1
        if change.kind in _IN:
            self.spots[number] = (here, len(line.text), len(line.text))
            self.map[block.index].append((change.start, here, len(line.text)))
            if change.paragraph_mark:
                self._goes_on = True
            return change.end
        text = change.text
        if _glued(line.text, text) and line.text:
            line.text += " "
        start = len(line.text)
        line.text += text
        self.spots[number] = (here, start, len(line.text))
        if change.paragraph_mark:
            self.lines.append(_Line(block))
        elif _glued(text, block.text[at : at + 1]):
            line.text += " "
        return at

    def done(self, document: Document) -> Before:
        blocks = tuple(
            replace(line.source, index=i, text=line.text.strip(), spans=())
            for i, line in enumerate(self.lines)
        )
        return Before(replace(document, blocks=blocks, revisions=(), comments=()), self.spots, self.map)


def _glued(left: str, right: str) -> bool:
    """Whether two pieces would run into one word: the reader has trimmed what was taken out."""
    return left[-1:].isalnum() and right[:1].isalnum()
