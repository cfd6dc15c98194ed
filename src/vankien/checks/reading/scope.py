"""What a figure is about beside its indicator: whose, where, of which kind."""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import names
from vankien.checks.reading.words import cues
from vankien.model import Block, Cell, Figure
from vankien.text import fold

_NAMED = re.compile(
    r"(?<!\w)(?:thôn|xóm|bản|ấp|buôn|làng|khu phố|tổ dân phố|tổ|chi bộ|trường|khu)\s+(\w+)(?:\s+(\w+))?",
    re.IGNORECASE,
)
_AFTER = 30
_WHOLE = re.compile(r"tổng|cộng|toàn|chung|năm |\d{4}$|$")


def subject(draft: Draft, figure: Figure) -> frozenset[str]:
    """The kinds and proper names in the words around a figure; equal for two figures of one subject."""
    words = context(draft, figure)
    key = fold(words)
    kinds = {name for name, cue in cues("subject").items() if cue.search(key)}
    if "kết nạp" in key:
        kinds.discard("fresh")  # whoever is admitted is new
    if figure.role == "target":
        kinds.discard("planned")  # a target's header says "Mục tiêu", its sentence need not
    return frozenset(kinds | set(_proper_names(words)))


def _proper_names(words: str) -> Iterator[str]:
    """The names of hamlets and branches: "thôn Đông Hải" → "đông hải"."""
    for hit in _NAMED.finditer(words):
        name = [word for word in hit.groups() if word and (word[0].isupper() or word.isdigit())]
        if name and name[0] == hit[1]:
            yield fold(" ".join(name))


def context(draft: Draft, figure: Figure) -> str:
    """The words that tell what a figure is of: its clause, or its row's labels and its column's header."""
    block = draft.document.blocks[figure.block]
    return _row_and_column(draft, block, block.cell) if block.cell else _clause(draft, figure, block)


def category(draft: Draft, figure: Figure) -> str:
    """The row's label where a table splits one indicator by rows (communes, years, grades); "" elsewhere."""
    own = draft.document.blocks[figure.block].cell
    indicator = draft.indicator(figure.indicator or "")
    if own is None or indicator is None:
        return ""
    label = fold(_label(draft, own))
    if names(indicator).search(label) or _WHOLE.match(label):
        return ""
    split = any(
        f.indicator == figure.indicator
        for b in draft.table(own.table)
        if b.cell and b.cell.column == own.column and b.cell.row != own.row
        for f in draft.figures_at(b.index)
    )
    return label if split else ""


def _label(draft: Draft, own: Cell) -> str:
    """The first words of a row, left of the cell."""
    row = [b for b in draft.table(own.table) if b.cell and b.cell.row == own.row]
    left = [b.text for b in row if b.cell and b.cell.column < own.column]
    return next((t for t in left if any(map(str.isalpha, t))), left[-1] if left else "")


def _clause(draft: Draft, figure: Figure, block: Block) -> str:
    start, end = sentence_around(block.text, figure.start)
    indicator = draft.indicator(figure.indicator or "")
    named = figure.start
    if indicator:
        hits = [m.start() for m in names(indicator).finditer(fold(block.text), start, figure.start)]
        named = hits[-1] if hits else figure.start
    before = [f.end for f in draft.figures_at(figure.block) if start <= f.start and f.end <= named]
    if named < figure.start:
        start = max([start, *before])
    tail = re.split(r"[,;.()]", block.text[figure.end : min(end, figure.end + _AFTER)])[0]
    return block.text[start : figure.end] + tail


def _row_and_column(draft: Draft, block: Block, own: Cell) -> str:
    cells = [(b, b.cell) for b in draft.table(own.table) if b.cell]
    near = [b.text for b, c in cells if c.row == own.row and c.column < own.column]
    heads = [
        b.text
        for b, c in cells
        if (c.header or c.row == 0) and c.column <= own.column < c.column + c.column_span
    ]
    return " | ".join([*near[:2], *heads, block.text])
