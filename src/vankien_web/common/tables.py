"""Sheets that an office made, read as it made them; those made for an office: `vankien.outputs.workbook`.

    table = read_table(file, columns=[Column("name", ("Họ và tên", "Họ tên"), required=True),
                                      Column("born", ("Ngày sinh", "Sinh ngày"), parse=cells.day)])
    table.rows[0].values["born"]; table.problems[0].sentence

The header may stand anywhere in the first 20 rows, on one row or on two with groups above, its columns in any
order. Blank rows, a row that numbers the columns, headings of groups, repeated headers, totals are left out.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.model import UnreadableFile
from vankien.sentences import sentence
from vankien.text import bare, clean
from vankien.word.sheets import Cell, Sheet, sheets_apart
from vankien_web.common import cells, headers
from vankien_web.common.headers import Column as Column
from vankien_web.common.headers import Header, letter

_TOTALS = {"tong", "tong cong", "tong so", "cong", "total"}
_SENTENCES = {
    "encrypted": "workbook_encrypted",
    "too_many_rows": "too_many_rows",
    "missing": "missing",
    "empty": "empty",
}
_HEAVY = ("too_slow", "too_heavy", "too_big", "unpacks_too_big", "packed_too_tight", "too_many_members",
          "too_many_paragraphs")  # fmt: skip


class Unusable(ValueError):  # noqa: N818 - reads as what happened
    """A file that is no table of this kind; str() is the sentence."""


@dataclass(frozen=True)
class Problem:
    """`row` as Excel numbers it, `column` its letter, `title` the header above."""

    row: int
    column: str
    title: str
    what: str
    mend: str

    @property
    def sentence(self) -> str:
        where = _("Row %(row)s, column %(column)s (%(title)s):") % vars(self)
        return f"{where} {self.what} {self.mend}"


@dataclass(frozen=True)
class Row:
    """`values` by the column's id, None where blank or unclear; `extra` by title, what no column asks for."""

    number: int
    values: Mapping[str, Any]
    extra: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Table:
    """`left_out`: the numbers of rows that are no records (headings of groups, totals)."""

    rows: tuple[Row, ...]
    sheet: str
    left_out: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)


def read_table(
    file: Path | bytes | IO[bytes], *, columns: Sequence[Column], name: str = "", most: int = 20_000
) -> Table:
    """The table of the first visible sheet that has the columns. Raises Unusable with one sentence."""
    name = Path(name or str(getattr(file, "name", "") or "")).name or _("of the table")
    try:
        with _on_disk(file) as path:
            sheets = sheets_apart(path, name=name, most=most)
    except UnreadableFile as error:
        key = _SENTENCES.get(
            error.reason, "workbook_too_heavy" if error.reason in _HEAVY else "not_a_workbook"
        )
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        raise Unusable(sentence("file", key, language, **({"file": name} | error.params))) from None
    sheet, header = _with_header(sheets, columns, name)
    table = _table(sheet, header, columns)
    if not table.rows:
        raise Unusable(
            _("The sheet “%(sheet)s” of %(file)s has no row below its header; fill in at least one row.")
            % {"sheet": sheet.name, "file": name}
        )
    return table


@contextmanager
def _on_disk(file: Path | bytes | IO[bytes]) -> Iterator[Path]:
    place = getattr(file, "temporary_file_path", None)
    if isinstance(file, Path):
        yield file
        return
    if place:
        yield Path(place())
        return
    with tempfile.TemporaryDirectory(prefix="vankien-") as folder:
        path = Path(folder, "table")
        path.write_bytes(file if isinstance(file, bytes) else file.read())
        yield path


