"""What is paired as a whole: a paragraph, or a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, zip_longest

from vankien.compare.tokens import Token, key_of, numbered, tokens_of
from vankien.model import Block

_NUMBER_LINE = 40  # characters: "PHẦN THỨ HAI MƯƠI MỐT" is shorter
_CELL = "\x1f"  # between the cells of a row


@dataclass(frozen=True)
class Unit:
    """Blocks that stand or fall together, and the flow they belong to ("text", "footnote", "header" …)."""

    blocks: tuple[Block, ...]
    flow: str
    row: bool = False
    ahead: str = ""  # after a line that is only a number ("PHẦN THỨ HAI"): what the line below says

    @property
    def raw(self) -> str:
        return self.blocks[0].text if not self.row else _CELL.join(block.text for block in self.blocks)

    @cached_property
    def number(self) -> str:
        """The paragraph's number or bullet, or that of a row in its first cell."""
        if self.row:
            return self.blocks[0].text.strip(" .") if self.counts else ""
        return numbered(shown(self.blocks[0]), self.blocks[0].label)[0]

    @cached_property
    def key(self) -> str:
        """Equal keys: the same words, whatever their number."""
        return self._key(shown)

    @cached_property
    def typed(self) -> str:
        """`key` in the capitals that were typed."""
        return self._key(lambda block: block.text)

    def _key(self, text_of: Callable[[Block], str]) -> str:
        if self.row:
            return _CELL + _CELL.join(key_of(text_of(block)) for block in self.blocks[self.counts :])
        text = text_of(self.blocks[0])
        return key_of(text[numbered(text, self.blocks[0].label)[1] :]) or "#"

    def says(self, other: Unit) -> bool:
        """Whether both have the same words; capitals made by Word only are a look."""
        return self.key == other.key or self.typed == other.typed

    def is_numbered_as(self, other: Unit) -> bool:
        if self.number == other.number:
            return True
        made = any(block.label or shown(block) != block.text for block in (self.blocks[0], other.blocks[0]))
        return made and self.number.lower() == other.number.lower()

    @cached_property
    def name(self) -> str:
        """What a row is about: its first cell that is more than a number."""
        return next((block.text.lower() for block in self.blocks if block.text[:1].isalpha()), "")

    @cached_property
    def rest(self) -> str:
        """What a row says of it."""
        return _CELL.join(b.text for b in self.blocks[self.counts :] if b.text.lower() != self.name)

    @cached_property
    def tokens(self) -> list[Token]:
        """Of the words without the number."""
        if self.row:
            return [t for block in self.blocks[self.counts :] for t in tokens_of(shown(block), block.index)]
        block = self.blocks[0]
        return tokens_of(shown(block), block.index, numbered(block.text, block.label)[1])

    @property
    def size(self) -> int:
        """About how many words; at least 1."""
        return self.raw.count(" ") + len(self.blocks)

    @property
    def indexes(self) -> tuple[int, ...]:
        return tuple(block.index for block in self.blocks)

    @cached_property
    def counts(self) -> bool:
        """Whether the first cell of a row only counts the rows."""
        first = self.blocks[0].text.strip(" .")
        return len(self.blocks) > 1 and first.isdigit() and len(first) < 4


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    """In reading order."""
    found = [unit for run in _rows(blocks) for unit in run]
    return [_with_title(unit, below) for unit, below in zip_longest(found, found[1:])]


def _with_title(unit: Unit, below: Unit | None) -> Unit:
    """A line that is only a number needs what it numbers to be known again."""
    text, label = unit.blocks[0].text, unit.blocks[0].label
    if not below or below.flow != unit.flow or unit.row or len(text) > _NUMBER_LINE:
        return unit
    if not unit.number or numbered(text, label)[1] < len(text):
        return unit
    return replace(unit, ahead=below.key)


def shown(block: Block) -> str:
    """Its text in the capitals in which Word shows it."""
    text = block.text
    for span in block.spans:
        if span.caps and len(capital := text[span.start : span.end].upper()) == span.end - span.start:
            text = text[: span.start] + capital + text[span.end :]
    return text


def paragraphs_of(blocks: Sequence[Block]) -> list[Unit]:
    """One for each block, as within a cell."""
    return [Unit((block,), "text") for block in blocks]


def _rows(blocks: Sequence[Block]) -> Iterator[list[Unit]]:
    for key, run in groupby(blocks, key=_row_of):
        flow = _flow(key[0])
        members = tuple(run)
        yield [Unit(members, flow, row=True)] if key[1] is not None else [Unit((b,), flow) for b in members]


def _row_of(block: Block) -> tuple[str, tuple[int, int] | None]:
    return block.part, (block.cell.table, block.cell.row) if block.cell else None


def _flow(part: str) -> str:
    return "text" if part in ("body", "table", "textbox") else part
