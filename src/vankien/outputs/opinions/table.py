"""The opinion table as a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vankien.collate import Collation
from vankien.model import Document
from vankien.outputs.listing import Column, write_listing
from vankien.outputs.opinions.lines import COLUMNS, Name, lines, title
from vankien.sentences import sentence

_WIDTHS = {
    "number": 10,
    "reviewer": 32,
    "kind": 22,
    "passage": 78,
    "remark": 90,
    "group": 15,
    "date": 24,
    "copy": 36,
}
_CENTRED = ("number", "group")


def write_docx(
    base: Document,
    collation: Collation,
    target: Path,
    *,
    columns: Sequence[Name] = COLUMNS,
    language: str = "vi",
) -> None:
    """Write `target`. Raises OSError."""
    drawn = [Column(title(name, language), _WIDTHS[name], centred=name in _CENTRED) for name in columns]
    rows = lines(base, collation, columns, language)
    write_listing(
        target, sentence("opinion_table", "title", language), drawn, rows, _sums(collation, language)
    )


def _sums(collation: Collation, language: str) -> Iterator[str]:
    """What each copy holds, below the table."""
    for count in collation.copies:
        yield count.error or sentence("collate", "copy", language, **count.told)
    total = sum(count.rows for count in collation.copies)
    yield sentence("collate", "total", language, copies=len(collation.copies), rows=total)
