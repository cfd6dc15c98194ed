"""Paragraphs of which the reader makes just their text: found without reading the file again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vankien.model import Block
from vankien.outputs.cutting import Element
from vankien.word.tidy import tidy

_HOLDERS = ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "smartTag")
_EMPTY = ("bookmarkStart", "bookmarkEnd", "proofErr")
_TELLING = ("sectPr", "numPr", "ins", "del", "moveFrom", "moveTo", "vanish", "specVanish")


def plain_paragraphs(root: Element, blocks: Sequence[Block]) -> dict[Element, int]:
    """{a `w:p` of the main part: the position in `blocks`, the running text, of the one that it is}.

    A paragraph that holds more than formatted text may be a block, or none, or join the next: behind it the
    first block that says the same is taken.
    """
    plain, known, at, unsure = _Plain(root), dict[Element, int](), 0, 0
    for paragraph in plain.paragraphs():
        text = plain.text(paragraph)
        candidates = range(at, min(at + unsure + 1, len(blocks))) if text else ()
        found = next((i for i in candidates if _said(blocks[i]) == text), None)
        if found is None:
            unsure += 1
        else:
            known[paragraph] = found
            at, unsure = found + 1, 0
    return known


def _said(block: Block) -> str:
    return block.text[len(block.label) :].lstrip()


class _Plain:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._space = space = str(root.tag).partition("}")[0] + "}"
        self._paragraph, self._run, self._properties = space + "p", space + "r", space + "pPr"
        self._text, self._look = space + "t", space + "rPr"
        self._holders = {space + name for name in _HOLDERS}
        self._empty = {space + name for name in _EMPTY}
        self._telling = [space + name for name in _TELLING]

    def paragraphs(self) -> Iterator[Element]:
        body = self._root.find(self._space + "body")
        return self._within(body) if body is not None else iter(())

    def _within(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag == self._paragraph:
                yield child
            elif child.tag in self._holders:
                yield from self._within(child)

    def text(self, paragraph: Element) -> str | None:
        """What it says; None where it is more than that."""
        said: list[str] = []
        for child in paragraph:
            tag = child.tag
            if tag == self._run:
                for part in child:
                    if part.tag == self._text:
                        said.append(part.text or "")
                    elif part.tag != self._look:
                        return None
            elif tag == self._properties:
                if next(child.iter(*self._telling), None) is not None:
                    return None
            elif tag not in self._empty:
                return None
        return tidy("".join(said), ())[0]
