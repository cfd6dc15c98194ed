"""A draft's tables as grids of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vankien.checks.draft import Draft
from vankien.model import Block


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the first block of each cell, by (row, column) counted from 0."""

    table: int
    cells: dict[tuple[int, int], Block]

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.cells})

    def text(self, row: int, column: int) -> str:
        block = self.cells.get((row, column))
        return block.text if block else ""

    def label(self, row: int) -> str:
        """The first cell of a row that holds words."""
        return next((t for t in (self.text(row, c) for c in self.columns) if any(map(str.isalpha, t))), "")

    def header(self, column: int) -> str:
        """The header cells above a column, spanning ones included."""
        above = [
            (cell.row, block.text)
            for block in self.cells.values()
            if (cell := block.cell) and (cell.header or cell.row == 0)
            if cell.column <= column < cell.column + cell.column_span
        ]
        return " | ".join(text for _, text in sorted(above))


def grids(draft: Draft) -> Iterator[Grid]:
    """Every table of the draft."""
    tables: dict[int, dict[tuple[int, int], Block]] = {}
    for block in draft.blocks:
        if block.cell:
            tables.setdefault(block.cell.table, {}).setdefault((block.cell.row, block.cell.column), block)
    for table, cells in tables.items():
        yield Grid(table, cells)
