"""Indicators in pictures and tables: of one document, of one unit over periods, across units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien.outputs.workbook import XLSX
from vankien.text import bare
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.forms import numeral
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import PERSONNEL
from vankien_web.figures import naming, pictures
from vankien_web.figures.charts import symbol
from vankien_web.figures.picture_files import across_sheet, draft_sheet
from vankien_web.figures.series import NEXT, REFERENCE, RESULT, TARGET


@require_GET
def indicators(request: PersonRequest) -> HttpResponse:
    """The catalogue, by name."""
    q = request.GET.get("q", "").strip()[:100]
    known = naming.all_indicators().values()
    rows = sorted((one for one in known if bare(q) in bare(one.name)), key=lambda one: bare(one.name))
    context = {"title": _("Indicators"), "rows": rows, "q": q}
    return render(request, "figures/indicators.html", context)


@require_GET
def indicator(request: PersonRequest, indicator: str) -> HttpResponse:
    """The series of one unit (`?dv=`), and the units below or beside it in one period (`?ky=`)."""
    shown = _shown(request, indicator)
    chosen, series, across = shown["indicator"], shown["series"], shown["across"]
    context = shown | {
        "title": chosen.name,
        "every": [(line, [line.found[kind] for kind in series.kinds]) for line in series.lines],
        "series_legend": legend(series.kinds),
        "across_only": [across],
        "across_legend": legend(across.kinds),
        "query": request.GET.urlencode(),
        "crumbs": [(_("Indicators"), reverse("indicators")), (chosen.name, "")],
    }
    return render(request, "figures/indicator.html", context)


@require_GET
def indicator_sheet(request: PersonRequest, indicator: str) -> HttpResponse:
    """Both tables of the page for Excel."""
    shown = _shown(request, indicator)
    data = across_sheet(shown["indicator"], shown["unit"], shown["series"], shown["across"], shown["period"])
    return _file(data, shown["indicator"].name)


@require_GET
def draft_targets(request: PersonRequest, draft: int) -> HttpResponse:
    """Results beside targets, of the newest version that the person sees."""
    context = _of_draft(request, draft)
    return render(request, "figures/targets.html", context)


@require_GET
def draft_targets_sheet(request: PersonRequest, draft: int) -> HttpResponse:
    """The same table for Excel."""
    context = _of_draft(request, draft)
    return _file(draft_sheet(context["title"], context["pictures"]), _("Results and targets"))


def _of_draft(request: PersonRequest, draft: int) -> dict[str, Any]:
    found, version = drafts.find_version(request.user, draft, None)
    if found.congress is None or found.kind == PERSONNEL or version.under_way:
        raise Http404
    season = found.congress.season
    return drafts.brief_head(found, version, request.user) | {
        "pictures": pictures.of_draft(request.user, found, version),
        "legend": legend((RESULT, TARGET, NEXT)),
        "turn": (season.term_from, season.term_until),
        "show_unit": False,
    }


def legend(kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """Kind, its name, its symbol."""
    names = {
        RESULT: _("Result, as documents state it"),
        TARGET: _("Target"),
        NEXT: _("New target"),
        REFERENCE: _("What the department says"),
    }
    return [(kind, names[kind], symbol(kind, 8, 8)) for kind in kinds]


def _shown(request: PersonRequest, id: str) -> dict[str, Any]:
    """As `pictures.shown`, of what the address asks for."""
    wanted = request.GET.get("dv", "")
    unit = pictures.unit_of(request.user, numeral(wanted) if wanted else None)
    return pictures.shown(request.user, id, unit, request.GET.get("ky", ""))


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    called = f"{name} {clock.today():%d-%m-%Y}.xlsx"
    answer.headers["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    return answer
