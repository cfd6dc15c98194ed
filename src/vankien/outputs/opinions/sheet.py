"""The opinion table as an Excel file: a line a remark, the heading in a column of its own, to be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from vankien.collate import Collation
from vankien.model import Document
from vankien.outputs.opinions.lines import COLUMNS, Name, lines, title
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
    """Write `target`; every cell is text, so that nothing a reviewer wrote is a formula. Raises OSError."""
    try:
        with xlsxwriter.Workbook(
            str(target), {"strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            sheet = book.add_worksheet(sentence("opinion_table", "sheet", language))
            head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
            body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
            heads = [sentence("opinion_table", "heading", language), *(title(c, language) for c in columns)]
            for at, text in enumerate(heads):
                sheet.write_string(0, at, text, head)
                sheet.set_column(at, at, 36 if at == 0 else _WIDTHS[columns[at - 1]])
            under, row = "", 0
            for line in lines(base, collation, columns, language):
                if not line.cells:
                    under = line.heading
                    continue
                row += 1
                for at, text in enumerate((under, *line.cells)):
                    sheet.write_string(row, at, text, body)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.repeat_rows(0)
            sheet.fit_to_pages(1, 0)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
