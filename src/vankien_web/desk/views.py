"""The pages of this room."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.desk.work import work
from vankien_web.units.models import Person, who
from vankien_web.units.titles import titles

ROWS = 50


@require_GET
def my_work(request: PersonRequest) -> HttpResponse:
    """What waits for this person, by deadline."""
    page = Paginator(work(request.user), ROWS).get_page(request.GET.get("page"))
    person = Person.objects.filter(account=request.user).first()
    context = {
        "title": _("My work"),
        "page": page,
        "titles": titles(person) if person else "",
        "holds": bool(who(request.user).seats),
    }
    return render(request, "desk/my_work.html", context)
