"""Workbooks that people fill in: a unit's opinions, and the lines of a synthesis that a person went over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.synthesis.model import Conference, Group, Remark, Sealed, Synthesis
from vankien.text import clean, fold
from vankien.word.sheets import Cell, sheets_apart

_MOST = 200_000  # rows
_LOOKED = 20  # rows among which the head of the table stands
_COUNT = re.compile(r"\d{1,3}(?:[. ]\d{3}){1,2}|\d{1,9}")
OPINIONS: Mapping[str, tuple[str, ...]] = {
    "heading": ("mục", "đề mục", "phần, mục", "phần", "nội dung của dự thảo", "đề mục của dự thảo"),
    "text": ("ý kiến", "ý kiến góp ý", "nội dung góp ý", "nội dung ý kiến", "góp ý"),
    "conference": ("hội nghị", "tên hội nghị"),
    "held": ("ngày", "ngày họp", "ngày tổ chức"),
    "present": ("số người dự", "số người tham dự", "người dự"),
    "people": ("số người nêu", "số người", "số người góp ý"),
    "opinions": ("số ý kiến", "số lượt ý kiến", "lượt ý kiến"),
}
LINES: Mapping[str, tuple[str, ...]] = {
    "heading": OPINIONS["heading"],
    "text": ("nội dung tổng hợp",),
    "code": ("mã dòng",),
}


def opinions(path: Path, *, name: str | None = None) -> tuple[tuple[Conference, ...], tuple[Remark, ...]]:
    """The conferences and remarks of a table with at least the columns "Mục" and "Ý kiến".

    A cell left empty under a heading, conference or day means the one above. Raises UnreadableFile.
    """
    name = name or path.name
    conferences: dict[tuple[str, str], Conference] = {}
    remarks = []
    above: dict[str, Cell] = {}
    for number, row in _rows(path, name, OPINIONS, ("heading", "text")):
        text = _text(row.get("text"))
        above |= {key: value for key, value in row.items() if key in _REPEATED and value is not None}
        if not text:
            continue
        conference = _conference(conferences, above, name, number)
        remarks.append(
            Remark(
                heading=_text(above.get("heading")),
                text=text,
                conference=conference,
                people=_count(row.get("people"), name, number, "people", 1),
                opinions=_count(row.get("opinions"), name, number, "opinions", 1),
            )
        )
    if not remarks:
        raise UnreadableFile("no_opinions", file=name)
    return tuple(conferences.values()), tuple(remarks)


_REPEATED = ("heading", "conference", "held", "present")


def groups(
    path: Path, made: Synthesis, sealed: Sequence[Sealed], *, name: str | None = None
) -> tuple[Group, ...]:
    """What a person made of the lines of `made` in the workbook written of them: sentences mended, lines put
    together (their codes in one cell). `sealed`: the contributions behind `made`. Raises UnreadableFile."""
    name = name or path.name
    ids = {id(one.contribution): one.id for one in sealed}
    of_code = {code(made, at): line for at, line in enumerate(made.lines)}
    found, heading = [], ""
    for number, row in _rows(path, name, LINES, ("heading", "text", "code")):
        heading = _text(row.get("heading")) or heading
        codes = _text(row.get("code")).replace(",", " ").replace(";", " ").split()
        unknown = [one for one in codes if one not in of_code]
        if unknown:
            raise UnreadableFile("unknown_line", file=name, row=str(number), code=unknown[0])
        members = tuple(
            (ids[id(made.contributions[at])], remark)
            for one in codes
            for at, remark in (made.remarks[member] for member in of_code[one].members)
        )
        if members:
            found.append(Group(heading, _text(row.get("text")), members))
    return tuple(found)


def code(made: Synthesis, line: int) -> str:
    """The number of a line as the workbook shows it, from 1."""
    return f"D{line + 1}"


def _rows(
    path: Path, name: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> list[tuple[int, dict[str, Cell]]]:
    """(number as Excel shows it, cells by column) below the first row that names the needed columns."""
    for sheet in sheets_apart(path, name=name, most=_MOST):
        for at, row in enumerate(sheet.rows[:_LOOKED]):
            heads = [fold(clean(str(cell))) if cell is not None else "" for cell in row]
            places = {c: i for c, names in columns.items() for i, head in enumerate(heads) if head in names}
            if all(column in places for column in needed):
                return [
                    (number, {c: cells[i] for c, i in places.items() if i < len(cells)})
                    for number, cells in enumerate(sheet.rows[at + 1 :], at + 2)
                ]
    raise UnreadableFile("no_such_columns", file=name, columns=", ".join(columns[n][0] for n in needed))


def _conference(
    conferences: dict[tuple[str, str], Conference], above: Mapping[str, Cell], name: str, number: int
) -> str:
    """Its id; a new one is kept."""
    held = above.get("held")
    day = held.isoformat() if isinstance(held, date) else _text(held)
    called = _text(above.get("conference"))
    if not called and not day:
        return ""
    key = (fold(called), day)
    if key not in conferences:
        present = _count(above.get("present"), name, number, "present", 0)
        conferences[key] = Conference(f"h{len(conferences) + 1}", called or day, day, present)
    return conferences[key].id


def _count(cell: Cell, name: str, number: int, column: str, default: int) -> int:
    if cell is None or cell == "":
        return default
    told = _text(cell)
    if not _COUNT.fullmatch(told):
        raise UnreadableFile(
            "not_a_count", file=name, row=str(number), column=OPINIONS[column][0], value=_text(cell)[:40]
        )
    return int(told.replace(".", "").replace(" ", ""))


def _text(cell: Cell) -> str:
    return "" if cell is None else clean(str(cell))
