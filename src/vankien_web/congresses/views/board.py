"""Bảng tiến độ: any part of the tree, the most urgent first."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien.outputs.workbook import XLSX
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.fields import ancestors
from vankien_web.congresses import board
from vankien_web.congresses.forms import FilterForm
from vankien_web.congresses.models import Season
from vankien_web.congresses.pages import Trail, kinds, place_of, road, seen_season
from vankien_web.congresses.permissions import can_archive, is_office
from vankien_web.congresses.sheet import progress_sheet
from vankien_web.units.models import Unit, who

PAGE = 60


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """The season and the unit that concern this person: the newest season still open."""
    season = Season.objects.visible_to(request.user).newest()
    if season is None:
        context = {"title": _("Progress board"), "may_open": is_office(request.user)}
        return render(request, "congresses/no_season.html", context)
    return redirect("season_board", season=season.pk)


@require_GET
def of_unit(request: PersonRequest, unit: int) -> HttpResponse:
    """The board of a unit in the newest season, an open one before a closed one."""
    place = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    path = place.path or ""
    held = Season.objects.visible_to(request.user).filter(root__path__in=ancestors(path))
    seen = any(path.startswith(scope) for scope in who(request.user).campaign_scopes)
    season = held.newest() if seen else None
    if season is None:
        messages.info(request, _("No season of congresses is held in this unit yet."))
        return redirect("unit", pk=unit)
    return redirect("unit_board", season=season.pk, unit=unit)


@require_GET
def season_board(request: PersonRequest, season: int) -> HttpResponse:
    """Where somebody sees several parts of the season and nothing above them, these; else the one."""
    shown = seen_season(request, season)
    tops = board.tops(shown, who(request.user).campaign_scopes)
    if len(tops) == 1:
        unit = Unit.objects.filter(path=tops[0]).first()
        return redirect("unit_board", season=shown.pk, unit=unit.pk if unit else shown.root_id)
    form = FilterForm(request.GET or None, kinds=kinds(shown.rules))
    page = Paginator(board.rows_of(shown, tops, form.wanted()), PAGE).get_page(request.GET.get("page"))
    context = _context(request, shown, form, page) | {
        "rows": board.filled(shown, page.object_list),
        "crumbs": [(_("Progress board"), "")],
        "title": _("Progress board"),
    }
    return render(request, "congresses/board.html", context)


@require_GET
def unit_board(request: PersonRequest, season: int, unit: int) -> HttpResponse:
    """A unit's own congress, and a row for each unit directly below it."""
    shown, place, own = place_of(request, season, unit)
    form = FilterForm(request.GET or None, kinds=kinds(shown.rules))
    found = board.rows_below(shown, place, form.wanted())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = board.filled(shown, page.object_list, [own] if own else [])
    units, trail = road(shown, place, request), Trail.of(request, place.pk)
    crumbs = [
        (u.called, reverse("unit_board", args=[season, u.pk]) + trail.back(u.pk, below.pk))
        for u, below in pairwise(units)
    ]
    context = _context(request, shown, form, page) | {
        "unit": place,
        "own": rows[0] if own else None,
        "rows": rows[1:] if own else rows,
        "lines": board.summary(shown, own),
        "crumbs": [*crumbs, (place.called, "")],
        "title": _("Progress board: %(unit)s") % {"unit": place.called},
        "came_from": urlencode({"ve": f"{place.pk}?{request.GET.urlencode()}"}),
        "back": crumbs[-1] if crumbs else None,
        "sheet": reverse("board_sheet", args=[season, unit]),
        "may_archive": can_archive(request.user, place),
    }
    return render(request, "congresses/board.html", context)


@require_GET
def board_sheet(request: PersonRequest, season: int, unit: int) -> HttpResponse:
    """The same rows, all pages, for Excel."""
    shown, place, own = place_of(request, season, unit)
    wanted = FilterForm(request.GET or None, kinds=kinds(shown.rules)).wanted()
    rollups = board.rows_below(shown, place, wanted)[:5000]
    rows = board.filled(shown, rollups, [own] if own and not wanted else [])
    answer = HttpResponse(progress_sheet(shown, place, rows), content_type=XLSX)
    name = f"Bảng tiến độ - {place.called} - {clock.today():%d-%m-%Y}.xlsx"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _context(request: PersonRequest, season: Season, form: FilterForm, page: Any) -> dict[str, Any]:
    return {
        "season": season,
        "directive": board.directive(season.rules),
        "form": form,
        "filtered": bool(form.wanted()),
        "page": page,
        "query": request.GET.urlencode(),
    }
