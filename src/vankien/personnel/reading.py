"""A plan out of a draft or a workbook: its lists of candidates joined, and what its sentences state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from vankien.model import Document
from vankien.personnel import cells
from vankien.personnel.grid import Grid, grid_of_sheet, grids_of
from vankien.personnel.headings import Head, head_of
from vankien.personnel.model import Body, Candidate, Doubt, Plan, Stated, StepVotes
from vankien.personnel.rows import Listed, read_rows
from vankien.personnel.saying import Line, said
from vankien.personnel.titles import title_of
from vankien.text import clean, fold

_PERSONAL = (
    "birth", "male", "female", "sex", "ethnicity", "home", "party_both", "party_probationary",
    "party_official", "professional", "theory", "posts",
)  # fmt: skip
_NAMING = re.compile(r"giới thiệu|dự kiến|bầu|giữ chức|phân công|đề nghị|đề xuất|: ")
_NOT_NOW = re.compile(r"đương nhiệm|nguyên |hiện (?:là|nay|giữ)|khóa cũ|nhiệm kỳ trước")
_NEAR = 6  # lines before a table among which the title of its list stands
_HOLDS = {
    "party_both": ("party_probationary", "party_official"),
    "reelect": ("track",),
    "first": ("track",),
    "body": ("bodies_proposed",),
    "post": ("bodies_proposed", "post"),
    "qualification": ("professional", "theory"),
    "male": ("sex",),
    "female": ("sex",),
}


@dataclass(frozen=True)
class _List:
    grid: Grid
    head: Head
    body: Body
    listed: Listed

    @property
    def full(self) -> bool:
        """Whether it is a list with personal data, not one of ballots or posts alone."""
        return sum(f in _PERSONAL for f in dict.fromkeys(self.head.fields)) >= 2


def read_plan(document: Document, unit: str) -> Plan:
    """The plan that a draft holds; without candidates where it has no list. Never raises for its content."""
    grids = grids_of(document)
    union = unit.startswith("cong-doan")
    lists = list(_lists(grids, union))
    heads = {id(found.grid) for found in lists}
    lines: list[Line] = [(b.text, b.index) for b in document.blocks if b.cell is None and b.part == "body"]
    for grid in grids:
        if id(grid) not in heads:
            lines += [(": ".join(c.line for c in grid.row(r)), grid.row(r)[0].block) for r in grid.rows]
    return _plan(unit, lists, lines, union)


def read_sheets_plan(path: Path, unit: str) -> Plan:
    """The plan of an .xlsx, .xls or .ods, read in a child process. Raises UnreadableFile."""
    from vankien.word.sheets import sheets_apart

    grids = tuple(grid_of_sheet(sheet) for sheet in sheets_apart(path, name=path.name))
    union = unit.startswith("cong-doan")
    lists = list(_lists(tuple(_titled(grid) for grid in grids), union))
    lines: list[Line] = [(line, None) for found in lists for line in found.grid.before]
    return _plan(unit, lists, lines, union)


def _titled(grid: Grid) -> Grid:
    """A sheet with the rows above its head as the lines before it."""
    head = head_of(grid)
    above = [r for r in grid.rows if head and r < head.first]
    return Grid(grid.cells, tuple(c.line for r in above for c in grid.row(r)))


def _lists(grids: Sequence[Grid], union: bool) -> Iterator[_List]:
    for grid in grids:
        head = head_of(grid)
        if head is None or len([c for c in head.columns if c.fields]) < 2:
            continue
        title = title_of(grid.before[-_NEAR:], union)
        listed = read_rows(grid, head, title, union=union)
        told = title.body or head.has(*_PERSONAL, "votes", "post", "body", "reelect", "first")
        if listed.candidates and told and not title.leaving:
            yield from _by_body(_List(grid, head, title.body or "committee", listed))


def _by_body(whole: _List) -> Iterator[_List]:
    """A table whose group lines name bodies is a list for each."""
    listed = whole.listed
    for number, (body, run) in enumerate(groupby(zip(listed.bodies, listed.candidates, strict=True), _first)):
        part = Listed([c for _, c in run])
        if number == 0:
            part.doubts, part.lines = listed.doubts, listed.lines
        yield replace(whole, body=body or whole.body, listed=part)


def _first(pair: tuple[Body | None, Candidate]) -> Body | None:
    return pair[0]


def _plan(unit: str, lists: list[_List], lines: list[Line], union: bool) -> Plan:
    full = [found for found in lists if found.full] or lists
    people: list[tuple[Body, Candidate]] = []
    for found in (*full, *(s for s in lists if s not in full)):
        people = _joined(people, found, found in full)
    told = said([*lines, *(line for found in lists for line in found.listed.lines)], union=union)
    candidates = tuple(_appointed(c, lines, union) for _, c in people)
    return Plan(
        unit=unit,
        candidates=candidates,
        bodies=tuple(told.bodies.values()),
        month=told.month,
        merged_from=told.merged_from,
        steps=tuple(told.steps[n] for n in sorted(told.steps)),
        stated=tuple(told.stated),
        doubts=tuple(d for found in lists for d in found.listed.doubts),
        columns=_columns(full, candidates) if lists else (),
        block=next((c.block for found in lists[:1] for c in found.grid.row(found.head.first)), None),
    )


def _appointed(candidate: Candidate, lines: list[Line], union: bool) -> Candidate:
    """With the posts that sentences propose them for: "giới thiệu đồng chí Ứng viên 01 giữ chức Bí thư"."""
    name = re.compile(rf"{re.escape(fold(clean(candidate.name)))}(?!\w)")
    asked: list[Body] = []
    for line, _ in lines:
        for clause in re.split(r"[;.]", fold(clean(line))):
            if name.search(clause) and _NAMING.search(clause) and not _NOT_NOW.search(clause):
                named = cells.bodies(clause, union)
                asked += named if len(named) == 1 else ()
    if not asked:
        return candidate
    proposed = dict.fromkeys((*(candidate.bodies_proposed or ("committee",)), *asked))
    return replace(candidate, bodies_proposed=tuple(proposed))


def stated_by(document: Document) -> tuple[Stated, ...]:
    """The totals that a political report states of its party organisation and of its people."""
    lines: list[Line] = [(b.text, b.index) for b in document.blocks if b.part in ("body", "table")]
    return tuple(said(lines, where="report").stated)


def _joined(people: list[tuple[Body, Candidate]], found: _List, full: bool) -> list[tuple[Body, Candidate]]:
    """The people of a further list: who is in a list for another body already is one and the same row."""
    out, taken = list(people), set()
    for new in found.listed.candidates:
        at = next((n for n, (body, old) in enumerate(people) if n not in taken and body != found.body
                   and _same(old, new)), None)  # fmt: skip
        if at is None and not full:
            at = next((n for n, (_, old) in enumerate(people) if n not in taken and _same(old, new)), None)
        if at is not None:
            taken.add(at)
            out[at] = (out[at][0], _merge(out[at][1], new, found.body))
        elif full or found.head.has("post", "body"):
            out.append((found.body, new))
    return out


def _same(old: Candidate, new: Candidate) -> bool:
    if fold(old.name) != fold(new.name):
        return False
    return (
        old.birth is None
        or new.birth is None
        or str(old.birth).startswith(str(new.birth))
        or str(new.birth).startswith(str(old.birth))
    )


def _merge(old: Candidate, new: Candidate, body: Body) -> Candidate:
    """What is known of one person from two lists; the first list's word stands."""
    kept = {
        n: getattr(old, n) or getattr(new, n) for n in old.__slots__ if n not in ("bodies_proposed", "votes")
    }
    listed = new.bodies_proposed or ((body,) if body != "committee" else ())
    bodies = (
        dict.fromkeys((*(old.bodies_proposed or ("committee",)), *listed)) if listed else old.bodies_proposed
    )
    votes: dict[int, StepVotes] = {v.step: v for v in (*new.votes, *old.votes)}
    return replace(old, **kept, bodies_proposed=tuple(bodies), votes=tuple(votes[n] for n in sorted(votes)))


def _columns(lists: list[_List], candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    """The fields that a table has a column for, or says by its group lines."""
    fields = [f for found in lists for name in found.head.fields for f in _HOLDS.get(name, (name,))]
    fields += [
        n
        for n in ("birth", "sex", "track", "bodies_proposed", "theory")
        if any(getattr(c, n) for c in candidates)
    ]
    return tuple(dict.fromkeys(fields))


__all__ = ["Doubt", "read_plan", "read_sheets_plan", "stated_by"]
