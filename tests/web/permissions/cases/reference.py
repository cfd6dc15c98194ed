"""What is asked of reference data: a workbook of the office beside the commune, waiting or imported."""

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from vankien.word.books import Cell, Grid, grid_to_data
from vankien_web.figures.models import Reference, Value
from vankien_web.units.models import Role
from web.permissions.cases.base import Case, form_of
from web.permissions.world import FEW, World

ONE = "so-lieu-doi-chieu/<int:pk>/"
API = "api/v1/references/<int:reference>"
_ROWS = (("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2019"), ("1", "Tỷ lệ hộ nghèo", "%", "1,87"))


@cache
def _book() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_ROWS):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def workbook(*, waiting: bool) -> Callable[[World], None]:
    """Of the department at the office beside the commune."""

    def before(world: World) -> None:
        grid = Grid("Biểu 1")
        for r, row in enumerate(_ROWS):
            grid.cells |= {(r, c): Cell("text", text) for c, text in enumerate(row)}
        reference = Reference.objects.create(
            department=world.sibling, source="x", file_name="x.xlsx", sha256="", size=1, about=world.city,
            as_of=date(2019, 12, 31), waiting=waiting, by=world.actors[Role.OFFICE]["ancestor"].user,
            sheets=[grid_to_data(grid)] if waiting else [],
        )  # fmt: skip
        if not waiting:
            own = {"about": world.unit, "unit_path": world.unit.path, "period": "2019", "value": 2}
            Value.objects.create(reference=reference, indicator="ho_ngheo", **own)

    return before


def _number(world: World) -> int:
    return Reference.objects.values_list("pk", flat=True).first() or 1


def _new(world: World) -> dict[str, Any]:
    return {
        "department": world.unit.pk, "source": "x", "as_of": "31/12/2019", "about": world.city.pk,
        "file": SimpleUploadedFile("x.xlsx", _book()),
    }  # fmt: skip


def _both(body: Any = None) -> list[Case]:
    return [
        Case("waiting", body, workbook(waiting=True)),
        Case("imported", body, workbook(waiting=False), relations=FEW),
    ]


ARGUMENTS = {"so-lieu-doi-chieu/<int:pk>": _number, "<int:reference>": _number}
POSTS: dict[str, list[Case]] = {
    "so-lieu-doi-chieu/them/": [Case(body=_new)],
    ONE + "nghia/": _both(form_of(revision=0)),
    ONE + "nhap/": _both(form_of(revision=0, seen=1)),
    ONE + "cach-doc/": _both(form_of(revision=0, lines="0:c0:3", role="target")),
    ONE + "rut/": _both(form_of(revision=0)),
}
GETS: dict[str, list[Case]] = {
    ONE: _both(),
    ONE + "bang/": _both(),
    API: _both(),
    API + "/values": _both(),
}
