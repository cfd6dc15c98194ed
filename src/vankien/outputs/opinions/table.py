"""The opinion table as a Word file: A4 across, its head repeated on every page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vankien.collate import Collation
from vankien.model import Document
from vankien.outputs.members import info
from vankien.outputs.opinions.lines import COLUMNS, Column, Line, lines, title
from vankien.sentences import sentence

_FONT, _SIZE = "Times New Roman", 12
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
_EPOCH = datetime(2020, 1, 1)  # the same table gives the same bytes


def write_docx(
    base: Document,
    collation: Collation,
    target: Path,
    *,
    columns: Sequence[Column] = COLUMNS,
    language: str = "vi",
) -> None:
    """Write `target`. Raises OSError."""
    made = docx.Document()
    _page(made)
    heading = made.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(sentence("opinion_table", "title", language).upper()).bold = True
    heading.paragraph_format.space_after = Pt(12)
    table = made.add_table(1, len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for drawn, width in zip(table.columns, _widths(columns), strict=True):
        drawn.width = width
    _row(table.rows[0], [title(column, language) for column in columns], columns, bold=True)
    _repeat(table.rows[0])
    for line in lines(base, collation, columns, language):
        _line(table, line, columns)
    _sums(made, collation, language)
    made.core_properties.created = made.core_properties.modified = _EPOCH
    _save(made, target)


def _save(made: Any, target: Path) -> None:
    """Without the moment of saving in it."""
    written = io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            new.writestr(info(member.filename), old.read(member))


def _page(made: Any) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)


def _line(table: Any, line: Line, columns: Sequence[Column]) -> None:
    row = table.add_row()
    if line.cells:
        _row(row, line.cells, columns)
        return
    whole = row.cells[0].merge(row.cells[-1])
    whole.paragraphs[0].add_run(line.heading).bold = True
    whole.paragraphs[0].paragraph_format.keep_with_next = True


def _row(row: Any, texts: Sequence[str], columns: Sequence[Column], *, bold: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    for cell, text, column, width in zip(row.cells, texts, columns, _widths(columns), strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold = bold
        if bold or column in ("number", "group"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _widths(columns: Sequence[Column]) -> list[Mm]:
    """In proportion, as wide together as the page between its margins."""
    scale = 257 / sum(_WIDTHS[column] for column in columns)
    return [Mm(_WIDTHS[column] * scale) for column in columns]


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def _sums(made: Any, collation: Collation, language: str) -> None:
    """What each copy holds, below the table."""
    for number, count in enumerate(collation.copies):
        text = count.error or sentence("collate", "copy", language, **count.told)
        made.add_paragraph(text).paragraph_format.space_before = Pt(0 if number else 12)
    total = sum(count.rows for count in collation.copies)
    made.add_paragraph(sentence("collate", "total", language, copies=len(collation.copies), rows=total))
