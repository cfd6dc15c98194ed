"""The cells of a workbook, read in a child process: one cell far away makes a parser ask for gigabytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from vankien.model import UnreadableFile
from vankien.word.apart import ask
from vankien.word.workbook import open_workbook

Cell = str | float | int | bool | date | None
_MAX_SHEETS = 20
_MAX_COLUMNS = 300
_MAX_CELLS = 2_000_000
_DAY = "\ufdd0"  # marks a day among texts: a code point that no text holds


@dataclass(frozen=True)
class Sheet:
    """`rows` from the first row and column on; `merged` are ((top, left), (bottom, right)), from 0."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def sheets_apart(
    path: Path, *, name: str, most: int = 20_000, seconds: float = 30, megabytes: int = 600
) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .ods that are not hidden, up to `most` rows together.

    Times of day are left out of days; what a formula last came to stands for it. Raises UnreadableFile.
    """
    told = ask(__name__, Path(path), str(most), seconds=seconds, megabytes=megabytes, name=name)
    return [
        Sheet(
            s["name"], [[_revived(c) for c in row] for row in s["rows"]], [_corners(m) for m in s["merged"]]
        )
        for s in told["sheets"]
    ]


def answer(path: str, most: str) -> str:
    """What the child prints."""
    with open_workbook(Path(path)) as workbook:
        shown = [
            workbook.get_sheet_by_name(s.name)
            for s in workbook.sheets_metadata
            if s.typ == SheetTypeEnum.WorkSheet and s.visible == SheetVisibleEnum.Visible
        ][:_MAX_SHEETS]
        return json.dumps({"sheets": [_told(sheet, int(most)) for sheet in shown]}, ensure_ascii=False)


def _told(sheet: CalamineSheet, most: int) -> dict[str, Any]:
    height, width = sheet.total_height, sheet.total_width
    if height > most or height * width > _MAX_CELLS:
        raise UnreadableFile(
            "too_many_rows", rows=f"{height:,}".replace(",", "."), limit=f"{most:,}".replace(",", ".")
        )
    rows = sheet.to_python(skip_empty_area=False) if width else []
    return {
        "name": sheet.name,
        "rows": [[_plain(cell) for cell in row[:_MAX_COLUMNS]] for row in rows],
        "merged": sheet.merged_cell_ranges or [],
    }


def _plain(cell: object) -> Any:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _DAY + cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    return cell if cell != "" else None


def _revived(cell: Any) -> Cell:
    if isinstance(cell, str) and cell.startswith(_DAY):
        return date.fromisoformat(cell.removeprefix(_DAY))
    return cell  # type: ignore[no-any-return]


def _corners(merged: list[list[int]]) -> tuple[tuple[int, int], tuple[int, int]]:
    (top, left), (bottom, right) = merged
    return (top, left), (bottom, right)
