"""Workbooks as far as checks need them: opened behind the guards, and which cells are shown as percent."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook, PasswordError, WorksheetNotFound

from vankien.model import UnreadableFile
from vankien.word.guard import check_package
from vankien.word.kinds import kind_of
from vankien.word.strip import parse_xml

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT_FORMATS = {"9", "10"}


def open_workbook(path: Path) -> CalamineWorkbook:
    """An .xlsx, .xls or .ods. Raises UnreadableFile."""
    try:
        kind = kind_of(path)
    except UnreadableFile as error:
        kind = error.reason
        if kind in ("missing", "folder", "forbidden", "unopenable", "empty", "encrypted", "damaged"):
            raise
    if kind != "spreadsheet":
        raise UnreadableFile("reference_not_a_workbook")
    if zipfile.is_zipfile(path):
        check_package(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UnreadableFile("encrypted") from None
    except Exception as error:
        raise UnreadableFile("reference_not_a_workbook") from error


def sheet_rows(workbook: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    """The cells of a sheet from its first row and column on; none where the sheet is no table."""
    try:
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (WorksheetNotFound, ValueError):
        return []


def percent_cells(path: Path, sheet: str) -> set[tuple[int, int]]:
    """(row, column), from 0, of the cells that an .xlsx shows as percent: there 5.3 % is stored as 0.053."""
    if not zipfile.is_zipfile(path):
        return set()
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        part = _sheet_part(package, sheet)
        if part not in names or "xl/styles.xml" not in names:
            return set()
        styles = _percent_styles(parse_xml(package.read("xl/styles.xml")))
        cells = parse_xml(package.read(part)).iter(_SHEET + "c")
        return {_position(cell.get("r", "A1")) for cell in cells if cell.get("s", "0") in styles}


def _sheet_part(package: zipfile.ZipFile, sheet: str) -> str:
    if "xl/workbook.xml" not in package.namelist() or "xl/_rels/workbook.xml.rels" not in package.namelist():
        return ""
    sheets = parse_xml(package.read("xl/workbook.xml")).iter(_SHEET + "sheet")
    wanted = next((s.get(_RELATION) for s in sheets if s.get("name") == sheet), None)
    relations = parse_xml(package.read("xl/_rels/workbook.xml.rels"))
    target = next((r.get("Target", "") for r in relations if r.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _percent_styles(styles: etree._Element) -> set[str]:
    own = {f.get("numFmtId") for f in styles.iter(_SHEET + "numFmt") if "%" in f.get("formatCode", "")}
    formats = styles.find(_SHEET + "cellXfs")
    numbered: Iterator[tuple[int, etree._Element]] = enumerate(formats if formats is not None else ())
    return {str(n) for n, f in numbered if f.get("numFmtId") in own | _PERCENT_FORMATS}


def _position(reference: str) -> tuple[int, int]:
    """ "B3" → (2, 1)."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :] or 1) - 1, column - 1