def _with_header(sheets: Sequence[Sheet], columns: Sequence[Column], name: str) -> tuple[Sheet, Header]:
    found = [(sheet, header) for sheet in sheets if (header := headers.find(sheet, columns))]
    if not found:
        wanted = ", ".join(f"“{column.titles[0]}”" for column in columns if column.required)
        raise Unusable(
            _(
                "No row among the first %(rows)s of %(file)s has these column titles: %(wanted)s. "
                "Put the titles in one row above the data, or fill in the sample table."
            )
            % {"rows": headers.SEARCHED, "file": name, "wanted": wanted}
        )
    sheet, header = max(found, key=lambda pair: len(pair[1].columns))
    missing = [c.titles[0] for c in columns if c.required and c.id not in header.columns]
    if missing:
        raise Unusable(
            _("The sheet “%(sheet)s” of %(file)s lacks the column %(missing)s; add it to row %(row)s.")
            % {
                "sheet": sheet.name,
                "file": name,
                "missing": ", ".join(f"“{title}”" for title in missing),
                "row": header.last + 1,
            }
        )
    return sheet, header


def _table(sheet: Sheet, header: Header, columns: Sequence[Column]) -> Table:
    rows, left_out = [], []
    filled = _merged_filled(sheet, header.last + 1)
    for index in range(header.last + 1, len(filled)):
        cells_here = filled[index]
        if _only_numbered(cells_here, header):
            continue
        if _is_heading(sheet, index, header) or _no_record(
            cells_here, header, first=index == header.last + 1
        ):
            left_out.append(index + 1)
        else:
            rows.append(_row(index + 1, cells_here, header, columns))
    return Table(tuple(rows), sheet.name, tuple(left_out))


def _merged_filled(sheet: Sheet, first: int) -> list[list[Cell]]:
    """The rows, with what stands in cells merged downwards repeated in each row."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, _right) in sheet.merged:
        if top >= first and left < len(rows[0] if rows else ()):
            for index in range(top + 1, min(bottom + 1, len(rows))):
                rows[index][left] = rows[top][left]
    return rows


def _is_heading(sheet: Sheet, index: int, header: Header) -> bool:
    """A row of one text that runs over several columns, or stands in a column that nobody asks for."""
    filled = [column for column, cell in enumerate(sheet.rows[index]) if not _blank(cell)]
    wide = any((index, filled[0]) == first and last[1] > first[1] for first, last in sheet.merged if filled)
    return len(filled) == 1 and (wide or filled[0] not in header.columns.values())


def _no_record(row: Sequence[Cell], header: Header, *, first: bool) -> bool:
    filled = [(index, cell) for index, cell in enumerate(row) if not _blank(cell)]
    words = [bare(cells.text(cell)).strip(" :.") for _index, cell in filled]
    repeated = sum(words[n] == bare(header.titles.get(i, "\0")) for n, (i, _c) in enumerate(filled)) > 1
    return repeated or bool(_TOTALS & set(words[:2])) or (first and headers.numbers(words))


def _only_numbered(row: Sequence[Cell], header: Header) -> bool:
    """Blank, or a line of a form of which only the running number is filled in."""
    filled = [index for index, cell in enumerate(row) if not _blank(cell)]
    return not filled or (
        len(filled) == 1 and isinstance(row[filled[0]], int) and filled[0] not in header.columns.values()
    )


def _row(number: int, row: Sequence[Cell], header: Header, columns: Sequence[Column]) -> Row:
    values: dict[str, Any] = {}
    problems = []
    for column in columns:
        index = header.columns.get(column.id)
        cell = row[index] if index is not None and index < len(row) else None
        values[column.id] = None
        if index is None or (_blank(cell) and not column.required):
            continue
        try:
            if _blank(cell):
                raise cells.Unclear(_("the cell is blank."), _("Fill it in."))
            values[column.id] = column.parse(cell)
        except cells.Unclear as error:
            problems.append(Problem(number, letter(index), header.titles[index], error.what, error.mend))
    known = set(header.columns.values())
    extra = {
        title: cells.text(row[index])
        for index, title in header.titles.items()
        if index not in known and index < len(row) and not _blank(row[index])
    }
    return Row(number, values, extra, tuple(problems))


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not clean(cell))
