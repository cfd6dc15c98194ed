"""A synthesis as a table for Word, and as a workbook that a person edits and hands back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vankien.outputs.listing import Column, Row, write_listing
from vankien.outputs.workbook import Heading, Table, write_tables
from vankien.sentences import sentence
from vankien.synthesis import Line, Synthesis
from vankien.synthesis.tables import code

_COUNTS = ("opinions", "people", "conferences")
# Columns of the workbook, with their widths in letters.
_LINES = {"code": 10, "heading": 40, "line": 90} | dict.fromkeys(_COUNTS, 14)
_ORIGINS = {"code": 10, "unit": 40, "conference": 30, "held": 12, "remark": 90, "opinions": 14, "people": 14}


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
    all remarks behind them. Raises OSError."""
    lines, origins = _lines(made), _origins(made)
    tables = (("lines", _LINES, lines), ("origins", _ORIGINS, origins))
    write_tables(
        target,
        [
            Table(
                [Heading(_said(name, language), width) for name, width in columns.items()],
                rows,
                sheet=_said(f"sheet_{sheet}", language),
            )
            for sheet, columns, rows in tables
        ],
    )


def _lines(made: Synthesis) -> Iterator[Sequence[str | int]]:
    for at, line in enumerate(made.lines):
        yield [code(made, at), line.heading, line.text, *(getattr(line, count) for count in _COUNTS)]


def _origins(made: Synthesis) -> Iterator[Sequence[str | int]]:
    for at, line in enumerate(made.lines):
        for cells in _of_line(made, line):
            yield [code(made, at), *cells]


def _of_line(made: Synthesis, line: Line) -> Iterator[list[str | int]]:
    for source in made.sources(line):
        unit, conference = " / ".join(source.contribution.unit), source.conference
        remark = source.remark
        name, held = (conference.name, conference.held) if conference else ("", "")
        yield [unit, name, held, remark.text, remark.opinions, remark.people]


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _said(key: str, language: str) -> str:
    return sentence("synthesis", key, language)
