"""Who looked, and how often plans were looked at."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.models import Event
from vankien_web.personnel import permissions
from vankien_web.personnel.actions.plans import READS
from vankien_web.personnel.pages import allowed, closed_to_others, page, seen_plan


@require_GET
@closed_to_others
def log(request: PersonRequest, key: UUID) -> HttpResponse:
    """Every look, every change, every file taken away: who and when."""
    shown = seen_plan(request, key)
    events = history.stream(shown)
    only = request.GET.get("chi") == "doc"
    listed = history.listed(request, events.filter(verb__in=READS) if only else events)
    title = _("Who read and changed it")
    context = page(shown, request.user, title, here=title) | {"page": listed, "only_reads": only}
    return render(request, "personnel/log.html", context)


@require_GET
@closed_to_others
def counts(request: PersonRequest) -> HttpResponse:
    """How often, month by month, on the whole site: no plan and nobody is named."""
    allowed(permissions.can_count_reads(request.user))
    read = Event.objects.filter(verb__in=READS).annotate(month=TruncMonth("on"))
    found = read.order_by().values("month", "verb").annotate(n=Count("pk")).order_by("-month")
    months: dict[object, dict[str, int]] = {}
    for row in found:
        months.setdefault(row["month"], dict.fromkeys(READS, 0))[row["verb"]] = row["n"]
    names = [_("Plan read"), _("Candidate read"), _("Printed"), _("Taken as a file")]  # as in READS
    table = [(month, list(zip(names, (n[v] for v in READS), strict=True))) for month, n in months.items()]
    context = {"title": _("How often personnel plans were read"), "table": table, "names": names}
    return render(request, "personnel/counts.html", context)
