"""The working groups' progress reports on a congress."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien.packs import season as campaign
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.pages import form_page
from vankien_web.congresses import actions
from vankien_web.congresses.forms import ReportForm
from vankien_web.congresses.pages import congress_page, seen_congress
from vankien_web.congresses.permissions import can_report, groups_of


@require_GET
def reports(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    page = Paginator(shown.reports.select_related("group"), 50).get_page(request.GET.get("page"))
    context = congress_page(request, shown) | {"page": page, "may_report": can_report(request.user, shown)}
    return render(request, "congresses/reports.html", context)


@require_http_methods(["GET", "POST"])
def new_report(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    groups = groups_of(request.user, shown)
    if not groups:
        raise PermissionDenied
    streams = campaign.workstreams(shown.season.rules)
    form = ReportForm(request.POST or None, request.FILES or None, streams=streams, groups=groups)

    def act(data: dict[str, Any]) -> str:
        made = actions.add_report(
            shown,
            form.groups[data["group"]],
            workstreams=form.said(),
            by=request.user,
            **{name: data[name] for name in ("on", "summary", "difficulties", "said_by", "file")},
        )
        return reverse("progress_report", args=[pk, made.number])

    context = congress_page(request, shown, (_("New report"), "")) | {
        "title": _("Progress report"),
        "sub": shown.title,
        "tabs": None,
        "button": _("File the report"),
        "cancel": reverse("reports", args=[pk]),
        "done": _("The report is filed."),
    }
    return form_page(request, form, act, "congresses/new_report.html", **context)


@require_GET
def report(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    one = get_object_or_404(shown.reports.select_related("group__unit"), number=number)
    names = {s.id: s.name for s in campaign.workstreams(shown.season.rules)}
    lines = [(names.get(key, key), said) for key, said in one.workstreams.items()]
    here = (_("Report no. %(n)s") % {"n": number}, "")
    context = congress_page(request, shown, (_("Progress reports"), reverse("reports", args=[pk])), here)
    context |= {"report": one, "lines": lines, "tabs": None}
    context["title"] = _("Progress report no. %(n)s") % {"n": number}
    return render(request, "congresses/report.html", context)
