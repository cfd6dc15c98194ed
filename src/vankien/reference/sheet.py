"""A grid as tables: where the title, the headings, the rows and what stands below them are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vankien.reference.numbers import number_of
from vankien.reference.words import key_of, period_of, plain_label
from vankien.text import clean, fold
from vankien.word.books.grid import Cell, Grid

_HEADING = re.compile(
    r"^(?:s?tt|số tt|số thứ tự|(?:tên )?(?:các )?(?:chỉ tiêu|nội dung|danh mục|tiêu chí|"
    r"chỉ số)(?: chủ yếu| thống kê| kinh tế.*| báo cáo)?|"
    r"đơn vị(?: tính| hành chính)?|đvt|mã(?: .*)?|năm|kỳ.*|giá trị|số liệu|nguồn.*|ghi chú|"
    r"kế hoạch.*|thực hiện.*|ước.*|"
    r"(?:tên )?(?:xã|phường|địa phương|địa bàn|đơn vị|huyện)\b.*|so sánh.*|tổng số|trong đó|chia ra|"
    r"kh \d+|th \d+|so với.*|"
    r"id|indicator|name|unit|period|value|source|tên.*|lĩnh vực|năm \d+|đảng bộ|chi bộ|diễn giải|"
    r"thời (?:kỳ|điểm|gian)|tỷ lệ.*|số .*)$"
)
_LETTERHEAD = re.compile(
    r"cộng h[oò]a|độc lập|đảng cộng sản|^ubnd|ủy ban nhân dân|^số:|^số \d|, ngày|kèm theo|mẫu số|"
    r"biểu số|phụ lục"
)
_NOTE_OF_UNIT = re.compile(r"^\(?\s*(?:đơn vị(?: tính)?|đvt|đv tính)\s*[:.]")
_ORDER = re.compile(r"^\(?(?:[IVXL]+|\d{1,3}(?:\.\d{1,2})*|[a-zA-ZđĐ])\)?[.)]?$")
_INDEX = re.compile(r"^\(?\[?(?:\d{1,2}|[A-Za-z])\]?\)?(?:\s?=.*)?$|^\(\d+\)\s?=.*$")
_YEAR = re.compile(r"^(?:19[5-9]|20[0-4])\d$")


@dataclass(slots=True)
class Table:
    """Rows of one table, all inclusive: title from `top`, headings `first`–`last`, body `start`–`end`."""

    top: int
    first: int
    last: int
    start: int
    end: int
    index: int | None = None  # the row of column numbers


class Sheet:
    """A grid with its merges spread out."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.height, self.width = grid.height, grid.width
        self.origin = {
            (r, c): (m.top, m.left)
            for m in grid.merges
            if (m.bottom - m.top + 1) * (m.right - m.left + 1) <= 4000
            for r in range(m.top, m.bottom + 1)
            for c in range(m.left, m.right + 1)
        }
        self.cache: dict[int, int] = {}

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell, or that of the merged range over it."""
        return self.grid.cells.get(self.origin.get((row, column), (row, column)))

    def said(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        if cell is None:
            return ""
        year = cell.number if cell.kind == "number" else None
        if year is not None and _YEAR.match(str(year)):
            return str(year)  # also where it is shown as 2.019
        return clean(cell.text)

    def filled(self, row: int) -> list[tuple[int, Cell]]:
        """The cells that stand in the row itself."""
        return [(c, cell) for c in range(self.width) if (cell := self.grid.cells.get((row, c)))]

    @cached_property
    def tables(self) -> list[Table]:
        return list(self._tables())

    def _tables(self) -> Iterator[Table]:
        top = 0
        while (found := self._next(top)) is not None:
            yield found
            top = found.end + 1

    def _next(self, top: int) -> Table | None:
        data = next((r for r in range(top, self.height) if self.is_data(r)), None)
        while data is not None:
            head = self._head(top, data)
            if head is not None:
                return self._table(top, head, data)
            data = next((r for r in range(data + 1, self.height) if self.is_data(r)), None)
        return None

    def _table(self, top: int, head: tuple[int, int], data: int) -> Table:
        first, last = head
        index = last + 1 if last + 1 < self.height and self.is_index(last + 1) else None
        start = (index if index is not None else last) + 1
        stop = next((r for r in range(data + 1, self.height) if self._opens(r)), self.height)
        end = max(
            (r for r in range(start, stop) if self.is_data(r) or r == data or self._is_dated(r)), default=data
        )
        return Table(top, first, last, start, end, index)

    def is_value(self, row: int, column: int) -> bool:
        """A number that is no year, no period and no part of a sentence."""
        cell = self.grid.cells.get((row, column))
        if cell is None or cell.kind in ("truth", "day"):
            return False
        if cell.kind == "error":
            return True
        if cell.kind == "number":
            return True
        text = clean(cell.text)
        if len(text) > 40 or period_of(text) or _YEAR.match(text):
            return False
        number = number_of(cell)
        return number is not None and (bool(number.values) or _is_range(text) or _begins_with_a_number(text))

    def is_data(self, row: int) -> bool:
        """A row with a number that is no year, to the right of a label."""
        if self.is_index(row):
            return False
        values = [c for c, _ in self.filled(row) if self.is_value(row, c)]
        labels = [c for c in range(self.width) if self._is_label(self.said(row, c))]
        beside = [c for c in values if any(at < c for at in labels)]
        if not beside:
            return False
        years = [c for c in beside if _YEAR.match(self.said(row, c))]
        return len(years) < len(beside) or (len(beside) == 1 and not self._heading_words(row))

    def _is_dated(self, row: int) -> bool:
        """A row of the body in which a day stands for a number: Excel makes days of 5/3."""
        days = [c for c, cell in self.filled(row) if cell.kind == "day"]
        return bool(days) and any(self._is_label(self.said(row, c)) for c in range(min(days)))

    def is_index(self, row: int) -> bool:
        """(1) (2) (3): the numbers of the columns."""
        texts = [self.said(row, c).replace(" ", "") for c, _ in self.filled(row)]
        numbers = [int(m[0]) for t in texts if (m := re.match(r"\d+", t.strip("(["))) and _INDEX.match(t)]
        return (
            len(texts) >= 3
            and all(_INDEX.match(t) for t in texts)
            and len(numbers) >= 2
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            and numbers[0] <= 3
        )

    @staticmethod
    def _is_label(text: str) -> bool:
        return sum(c.isalpha() for c in text) >= 2 or bool(_YEAR.match(text)) or period_of(text) is not None

    def _heading_words(self, row: int) -> int:
        return sum(
            1 for c, cell in self.filled(row) if cell.kind == "text" and _HEADING.match(key_of(cell.text))
        )

    def _opens(self, row: int) -> bool:
        """Headings of another table, or the same ones again on a new page."""
        texts = [cell for _, cell in self.filled(row) if cell.kind == "text"]
        return (
            len(texts) >= 2
            and not any(
                self.is_value(row, c) and not _YEAR.match(self.said(row, c)) for c, _ in self.filled(row)
            )
            and any(key_of(self.said(row, c)) in _SURE_HEADINGS for c, _ in self.filled(row))
        )

    def _head(self, top: int, data: int) -> tuple[int, int] | None:
        """The heading rows above the first row of data."""
        rows = [r for r in range(top, data) if self._may_head(r)]
        if not rows:
            return None
        best = max(rows, key=lambda r: (min(self._heading_words(r), 3), r))
        first = best
        while first - 1 >= top and (first - 1 in rows or self._reaches(first - 1, first)):
            first -= 1
        last = best
        while last + 1 < data and (self._reaches(last, last + 1) or last + 1 in rows):
            last += 1
        return first, last

    def _may_head(self, row: int) -> bool:
        filled = self.filled(row)
        if len(filled) < 2 or self.is_index(row):
            return False
        texts = [clean(cell.text) for _, cell in filled]
        if any(_LETTERHEAD.search(fold(t)) or _NOTE_OF_UNIT.match(fold(t)) for t in texts):
            return False
        if len(filled) == 2 and _ORDER.match(texts[0]) and not _HEADING.match(key_of(texts[0])):
            return False
        return all(len(t) < 160 for t in texts)

    def _reaches(self, row: int, below: int) -> bool:
        """Whether a merged range runs from one row into the next."""
        return any(
            self.origin.get((row, c)) is not None and self.origin.get((row, c)) == self.origin.get((below, c))
            for c in range(self.width)
        )

    def heads(self, table: Table, column: int) -> list[str]:
        """The headings over a column, the outer first, each once."""
        out: list[str] = []
        for row in range(table.first, table.last + 1):
            text = self.said(row, column) or self._spilled(table, row, column)
            if text and (not out or out[-1] != text):
                out.append(text)
        return out

    def _spilled(self, table: Table, row: int, column: int) -> str:
        """Headings set over several columns without merging: "Năm 2019" | "" over "KH" | "TH"."""
        if row == table.last or (row, column) in self.origin:
            return ""
        below = [self.said(r, column) for r in range(row + 1, table.last + 1)]
        if not any(below):
            return ""
        for left in range(column - 1, -1, -1):
            text = self.said(row, left)
            if text:
                single = (row, left) in self.origin and self.origin.get((row + 1, left)) == self.origin[
                    row, left
                ]
                wide = any(self.said(r, left) for r in range(row + 1, table.last + 1))
                merged_flat = (row, left) in self.origin
                return text if wide and not single and not merged_flat else ""
        return ""

    def label(self, row: int, column: int) -> str:
        return self.said(row, column)


def _is_range(text: str) -> bool:
    return bool(
        re.fullmatch(r"\s*(?:từ )?[\d.,]+\s*%?\s*(?:-|–|—|đến|÷|/)\s*[\d.,]+\s*[^\d]{0,20}", fold(text))
    )


def _begins_with_a_number(text: str) -> bool:
    """ "1.250 LĐ", "15 (16)", "12?": a cell of numbers, whatever follows; not "1. Kinh tế", "15 Kinh tế"."""
    begins = re.match(r"^[(+-]?\d[\d.,]*\d|^[(+-]?\d", text)
    if begins is None or len(text) > 24:
        return False
    rest = text[begins.end() :]
    return not re.match(r"[.)]\s|\s*[A-ZÀ-ỸĐ][a-zà-ỹđ]|/\d", rest)


def is_order(text: str) -> bool:
    """ "I", "1.2", "a)": the number of a row."""
    return bool(_ORDER.match(clean(text)))


def is_year(text: str) -> bool:
    return bool(_YEAR.match(clean(text)))


def shape_key(text: str) -> str:
    """A heading without its years: next year's workbook has the same shape."""
    return re.sub(r"\b(?:19|20)\d\d\b", "#", key_of(plain_label(text)))


_SURE_HEADINGS = {
    "stt", "tt", "số tt", "chỉ tiêu", "nội dung", "tên chỉ tiêu", "đơn vị tính", "đvt", "mã", "mã chỉ tiêu",
    "các chỉ tiêu", "chỉ tiêu chủ yếu", "đơn vị", "xã phường", "tên đơn vị", "tên xã", "tên xã phường",
    "địa phương", "xã phường thị trấn", "xã", "phường", "năm", "ngành", "nguồn vốn", "đảng bộ", "chi bộ",
    "cấp học",
    "kỳ", "tháng", "quý", "tên", "thôn", "trường", "loại hình", "lĩnh vực", "địa bàn", "thời điểm",
}  # fmt: skip
