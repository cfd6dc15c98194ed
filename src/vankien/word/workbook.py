"""Workbooks behind the guards."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError

from vankien.model import UnreadableFile
from vankien.word.guard import check_package
from vankien.word.kinds import kind_of


def check_workbook(path: Path) -> None:
    """Refuse what is no .xlsx, .xls or .ods, or a bomb. Raises UnreadableFile."""
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


def open_workbook(path: Path) -> CalamineWorkbook:
    """An .xlsx, .xls or .ods. Raises UnreadableFile."""
    check_workbook(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UnreadableFile("encrypted") from None
    except Exception as error:
        raise UnreadableFile("reference_not_a_workbook") from error
