"""One row of a list: its cells by what their columns hold, merged ones included, and its doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vankien.personnel.grid import Cell, Grid
from vankien.personnel.headings import Column, Head
from vankien.personnel.model import Doubt
from vankien.text import fold


class Row:
    """One row being read: its cells by field, its doubts."""

    def __init__(self, grid: Grid, row: int, head: Head, doubts: list[Doubt]) -> None:
        self.at = row
        self.number = row - head.last
        self.doubts = doubts
        self.cells: list[tuple[Column, Cell]] = []
        for column in head.columns:
            cell = next(grid.over(column.index, _rows_over(grid, row)), None)
            if cell and (cell.row == row or cell.row + cell.row_span > row) and cell.column <= column.index:
                self.cells.append((column, cell))

    def of(self, name: str) -> Iterator[tuple[Column, Cell]]:
        return ((column, cell) for column, cell in self.cells if name in column.fields)

    def first(self, name: str) -> tuple[Column, Cell] | None:
        return next(((column, cell) for column, cell in self.of(name) if cell.text), None)

    def doubt(self, column: Column, cell: Cell, reason: Any) -> None:
        named = self.first("name")
        who = named[1].line if named else ""
        self.doubts.append(Doubt(self.number, column.heading, cell.line, reason, cell.block, who))


def _rows_over(grid: Grid, row: int) -> tuple[int, ...]:
    """The row itself, and those above from which a merged cell reaches down to it."""
    above = {c.row for c in grid.cells.values() if c.row_span > 1 and c.row < row < c.row + c.row_span}
    return (row, *sorted(above))


def is_head_again(cell: Cell) -> bool:
    return re.match(r"họ,? (?:và )?tên", fold(cell.line)) is not None
