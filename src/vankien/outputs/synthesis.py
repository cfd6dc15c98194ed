"""A synthesis as a table for Word, and as a workbook that a person edits and hands back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from vankien.outputs.listing import Column, Row, write_listing
from vankien.sentences import sentence
from vankien.synthesis import Line, Synthesis
from vankien.synthesis.tables import code

_COUNTS = ("opinions", "people", "conferences")


def write_docx(made: Synthesis, target: Path, *, language: str = "vi") -> None:
    """Write `target`. Raises OSError."""
    columns = [Column(_said("number", language), 12, centred=True), Column(_said("line", language), 165)]
    columns += [Column(_said(count, language), 26, centred=True) for count in _COUNTS]
    after = [summary(made, language), *doubts(made, language)]
    write_listing(
        target, f"{_said('title', language)}\n{made.consultation}", columns, _rows(made, language), after
    )


def _rows(made: Synthesis, language: str) -> Iterator[Row]:
    heading = None
    for number, line in enumerate(made.lines, 1):
        if line.heading != heading:
            heading = line.heading
            yield Row(heading=heading or _said("no_heading", language))
        yield Row(cells=(str(number), line.text, *(_number(getattr(line, c)) for c in _COUNTS)))


def summary(made: Synthesis, language: str) -> str:
    counts = {name: _number(getattr(made, name)) for name in ("units", "conferences", "people", "opinions")}
    return sentence("synthesis", "summary", language, lines=_number(len(made.lines)), **counts)


def doubts(made: Synthesis, language: str) -> list[str]:
    return [sentence("synthesis_doubt", key, language, unit=unit) for key, unit in made.doubts]


def write_xlsx(made: Synthesis, target: Path, *, language: str = "vi") -> None:
    """Write `target`: one sheet of lines, with codes by which `tables.groups` knows them again, and one of
    all remarks behind them. Every text is a text, so that nothing is a formula. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    try:
        with xlsxwriter.Workbook(str(target), options) as book:
            _lines(book, made, language)
            _origins(book, made, language)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from None


def _lines(book: Any, made: Synthesis, language: str) -> None:
    names = ("code", "heading", "line", *_COUNTS)
    sheet, body = _sheet(book, "lines", names, (10, 40, 90, 14, 14, 14), language)
    for at, line in enumerate(made.lines):
        counts = [getattr(line, count) for count in _COUNTS]
        _write(sheet, at + 1, [code(made, at), line.heading, line.text, *counts], body)
    sheet.autofilter(0, 0, max(len(made.lines), 1), len(names) - 1)


def _origins(book: Any, made: Synthesis, language: str) -> None:
    names = ("code", "unit", "conference", "held", "remark", "opinions", "people")
    sheet, body = _sheet(book, "origins", names, (10, 40, 30, 12, 90, 14, 14), language)
    row = 0
    for at, line in enumerate(made.lines):
        for cells in _of_line(made, line):
            row += 1
            _write(sheet, row, [code(made, at), *cells], body)
    sheet.autofilter(0, 0, max(row, 1), len(names) - 1)


def _of_line(made: Synthesis, line: Line) -> Iterator[list[str | int]]:
    for source in made.sources(line):
        unit, conference = " / ".join(source.contribution.unit), source.conference
        remark = source.remark
        name, held = (conference.name, conference.held) if conference else ("", "")
        yield [unit, name, held, remark.text, remark.opinions, remark.people]


def _sheet(
    book: Any, name: str, columns: tuple[str, ...], widths: tuple[int, ...], language: str
) -> tuple[Any, Any]:
    sheet = book.add_worksheet(_said(f"sheet_{name}", language))
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
    for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, _said(column, language), head)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    return sheet, book.add_format({"border": 1, "text_wrap": True, "valign": "top"})


def _write(sheet: Any, row: int, cells: list[Any], body: Any) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, at, cell, body)
        else:
            sheet.write_string(row, at, cell, body)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _said(key: str, language: str) -> str:
    return sentence("synthesis", key, language)
