"""Reference data without a site: a workbook of confirmed values, with which figures are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vankien.model import Role, UnreadableFile
from vankien.packs.model import Indicator
from vankien.reference.model import Doubt
from vankien.reference.numbers import habit_of, number_of
from vankien.reference.propose import propose
from vankien.reference.read import read
from vankien.reference.second import across
from vankien.reference.words import bare_place, is_total, role_of
from vankien.text import bare, clean
from vankien.word.books import Cell, Grid, address, grids, position

_COLUMNS = {
    "indicator": ("mã", "mã chỉ tiêu", "id", "indicator"),
    "name": ("chỉ tiêu", "tên chỉ tiêu", "name"),
    "unit": ("đơn vị tính", "đvt", "đơn vị", "unit"),
    "period": ("kỳ", "kỳ số liệu", "thời kỳ", "năm", "period"),
    "value": ("giá trị", "số liệu", "value"),
    "source": ("nguồn", "nguồn số liệu", "source"),
    "role": ("vai trò", "loại số liệu", "role"),
}
_NAMES = {bare(word): key for key, words in _COLUMNS.items() for word in words}
_REQUIRED = {"indicator": "Mã", "value": "Giá trị"}
_HEADER_WITHIN = 30  # rows: a title and a note may stand above the header
_PERIOD = re.compile(r"^(?:năm|giai đoạn|nhiệm kỳ|kỳ)\s+(?=\d)", re.IGNORECASE)
_NO_NUMBER = ("not_one_number", "only_a_bound", "is_a_day")


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A confirmed value. `indicator` is a pack's id; `row` counts from 1 as the spreadsheet shows it.

    `role`: a target is set beside targets only, a result beside results.
    """

    indicator: str
    name: str
    unit: str | None
    period: str | None
    value: Decimal
    source: str
    row: int
    role: Role = "actual"
    cell: str = ""  # "Biểu 1!C7"


Read = tuple[tuple[ReferenceValue, ...], tuple[Doubt, ...]]


def read_reference(path: Path, indicators: Iterable[Indicator] = ()) -> tuple[ReferenceValue, ...]:
    """The values of `read_workbook` alone."""
    return read_workbook(path, indicators)[0]


def read_workbook(path: Path, indicators: Iterable[Indicator] = ()) -> Read:
    """Columns `Mã | Chỉ tiêu | Đơn vị tính | Kỳ | Giá trị | Nguồn`, in any order, found by their names.

    A workbook of another shape gives what it says beyond doubt of its own unit in the words of `indicators`.
    Beside the values each cell that gives none, with the reason.
    Raises UnreadableFile with one sentence for a workbook that cannot be used.
    """
    try:
        return _read(Path(path), tuple(indicators))
    except UnreadableFile as error:
        error.params.setdefault("file", str(path))
        raise


def _read(path: Path, indicators: tuple[Indicator, ...]) -> Read:
    best: set[str] = set()
    sheets = [g for g in grids(path) if not g.hidden]
    for grid in sheets:
        for number in range(min(grid.height, _HEADER_WITHIN)):
            columns = _columns(grid, number)
            if _REQUIRED.keys() <= columns.keys():
                values = tuple(_values(grid, number, columns))
                if not values:
                    raise UnreadableFile("reference_no_rows")
                return values, _unread(sheets, grid)
            best = max(best, set(columns), key=len)
    if indicators and (found := _of_any_shape(sheets, indicators))[0]:
        return found
    missing = next(name for key, name in _REQUIRED.items() if key not in best or len(best) < 2)
    raise UnreadableFile("reference_no_header", missing=missing)


def _columns(grid: Grid, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in grid.row(row):
        key = _NAMES.get(bare(clean(cell.text)).rstrip(" :*"))
        if key:
            found.setdefault(key, column)
    return found


def _values(grid: Grid, header: int, columns: dict[str, int]) -> Iterator[ReferenceValue]:
    rows = range(header + 1, grid.height)
    stated = [cell for r in rows if (cell := grid.at(r, columns["value"]))]
    habit = habit_of([clean(cell.text) for cell in stated if cell.kind == "text"])
    for row in rows:
        cell = grid.at(row, columns["value"])
        if cell is None or not clean(cell.text):
            continue
        said = {key: clean(grid.text(row, column)) for key, column in columns.items()}
        value, measure = _value(cell, row, habit)
        if not said["indicator"]:
            raise UnreadableFile("reference_no_id", row=str(row + 1))
        yield ReferenceValue(
            indicator=said["indicator"],
            name=said.get("name", ""),
            unit=said.get("unit") or ("%" if cell.percent else None) or measure,
            period=_period(grid.at(row, columns["period"])) if "period" in columns else None,
            value=value,
            source=said.get("source", ""),
            row=row + 1,
            role=role_of(said.get("role", "")),
            cell=f"{grid.name}!{address(row, columns['value'])}",
        )


def _unread(sheets: list[Grid], used: Grid) -> tuple[Doubt, ...]:
    """The other sheets that hold numbers: the simple form is one sheet."""
    held = [g for g in sheets if g is not used and any(c.number is not None for c in g.cells.values())]
    return tuple(Doubt(grid.name, "", "other_sheet") for grid in held)


def _value(cell: Cell, row: int, habit: str) -> tuple[Decimal, str | None]:
    number = number_of(cell, habit=habit)
    if number is None or not number.values or number.why in _NO_NUMBER:
        raise UnreadableFile("reference_bad_value", row=str(row + 1), value=clean(cell.text))
    return number.values[0], number.measure if number.measure != "%" else None


def _period(cell: Cell | None) -> str | None:
    """2020 → "2020", "Giai đoạn 2015 – 2020" → "2015-2020"; a date as day/month/year."""
    if cell is None:
        return None
    if cell.day is not None:
        return f"{cell.day.day}/{cell.day.month}/{cell.day.year}"
    if cell.number is not None:
        return str(cell.number)
    text = _PERIOD.sub("", clean(cell.text))
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "-", text) or None


def _of_any_shape(sheets: list[Grid], indicators: tuple[Indicator, ...]) -> Read:
    readings = [read(grid, propose(grid, indicators), indicators) for grid in sheets]
    across(readings)
    found = [value for reading in readings for value in reading.values]
    named = {bare_place(v.unit_name) for v in found if v.unit_name and not is_total(v.unit_name)}
    alone = len(named) == 1 and all(v.unit_name for v in found)
    values, doubts = [], [doubt for reading in readings for doubt in reading.doubts]
    for v in found:
        own = alone or not v.unit_name or is_total(v.unit_name)
        if not v.indicator:
            doubts.append(Doubt(v.cell, str(v.value), "not_in_catalogue", {"name": v.name}))
        elif v.role not in ("actual", "target"):
            doubts.append(Doubt(v.cell, str(v.value), "role"))
        elif not own:
            doubts.append(Doubt(v.cell, str(v.value), "another_unit", {"unit": v.unit_name}))
        else:
            row = position(v.cell.rpartition("!")[2])[0] + 1
            values.append(
                ReferenceValue(
                    v.indicator, v.name, v.measure, v.period, v.value, v.source, row, v.role, v.cell
                )
            )
    return tuple(values), tuple(doubts)
