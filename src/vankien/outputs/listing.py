"""A long table as a Word file: A4 across, its head repeated on every page, headings over all columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vankien.outputs.members import info

_FONT, _SIZE, _WIDE = "Times New Roman", 12, 257  # points; millimetres between the margins
_EPOCH = datetime(2020, 1, 1)  # the same table gives the same bytes


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in proportion to the others."""

    title: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A heading over all columns (`cells` empty), or the cells of one row."""

    heading: str = ""
    cells: tuple[str, ...] = ()


def write_listing(
    target: Path, title: str, columns: Sequence[Column], rows: Iterable[Row], after: Iterable[str] = ()
) -> None:
    """Write `target`: title (its first line in capitals), table, paragraphs `after` it. Raises OSError."""
    made = docx.Document()
    _page(made)
    heading = made.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first, *others = title.split("\n")
    heading.add_run(first.upper()).bold = True
    for other in others:
        heading.add_run().add_break()
        heading.add_run(other).bold = True
    heading.paragraph_format.space_after = Pt(12)
    table = made.add_table(1, len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for drawn, width in zip(table.columns, _widths(columns), strict=True):
        drawn.width = width
    _fill(table.rows[0], [column.title for column in columns], columns, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        _add(table, row, columns)
    for number, text in enumerate(after):
        made.add_paragraph(text).paragraph_format.space_before = Pt(0 if number else 12)
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


def _add(table: Any, row: Row, columns: Sequence[Column]) -> None:
    added = table.add_row()
    if row.cells:
        _fill(added, row.cells, columns)
        return
    whole = added.cells[0].merge(added.cells[-1])
    whole.paragraphs[0].add_run(row.heading).bold = True
    whole.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(row: Any, texts: Sequence[str], columns: Sequence[Column], *, bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, column, width in zip(row.cells, texts, columns, _widths(columns), strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = bold
        if bold or column.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _widths(columns: Sequence[Column]) -> list[Mm]:
    """As wide together as the page between its margins."""
    scale = _WIDE / sum(column.width for column in columns)
    return [Mm(column.width * scale) for column in columns]
