"""A department brings its workbook, says what is not clear in it, imports it, withdraws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien import secrecy
from vankien.model import Block, Document, UnreadableFile
from vankien.reference import LEFT
from vankien.reference.words import key_of, measure_of, period_of, plain_label
from vankien.sentences import catalogue, sentence
from vankien.text import clean
from vankien.word.books import Grid, grid_to_data, grids_apart
from vankien_web.accounts.models import User
from vankien_web.common import clock, storage
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.figures.actions.standing import key, restand, rivals
from vankien_web.figures.models import Mapping as Remembered
from vankien_web.figures.models import Reference, Value
from vankien_web.figures.permissions import can_bring, can_change_reference
from vankien_web.figures.workbooks import Ready, SheetRead, Workbook, chosen, read_workbook
from vankien_web.units.models import Unit

_MOST_CELLS = 20_000
_SHOWN = 255
_READ_AS = ("actual", "target", "completion_ratio", "change", LEFT)


class Known(Exception):  # noqa: N818 - reads as what happened
    """The department has brought this very file already; `reference` is where it stands."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(str(reference))
        self.reference = reference


def bring(
    department: Unit, chunks: Iterable[bytes], name: str, source: str, as_of: date, about: Unit, *, by: User
) -> Reference:
    """Keep the file and what its cells show, for decisions; nothing of it counts yet.

    Raises PermissionDenied, ValidationError (too large, unreadable, secret), Known.
    """
    if not can_bring(by, department):
        raise PermissionDenied
    if as_of > clock.today():
        raise ValidationError({"as_of": _("The date of the data cannot lie in the future.")})
    limit = settings.VANKIEN_UPLOAD_BYTES
    try:
        with storage.staged(chunks, limit) as file:
            there = department.references.filter(sha256=file.sha256, withdrawn_at=None).first()
            if there is not None:
                raise Known(there)
            sheets = _sheets(file, name)
            with transaction.atomic():
                file.place()
                reference = Reference.objects.create(
                    department=department, source=source.strip()[:_SHOWN], file_name=name[-_SHOWN:],
                    sha256=file.sha256, size=file.size, about=about, as_of=as_of, waiting=True,
                    sheets=[grid_to_data(g) for g in sheets], by=by,
                )  # fmt: skip
                record("reference_brought", reference, by=by, stream=reference, **_told(reference))
    except storage.TooLarge as error:
        text = _("The file is larger than %(megabytes)d MB.") % {"megabytes": limit // 1024 // 1024}
        raise ValidationError({"file": text}) from error
    return reference


def settle(
    reference: Reference,
    *,
    names: Mapping[str, str],
    units: Mapping[str, Unit],
    answers: Mapping[str, Mapping[str, str]],
    revision: int,
    by: User,
) -> None:
    """What a label and a unit's name mean, remembered for workbooks of this shape; `answers` by sheet:
    its period and unit of measure, for this workbook alone.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    _may_change(reference, by)
    book = read_workbook(reference)
    said = {**reference.answers}
    for sheet, one in answers.items():
        said[sheet] = {**said.get(sheet, {}), **_checked(one)}
    with transaction.atomic():
        save_checked(reference, revision=revision, fields={"answers": said})
        for shape in dict.fromkeys(book.shapes):
            own = {
                key_of(plain_label(n)): i for n, i in names.items() if book.names.get(n, ("", ""))[1] == shape
            }
            places = {key_of(plain_label(n)): u.code for n, u in units.items() if book.units.get(n) == shape}
            _remember(reference, shape, own, places, by)
        record("reference_settled", reference, by=by, stream=reference, **_told(reference))


def overrule(
    reference: Reference,
    lines: Mapping[str, Iterable[str]],
    said: Mapping[str, str],
    *,
    revision: int,
    by: User,
) -> None:
    """Columns and rows (names of lines by sheet) are read as a person says: `role`, `period`, `measure`,
    `indicator` ("" outside the catalogue); as the machine reads them where `said` is empty. All but a
    period holds for all sheets of that shape, and is remembered once the workbook is imported.

    Raises as `settle`.
    """
    _may_change(reference, by)
    book = read_workbook(reference)
    if said.get("role", "") not in ("", *_READ_AS):
        raise ValidationError(_("Choose a kind of figures from the list."))
    said = {**said, **_checked(said)}
    answers = {name: {**one, "lines": {**one.get("lines", {})}} for name, one in reference.answers.items()}
    for sheet in book.sheets:
        for other in book.sheets:
            if sheet.shape == other.shape:
                own = answers.setdefault(other.name, {}).setdefault("lines", {})
                _overrule(own, other, set(lines.get(sheet.name, ())), said, here=sheet is other)
    with transaction.atomic():
        save_checked(reference, revision=revision, fields={"answers": answers})
        record("reference_overruled", reference, by=by, stream=reference, **_told(reference))


def _overrule(
    own: dict[str, dict[str, str]], sheet: SheetRead, keys: set[str], said: Mapping[str, str], *, here: bool
) -> None:
    for table in sheet.tables:
        for line in (*table.columns, *table.rows):
            if line.key in keys:
                mine = {part: what for part, what in said.items() if here or part != "period"}
                own[line.key] = {**line.decided, **mine} if said else {}


def import_values(
    reference: Reference, choices: Mapping[str, int], *, seen: bool = False, revision: int, by: User
) -> tuple[int, int]:
    """Write the values that are sure and the readings chosen ({cell: number}). Returns how many, and how many
    doubtful cells were left out. `seen`: the person has looked at how the sheets are read; it is remembered
    with what was overruled. Raises PermissionDenied, ValidationError, Conflict."""
    _may_change(reference, by)
    book = read_workbook(reference)
    if book.unseen and not seen:
        text = _("Look at how the tables are read and confirm it first (%(count)d lines are new).")
        raise ValidationError(text % {"count": book.unseen})
    picked = list(chosen(book, dict(choices)))
    values = _once([_row(reference, one) for one in (*book.ready, *picked)])
    if not values:
        raise ValidationError(_("There is no value to write yet: decide what is asked first."))
    if found := rivals(reference, values):
        one, other = found[0]
        blanks = {"cell": one.cell, "source": other.reference.source, "count": len(found)}
        raise ValidationError(
            _(
                "Another workbook with the same date of data says otherwise (%(count)d values, the first in "
                "%(cell)s; the other: “%(source)s”). Withdraw it first, or give the date of the newer data."
            )
            % blanks
        )
    left = len(book.questions) - len(picked)
    with transaction.atomic():
        save_checked(reference, revision=revision, fields={"waiting": False, "sheets": []})
        Value.objects.bulk_create(values, batch_size=500)
        restand(reference)
        _remember_lines(reference, book, by)
        told = _told(reference) | {"values": len(values), "left": left}
        record("reference_imported", reference, by=by, stream=reference, **told)
    return len(values), left


def withdraw(reference: Reference, *, revision: int, by: User) -> None:
    """The department no longer stands behind it; what it had replaced stands again. Raises as `settle`."""
    if not can_change_reference(by, reference):
        raise PermissionDenied
    with transaction.atomic():
        fields: dict[str, Any] = {"withdrawn_at": clock.now(), "waiting": False, "sheets": []}
        save_checked(reference, revision=revision, fields=fields)
        restand(reference)
        record("reference_withdrawn", reference, by=by, stream=reference, **_told(reference))


def _may_change(reference: Reference, by: User) -> None:
    if not can_change_reference(by, reference):
        raise PermissionDenied
    if not reference.waiting:
        raise ValidationError(_("This workbook has been imported or withdrawn already."))


def _sheets(file: storage.Staged, name: str) -> list[Grid]:
    try:
        sheets = grids_apart(
            file.path,
            name=name,
            seconds=settings.VANKIEN_READ_SECONDS,
            megabytes=settings.VANKIEN_READ_MEGABYTES,
        )
    except UnreadableFile as error:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        reason = error.reason if error.reason in catalogue(language)["file"] else "not_a_workbook"
        said = sentence("file", reason, language, **({"file": name} | error.params))
        raise ValidationError({"file": said}) from error
    if settings.VANKIEN_PROFILE == "networked" and _is_secret(sheets):
        raise ValidationError({"file": _stamped()})
    if sum(len(grid.cells) for grid in sheets) > _MOST_CELLS:
        many = _("The workbook has more than %(most)s filled cells; bring the sheets one by one.")
        raise ValidationError({"file": many % {"most": "20.000"}})
    return sheets


def _stamped() -> str:
    return _(
        "This file bears a secrecy stamp, and this site is connected to a network: it was refused and erased."
    )


def _checked(said: Mapping[str, str]) -> dict[str, str]:
    """A period and a unit of measure as the ledger writes them."""
    out: dict[str, str] = {}
    if period := said.get("period", "").strip():
        out["period"] = period_of(period) or ""
        if not out["period"]:
            raise ValidationError(_("Write the period as 2019, 2015-2020 or 6 tháng đầu năm 2020."))
    if measure := said.get("measure", "").strip():
        known = measure_of(measure)
        out["measure"] = known.name if known else measure.lower()[:64]
    return out


def _remember(
    reference: Reference, shape: str, names: dict[str, str], units: dict[str, str], by: User
) -> None:
    one, _new = Remembered.objects.get_or_create(
        department=reference.department, shape=shape, defaults={"confirmed_by": by}
    )
    known = one.columns
    columns = {
        **known,
        "names": {**known.get("names", {}), **names},
        "units": {**known.get("units", {}), **units},
        "heads": known.get("heads", {}),
    }
    _save(one, columns, by)


def _save(one: Remembered, columns: dict[str, Any], by: User) -> None:
    if columns != one.columns:
        one.columns, one.confirmed_by, one.confirmed_at = columns, by, clock.now()
        one.save()


def _remember_lines(reference: Reference, book: Workbook, by: User) -> None:
    """What was confirmed and overruled, for the next workbook of the shape; its periods are other ones."""
    for sheet in book.sheets:
        if not sheet.lines:
            continue
        one, _new = Remembered.objects.get_or_create(
            department=reference.department, shape=sheet.shape, defaults={"confirmed_by": by}
        )
        lines = {**one.columns.get("lines", {})}
        for line, said in reference.answers.get(sheet.name, {}).get("lines", {}).items():
            lines[line] = {part: what for part, what in said.items() if part != "period"}
        seen = {*one.columns.get("seen", ()), *(line.mark for line in sheet.lines)}
        columns = {**one.columns, "lines": {k: v for k, v in lines.items() if v}, "seen": sorted(seen)}
        _save(one, columns, by)


def _row(reference: Reference, ready: Ready) -> Value:
    value = ready.value
    fields: dict[str, Any] = {
        "indicator": value.indicator or "",
        "name": value.name[:_SHOWN],
        "about": ready.unit,
        "unit_path": ready.unit.path or "",
        "period": (value.period or "")[:64],
        "unit": (value.measure or "")[:64],
        "role": value.role,
        "value": value.value,
        "source": (value.source or reference.source)[:_SHOWN],
        "cell": value.cell[:120],
    }
    return Value(reference=reference, **fields)


def _once(values: list[Value]) -> list[Value]:
    """Each statement once; two cells that state it differently are for a person to settle."""
    found: dict[Any, Value] = {}
    for value in values:
        known = found.setdefault(key(value), value)
        if (known.value, known.unit) != (value.value, value.unit):
            text = _("The cells %(one)s and %(other)s state the same thing differently: choose one of them.")
            raise ValidationError(text % {"one": known.cell, "other": value.cell})
    return list(found.values())


def _told(reference: Reference) -> dict[str, Any]:
    return {"department": reference.department.name, "source": reference.source}


def _is_secret(grids: Iterable[Grid]) -> bool:
    """Whether a secrecy stamp stands in a cell, as in a letterhead."""
    for grid in grids:
        texts = [clean(cell.text) for _at, cell in sorted(grid.cells.items()) if cell.kind == "text"]
        blocks = tuple(Block(number, text) for number, text in enumerate(texts))
        if secrecy.stamp(Document("xlsx", blocks)):
            return True
    return False
