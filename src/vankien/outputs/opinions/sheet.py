"""The opinion table as an Excel file: a line a remark, the heading in a column of its own, to be sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vankien.collate import Collation
from vankien.model import Document
from vankien.outputs.listing import Row
from vankien.outputs.opinions.lines import COLUMNS, Name, lines, title
from vankien.outputs.workbook import Heading, Table, write_tables
from vankien.sentences import sentence

_WIDTHS = {
    "number": 6,
    "reviewer": 24,
    "kind": 16,
    "passage": 60,
    "remark": 60,
    "group": 8,
    "date": 20,
    "copy": 28,
}


def write_xlsx(
    base: Document,
    collation: Collation,
    target: Path,
    *,
    columns: Sequence[Name] = COLUMNS,
    language: str = "vi",
) -> None:
    """Write `target`. Raises OSError."""
    heads = [Heading(sentence("opinion_table", "heading", language), 36)]
    heads += [Heading(title(name, language), _WIDTHS[name]) for name in columns]
    rows = _rows(lines(base, collation, columns, language))
    write_tables(target, [Table(heads, rows, sheet=sentence("opinion_table", "sheet", language))])


def _rows(told: Iterable[Row]) -> Iterator[Sequence[str]]:
    under = ""
    for line in told:
        if line.cells:
            yield (under, *line.cells)
        else:
            under = line.heading
