"""A table's total is not the sum of its rows.

A row labelled "Tổng", "Tổng cộng" or "Cộng" is compared with the rows above it (or below, where it stands
first): all of them, the numbered headings alone, or those since the last subtotal; one fit is enough.
Columns of percentages, averages, years and running numbers are left out. Authority: arithmetic.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.quantities import plain, step
from vankien.checks.reading.tables import Grid, grids
from vankien.figures.numerals import read
from vankien.model import Finding
from vankien.text import fold

CODE = "VK407"
_TOTAL = re.compile(
    r"(?:[ivx\d]+[./)]?\s*)?(?:tổng|cộng)(?: cộng| số| chung| toàn [^\d]*| kinh phí| nguồn vốn| vốn)*"
    r"\s*:?(?:\s*\(.*\))?"
)
_NOT_SUMMED = re.compile(
    r"%|tỷ lệ|bình quân|\b(?:bq|stt|tt|đvt)\b|đơn vị|năm sinh|ghi chú|tăng trưởng|tốc độ|xếp|so với|đạt"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_APART = re.compile(r"(?:năm )?20\d\d|nam|nữ")
_ROMAN = re.compile(r"[ivx]+[.)]?$")


def check(draft: Draft) -> Iterator[Finding]:
    for grid in grids(draft):
        for row in grid.rows:
            if _TOTAL.fullmatch(fold(grid.label(row))):
                for column in grid.columns:
                    yield from _column(draft, grid, row, column)
        for column in grid.columns:
            if _TOTAL.fullmatch(fold(grid.header(column))):
                for row in grid.rows:
                    yield from _row(draft, grid, row, column)


def _column(draft: Draft, grid: Grid, total_row: int, column: int) -> Iterator[Finding]:
    total = _number(grid.text(total_row, column))
    if total is None or _NOT_SUMMED.search(fold(grid.header(column))):
        return
    parts = [(r, v) for r in _addends(grid, total_row) if (v := _number(grid.text(r, column))) is not None]
    if len(parts) < 2 or any(abs(s - total) <= _slack(total, parts) for s in _sums(grid, total_row, parts)):
        return
    params = {
        "row": grid.label(total_row),
        "column": grid.header(column),
        "stated": plain(total),
        "computed": plain(sum((v for _, v in parts), Decimal(0))),
        "indicator": _indicator(draft, grid, total_row, column),
    }
    yield Finding(CODE, params, draft.place(grid.cells[total_row, column].index))


def _row(draft: Draft, grid: Grid, row: int, total_column: int) -> Iterator[Finding]:
    """A total column is judged beside columns of years or of men and women, which cannot overlap."""
    total = _number(grid.text(row, total_column))
    parts = [c for c in grid.columns if _APART.fullmatch(fold(grid.header(c)))]
    values = [v for c in parts if (v := _number(grid.text(row, c))) is not None]
    if total is None or len(values) < 2 or len(values) < len(parts):
        return
    summed = sum(values, Decimal(0))
    if abs(summed - total) > _slack(total, [(0, v) for v in values]):
        params = {
            "row": grid.label(row),
            "column": grid.header(total_column),
            "stated": plain(total),
            "computed": plain(summed),
            "indicator": _indicator(draft, grid, row, total_column),
        }
        yield Finding(CODE, params | {"variant": "column"}, draft.place(grid.cells[row, total_column].index))


def _addends(grid: Grid, total_row: int) -> list[int]:
    """The rows of numbers above a total; below it where it is the first."""
    body = [
        r
        for r in grid.rows
        if not any(b.cell.header for (row, _), b in grid.cells.items() if row == r and b.cell)
    ]
    body = [r for r in body if r != 0 and (grid.label(r) or grid.text(r, grid.columns[0]))]
    above = [r for r in body if r < total_row]
    return above or [r for r in body if r > total_row]


def _sums(grid: Grid, total_row: int, parts: Sequence[tuple[int, Decimal]]) -> Iterator[Decimal]:
    """Every sum that the total may mean."""
    yield sum((v for _, v in parts), Decimal(0))
    totals = [r for r, _ in parts if _TOTAL.fullmatch(fold(grid.label(r)))]
    if totals:
        yield sum((v for r, v in parts if r in totals), Decimal(0))
        yield sum((v for r, v in parts if r not in totals), Decimal(0))
        yield sum((v for r, v in parts if r > totals[-1]), Decimal(0))
        yield sum((v for r, v in parts if r >= totals[-1]), Decimal(0))
    first = grid.columns[0]
    marks = {r: fold(grid.text(r, first)).strip() for r, _ in parts}
    for kind in (_ROMAN, re.compile(r"\d+[.)]?$"), re.compile(r"[a-zđ][.)]?$"), re.compile(r"\d+\.\d+$")):
        chosen = [v for r, v in parts if kind.match(marks[r])]
        if 2 <= len(chosen) < len(parts):
            yield sum(chosen, Decimal(0))
    among = [v for r, v in parts if not fold(grid.label(r)).startswith(("trong đó", "- ", "+ ", "riêng"))]
    yield sum(among, Decimal(0))


def _slack(total: Decimal, parts: Sequence[tuple[int, Decimal]]) -> Decimal:
    """Rounded addends may be off by half of their last digit each; whole numbers may not."""
    if all(v == v.to_integral_value() and step(v) == 1 for _, v in parts) and step(total) == 1:
        return Decimal(0)
    return sum((step(v) for _, v in parts), step(total)) / 2


def _number(text: str) -> Decimal | None:
    text = text.strip()
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    return -read(text[1:]) if text.startswith("-") else read(text)


def _indicator(draft: Draft, grid: Grid, row: int, column: int) -> str | None:
    block = grid.cells[row, column].index
    return next((f.indicator for f in draft.figures_at(block)), None)
