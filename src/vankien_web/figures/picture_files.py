"""The tables behind the pictures, for Excel: values as they are stated, each with its source."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from vankien.outputs.workbook import Heading, Table, write_tables
from vankien.packs import Indicator
from vankien_web.common import clock
from vankien_web.figures.pictures import Line, Picture
from vankien_web.figures.series import NEXT, REFERENCE, RESULT, TARGET, Entry
from vankien_web.units.models import Unit


def draft_sheet(title: str, pictures: Iterable[Picture]) -> bytes:
    lines = [line for picture in pictures for line in picture.lines]
    return _file([_table(title, _("Indicator"), _("Results and targets"), lines)])


def across_sheet(indicator: Indicator, unit: Unit, series: Picture, across: Picture, period: str) -> bytes:
    own = _table(f"{indicator.name} – {unit.called}", _("Period"), _("Series"), series.lines)
    title = f"{indicator.name} – {period or '–'}"
    return _file([own, _table(title, _("Unit"), _("Across units"), across.lines)])


def _file(tables: list[Table]) -> bytes:
    file = io.BytesIO()
    write_tables(file, tables)
    return file.getvalue()


def _table(title: str, first: str, sheet: str, lines: Iterable[Line]) -> Table:
    columns = [
        Heading(first, 40),
        Heading(_("What it is"), 26),
        Heading(_("Value"), 14),
        Heading(_("Unit of measure"), 20),
        Heading(_("As it is stated"), 26),
        Heading(_("Period"), 14),
        Heading(_("Source"), 60),
        Heading(_("Standing"), 26),
    ]
    note = _("as of %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    return Table(columns, _rows(lines), title=title, note=note, sheet=sheet)


def _rows(lines: Iterable[Line]) -> Iterator[tuple[object, ...]]:
    """A value a row; a line without any says so."""
    names = {
        RESULT: _("Result, as documents state it"),
        TARGET: _("Target"),
        NEXT: _("New target"),
        REFERENCE: _("What the department says"),
    }
    for line in lines:
        for entry in line.entries:
            yield (line.label, names[entry.kind], *_cells(entry))
        if not line.entries:
            yield (line.label, "", None, "", _("no figure"), "", "", "")


def _cells(entry: Entry) -> tuple[object, ...]:
    single = entry.figure is None or (entry.figure.high is None and entry.figure.total is None)
    number = entry.figure.value if entry.figure else entry.value.value if entry.value else None
    shown = number if single else None
    standing = entry.figure.get_standing_display() if entry.figure else ""
    return shown, entry.said.unit, entry.words, entry.period, source(entry), standing


def source(entry: Entry) -> str:
    """Which version and section of which document; which department by which document, in which cell."""
    if entry.figure is not None:
        version = entry.figure.version
        where = f" · {entry.figure.section}" if entry.figure.section else ""
        told = {"title": version.draft.title, "number": version.number}
        return _("%(title)s, draft no. %(number)s") % told + where
    if entry.value is None:
        return ""
    value = entry.value
    cell = f" ({value.cell})" if value.cell else ""
    return f"{value.reference.department.called}: {value.source or value.reference.source}{cell}"
