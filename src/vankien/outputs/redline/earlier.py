"""What earlier authors took out, where the redline brings the same words back.

Rejecting ours alone must show them, and so must rejecting all: their deletion is put in by us, so that it
does not come back with theirs as well. Their own marks stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vankien.compare.tokens import key_of
from vankien.outputs.cutting import Element
from vankien.outputs.redline.sheet import Sheet

_MARKS = ("rPr", "trPr", "numPr")  # what holds the change of a paragraph's mark or of a row


class Earlier:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._tracker = sheet, sheet.tracker
        space = sheet.space
        self._paragraph, self._row = space + "p", space + "tr"
        self._gone, self._text = (space + "del", space + "moveFrom"), space + "t"
        self._words = (self._text, space + "delText")
        self._list, self._row_gone = f"{space}pPr/{space}numPr", f"{space}trPr/{space}del"

    def wrap_in(self, block: int) -> None:
        """What they took out of a passage that changed."""
        for paragraph in self._sheet.paragraphs(block):
            for lost in self._lost(paragraph):
                if next(lost.iterancestors(self._paragraph), None) is paragraph:
                    self._tracker.wrap(lost, "ins")

    def wrap_whole(self, gone: Iterable[str]) -> None:
        """Paragraphs and rows of which they left nothing, when their words are among those that are gone."""
        said = "\n".join(map(key_of, gone))
        for paragraph in dict.fromkeys([*self._in_rows(), *self._emptied()]) if said else ():
            words = key_of("".join(e.text or "" for e in paragraph.iter(*self._words)))
            if words and words in said:
                self._sheet.wrap_all(paragraph, "ins")
                if paragraph.find(self._list) is not None:
                    self._tracker.unnumber(paragraph)

    def _in_rows(self) -> Iterator[Element]:
        for row in self._sheet.root.iter(self._row):
            gone = row.find(self._row_gone)
            if gone is not None and not self._tracker.is_ours(gone):
                yield from row.iter(self._paragraph)

    def _emptied(self) -> Iterator[Element]:
        for lost in self._lost(self._sheet.root):
            paragraph = next(lost.iterancestors(self._paragraph), None)
            if paragraph is not None and not self._shows(paragraph):
                yield paragraph

    def _lost(self, within: Element) -> list[Element]:
        return [
            element
            for element in within.iter(*self._gone)
            if not self._tracker.is_ours(element)
            and (parent := element.getparent()) is not None
            and str(parent.tag).rpartition("}")[2] not in _MARKS
        ]

    def _shows(self, paragraph: Element) -> bool:
        texts = (text for text in paragraph.iter(self._text) if (text.text or "").strip())
        return any(next(text.iterancestors(*self._gone), None) is None for text in texts)
