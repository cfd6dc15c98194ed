"""Tables as an .xlsx that an office can print and go on working with."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FONT = "Times New Roman"
_CELL = {"font_name": _FONT, "font_size": 12, "valign": "top", "border": 1}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": _FONT, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter"},
    "note": {"font_name": _FONT, "font_size": 12, "italic": True, "align": "center"},
    "header": _CELL
    | {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E7E6E6"},
    "text": _CELL | {"text_wrap": True, "num_format": "@"},
    "day": _CELL | {"align": "center", "num_format": "dd/mm/yyyy"},
    "whole": _CELL | {"num_format": "#,##0"},
    "number": _CELL | {"num_format": "#,##0.0##"},
}
_LINE, _HIGHEST = 16.5, 409.0  # points
_MOST_LETTERS = 32_767  # in one cell of Excel
_BREAK, _SPACE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]"), re.compile(r"[^\S\n\t]")
_KEPT = "\n\t\u200d"  # the last joins the parts of one emoji


@dataclass(frozen=True)
class Heading:
    """A column to write: its title and its width in letters."""

    title: str
    width: int = 20


@dataclass(frozen=True)
class Table:
    """One sheet. `rows` may come one by one; without a `title` the header is the first row."""

    columns: Sequence[Heading | str]
    rows: Iterable[Sequence[object]]
    title: str = ""
    note: str = ""
    sheet: str = "Bảng"
    headings: Sequence[Heading] = field(init=False)

    def __post_init__(self) -> None:
        plain = [Heading(c) if isinstance(c, str) else c for c in self.columns]
        object.__setattr__(self, "headings", plain)


def write_table(
    title: str,
    columns: Sequence[Heading | str],
    rows: Iterable[Sequence[object]],
    *,
    note: str = "",
    sheet: str = "Bảng",
) -> bytes:
    """An .xlsx of one sheet: title, an optional note, a header that stays in sight, the rows."""
    out = io.BytesIO()
    write_tables(out, [Table(columns, rows, title, note, sheet)])
    return out.getvalue()


def write_tables(target: Path | BinaryIO, tables: Iterable[Table]) -> None:
    """A sheet each, its header in sight and on every printed A4 page. Holds one row in memory at a time.

    Strings stay strings whatever they begin with; days and numbers are real ones, shown as 13/02/2020 and
    1.234,5 by a Vietnamese Excel. Raises OSError.
    """
    out = str(target) if isinstance(target, Path) else target
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(out, options) as book:
            looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
            for table in tables:
                _write_sheet(book.add_worksheet(table.sheet[:31]), table, looks)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _write_sheet(paper: Worksheet, table: Table, looks: dict[str, Format]) -> None:
    headings = table.headings
    top = _write_head(paper, table, looks)
    last = top
    for last, row in enumerate(table.rows, top + 1):
        paper.set_row(last, _height(row, headings))
        for column, value in enumerate(row):
            _write(paper, last, column, value, looks)
    _set_up(paper, top, last, headings)


def _write_head(paper: Worksheet, table: Table, looks: dict[str, Format]) -> int:
    """The index of the header's row. What stands above is written first: rows are written in order."""
    headings = table.headings
    for column, heading in enumerate(headings):
        paper.set_column(column, column, heading.width)
    lines = [(text, look, 24.0 if look == "title" else None)
             for text, look in ((table.title, "title"), (table.note, "note")) if text]  # fmt: skip
    for row, (text, look, height) in enumerate(lines):
        paper.set_row(row, height)
        if len(headings) > 1:
            paper.merge_range(row, 0, row, len(headings) - 1, "", looks[look])
        paper.write_string(row, 0, _printable(text), looks[look])
    top = len(lines) + 1 if lines else 0
    paper.set_row(top, _height([heading.title.upper() for heading in headings], headings))
    for column, heading in enumerate(headings):
        paper.write_string(top, column, _printable(heading.title), looks["header"])
    return top


def _height(row: Sequence[object], headings: Sequence[Heading]) -> float:
    """Points for the longest cell's lines: not every program makes a row grow with its text."""
    lines = [
        sum(math.ceil(max(len(line), 1) / heading.width) for line in str(value or "").split("\n"))
        for value, heading in zip(row, headings, strict=False)
    ]
    return min(_LINE * max(lines, default=1), _HIGHEST)


def _write(paper: Worksheet, row: int, column: int, value: object, looks: dict[str, Format]) -> None:
    if value is None or value == "":
        paper.write_blank(row, column, None, looks["text"])
    elif isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        paper.write_datetime(row, column, day, looks["day"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        paper.write_number(row, column, value, looks["whole" if value == int(value) else "number"])
    else:
        paper.write_string(row, column, _printable(str(value)), looks["text"])


def _printable(text: str) -> str:
    """As people read it: odd breaks and spaces as plain ones, without what shows nothing or turns a text."""
    plain = _SPACE.sub(" ", _BREAK.sub("\n", text))
    return "".join(c for c in plain if c.isprintable() or c in _KEPT)[:_MOST_LETTERS]


def _set_up(paper: Worksheet, top: int, last: int, headings: Sequence[Heading]) -> None:
    paper.freeze_panes(top + 1, 0)
    paper.autofilter(top, 0, last, len(headings) - 1)
    paper.set_paper(9)  # A4
    paper.set_landscape()
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(top)
    paper.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    paper.set_footer("&C&P/&N")
    paper.print_area(0, 0, last, len(headings) - 1)
