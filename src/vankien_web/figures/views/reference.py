"""A department's workbooks: the list, a new one, its preview and what it became."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.outputs.workbook import XLSX, Heading, write_table
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history
from vankien_web.common.conflict import Conflict, conflict_page
from vankien_web.common.forms import RevisionForm, numeral
from vankien_web.common.pages import blame, form_page
from vankien_web.figures.actions import reference as actions
from vankien_web.figures.forms.reading import OverruleForm
from vankien_web.figures.forms.reference import BringForm, SettleForm
from vankien_web.figures.models import Reference
from vankien_web.figures.permissions import can_change_reference
from vankien_web.figures.previews import differing, known_units, names_of, preview
from vankien_web.figures.workbooks import read_workbook
from vankien_web.units.models import Role, Unit, who

ROWS = 200
_WITH = ("department__parent", "about", "by")
_ROLES = {"actual": "thực hiện", "target": "kế hoạch"}  # words of the workbook, which is read again


def _find(request: PersonRequest, pk: int) -> Reference:
    return get_object_or_404(Reference.objects.visible_to(request.user).select_related(*_WITH), pk=pk)


def _departments(request: PersonRequest) -> list[Unit]:
    mine = who(request.user).units(Role.VERIFIER)
    return list(Unit.objects.filter(pk__in=mine).select_related("parent")) if mine else []


@require_GET
def references(request: PersonRequest) -> HttpResponse:
    """Those of one's own department, and of the departments of one's committee."""
    found = Reference.objects.visible_to(request.user).select_related(*_WITH)
    page = Paginator(found.defer("sheets"), 50).get_page(request.GET.get("page"))
    may = who(request.user).holds(Role.VERIFIER)
    context = {"title": _("Reference data"), "page": page, "rows": page.object_list, "may_bring": may}
    return render(request, "figures/references.html", context)


@require_http_methods(["GET", "POST"])
def add_reference(request: PersonRequest) -> HttpResponse:
    """Bring a workbook; it is read at once and shown with its doubts."""
    departments = _departments(request)
    if not departments:
        raise PermissionDenied
    above = Unit.objects.filter(pk__in={n for d in departments for n in (*d.ancestor_ids, d.pk)})
    form = BringForm(request.POST or None, request.FILES or None, departments=departments, above=above)
    there = reverse("references")

    def act(said: dict[str, Any]) -> str:
        file = said.pop("file")
        try:
            made = actions.bring(chunks=file.chunks(), name=file.name or "", by=request.user, **said)
        except actions.Known as known:
            messages.warning(request, _("This very file is here already: nothing has changed."))
            made = known.reference
        return reverse("reference", args=[made.pk])

    title = _("Bring a workbook")
    crumbs = [(_("Reference data"), there), (title, "")]
    context = {"title": title, "crumbs": crumbs, "cancel": there, "limit": True}
    return form_page(request, form, act, "figures/reference_add.html", **context)


@require_GET
def reference(request: PersonRequest, pk: int) -> HttpResponse:
    """What waits for decisions, else the values with their cells."""
    found = _find(request, pk)
    if found.waiting:
        return _preview(request, found)
    values = found.values.select_related("about").order_by("indicator", "name", "unit_path", "period")
    page = Paginator(values, ROWS).get_page(request.GET.get("page"))
    context = _head(request, found) | {
        "page": page,
        "rows": [(value, names_of(value)) for value in page.object_list],
        "events": history.listed(request, history.of(found)),
        "differs": differing(request.user, found),
    }
    return render(request, "figures/reference.html", context)


def _head(request: PersonRequest, found: Reference) -> dict[str, Any]:
    return {
        "title": found.source,
        "reference": found,
        "crumbs": [(_("Reference data"), reverse("references")), (found.source, "")],
        "may_change": can_change_reference(request.user, found),
        "hidden": {"revision": found.revision},
    }


def _preview(
    request: PersonRequest,
    found: Reference,
    form: SettleForm | None = None,
    reading: OverruleForm | None = None,
) -> HttpResponse:
    book = read_workbook(found)
    wrong = (form and form.errors) or (reading and reading.errors)
    form = form or SettleForm(initial={"revision": found.revision}, book=book, about=found.about)
    reading = reading or OverruleForm(initial={"revision": found.revision}, book=book)
    context = _head(request, found) | preview(book)
    context |= {"form": form, "reading": reading, "units": known_units(found, book)}
    return render(request, "figures/reference_preview.html", context, status=422 if wrong else 200)


@require_POST
def settle_reference(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what names, units and sheets mean; the preview is shown again."""
    found = _find(request, pk)
    if not can_change_reference(request.user, found):
        raise PermissionDenied
    form = SettleForm(request.POST, book=read_workbook(found), about=found.about)
    if form.is_valid():
        answers: dict[str, dict[str, str]] = {}
        for kind in ("period", "measure"):
            for sheet, said in form.said(kind).items():
                answers.setdefault(sheet, {})[kind] = said
        own = {"names": form.said("name"), "units": form.said("unit"), "answers": answers}
        try:
            actions.settle(found, **own, revision=form.cleaned_data["revision"], by=request.user)
        except ValidationError as error:
            blame(form, error)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, leave=reverse("reference", args=[pk]))
    if form.errors:
        return _preview(request, found, form)
    return redirect("reference", pk=pk)


