"""How a sheet was read, a line for each column and each named row, for a person to confirm."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vankien.reference.decided import LEFT, column_line, row_line
from vankien.reference.label import Row, rows_of
from vankien.reference.model import Mapping, Reading, Value
from vankien.reference.sheet import Sheet
from vankien.text import clean
from vankien.word.books.grid import Grid, position

_YEAR = re.compile(r"(?:19|20)\d\d")
_PARTS = ("indicator", "period", "role", "measure", "unit_name")


@dataclass(slots=True)
class Line:
    """`said`: for each of indicator, period, role, measure, unit_name the different readings of its cells.

    They are of the sure cells; of the doubtful ones where there is no sure one. `decided` by a person.
    `by_name`: a column whose indicator and unit of measure its rows name.
    """

    key: str
    label: str
    is_row: bool
    decided: dict[str, str]
    by_name: bool = False
    sure: int = 0
    doubtful: int = 0
    said: dict[str, list[str]] = field(default_factory=lambda: {part: [] for part in _PARTS})

    def one(self, part: str) -> str | None:
        """What all cells say of a part; None where they differ or none says anything."""
        return self.said[part][0] if len(self.said[part]) == 1 else None

    @property
    def left(self) -> bool:
        return self.decided.get("role") == LEFT

    @property
    def mark(self) -> str:
        """The same for a line that is read in the same way a year later, whatever other lines are there.

        A period that a person gave is not of next year. Of a column whose rows have names only that is in it
        what the rows do not say.
        """
        periods = {_YEAR.sub("#", period) for period in self.said["period"]}
        parts: list[Any] = [self.key, self.left, "decided" if self.decided.get("period") else sorted(periods)]
        parts += [sorted(self.said[p]) for p in (() if self.by_name else ("indicator", "measure"))]
        parts.append(sorted(self.said["role"]))
        parts += [] if self.is_row else [any(self.said["unit_name"])]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(slots=True)
class TableLines:
    """`unread`: headings of the columns that hold no values."""

    columns: list[Line]
    rows: list[Line]
    unread: list[str]

    @property
    def lines(self) -> list[Line]:
        """Those that say something: a person has to see them."""
        return [line for line in (*self.columns, *self.rows) if line.sure or line.left]


def lines_of(grid: Grid, mapping: Mapping, reading: Reading) -> list[TableLines]:
    """Of each table of a sheet."""
    sure = {position(v.cell.rpartition("!")[2]): v for v in reading.values}
    doubtful = {position(d.cell.rpartition("!")[2]): d.offers[0] for d in reading.doubts if d.offers}
    sheet = Sheet(grid)
    return [_of_table(sheet, n, table, mapping, sure, doubtful) for n, table in enumerate(mapping["tables"])]


def _of_table(
    sheet: Sheet,
    number: int,
    table: dict[str, Any],
    mapping: Mapping,
    sure: dict[tuple[int, int], Value],
    doubtful: dict[tuple[int, int], Value],
) -> TableLines:
    columns = {int(c): facts for c, facts in table["columns"].items()}
    values = [c for c, facts in columns.items() if facts["is"] == "value"]
    first, last = table["body"]
    own: dict[int, Line] = {
        c: Line(column_line(number, c), " › ".join(columns[c]["heads"]), False, columns[c].get("decided", {}))
        for c in values
    }
    rows: dict[str, Line] = {}
    for row in rows_of(sheet, first, last, columns):
        lines = _line_of(rows, row, mapping)
        for line in own.values():
            line.by_name = line.by_name or bool(row.name)
        for c in values:
            for line in (own[c], *lines):
                _add(line, sure.get((row.number, c)), doubtful.get((row.number, c)))
    unread = [" › ".join(f["heads"]) for f in columns.values() if f["is"] != "value" and f["heads"]]
    return TableLines(list(_filled(own.values())), list(_filled(rows.values())), unread)


def _line_of(rows: dict[str, Line], row: Row, mapping: Mapping) -> list[Line]:
    key = row_line(row)
    if not key:
        return []
    label = clean(row.name or row.unit or "")
    return [rows.setdefault(key, Line(key, label, True, mapping.get("rows", {}).get(key, {})))]


def _add(line: Line, sure: Value | None, doubtful: Value | None) -> None:
    value = sure or doubtful
    if value is None:
        return
    if sure and not line.sure:
        line.said = {part: [] for part in _PARTS}
    line.sure += sure is not None
    line.doubtful += sure is None
    if line.is_row and value.role in ("change", "completion_ratio"):
        return  # of the plan, not of what the row names
    if sure or not line.sure:
        for part, known in line.said.items():
            said = getattr(value, part) or ""
            if said not in known:
                known.append(said)


def _filled(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if line.sure or line.doubtful or line.left)
