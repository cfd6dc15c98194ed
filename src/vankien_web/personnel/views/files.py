"""The list out of a file and into one: each time it leaves the site, that is written down."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien import personnel
from vankien.model import UnreadableFile
from vankien.outputs.workbook import XLSX, write_table
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history, intake, keyring, storage
from vankien_web.drafts.pages import refusal
from vankien_web.personnel import papers, permissions
from vankien_web.personnel.actions import candidates, plans
from vankien_web.personnel.forms import TableForm
from vankien_web.personnel.judging import judge
from vankien_web.personnel.models import PersonnelPlan, words
from vankien_web.personnel.pages import allowed, closed_to_others, line, page, rows_of, seen_plan
from vankien_web.personnel.tally import tally
from vankien_web.personnel.views.plans import named

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")


@require_http_methods(["GET", "POST"])
@closed_to_others
def take_in(request: PersonRequest, key: UUID) -> HttpResponse:
    """A file, then what was read in it; the rows come back sealed, nothing is stored between."""
    shown = seen_plan(request, key)
    allowed(permissions.can_change(request.user, shown))
    if "rows" in request.POST:
        return _write(request, shown)
    form = TableForm(request.POST or None, request.FILES or None)
    title = _("Candidates from Word or Excel")
    context = page(shown, request.user, title, here=title)
    context |= {"form": form, "cancel": reverse("personnel_plan", args=[key]), "steps": words.STEPS}
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(form.cleaned_data["file"], shown.congress.kind)
        except UnreadableFile as error:
            name = form.cleaned_data["file"].name
            form.add_error("file", refusal(error, name, get_language() or "vi"))
        else:
            if found.candidates:
                return render(request, "personnel/import.html", context | _preview(request, found, shown))
            form.add_error("file", _("No list of candidates with a header was found in this file."))
    return render(request, "personnel/import.html", context, status=422 if form.errors else 200)


def _read(file: Any, unit: str) -> personnel.Plan:
    """What the file lists. It is on the disk only while it is read. Raises UnreadableFile."""
    with storage.staged(file.chunks(), settings.VANKIEN_UPLOAD_BYTES) as staged:
        if file.name.lower().endswith(_SHEETS):
            return personnel.read_sheets_plan(staged.path, unit)
        return personnel.read_plan(intake.read(staged, file.name), unit)


def _preview(request: PersonRequest, found: personnel.Plan, plan: PersonnelPlan) -> dict[str, Any]:
    sealed = keyring.seal(
        personnel.to_data(replace(found, doubts=(), columns=None, stated=(), block=None)), _carried(plan)
    )
    doubts = [(d.row, d.column, d.text, words.DOUBTS.get(d.reason, "")) for d in found.doubts]
    return {
        "table": [line(c) for c in found.candidates],
        "doubts": doubts,
        "judged": judge(found, plan.congress, request.user, get_language() or "vi"),
        "sealed": base64.b64encode(sealed).decode(),
    }


def _carried(plan: PersonnelPlan) -> str:
    return f"import:{plan.key}"


def _write(request: PersonRequest, plan: PersonnelPlan) -> HttpResponse:
    try:
        sealed = base64.b64decode(request.POST["rows"], validate=True)
        found = personnel.plan_from_data(keyring.unseal(sealed, _carried(plan)))
    except (keyring.Lost, binascii.Error, ValueError):
        messages.error(request, _("The preview is too old; send the file again."))
        return redirect("import_candidates", key=plan.key)
    done = candidates.take_in(plan, found, by=request.user)
    messages.success(request, _("Candidates written: %(count)s.") % {"count": done})
    return redirect("personnel_plan", key=plan.key)


@require_GET
@closed_to_others
def on_paper(request: PersonRequest, key: UUID) -> HttpResponse:
    """The list as it is printed."""
    shown = seen_plan(request, key)
    allowed(permissions.can_take_away(request.user, shown))
    rows = [c for _row, c in rows_of(shown)]
    title = _("Personnel plan")
    context = page(shown, request.user, title, here=_("Print"))
    context |= {"table": [line(c) for c in rows], "steps": words.STEPS, "now": clock.now()}
    context["numbers"] = named(tally(shown.with_rows(rows)))
    plans.was_read(shown, "personnel_printed", by=request.user, what="list")
    return render(request, "personnel/print.html", context)


@require_GET
@closed_to_others
def workbook(request: PersonRequest, key: UUID) -> HttpResponse:
    """The list with particulars as an Excel file."""
    shown = seen_plan(request, key)
    allowed(permissions.can_take_away(request.user, shown))
    lines = [line(c) for _row, c in rows_of(shown)]
    rows = [(n, one.name, *map(str, one.cells), *one.votes) for n, one in enumerate(lines, 1)]
    steps = [_("Step %(n)s") % {"n": step} for step in words.STEPS]
    data = write_table(_("List of candidates"), [*_heads(), *steps], rows, note=shown.congress.title)
    plans.was_read(shown, "personnel_exported", by=request.user, what="list")
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="trich-ngang.xlsx"'
    return response


@require_GET
@closed_to_others
def paper(request: PersonRequest, key: UUID) -> HttpResponse:
    """Đề án nhân sự as a Word file."""
    shown = seen_plan(request, key)
    allowed(permissions.can_take_away(request.user, shown))
    data = papers.word(shown.whole, shown.congress, history.name_of(shown))
    plans.was_read(shown, "personnel_exported", by=request.user, what="paper")
    response = HttpResponse(data, content_type=DOCX)
    response.headers["Content-Disposition"] = 'attachment; filename="de-an-nhan-su.docx"'
    return response


def _heads() -> list[str]:
    return [
        _("No."),
        _("Full name"),
        _("Born"),
        _("Man or woman"),
        _("Ethnic group"),
        _("Posts held now"),
        _("Profession"),
        _("Political theory"),
        _("Joined the Party"),
        _("Proposed for"),
        _("First time or re-election"),
    ]
