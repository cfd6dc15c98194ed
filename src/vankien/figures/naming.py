"""What a figure is called that no indicator names: the words before it."""

from __future__ import annotations

import re

from vankien.model import Document

_MOST = 60  # characters
_STOP = re.compile(r"[.;:!?]\s")


def words_before(document: Document, block: int, start: int, end: int) -> str:
    """Those of its sentence; in a table what its row says before; what follows where nothing does."""
    found = document.blocks[block]
    before = _STOP.split(found.text[:start])[-1].strip(" ,-–")
    if found.cell and not before:
        row = (found.cell.table, found.cell.row)
        cells = [b for b in document.blocks if b.cell and (b.cell.table, b.cell.row) == row]
        before = " · ".join(b.text for b in cells if b.index < block and not b.text.strip(" .").isdigit())
    before = before or found.text[end:].strip(" ,.-–")
    return before if len(before) <= _MOST else f"…{before[-_MOST:].partition(' ')[2]}"
