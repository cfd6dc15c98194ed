"""The rows of one list of candidates, under the group lines that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from vankien.personnel import cells
from vankien.personnel.grid import Cell, Grid
from vankien.personnel.groups import Group, ends, following, group_line
from vankien.personnel.headings import Column, Head
from vankien.personnel.model import Body, Candidate, Doubt
from vankien.personnel.person import candidate
from vankien.personnel.row import Row, is_head_again
from vankien.personnel.titles import UNTITLED, Title
from vankien.text import clean

_SEXES = ("male", "female")


@dataclass
class Listed:
    """What a table gave: candidates with the bodies and track of their group, and what was not clear."""

    candidates: list[Candidate] = field(default_factory=list)
    bodies: list[Body | None] = field(default_factory=list)  # of each candidate's group
    doubts: list[Doubt] = field(default_factory=list)
    lines: list[tuple[str, int | None]] = field(default_factory=list)  # group lines, read as text besides


def read_rows(grid: Grid, head: Head, title: Title = UNTITLED, *, union: bool = False) -> Listed:
    """Every person of a list; `title`: what the lines before the table say of it."""
    out, group = Listed(), Group(title.of_all, title.track)
    marks = _mark_columns(grid, head)
    for number in [r for r in grid.rows if r > head.last]:
        row = Row(grid, number, head, out.doubts)
        line = group_line(grid, number, row)
        if line is not None and ends(line, row):
            break
        named = row.first("name")
        if line is not None:
            out.lines.append((line, grid.row(number)[0].block))
            group = following(group, line, title.of_all, union)
        elif named and named[1].row == number and not is_head_again(named[1]) and not group.leaving:
            above = out.candidates[-1] if out.candidates else None
            out.candidates.append(candidate(row, named, group, marks, above, union))
            out.bodies.append(group.bodies[0] if group.bodies else None)
        elif named is None and not group.leaving and (held := _born(row) or _numbered(row)):
            row.doubt(*held, "row")
    return out


def _born(row: Row) -> tuple[Column, Cell] | None:
    """The day of birth in a row that names nobody."""
    held = (row.first(name) for name in ("birth", "male", "female"))
    return next((found for found in held if found and cells.days(found[1])), None)


def _numbered(row: Row) -> tuple[Column, Cell] | None:
    """What a row with a number of its own says, though it names nobody: the rest of a long row has none."""
    filled = [(column, cell) for column, cell in row.cells if cell.row == row.at and clean(cell.text)]
    said = [held for held in filled if "number" not in held[0].fields and held[0].fields]
    return said[0] if len(said) > 1 and len(said) < len(filled) else None


def _mark_columns(grid: Grid, head: Head) -> dict[str, bool]:
    """Whether the columns "Nam" and "Nữ" hold crosses, not days; `named`: whether names alone say "(nữ)"."""
    names = [c.index for c in head.columns if "name" in c.fields] if not head.has("sex", *_SEXES) else []
    below = [c for c in grid.cells.values() if c.row > head.last and c.column in names]
    found = {"named": any(cells.sex_in_name(c.line) == "female" for c in below)}
    for name in _SEXES:
        texts = [
            c
            for column in head.columns
            if name in column.fields
            for r in grid.rows
            if r > head.last and (c := grid.cells.get((r, column.index)))
        ]
        found[name] = bool(texts) and all(cells.is_mark(c.text) or cells.sex(c.text) for c in texts)
    return found
