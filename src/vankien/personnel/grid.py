"""Tables as grids, alike from Word and from a workbook: each cell once, with its lines and its spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from vankien.model import Block, Document
from vankien.text import clean
from vankien.word.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` has a line for each paragraph; `value` is what a workbook holds where it is no text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    block: int | None = None
    value: date | float | None = None

    @property
    def line(self) -> str:
        return self.text.replace("\n", " ")


@dataclass(frozen=True)
class Grid:
    """One table with the lines before it, the nearest last."""

    cells: dict[tuple[int, int], Cell]
    before: tuple[str, ...] = ()
    rows: tuple[int, ...] = field(init=False)
    columns: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(sorted({row for row, _ in self.cells})))
        last = max((c.column + c.column_span for c in self.cells.values()), default=0)
        object.__setattr__(self, "columns", tuple(range(last)))

    def row(self, row: int) -> tuple[Cell, ...]:
        return tuple(c for n in self.columns if (c := self.cells.get((row, n))))

    def over(self, column: int, rows: Iterable[int]) -> Iterator[Cell]:
        """The cells of these rows that stand over a column, spanning ones included, each once."""
        seen = None
        for row in rows:
            for cell in self.row(row):
                if cell.column <= column < cell.column + cell.column_span and cell is not seen:
                    seen = cell
                    yield cell


def grids_of(document: Document) -> tuple[Grid, ...]:
    """The tables of a draft, each with the paragraphs since the table before."""
    found: list[Grid] = []
    before: list[str] = []
    tables: dict[int, dict[tuple[int, int], list[Block]]] = {}
    for block in document.blocks:
        if block.cell is None:
            if block.part == "body":
                before.append(block.text)
            continue
        table = tables.get(block.cell.table)
        if table is None:
            table = tables[block.cell.table] = {}
            found.append(Grid({}, tuple(before)))
            before = []
        table.setdefault((block.cell.row, block.cell.column), []).append(block)
    return tuple(
        Grid({place: _of_blocks(blocks) for place, blocks in cells.items()}, grid.before)
        for grid, cells in zip(found, tables.values(), strict=True)
    )


def _of_blocks(blocks: list[Block]) -> Cell:
    first = blocks[0]
    cell = first.cell
    assert cell is not None  # noqa: S101 - only blocks of cells come here
    text = "\n".join(b.text.removeprefix(b.label) if b.label else b.text for b in blocks).strip()
    number = clean(first.label).rstrip(".)") if first.label and not text else ""
    return Cell(cell.row, cell.column, text or number, cell.row_span, cell.column_span, first.index)


def grid_of_sheet(sheet: Sheet) -> Grid:
    """A sheet as one grid; what stands above the table is in it too."""
    spans = {top: (bottom[0] - top[0] + 1, bottom[1] - top[1] + 1) for top, bottom in sheet.merged}
    cells = {}
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if value is None or value == "":
                continue
            text = "\n".join(filter(None, map(clean, value.splitlines()))) if isinstance(value, str) else ""
            if text or not isinstance(value, str):
                kept = None if isinstance(value, str | bool) else value
                cells[r, c] = Cell(r, c, text or _shown(value), *spans.get((r, c), (1, 1)), value=kept)
    return Grid(cells)


def _shown(value: object) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year}" if isinstance(value, date) else str(value)
