"""The few pieces of Word's XML that a paper needs, as text. Lengths in millimetres, sizes in points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

OPEN = "http://schemas.openxmlformats.org"
W = f"{OPEN}/wordprocessingml/2006/main"
R = f"{OPEN}/officeDocument/2006/relationships"
LAYOUT = "Layout"  # the style of tables that only arrange


class Run(NamedTuple):
    """Words in one look; a plain string is a run that looks as its paragraph's style says."""

    text: str
    bold: bool = False
    italic: bool = False


def bold(text: str) -> Run:
    return Run(text, bold=True)


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def paragraph(style: str, *runs: str | Run, properties: str = "") -> str:
    """`properties`: more of `w:pPr`, in the order that Word wants after the style."""
    content = "".join(run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def run(words: str | Run) -> str:
    if isinstance(words, str):
        words = Run(words)
    look = ("<w:b/>" if words.bold else "") + ("<w:i/>" if words.italic else "")
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words.text)}</w:t></w:r>'


def rule(width: float, room: float, after: float = 0) -> str:
    """A line `width` long in the middle of `room`: an empty paragraph with a border; `after` in points."""
    side = twips(max(0.0, (room - width) / 2))
    line = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    spacing = f'<w:spacing w:before="40" w:after="{round(after * 20)}"/>'
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return paragraph("Rule", properties=line + spacing + indent)


def table(widths: Iterable[float], rows: Iterable[str], *, lined: bool) -> str:
    """`widths` of the columns; a table with lines says so to readers, one without only arranges."""
    widths = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    style = "TableGrid" if lined else LAYOUT
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """A row that is not cut by the end of a page; a header row stands again at the top of each page."""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: float, content: str, *, span: int = 1, middle: bool = False) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    placed = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{placed}</w:tcPr>{content}</w:tc>'
    )
