"""Workbooks as grids of exact cells: .xlsx, .xls, .ods behind the guards of `word`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.word.apart import ask
from vankien.word.books.data import grid_from_data, grid_to_data
from vankien.word.books.grid import Cell, Grid, Merge, address, letters, position

__all__ = [
    "Cell",
    "Grid",
    "Merge",
    "address",
    "grid_from_data",
    "grid_to_data",
    "grids",
    "grids_apart",
    "letters",
    "position",
]
_MOST = 200_000  # filled cells of a workbook


def grids(path: Path, most: int = _MOST) -> list[Grid]:
    """Every sheet of a workbook in order, hidden ones too. Raises UnreadableFile."""
    from vankien.word.books import ods, xls, xlsx
    from vankien.word.workbook import check_workbook

    path = Path(path)
    check_workbook(path)
    try:
        if not zipfile.is_zipfile(path):
            return xls.read(path, most)
        with zipfile.ZipFile(path) as package:
            open_document = "content.xml" in package.namelist()
            binary = "xl/workbook.bin" in package.namelist()
        if binary:
            raise UnreadableFile("reference_not_a_workbook")
        return ods.read(path, most) if open_document else xlsx.read(path, most)
    except (ValueError, KeyError, IndexError, OSError) as error:
        raise UnreadableFile("damaged") from error


def grids_apart(path: Path, *, name: str, seconds: float = 30, megabytes: int = 600) -> list[Grid]:
    """`grids` in a child process limited to `seconds` and `megabytes`. Raises UnreadableFile."""
    told = ask(__name__, Path(path), seconds=seconds, megabytes=megabytes, name=name)
    return [grid_from_data(data) for data in told["grids"]]


def answer(path: str) -> str:
    """What the child prints."""
    return json.dumps({"grids": [grid_to_data(grid) for grid in grids(Path(path))]}, ensure_ascii=False)
