"""Reference data: a workbook of confirmed values, with which a draft's figures are compared (VK408)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from vankien.figures import numerals
from vankien.model import UnreadableFile
from vankien.text import bare, clean
from vankien.word.workbook import open_workbook, percent_cells, sheet_rows

_COLUMNS = {
    "indicator": ("mã", "mã chỉ tiêu", "id", "indicator"),
    "name": ("chỉ tiêu", "tên chỉ tiêu", "name"),
    "unit": ("đơn vị tính", "đvt", "đơn vị", "unit"),
    "period": ("kỳ", "kỳ số liệu", "thời kỳ", "năm", "period"),
    "value": ("giá trị", "số liệu", "value"),
    "source": ("nguồn", "nguồn số liệu", "source"),
}
_NAMES = {bare(word): key for key, words in _COLUMNS.items() for word in words}
_REQUIRED = {"indicator": "Mã", "value": "Giá trị"}
_HEADER_WITHIN = 30  # rows: a title and a note may stand above the header
_NUMBER = re.compile(r"(-?)\s*(\d[\d.,\s]*?)\s*(%?)$")
_PERIOD = re.compile(r"^(?:năm|giai đoạn|nhiệm kỳ|kỳ)\s+(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A confirmed value. `indicator` is a pack's id; `row` counts from 1 as the spreadsheet shows it."""

    indicator: str
    name: str
    unit: str | None
    period: str | None
    value: Decimal
    source: str
    row: int


def read_reference(path: Path) -> tuple[ReferenceValue, ...]:
    """Columns `Mã | Chỉ tiêu | Đơn vị tính | Kỳ | Giá trị | Nguồn`, in any order, found by their names.

    Raises UnreadableFile with one sentence for a workbook that cannot be used.
    """
    try:
        return _read(Path(path))
    except UnreadableFile as error:
        error.params.setdefault("file", str(path))
        raise


def _read(path: Path) -> tuple[ReferenceValue, ...]:
    workbook = open_workbook(path)
    best: set[str] = set()
    for sheet in workbook.sheet_names:
        rows = sheet_rows(workbook, sheet)
        for number, row in enumerate(rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            if _REQUIRED.keys() <= columns.keys():
                percents = percent_cells(path, sheet)
                values = tuple(_values(rows, number, columns, percents))
                if not values:
                    raise UnreadableFile("reference_no_rows")
                return values
            best = max(best, set(columns), key=len)
    missing = next(name for key, name in _REQUIRED.items() if key not in best or len(best) < 2)
    raise UnreadableFile("reference_no_header", missing=missing)


def _columns(row: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        key = _NAMES.get(bare(clean(str(cell))).rstrip(" :*"))
        if key:
            found.setdefault(key, column)
    return found


def _values(
    rows: list[list[Any]], header: int, columns: dict[str, int], percents: set[tuple[int, int]]
) -> Iterator[ReferenceValue]:
    texts = [row[columns["value"]] for row in rows[header + 1 :] if len(row) > columns["value"]]
    english = numerals.english_habit("\n".join(t for t in texts if isinstance(t, str)))
    for number, row in enumerate(rows[header + 1 :], header + 1):
        cells = {key: row[column] if column < len(row) else "" for key, column in columns.items()}
        if clean(str(cells["value"])) == "":
            continue
        percent = (number, columns["value"]) in percents
        value = _value(cells["value"], number + 1, english=english, percent=percent)
        indicator = clean(str(cells["indicator"]))
        if not indicator:
            raise UnreadableFile("reference_no_id", row=str(number + 1))
        yield ReferenceValue(
            indicator=indicator,
            name=_text(cells.get("name")),
            unit=_text(cells.get("unit")) or ("%" if percent else None),
            period=_period(cells.get("period")),
            value=value,
            source=_text(cells.get("source")),
            row=number + 1,
        )


def _value(cell: Any, row: int, *, english: bool, percent: bool) -> Decimal:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # Twelve digits: what a person typed, without the tail that binary fractions grow.
        return Decimal(f"{cell:.12g}") * (100 if percent else 1)
    match = _NUMBER.match(clean(str(cell))) if isinstance(cell, str) else None
    if match is None or not re.fullmatch(numerals.NUMBER, match[2]):
        raise UnreadableFile("reference_bad_value", row=str(row), value=clean(str(cell)))
    value = numerals.read(match[2], english=english)
    return -value if match[1] else value


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else clean(str(cell))


def _period(cell: Any) -> str | None:
    """2020.0 → "2020", "Giai đoạn 2015 – 2020" → "2015-2020"; a date as day/month/year."""
    if isinstance(cell, date | datetime):
        return f"{cell.day}/{cell.month}/{cell.year}"
    text = _PERIOD.sub("", _text(cell))
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "-", text) or None
