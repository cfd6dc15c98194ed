"""What a version says, and the old one did not: words that are struck through say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from vankien.checks.draft import Draft, prepare
from vankien.checks.reading.contents import sentence_around
from vankien.compare.tokens import key_of
from vankien.model import Block, Figure


def standing(draft: Draft) -> Draft:
    """The draft with what is struck through blanked, so that every other character keeps its place."""
    if not any(span.strike for block in draft.document.blocks for span in block.spans):
        return draft
    blocks = tuple(map(_standing, draft.document.blocks))
    document = replace(draft.document, blocks=blocks)
    return prepare(document, pack=draft.pack, unit=draft.unit, kind=draft.kind, phase=draft.phase)


def _standing(block: Block) -> Block:
    text = block.text
    for span in block.spans:
        if span.strike:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return replace(block, text=text)


class Before:
    """What the old version says, keyed once: whether a new figure came with its sentence or row."""

    def __init__(self, old: Draft) -> None:
        self._old = old

    @cached_property
    def _text(self) -> str:
        return " ".join(key_of(block.text) for block in self._old.blocks)

    @cached_property
    def _rows(self) -> frozenset[str]:
        return frozenset(map(_key, self._old.rows))

    def lacks(self, new: Draft, figure: Figure) -> bool:
        """Whether the sentence, or the row, that states a figure of `new` did not stand in it."""
        block = new.document.blocks[figure.block]
        if block.cell:
            return _key(new.row(block.cell)) not in self._rows
        start, end = sentence_around(block.text, figure.start)
        return key_of(block.text[start:end]) not in self._text


def _key(row: Iterable[Block]) -> str:
    return " ".join(key_of(block.text) for block in row)
