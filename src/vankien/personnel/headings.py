"""The head of a list of candidates: which row it is, and what each column holds, in any order."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vankien.personnel.grid import Cell, Grid
from vankien.text import clean, fold

_FEW = 40  # rows down to which a workbook's title may push the head
_SUBHEAD = re.compile(
    r"nam|nữ|dự bị|chính thức|\(?[a-z0-9]{1,2}\)?|bước.*|số phiếu.*|tỷ lệ.*|%|.*\(%\)|đồng ý|không đồng ý|x"
)
_ORDINAL = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?")
_PAST = re.compile(r"hiện nay|hiện tại|hiện giữ|đương nhiệm|khóa cũ|đang giữ|nhiệm kỳ trước")
_ALSO = (
    "birth",
    "sex",
    "religion",
    "theory",
    "management",
    "professional",
    "languages",
    "computing",
    "party_both",
)


@dataclass(frozen=True, slots=True)
class Column:
    """`fields`: of Candidate, or male, female, party_both, body, votes …; most columns hold one."""

    index: int
    fields: tuple[str, ...]
    heading: str  # as the table writes it, upper headings first
    key: str  # folded

    @property
    def past(self) -> bool:
        return _PAST.search(self.key) is not None


@dataclass(frozen=True, slots=True)
class Head:
    """The rows [first, last] of a head and the columns under it."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def has(self, *fields: str) -> bool:
        return any(f in column.fields for column in self.columns for f in fields)

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(f for column in self.columns for f in column.fields)


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], bool, re.Pattern[str] | None], ...]:
    return tuple(
        (
            rule["field"],
            re.compile(rule.get("is") or rule["has"]),
            "is" in rule,
            re.compile(rule["not"]) if "not" in rule else None,
        )
        for rule in words()["column"]
    )


def fields_of(key: str) -> tuple[str, ...]:
    """What a column with this folded heading holds; more than one where it says so ("dân tộc, tôn giáo")."""
    found = [
        field
        for field, pattern, whole, unless in _rules()
        if (pattern.fullmatch(key) if whole else pattern.search(key)) and not (unless and unless.search(key))
    ]
    if not found:
        return ()
    first = found[0]
    joined = re.search(r"[,;/]| và | - ", key.rsplit("|", 1)[-1])
    if first in ("male", "female", "number", "planned", "votes", "body", "track", "rating") or not joined:
        return (_within(key, found),)
    return (first, *(f for f in found[1:] if f in _ALSO and not (f == "party_both" and "party" in first)))


def _within(key: str, found: list[str]) -> str:
    """A column's own words weigh more than those of the heading over it ("trình độ | lý luận chính trị")."""
    own = key.rsplit(" | ", 1)[-1]
    if own == key or found[0] in ("male", "female", "votes"):
        return found[0]
    alone = fields_of(own)
    return alone[0] if alone and alone[0] in found else found[0]


def head_of(grid: Grid) -> Head | None:
    """The first head that names the candidates; None where the grid is no list of people."""
    rows = [r for r in grid.rows if r <= _FEW + (grid.rows[0] if grid.rows else 0)]
    for field in ("name", "code"):
        for row in rows:
            named = [c for c in grid.row(row) if field in fields_of(_key(c)) and len(c.line) < 60]
            if named and len(grid.row(row)) >= 2:
                last = _last(grid, row, named[0])
                columns = filter(None, (_column(grid, n, row, last) for n in grid.columns))
                return Head(row, last, tuple(_naming(c, field) for c in columns))
    return None


def _naming(column: Column, field: str) -> Column:
    """A code stands for the name only where no column has that."""
    fields = tuple("name" if f == field else f for f in column.fields if f in (field, "name") or f != "code")
    return replace(column, fields=fields)


def _last(grid: Grid, first: int, name: Cell) -> int:
    """The last row of the head: as deep as the name's cell, then sub-headings or column numbers."""
    last = first + name.row_span - 1
    for row in [r for r in grid.rows if r > first]:
        cells = grid.row(row)
        if row > last and not _goes_on(cells, name):
            break
        last = max(last, row)
    return last


def _goes_on(cells: tuple[Cell, ...], name: Cell) -> bool:
    texts = [fold(c.line) for c in cells]
    if all(_ORDINAL.fullmatch(t) for t in texts) and len(texts) > 2:
        return texts == sorted(texts, key=lambda t: t.strip("()").isdigit())  # (a) (b) (1) (2), not 1, a, 30
    below = [c for c in cells if c.column <= name.column < c.column + c.column_span]
    return not below and all(_SUBHEAD.fullmatch(t) or fields_of(t) for t in texts)


def _key(cell: Cell) -> str:
    return fold(clean(cell.line)).strip(" .:*")


def _column(grid: Grid, index: int, first: int, last: int) -> Column | None:
    over = [c for c in grid.over(index, range(first, last + 1)) if not _ORDINAL.fullmatch(_key(c))]
    if not over:
        return None
    key = " | ".join(_key(c) for c in over)
    return Column(index, fields_of(key), " – ".join(clean(c.line) for c in over), key)
