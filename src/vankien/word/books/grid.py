"""A sheet as a grid of cells: what each shows, what it holds, exact; merges; what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["text", "number", "day", "truth", "error"]


class Merge(NamedTuple):
    """A merged range from 0, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what the cell shows, numbers in the Vietnamese way. `number` is what it says: 5.3 for a cell
    that holds `raw` 0.053 and is shown as percent; `places` the decimals shown, None where all are.
    `odd`: its format shows something else than the number (thousands left out, words, another sign)."""

    kind: Kind
    text: str
    number: Decimal | None = None
    raw: Decimal | None = None
    percent: bool = False
    places: int | None = None
    day: date | None = None
    odd: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet. Rows and columns count from 0. `looks_known`: whether the formats of its cells were read."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    looks_known: bool = True

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def row(self, row: int) -> Iterator[tuple[int, Cell]]:
        """The filled cells of a row, left to right."""
        for column in range(self.width):
            cell = self.cells.get((row, column))
            if cell is not None:
                yield column, cell

    def is_hidden(self, row: int, column: int) -> bool:
        return self.hidden or row in self.hidden_rows or column in self.hidden_columns


def letters(column: int) -> str:
    """0 → "A", 27 → "AB"."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def address(row: int, column: int) -> str:
    """(6, 2) → "C7"."""
    return f"{letters(column)}{row + 1}"


def position(reference: str) -> tuple[int, int]:
    """ "C7" → (6, 2)."""
    name = reference.rstrip("0123456789")
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(name) :] or 1) - 1, column - 1
