"""The sheets of an old .xls: the cells by calamine, their looks from the records of the file (BIFF8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import olefile  # type: ignore[import-untyped]  # comes with msoffcrypto-tool
from python_calamine import SheetTypeEnum

from vankien.model import UnreadableFile
from vankien.text import clean
from vankien.word.books.formats import PLAIN, Format, built_in, number_cell, read_format, typed
from vankien.word.books.grid import Cell, Grid, Merge
from vankien.word.legacy import coding_of, decode, is_legacy
from vankien.word.workbook import open_workbook

_DAY_ZERO = date(1899, 12, 30)
_SHEET, _FORMAT, _FONT, _XF, _ROW, _COLUMNS, _MERGED = 0x85, 0x41E, 0x31, 0xE0, 0x208, 0x7D, 0xE5
_SINGLE = (0x203, 0x27E, 0x06, 0xFD, 0x205, 0x204)  # one cell: NUMBER, RK, FORMULA, LABELSST, BOOLERR, LABEL
_MANY, _BEGIN, _END, _TRUTH_OR_ERROR, _FORMULA = 0xBD, 0x809, 0x0A, 0x205, 0x06
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass
class _Looks:
    """What the records say of one sheet beside the values."""

    formats: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


def read(path: Path, most: int) -> list[Grid]:
    """Every worksheet in order; `most` filled cells together. Raises UnreadableFile."""
    looks, formats = _looks(path)
    grids = []
    with open_workbook(path) as workbook:
        for number, known in enumerate(workbook.sheets_metadata):
            if known.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            most -= (sheet.total_height + 1) * (sheet.total_width + 1)
            if most < 0:
                raise UnreadableFile("workbook_too_heavy")
            rows = sheet.to_python(skip_empty_area=False)
            grids.append(_grid(known.name, rows, looks[number] if number < len(looks) else None, formats))
    return grids


def _grid(name: str, rows: Sequence[Sequence[object]], look: _Looks | None, formats: list[Format]) -> Grid:
    known = look or _Looks()
    grid = Grid(
        clean(name), {}, known.merges, known.hidden, known.hidden_rows, known.hidden_columns, look is not None
    )
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            at = known.formats.get((r, c), -1)
            cell = _cell(value, formats[at] if 0 <= at < len(formats) else PLAIN)
            if cell is not None:
                grid.cells[r, c] = cell
    for place, error in known.errors.items():
        grid.cells[place] = Cell("error", error)
    return grid


def _cell(value: object, look: Format) -> Cell | None:
    if isinstance(value, bool):
        return Cell("truth", str(value).upper())
    if isinstance(value, int | float):
        raw = typed(repr(value))
        return number_cell(raw, look, _DAY_ZERO) if raw is not None else None
    if isinstance(value, date):  # also a datetime
        day = value.date() if isinstance(value, datetime) else value
        return number_cell(Decimal((day - _DAY_ZERO).days), look if look.day else _A_DAY, _DAY_ZERO)
    if isinstance(value, time | timedelta):
        return Cell("text", str(value))
    said = "" if value is None else decode(str(value), look.coding) if look.coding else str(value)
    return Cell("text", said) if clean(said) else None


_A_DAY = read_format("dd/mm/yyyy")


def _looks(path: Path) -> tuple[list[_Looks], list[Format]]:
    """By sheet, and the formats by number of their record; nothing where the file is older than BIFF8."""
    try:
        with olefile.OleFileIO(str(path)) as file:
            name = next(n for n in ("Workbook", "Book") if file.exists(n))
            data = file.openstream(name).read()
    except (OSError, StopIteration, ValueError):
        return [], []
    try:
        return _sheets(data)
    except (struct.error, IndexError, UnicodeDecodeError):
        return [], []


def _records(data: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(data: bytes) -> tuple[list[_Looks], list[Format]]:
    own: dict[int, str] = {}
    used: list[tuple[int, int]] = []
    fonts: list[str] = []
    starts: list[tuple[int, bool]] = []
    for kind, body in _records(data):
        if kind == _BEGIN and struct.unpack_from("<H", body)[0] != 0x600:
            return [], []
        if kind == _END:
            break
        if kind == _FORMAT:
            own[struct.unpack_from("<H", body)[0]] = _string(body, 2)
        elif kind == _XF:
            used.append(struct.unpack_from("<HH", body))
        elif kind == _FONT:
            fonts.append(_string(body, 14, short=True))
            if len(fonts) == 4:
                fonts.append("")  # no font has the number 4
        elif kind == _SHEET:
            starts.append((struct.unpack_from("<I", body)[0], bool(body[4] & 3)))
    formats = [
        _format(own.get(number) or built_in(number), fonts[f] if f < len(fonts) else "") for f, number in used
    ]
    return [_sheet(data, start, hidden) for start, hidden in starts], formats


def _format(code: str, font: str) -> Format:
    coding = coding_of(font)
    return replace(read_format(code), coding=coding) if is_legacy(coding) else read_format(code)


def _string(body: bytes, at: int, *, short: bool = False) -> str:
    length, wide = struct.unpack_from("<BB" if short else "<HB", body, at)
    begin = at + (2 if short else 3)
    text = body[begin : begin + (length * 2 if wide & 1 else length)]
    return text.decode("utf-16-le" if wide & 1 else "latin-1")


def _sheet(data: bytes, start: int, hidden: bool) -> _Looks:
    look, depth = _Looks(hidden=hidden), 0
    for kind, body in _records(data, start):
        depth += (kind == _BEGIN) - (kind == _END)
        if kind == _END and depth <= 0:
            break
        if depth == 1:  # a drawing's chart has records of its own
            _note(look, kind, body)
    return look


def _note(look: _Looks, kind: int, body: bytes) -> None:
    if kind in _SINGLE:
        row, column, number = struct.unpack_from("<HHH", body)
        look.formats[row, column] = number
        if (kind == _TRUTH_OR_ERROR and body[7]) or (
            kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2
        ):
            code = body[6] if kind == _TRUTH_OR_ERROR else body[8]
            look.errors[row, column] = _ERRORS.get(code, "#N/A")
    elif kind == _MANY:
        row, first = struct.unpack_from("<HH", body)
        for i in range((len(body) - 6) // 6):
            look.formats[row, first + i] = struct.unpack_from("<H", body, 4 + 6 * i)[0]
    elif kind == _ROW and body[12] & 0x20:
        look.hidden_rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        look.hidden_columns |= set(range(first, min(last, 400) + 1))
    elif kind == _MERGED:
        for i in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * i)
            look.merges.append(Merge(top, left, bottom, right))
