"""A table's total is not the sum of its rows.

A row labelled "Tổng", "Tổng cộng" or "Cộng" is compared with the rows above it (or below, where it stands
first): all of them, the numbered headings alone, or those since the last subtotal; one fit is enough. A first
or last row that only begins so ("Tổng thu", "Toàn xã", "Cả năm") is a total where it comes near the sum of
the others. Columns of percentages, averages, years and running numbers are left out. Authority: arithmetic.
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
    r"%|tỷ lệ|bình quân|\b(?:bq|stt|tt|đvt)\b|đơn vị|năm sinh|ghi chú|tăng trưởng|tốc độ|xếp|so với|"
    r"\bđạt\b(?! (?:chuẩn|tiêu chuẩn|danh hiệu))|năng suất|mật độ|hệ số|chỉ số|sĩ số|"
    r"\w/(?:người|hộ|ha|km2|lớp|lao động)\b|"
    r"\([^()]*\w/(?!năm)\w[^()]*\)"
)
_BEGINS = re.compile(r"(?:[ivx\d]+[./)]?\s*)?(?:tổng|cộng|toàn|cả|chung|lũy kế)\b")
_NEAR = Decimal("0.3")  # how far a row that only begins like a total may be from the sum
_UNITS = re.compile(r"đvt|đơn vị tính|đv tính")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_APART = re.compile(r"(?:năm )?20\d\d|nam|nữ")
_ROMAN = re.compile(r"[ivx]+[.)]?$")


def check(draft: Draft) -> Iterator[Finding]:
    for grid in grids(draft):
        for row in grid.rows:
            named = _TOTAL.fullmatch(fold(grid.label(row)))
            for column in grid.columns if named else _summed(grid, row):
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


def _summed(grid: Grid, row: int) -> list[int]:
    """The columns of a first or last row named like a total that come near their sums; none where fewer than
    half of its numbers do."""
    heads = [fold(grid.header(c)) for c in grid.columns]
    if not _BEGINS.match(fold(grid.label(row))) or any(_UNITS.search(head) for head in heads):
        return []
    body = _body(grid)
    if len(body) < 3 or row not in (body[0], body[-1]):
        return []
    near = {c: _is_near(grid, row, c, body) for c in grid.columns}
    judged = [c for c, answer in near.items() if answer is not None]
    found = [c for c in judged if near[c]]
    return found if len(found) * 2 >= len(judged) else []


def _is_near(grid: Grid, row: int, column: int, body: Sequence[int]) -> bool | None:
    """Whether a number comes near the sum of its column; None of a column that is not summed."""
    total = _number(grid.text(row, column))
    if total is None or _NOT_SUMMED.search(fold(grid.header(column))):
        return None
    parts = [(r, v) for r in body if r != row and (v := _number(grid.text(r, column))) is not None]
    return len(parts) > 1 and any(abs(s - total) <= total * _NEAR for s in _sums(grid, row, parts))


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
    body = _body(grid)
    above = [r for r in body if r < total_row]
    return above or [r for r in body if r > total_row]


def _body(grid: Grid) -> list[int]:
    """The rows below the heads that have a label."""
    heads = {row for (row, _), b in grid.cells.items() if b.cell and b.cell.header} | {0}
    return [r for r in grid.rows if r not in heads and (grid.label(r) or grid.text(r, grid.columns[0]))]


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
