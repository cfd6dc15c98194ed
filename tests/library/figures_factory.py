"""Documents for the figure tests: plain lines and tables, without files."""

from collections.abc import Sequence

from vankien.figures import extract
from vankien.model import Block, Cell, Document, Figure, Section


def lines(*texts: str) -> Document:
    return Document("txt", tuple(Block(i, text) for i, text in enumerate(texts)))


def table(
    rows: Sequence[Sequence[str | None]],
    *,
    caption: str = "",
    spans: dict[tuple[int, int], int] | None = None,
) -> Document:
    """A table after its caption; None is a column covered by the cell before, "" an empty cell."""
    blocks = [Block(0, caption)] if caption else []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                cell = Cell(0, r, c, 1, (spans or {}).get((r, c), 1))
                blocks.append(Block(len(blocks), text, part="table", cell=cell))
    return Document("docx", tuple(blocks))


def figures(*texts: str, sections: Sequence[Section] = ()) -> tuple[Figure, ...]:
    return extract(lines(*texts), sections, {})
