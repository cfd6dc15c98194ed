"""What the opinion table says, before it is drawn: headings of the draft, and a line a remark below each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from vankien.collate import Collation, Row
from vankien.model import Document, Section
from vankien.outline import outline, section_at
from vankien.outputs.listing import Row as Drawn
from vankien.sentences import sentence

Name = Literal["number", "reviewer", "kind", "passage", "remark", "group", "date", "copy"]
NAMES: tuple[str, ...] = get_args(Name)
COLUMNS: tuple[Name, ...] = ("number", "reviewer", "kind", "passage", "remark", "group")
_SPOKEN = ("comment", "reply")
_LONGEST = 400  # characters of the draft that a line repeats


def title(column: Name, language: str) -> str:
    return sentence("opinion_table", column, language)


def lines(base: Document, collation: Collation, columns: Sequence[Name], language: str) -> Iterator[Drawn]:
    """A heading of the draft, then a row a remark; what has no place stands last."""
    sections = outline(base)
    last: str | None = None
    for number, row in enumerate(collation.rows, 1):
        heading = _heading(sections, row, language)
        if heading != last:
            yield Drawn(heading=heading)
            last = heading
        yield Drawn(cells=tuple(_cell(column, row, number, language) for column in columns))


def _heading(sections: Sequence[Section], row: Row, language: str) -> str:
    if row.place is None:
        return sentence("opinion_table", "no_place", language)
    section = section_at(sections, row.place.block)
    if section is None:
        return sentence("opinion_table", "before_headings", language)
    return section.heading


def _cell(column: Name, row: Row, number: int, language: str) -> str:
    if column == "number":
        return str(number)
    if column == "kind":
        return sentence("remark", row.kind, language)
    if column == "passage":
        quote = row.place.quote if row.place and row.kind in _SPOKEN else row.old
        return quote if len(quote) <= _LONGEST else quote[:_LONGEST].rsplit(" ", 1)[0] + " …"
    if column == "remark":
        return row.text if row.kind in _SPOKEN else change(row, language)
    said = {"reviewer": row.author, "group": row.group, "date": row.date, "copy": row.copy}
    return said[column] or ""


def change(row: Row, language: str) -> str:
    """What is to become of the passage."""
    if row.kind == "move":
        return sentence("opinion_table", "moved", language, text=row.text)
    shape = "replaced" if row.old and row.new else "added" if row.new else "removed"
    return sentence("opinion_table", shape, language, old=row.old.strip(), new=row.new.strip())
