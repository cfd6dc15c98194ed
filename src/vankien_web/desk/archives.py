"""The page from which the archive of a season is taken."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.congresses.models import Season
from vankien_web.congresses.permissions import can_archive
from vankien_web.desk.actions import take_archive
from vankien_web.desk.archive import ROOMS, congresses_of
from vankien_web.units.models import Unit


@require_http_methods(["GET", "POST"])
def archive(request: PersonRequest, season: int, unit: int) -> HttpResponseBase:
    """What the archive will hold; a POST takes it."""
    chosen = get_object_or_404(Season.objects.visible_to(request.user), pk=season)
    place = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    if not can_archive(request.user, place):
        raise Http404
    if request.method == "POST":
        return _take(request, chosen, place)
    context = {
        "title": _("Archive of %(unit)s") % {"unit": place.called},
        "season": chosen,
        "unit": place,
        "rooms": ROOMS,
        "count": congresses_of(chosen, place).count(),
        "crumbs": [
            (_("Progress board"), reverse("unit_board", args=[season, unit])),
            (_("Archive"), ""),
        ],
    }
    return render(request, "desk/archive.html", context)


def _take(request: PersonRequest, season: Season, unit: Unit) -> HttpResponseBase:
    try:
        pieces = take_archive(season, unit, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("archive", season=season.pk, unit=unit.pk)
    return as_zip(pieces, unit)


def as_zip(pieces: Iterator[bytes], unit: Unit) -> HttpResponseBase:
    """The archive as one goes on receiving it."""
    response: HttpResponseBase = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"Hồ sơ lưu trữ - {unit.called}.zip".replace("/", "-")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
