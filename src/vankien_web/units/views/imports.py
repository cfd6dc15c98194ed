"""From Excel: choose a file, look at every row, then write all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vankien.outputs.workbook import XLSX, write_table
from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import tables
from vankien_web.units import actions, sheets
from vankien_web.units.forms import WorkbookForm
from vankien_web.units.models import Kind, Level, Role, Unit
from vankien_web.units.pages import crumbs, seen_unit
from vankien_web.units.permissions import can_manage_unit

_NAMED: dict[str, Any] = {"kind": Kind, "level": Level, "role": Role}


@dataclass(frozen=True)
class Import:
    """One kind of workbook: its columns, how its rows are planned and written, an example row."""

    name: str
    title: Promise
    columns: Callable[[], list[tables.Column]]
    plan: Callable[..., list[sheets.Planned]]
    write: Callable[..., int]
    shown: tuple[str, ...]
    example: Sequence[object]


IMPORTS = {
    "import_units": Import(
        "import_units",
        gettext_lazy("Units from Excel"),
        sheets.unit_columns,
        sheets.plan_units,
        actions.import_units,
        ("code", "name", "kind", "level", "parent"),
        ("xa-quang-tam", "Đảng bộ xã Quảng Tâm", "Quảng Tâm", "xa-phuong", "co-so", "thanh-uy", None),
    ),
    "import_people": Import(
        "import_people",
        gettext_lazy("People from Excel"),
        sheets.people_columns,
        sheets.plan_people,
        actions.import_people,
        ("name", "title", "unit", "role", "since"),
        ("Cán bộ 01", None, "Chánh Văn phòng", "thanh-uy", "ban-dang", "office", "01/01/2020", None),
    ),
}


def _top(request: PersonRequest, pk: int) -> Unit:
    unit = seen_unit(request, pk)
    if not can_manage_unit(request.user, unit):
        raise Http404
    return unit


@require_http_methods(["GET", "POST"])
def rows(request: PersonRequest, pk: int, which: str) -> HttpResponse:
    """The file, then its rows; `rows` comes back sealed from the preview."""
    kind, top = IMPORTS[which], _top(request, pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "title": kind.title,
        "kind": kind,
        "unit": top,
        "form": form,
        "crumbs": crumbs(top, request.user, (str(kind.title), "")),
        "columns": [c.titles[0] for c in kind.columns()],
    }
    if "rows" in request.POST:
        return _write(request, kind, top)
    if request.method == "POST" and form.is_valid():
        try:
            table = tables.read_table(form.cleaned_data["file"], columns=kind.columns(), most=sheets.MOST)
        except tables.Unusable as error:
            form.add_error("file", str(error))
        else:
            return _preview(request, kind, top, table, context)
    return render(request, "units/import.html", context, status=422 if form.errors else 200)


def _preview(
    request: PersonRequest, kind: Import, top: Unit, table: tables.Table, context: dict[str, Any]
) -> HttpResponse:
    planned = kind.plan(table.rows, top, by=request.user)
    titles = {c.id: c.titles[0] for c in kind.columns()}
    wrong = [p for p in planned if p.problems]
    context |= {
        "heads": [titles[name] for name in kind.shown],
        "rows": [(p, [_shown(name, p.values.get(name)) for name in kind.shown]) for p in planned],
        "wrong": wrong,
        "new": sum(not p.same and not p.problems for p in planned),
        "same": sum(p.same for p in planned),
        "left_out": table.left_out,
        "sheet": table.sheet,
        "sealed": "" if wrong else _seal(sheets.carried(table), request.user, kind, top),
    }
    return render(request, "units/import.html", context, status=422 if wrong else 200)


def _shown(name: str, value: Any) -> Any:
    """A cell as people read it."""
    if name in _NAMED and value:
        return _NAMED[name](value).label
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _salt(user: User, kind: Import, top: Unit) -> str:
    return f"units.import:{kind.name}:{top.pk}:{user.pk}"


def _seal(rows: list[Any], user: User, kind: Import, top: Unit) -> str:
    return signing.dumps(rows, salt=_salt(user, kind, top), compress=True)


def _write(request: PersonRequest, kind: Import, top: Unit) -> HttpResponse:
    try:
        sealed = signing.loads(request.POST["rows"], salt=_salt(request.user, kind, top), max_age=86400)
        planned = kind.plan(sheets.revived(sealed), top, by=request.user)
        written = kind.write(planned, by=request.user)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old; send the file again."))
        return redirect(kind.name, pk=top.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(kind.name, pk=top.pk)
    messages.success(request, _("Rows written: %(count)s.") % {"count": written})
    return redirect(reverse("unit", args=[top.pk]))


@require_GET
def sample(request: PersonRequest, pk: int, which: str) -> HttpResponse:
    """A workbook with the right header and one row to write over."""
    kind, top = IMPORTS[which], _top(request, pk)
    heads = [c.titles[0] for c in kind.columns()]
    data = write_table(str(kind.title), heads, [kind.example], note=top.name)
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{kind.name}.xlsx"'
    return response
