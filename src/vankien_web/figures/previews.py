"""What the pages of reference data show: doubts with their readings, sheets as they look, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.reference import LEFT, Line, TableLines
from vankien.reference import Value as Read
from vankien.sentences import sentence
from vankien.word.books import Grid, address
from vankien_web.accounts.models import User
from vankien_web.common.written import vi_number
from vankien_web.figures.beside import Beside, compared, role_of
from vankien_web.figures.forms.reading import ROLES
from vankien_web.figures.models import Figure, Reference, Value
from vankien_web.figures.naming import all_indicators, indicator_name
from vankien_web.figures.workbooks import Question, SheetRead, Tree, Workbook

_ROWS, _COLUMNS, _DIFFER, _NAMES = 120, 26, 50, 600


@dataclass(frozen=True)
class Asked:
    """A doubtful cell as a page asks about it; `offers` are (number, words) of those that can be chosen."""

    cell: str
    text: str
    why: str
    offers: list[tuple[int, str]]


def preview(book: Workbook) -> dict[str, Any]:
    """For the page that shows a workbook before anything of it is written."""
    known = {one.value.cell for one in book.ready}
    doubted = {q.doubt.cell for q in book.questions}
    return {
        "book": book,
        "questions": [_asked(q) for q in book.questions],
        "ready": [(one, words_of(one.value)) for one in book.ready],
        "readings": [
            (n, sheet, [_table(n, sheet, t) for t in sheet.tables]) for n, sheet in enumerate(book.sheets)
        ],
        "sheets": [(grid, _rows(grid, known, doubted), grid.height > _ROWS) for grid in book.grids],
    }


@dataclass(frozen=True)
class LineShown:
    """A line as a page shows it; `cells` are (heading, words), `value` what is sent when it is ticked."""

    value: str
    label: str
    cells: list[tuple[str, str]]
    new: bool
    decided: bool
    left: bool


def _table(number: int, sheet: SheetRead, table: TableLines) -> dict[str, Any]:
    new = sheet.new
    shown = {
        kind: [_line(number, line, line.key in new) for line in lines]
        for kind, lines in (("columns", table.columns), ("rows", table.rows))
    }
    return {**shown, "unread": table.unread, "fresh": any(line.new for line in shown["rows"])}


def _line(number: int, line: Line, new: bool) -> LineShown:
    elsewhere = _("by column") if line.is_row else _("by row")

    def words(part: str) -> str:
        said = [_word(part, what) for what in line.said[part]]
        return said[0] if len(said) == 1 else elsewhere if said else "–"

    parts = (
        ("indicator", _("Indicator")), ("period", _("Period")), ("role", _("Role")),
        ("measure", _("Unit of measure")), ("unit_name", _("Unit")),
    )  # fmt: skip
    cells = [(head, words(part)) for part, head in parts]
    cells[2] = (cells[2][0], str(ROLES[LEFT])) if line.left else cells[2]
    cells.append((_("Cells"), _cells(line)))
    return LineShown(f"{number}:{line.key}", line.label, cells, new, bool(line.decided), line.left)


def _cells(line: Line) -> str:
    if not line.doubtful:
        return str(line.sure)
    return _("%(sure)d, doubtful %(doubtful)d") % {"sure": line.sure, "doubtful": line.doubtful}


def _word(part: str, what: str) -> str:
    if part == "indicator":
        known = all_indicators().get(what)
        return f"{indicator_name(known)} ({what})" if known else _("outside the catalogue")
    if part == "role":
        return str(ROLES.get(what, what))
    if part == "unit_name":
        return what or _("the workbook's own")
    return what or "?"


def _asked(question: Question) -> Asked:
    doubt = question.doubt
    offers = [
        (number, f"{words_of(o.value)} · {o.unit.called if o.unit else ''}")
        for number, o in enumerate(question.offers)
        if o.whole
    ]
    return Asked(
        doubt.cell, doubt.text, sentence("reference", doubt.why, _language(), **_blanks(question)), offers
    )


def _blanks(question: Question) -> dict[str, str]:
    return {"name": "", "unit": "", "other": ""} | question.doubt.params


def words_of(value: Read) -> str:
    """ "2,35 % · Tỷ lệ hộ nghèo (ho_ngheo) · 2019"."""
    indicator = all_indicators().get(value.indicator or "")
    name = indicator_name(indicator) if indicator else f"“{value.name}”"
    number = f"{vi_number(value.value)} {value.measure or ''}".strip()
    return f"{number} · {name} · {value.period or '?'}"


def names_of(value: Value) -> str:
    """What a stored value is of, as the catalogue or the workbook calls it."""
    indicator = all_indicators().get(value.indicator)
    return indicator_name(indicator) if indicator else value.name


def _rows(grid: Grid, known: set[str], doubted: set[str]) -> list[tuple[int, list[tuple[str, str]]]]:
    """Each row's number and its cells as (text, mark)."""
    rows = []
    for r in range(min(grid.height, _ROWS)):
        cells = []
        for c in range(min(grid.width, _COLUMNS)):
            place = f"{grid.name}!{address(r, c)}"
            mark = "doubt" if place in doubted else "sure" if place in known else ""
            cells.append((grid.text(r, c), mark))
        if any(text for text, _mark in cells):
            rows.append((r + 1, cells))
    return rows


def known_units(reference: Reference, book: Workbook) -> list[str]:
    """Names to choose from, where a unit is asked for."""
    return sorted(Tree(reference.about).names)[:_NAMES] if book.units else []


def differing(user: User, reference: Reference) -> list[tuple[Figure, Beside]]:
    """Figures of drafts sent up that state something else than the values of this workbook that stand."""
    values = reference.values.filter(replaced=False).exclude(indicator="")
    if reference.withdrawn_at is not None:
        return []
    by_key = {(v.indicator, v.unit_path, v.period, v.role): v for v in values}
    figures = (
        Figure.objects.visible_to(user)
        .sent()
        .filter(
            indicator__in={k[0] for k in by_key},
            unit_path__in={k[1] for k in by_key},
            moment__in={k[2] for k in by_key},
            role__in=("actual", "baseline", "target"),
            about="",
        )
    )
    found = []
    for figure in figures.select_related("version__draft__congress__unit")[: _DIFFER * 4]:
        value = by_key.get((figure.indicator, figure.unit_path, figure.moment, role_of(figure)))
        if value is not None and (beside := compared(figure, value)) and not beside.equal:
            found.append((figure, beside))
    return found[:_DIFFER]


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"
