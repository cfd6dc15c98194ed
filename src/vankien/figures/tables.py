"""Tables as rows and columns: which cells hold figures, and what their row, column and caption say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vankien.figures.numerals import NUMBER
from vankien.figures.times import times
from vankien.model import Block
from vankien.text import fold

_N = NUMBER.pattern
BARE = re.compile(
    rf"^(?P<sign>[<>≥≤~+-]|trên|dưới|hơn|gần|khoảng)?\s?(?:từ )?(?P<low>{_N})(?:\s?(?P<to>[-–/]|"
    rf"đến)\s?(?P<high>{_N}))?(?P<rest>.*)$"
)
_UNIT_HEAD = re.compile(r"đơn vị(?: tính)?$|đvt|đơn vị tính|đv tính")
PLANNED = re.compile(
    r"mục tiêu|^chỉ tiêu|chỉ tiêu (?:nq|nghị|đh|đại|năm|giao|nhiệm kỳ)|kế hoạch|\bkh\b|"
    r"nghị quyết|\bnq\b|dự kiến|phấn đấu|dự toán|định hướng|phương hướng"
)
LEVEL = " | "  # between the head of a group of columns and that of one
_YEAR = re.compile(r"^(?:năm )?(?:19|20)\d\d$")
_INDEX = re.compile(r"^\(?\d{1,2}\)?(?:\s?=.*)?$|^\(?[a-z]\)?$")


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell of figures with what its row, column and caption say (folded text)."""

    block: Block
    label: str
    group: str
    head: str
    caption: str
    unit: str  # as written in the unit column, "" where there is none
    side: str  # the head of the column of labels
    beside: str  # the head of the column before it, if that one holds figures too
    with_plan: bool  # another column holds what was planned

    @property
    def leaf(self) -> str:
        """The innermost head of the column."""
        return self.head.rpartition(LEVEL)[2]


@dataclass(slots=True)
class _Grid:
    """The cells of one table by row and column."""

    cells: dict[tuple[int, int], list[Block]] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def text(self, row: int, column: int) -> str:
        return fold(" ".join(b.text for b in self.cells.get((row, column), ()))).strip()

    def add(self, block: Block) -> None:
        assert block.cell is not None  # noqa: S101 - only cells come here
        cell = block.cell
        self.cells.setdefault((cell.row, cell.column), []).append(block)
        self.rows = max(self.rows, cell.row + 1)
        self.columns = max(self.columns, cell.column + cell.column_span)


def of_document(blocks: Sequence[Block]) -> dict[int, DataCell]:
    """The data cells of every table, by block index. Other cells are prose, or heads and row numbers."""
    grids: dict[int, _Grid] = {}
    captions: dict[int, str] = {}
    last = ""
    for block in blocks:
        if block.cell is None:
            last = fold(block.text) if len(block.text) < 200 else ""
            continue
        if block.cell.table not in grids:
            captions[block.cell.table] = last
        grids.setdefault(block.cell.table, _Grid()).add(block)
    return {c.block.index: c for table, grid in grids.items() for c in _data(grid, captions[table])}


def _data(grid: _Grid, caption: str) -> Iterator[DataCell]:
    first = _first_data_row(grid)
    label_column = _label_column(grid, first)
    heads = [_head(grid, first, c) for c in range(grid.columns)]
    units = [c for c, head in enumerate(heads) if c != label_column and _UNIT_HEAD.search(head)]
    unit_column = units[0] if units else None
    with_plan = any(PLANNED.search(head) for head in heads[label_column + 1 :])
    group = label = ""
    for row in range(first, grid.rows):
        label = grid.text(row, label_column) or label
        numbers = [
            c
            for c in range(label_column + 1, grid.columns)
            if c != unit_column and _is_number(grid.text(row, c))
        ]
        if not numbers:
            group = label
            continue
        if _is_index_row(grid, row):
            continue
        unit = grid.text(row, unit_column) if unit_column is not None else ""
        for column in numbers:
            for block in grid.cells[row, column]:
                beside = heads[column - 1] if column - 1 not in (label_column, unit_column) else ""
                side = heads[label_column]
                yield DataCell(block, label, group, heads[column], caption, unit, side, beside, with_plan)


def _first_data_row(grid: _Grid) -> int:
    """The first row with a number that is no year and no column number, below the marked header rows."""
    marked = [b.cell.row for bs in grid.cells.values() for b in bs if b.cell and b.cell.header]
    for row in range(max(marked, default=-1) + 1, grid.rows):
        if _is_index_row(grid, row):
            continue
        texts = [grid.text(row, c) for c in range(grid.columns)]
        if any(_is_number(t) and not _YEAR.match(t) for t in texts[1:]):
            return row
        if (
            row
            and sum(1 for t in texts if t) in ((1, 2) if texts[0] else (1,))
            and any(len(t) > 2 for t in texts[:2])
        ):
            return row
    return grid.rows


def _label_column(grid: _Grid, first: int) -> int:
    """The first column that mostly holds words; 0 where none does."""
    for column in range(grid.columns):
        texts = [t for row in range(first, grid.rows) if (t := grid.text(row, column))]
        if texts and sum(1 for t in texts if sum(c.isalpha() for c in t) >= 4 or _YEAR.match(t)) * 2 >= len(
            texts
        ):
            return column
    return 0


def _head(grid: _Grid, first: int, column: int) -> str:
    """The header cells above a column, outer ones first."""
    parts: list[str] = []
    for row in range(first):
        for at in range(column, -1, -1):
            blocks = grid.cells.get((row, at))
            if blocks:
                cell = blocks[0].cell
                if cell and cell.column + cell.column_span > column:
                    parts.append(grid.text(row, at))
                break
    return LEVEL.join(p for p in parts if p and not _INDEX.match(p))


def _is_index_row(grid: _Grid, row: int) -> bool:
    texts = [t for c in range(grid.columns) if (t := grid.text(row, c))]
    plain = [t for t in texts if _INDEX.match(t)]
    return (
        len(texts) > 2
        and len(plain) == len(texts)
        and [t.strip("()")[:1] for t in texts[:2]] in (["1", "2"], ["a", "b"], ["a", "1"])
    )


def _is_number(text: str) -> bool:
    match = BARE.match(text)
    return (
        match is not None
        and sum(c.isalpha() for c in match["rest"]) <= 24
        and len(text) < 40
        and not re.search(r"\d{1,2}/\d{1,2}/\d{4}", text)
        and not _says_when(text)
    )


def _says_when(text: str) -> bool:
    """ "6 tháng đầu năm 2023", "đến 30/6": a head, no figure."""
    said = times(text) if any(c.isalpha() for c in text) else []
    return len(said) == 1 and said[0].start <= len("đến ") and said[0].end == len(text)
