"""Finding the row of titles in a sheet that an office made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vankien.text import bare, clean
from vankien.word.sheets import Cell, Sheet
from vankien_web.common import cells

SEARCHED = 20  # rows
_ASIDE = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """`titles` are the names under which offices write it, the official one first.

    A required column must be there, and filled in every row. `parse` as in `cells`.
    """

    id: str
    titles: tuple[str, ...]
    required: bool = False
    parse: cells.Parser = cells.text


@dataclass(frozen=True)
class Header:
    """`last`: the index of its lowest row; `columns`: id → index; `titles`: index → what stands there."""

    last: int
    columns: Mapping[str, int]
    titles: Mapping[int, str]


def find(sheet: Sheet, columns: Sequence[Column]) -> Header | None:
    """The row, or two rows with groups above, that has most of the titles; None where too few are known."""
    known = {_key(title): column.id for column in columns for title in column.titles}
    tried = [
        _read(sheet.rows, index, double, known)
        for index in range(min(SEARCHED, len(sheet.rows)))
        for double in (False, True)
        if index or not double
    ]
    best = max(tried, key=lambda header: len(header.columns), default=None)
    required = {column.id for column in columns if column.required}
    enough = best is not None and (len(best.columns) > 1 or (required and required <= best.columns.keys()))
    return best if enough else None


def letter(index: int) -> str:
    """A column as Excel names it: 0 → "A", 26 → "AA"."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def numbers(words: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3, (1) (2) (3), A B 1 2."""
    plain = [word.strip("()[]") for word in words]
    counted = [int(word) for word in plain if word.isascii() and word.isdigit()]
    letters = [word for word in plain if re.fullmatch(r"[a-d]|stt|tt", word)]
    in_order = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    return len(plain) > 1 and in_order and counted[0] <= 2 and len(counted) + len(letters) == len(plain)


def _read(rows: Sequence[Sequence[Cell]], index: int, double: bool, known: Mapping[str, str]) -> Header:
    below, above = rows[index], rows[index - 1] if double else ()
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    group = ""
    for place, cell in enumerate(below):
        top = _title(above[place]) if place < len(above) else ""
        own = _title(cell)
        group = top or (group if own else "")
        titles[place] = own or top
        for title in (own or top, f"{group} {own}"):
            found = known.get(_key(title))
            if found and found not in columns:
                columns[found] = place
                break
    return Header(index, columns, {place: title for place, title in titles.items() if title})


def _title(cell: Cell) -> str:
    return "" if cell is None else clean(cells.text(cell))


def _key(title: str) -> str:
    return " ".join(_WORD.findall(bare(_ASIDE.sub(" ", clean(title)))))
