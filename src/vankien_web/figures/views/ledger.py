"""The figures of a draft: the table, what changed since the version before, the workbook."""

from pathlib import PurePath

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien.outputs.workbook import XLSX
from vankien_web.accounts.requests import PersonRequest
from vankien_web.drafts import pages
from vankien_web.figures.changes import altered, ids, told
from vankien_web.figures.listing import Listing
from vankien_web.figures.models import Figure, Standing

SIZE = 50


@require_GET
def figures(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """Every figure of a version: where, in which sentence, of what, how much, of when, how it stands."""
    found, version = pages.find_version(request.user, draft, number)
    listing = Listing(found, version)
    wanted = listing.wanted(request.GET.dict())
    page = Paginator(listing.chosen(wanted), SIZE).get_page(request.GET.get("page"))
    context = pages.brief_head(found, version, request.user, strip=True)
    before = next((v for v in context["versions"] if v.number < version.number), None)
    changed = altered(before, version) if before else ()
    rows = Figure.objects.in_bulk([*page.object_list, *(pk for change in changed for pk in ids(change))])
    context |= {
        "listing": listing,
        "wanted": wanted,
        "standings": Standing.choices,
        "page": page,
        "lines": listing.lines(rows[pk] for pk in page.object_list),
        "since": told(request.user, before, version, changed, rows) if before else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "figures/draft.html", context)


@require_GET
def workbook(request: PersonRequest, draft: int, number: int) -> HttpResponse:
    """What the table shows under the same filter, as an .xlsx."""
    found, version = pages.find_version(request.user, draft, number)
    listing = Listing(found, version)
    response = HttpResponse(listing.workbook(listing.wanted(request.GET.dict())), content_type=XLSX)
    name = f"{PurePath(version.file_name).stem} - {_('figures')}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
