"""A row of a list as a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from vankien.personnel import cells, faith
from vankien.personnel.grid import Cell
from vankien.personnel.groups import Group
from vankien.personnel.headings import Column
from vankien.personnel.model import Body, Candidate, Sex, StepVotes, Track
from vankien.personnel.months import When
from vankien.personnel.row import Row
from vankien.text import clean

_TEXTS = (
    "ethnicity", "religion", "home", "posts", "general", "professional", "theory", "management", "languages",
    "computing", "planned", "rating", "note",
)  # fmt: skip
_ADDRESS = re.compile(r"(?i)^(?:đ/c|đồng chí|ông|bà)[.: ]\s*")


_Value = TypeVar("_Value")
_OTHER_LISTS: set[Body] = {"inspection", "inspection_deputy", "delegation"}


def candidate(
    row: Row,
    named: tuple[Column, Cell],
    group: Group,
    marks: dict[str, bool],
    above: Candidate | None,
    union: bool,
) -> Candidate:
    column, cell = named
    name, said = _name(row, column, cell)
    sex, birth = _sex_and_birth(row, marks)
    texts = {key: _text(row, key, above) for key in _TEXTS}
    texts["ethnicity"], texts["religion"] = _ethnicity_and_religion(row, texts, above)
    both = _text(row, "qualification", above)
    texts["professional"] = texts["professional"] or both
    probationary, official = _party(row)
    post = _text(row, "post", above)
    now, proposed = _bodies(row, post, group, union)
    return Candidate(
        name=name,
        number=_number(row),
        birth=birth or (said[0] if said else None),
        sex=sex,
        party_probationary=probationary,
        party_official=official,
        bodies_now=now,
        bodies_proposed=proposed,
        post=post,
        track=_track(row, group),
        votes=_votes(row),
        block=cell.block,
        **texts,
    )


def _name(row: Row, column: Column, cell: Cell) -> tuple[str, tuple[When, ...]]:
    """The name without "Đ/c", brackets and further lines; the day of birth where its cell has that too."""
    text: str = cell.text
    said: tuple[When, ...] = ()
    if "birth" in column.fields:
        text, found = cells.days_within(cell.line)
        said = found or ()
        if not found:
            row.doubt(column, cell, "birth")
    first, *more = text.split("\n")
    own = (
        [first, *(line for line in more if line[:1].isupper() or line[:1].isdigit())] if not said else [first]
    )
    whole = clean(" ".join(own if len(own) == 1 + len(more) else own[:1]))
    return clean(re.sub(r"\s*[(\[].*?[)\]]", "", _ADDRESS.sub("", whole))).rstrip(" ,;"), said


def _number(row: Row) -> int | None:
    held = row.first("number")
    match = re.match(r"\d+", held[1].text) if held else None
    return int(match[0]) if match else None


def _sex_and_birth(row: Row, marks: dict[str, bool]) -> tuple[Sex | None, When | None]:
    """From the columns "Nam" and "Nữ" (crosses, or the day of birth), "Giới tính" and "Ngày sinh"."""
    said, births = _by_sex_columns(row)
    births += _births(row)
    for column, cell in row.of("sex"):
        one = cells.sex(cell.text)
        if one is None and not cells.is_nothing(cell.text):
            row.doubt(column, cell, "sex")
        said |= {one} if one else set()
    if (named := row.first("name")) and (one := cells.sex_in_name(named[1].line)):
        said.add(one)
    if not said and (marks["named"] or (marks["female"] and not marks["male"])):
        said.add("male")
    held = row.first("female") or row.first("sex") or row.first("birth")
    if held and len(said) == 2:
        row.doubt(*held, "two_sexes")
    if held and len(set(births)) > 1:
        row.doubt(*held, "birth")
    return _only(said), _only(set(births))


def _by_sex_columns(row: Row) -> tuple[set[Sex], list[When]]:
    said: set[Sex] = set()
    births: list[When] = []
    for name in get_args(Sex):
        for column, cell in row.of(name):
            if cells.is_nothing(cell.text):
                continue
            if cells.is_mark(cell.text) or cells.sex(cell.text) == name:
                said.add(name)
                continue
            said.add(name)
            found = cells.days(cell)
            if found and len(found) == 1:
                births += found
            else:
                row.doubt(column, cell, "birth")
    return said, births


def _only(values: set[_Value]) -> _Value | None:
    return next(iter(values)) if len(values) == 1 else None


def _births(row: Row) -> Iterator[When]:
    for column, cell in row.of("birth"):
        if "name" in column.fields or cells.is_nothing(cell.text):
            continue
        found = cells.days(cell)
        if found and len(found) == 1:
            yield found[0]
        else:
            row.doubt(column, cell, "birth")


def _text(row: Row, name: str, above: Candidate | None) -> str:
    """What a column says; the same as above where it says so ("nt")."""
    held = row.first(name)
    if held is None:
        return ""
    column, cell = held
    if cells.is_ditto(cell.text):
        same = str(getattr(above, "professional" if name == "qualification" else name, "")) if above else ""
        if not same:
            row.doubt(column, cell, "ditto")
        return same
    return clean(cell.line)


def _ethnicity_and_religion(row: Row, texts: dict[str, str], above: Candidate | None) -> tuple[str, str]:
    """Divided where one column holds both ("Mường; Công giáo"); what cannot be divided is asked about."""
    held = row.first("ethnicity")
    if held is None or "religion" not in held[0].fields:
        return texts["ethnicity"], texts["religion"]
    column, cell = held
    if cells.is_ditto(cell.text):
        return texts["ethnicity"], above.religion if above else ""
    divided = faith.divide(cell.text)
    if divided is None:
        row.doubt(column, cell, "religion")
    return divided or ("", "")


def _party(row: Row) -> tuple[When | None, When | None]:
    found: dict[str, When | None] = {"party_probationary": None, "party_official": None}
    for column, cell in row.cells:
        kind = next((f for f in column.fields if f in (*found, "party_both")), None)
        if kind is None or cells.is_nothing(cell.text):
            continue
        days = cells.days(cell)
        if not days or len(days) > (2 if kind == "party_both" else 1):
            row.doubt(column, cell, "date")
        elif kind == "party_both":
            found["party_probationary"] = days[0]
            found["party_official"] = days[1] if len(days) == 2 else found["party_official"]
        else:
            found[kind] = days[0]
    return found["party_probationary"], found["party_official"]


def _bodies(row: Row, post: str, group: Group, union: bool) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    now: list[Body] = []
    proposed: list[Body] = [*cells.bodies(post, union)]
    for _, cell in row.of("bodies_now"):
        now += cells.bodies(cell.text, union) or (["committee"] if cells.is_mark(cell.text) else [])
    for column, cell in row.of("body"):
        if cells.is_mark(cell.text):
            own = cells.bodies(column.key.rsplit("|", 1)[-1], union) or _short(column.key)
            (now if column.past else proposed).extend(own)
    listed = group.bodies or (() if proposed and set(proposed) <= _OTHER_LISTS else ("committee",))
    return tuple(dict.fromkeys(now)), tuple(dict.fromkeys((*listed, *proposed)))


def _short(key: str) -> tuple[Body, ...]:
    own = key.rsplit("|", 1)[-1].strip()
    return {"đb": ("delegation",), "đđb": ("delegation",), "chủ nhiệm": ("inspection_head",)}.get(own, ())  # type: ignore[return-value]


def _track(row: Row, group: Group) -> Track | None:
    marked: set[Track] = set()
    for name in get_args(Track):
        for _, cell in row.of(name):
            if not cells.is_nothing(cell.text):
                marked.add(name)
    for column, cell in row.of("track"):
        one = cells.track(cell.text)
        if one is None and not cells.is_nothing(cell.text):
            row.doubt(column, cell, "track")
        marked |= {one} if one else set()
    return marked.pop() if len(marked) == 1 else group.track


def _votes(row: Row) -> tuple[StepVotes, ...]:
    found: dict[int, dict[str, Any]] = {}
    for column, cell in row.of("votes"):
        if cells.is_nothing(cell.text) and cell.text != "0":
            continue
        read = cells.ballots(cell.text, cells.step_of(column.key), column.key)
        if read is None:
            row.doubt(column, cell, "votes")
        for ballot in read or ():
            common = dict(cells.count_in_heading(column.key))
            said = {n: getattr(ballot, n) for n in StepVotes.__slots__ if n != "step"}
            found.setdefault(ballot.step, {}).update(
                common | {n: v for n, v in said.items() if v is not None}
            )
    return tuple(StepVotes(step, **counts) for step, counts in sorted(found.items()))
