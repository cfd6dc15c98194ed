"""The figures of a congress: what its documents contradict, and its sums against the units below."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.congresses.pages import congress_page, seen_congress
from vankien_web.figures import contradictions, totals


@require_GET
def congress(request: PersonRequest, congress: int) -> HttpResponse:
    """Both places side by side, with their sentences."""
    shown = seen_congress(request, congress)
    found = contradictions.of_congress(request.user, shown)
    return render(request, "figures/congress.html", congress_page(request, shown) | {"found": found})


@require_GET
def sums(request: PersonRequest, congress: int) -> HttpResponse:
    """What the unit states beside the sum of the units below; one row opened to its parts."""
    shown = seen_congress(request, congress)
    base = request.GET.get("cap") == "co-so"
    found = totals.table(request.user, shown, base=base, opened=request.GET.get("dong", ""))
    above = (_("Figures"), reverse("congress_figures", args=[shown.pk]))
    context = congress_page(request, shown, above, (_("Sums of the units below"), ""))
    return render(request, "figures/sums.html", context | {"found": found, "base": base})