@require_POST
def overrule_reference(request: PersonRequest, pk: int) -> HttpResponse:
    """Say how ticked columns and rows are read; the preview is shown again."""
    found = _find(request, pk)
    if not can_change_reference(request.user, found):
        raise PermissionDenied
    form = OverruleForm(request.POST, book=read_workbook(found))
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.overrule(found, form.by_sheet, form.said, revision=revision, by=request.user)
        except ValidationError as error:
            blame(form, error)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, leave=reverse("reference", args=[pk]))
    if form.errors:
        return _preview(request, found, reading=form)
    return redirect(reverse("reference", args=[pk]) + "#reading")


@require_POST
def import_reference(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the sure values and the readings chosen; what is left undecided is left out."""
    found = _find(request, pk)
    choices = {
        name.removeprefix("o:"): numeral(value)
        for name in request.POST
        if name.startswith("o:") and (value := str(request.POST[name])).isdecimal()
    }
    try:
        revision = numeral(request.POST.get("revision", ""))
        seen = "seen" in request.POST
        count, left = actions.import_values(found, choices, seen=seen, revision=revision, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Conflict as conflict:
        return conflict_page(
            request, RevisionForm(request.POST), conflict, leave=reverse("reference", args=[pk])
        )
    else:
        told = {"count": count, "left": left}
        messages.success(request, _("Values written: %(count)d; doubtful cells left out: %(left)d.") % told)
    return redirect("reference", pk=pk)


@require_POST
def withdraw_reference(request: PersonRequest, pk: int) -> HttpResponse:
    """The department no longer stands behind the workbook."""
    found = _find(request, pk)
    try:
        actions.withdraw(found, revision=numeral(request.POST.get("revision", "")), by=request.user)
    except Conflict as conflict:
        return conflict_page(
            request, RevisionForm(request.POST), conflict, leave=reverse("reference", args=[pk])
        )
    messages.success(request, _("The workbook is withdrawn: none of its values stands any more."))
    return redirect("references")


@require_GET
def reference_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """The values as an .xlsx that an office goes on working with; `vankien check --reference` takes it."""
    found = _find(request, pk)
    heads = [
        Heading("Mã", 16), Heading("Chỉ tiêu", 44), Heading("Đơn vị tính", 18), Heading("Kỳ", 16),
        Heading("Giá trị", 16), Heading("Loại số liệu", 14), Heading("Nguồn", 36),
        Heading("Của đơn vị", 32), Heading("Ô", 20),
    ]  # fmt: skip
    values = found.values.select_related("about").order_by("indicator", "name", "unit_path", "period")
    rows = [
        (v.indicator, v.name, v.unit, v.period, v.value, _ROLES[v.role], v.source, v.about.name, v.cell)
        for v in values
    ]
    note = f"{found.department.name} · {found.as_of:%d/%m/%Y}"
    data = write_table(found.source, heads, rows, note=note, sheet="Số liệu")
    response = HttpResponse(data, content_type=XLSX)
    name = f"so-lieu-doi-chieu-{found.pk}-{clock.today():%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
