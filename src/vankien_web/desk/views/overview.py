"""One's work, and the search."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.desk import finding
from vankien_web.desk.work import work
from vankien_web.units.models import Person, who
from vankien_web.units.titles import titles

ROWS = 50


@require_GET
def my_work(request: PersonRequest) -> HttpResponse:
    """What waits for this person, by deadline."""
    page = Paginator(work(request.user), ROWS).get_page(request.GET.get("page"))
    mine = who(request.user)
    context = {
        "title": _("My work"),
        "page": page,
        "titles": titles(Person(pk=mine.person_id)) if mine.person_id else "",
        "holds": bool(mine.seats),
    }
    return render(request, "desk/my_work.html", context)


@require_GET
def search(request: PersonRequest) -> HttpResponse:
    """What is found by words; for a person who goes on typing only the results are sent."""
    query, kind, page = (request.GET.get(name, "") for name in ("q", "loai", "page"))
    kind = kind if kind in finding.kinds() else ""
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    groups, pages = finding.find(query, request.user, kind, max(number, 1))
    context = {
        "title": _("Search"),
        "query": query.strip(),
        "kind": kind,
        "kinds": finding.kinds(),
        "groups": groups,
        "page": pages,
        "plain": '"' not in query,
        "count": sum(group.total.count for group in groups),
        "more": any(group.total.more for group in groups),
    }
    headers = request.headers
    part = "#results" if "HX-Request" in headers and "HX-History-Restore-Request" not in headers else ""
    response = render(request, f"desk/search.html{part}", context)
    patch_vary_headers(response, ("HX-Request",))
    return response
