"""What the opinion table says, before it is drawn: headings of the draft, and a line a remark below each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from vankien.collate import Collation, Row
from vankien.model import Document, Section
from vankien.outline import outline, section_at
from vankien.sentences import sentence

Column = Literal["number", "reviewer", "kind", "passage", "remark", "group", "date", "copy"]
COLUMNS: tuple[Column, ...] = ("number", "reviewer", "kind", "passage", "remark", "group")
_SPOKEN = ("comment", "reply")
_LONGEST = 400  # characters of the draft that a line repeats


@dataclass(frozen=True, slots=True)
class Line:
    """A heading of the draft (`cells` empty), or the cells of one remark."""

    heading: str = ""
    cells: tuple[str, ...] = ()


def title(column: Column, language: str) -> str:
    return sentence("opinion_table", column, language)


def lines(base: Document, collation: Collation, columns: Sequence[Column], language: str) -> Iterator[Line]:
    """In the order of the draft; what has no place stands last."""
    sections = outline(base)
    last: str | None = None
    for number, row in enumerate(collation.rows, 1):
        heading = _heading(sections, row, language)
        if heading != last:
            yield Line(heading=heading)
            last = heading
        yield Line(cells=tuple(_cell(column, row, number, language) for column in columns))


def _heading(sections: Sequence[Section], row: Row, language: str) -> str:
    if row.place is None:
        return sentence("opinion_table", "no_place", language)
    section = section_at(sections, row.place.block)
    if section is None:
        return sentence("opinion_table", "before_headings", language)
    return f"{section.number}. {section.title}" if section.number else section.title


def _cell(column: Column, row: Row, number: int, language: str) -> str:
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
