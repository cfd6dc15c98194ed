"""The extract on verified figures of one document: who may make one, and those that there are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.forms import numeral
from vankien_web.drafts.models import Draft
from vankien_web.drafts.naming import full_title
from vankien_web.figures.models import Verification
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.models import EXTRACT, Paper
from vankien_web.reviews.permissions import can_extract
from vankien_web.reviews.tasks.papers import laid_out
from vankien_web.units.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def figure_extracts(request: PersonRequest, draft: int) -> HttpResponse:
    """By each department that one speaks for, by the committee for all of them."""
    seen = Verification.objects.visible_to(request.user).filter(draft=draft)
    rows = seen.select_related("department", "committee")
    asked = dict.fromkeys(unit for one in rows for unit in (one.department, one.committee))
    if not asked:
        raise Http404
    found = Draft.objects.select_related("congress__unit__parent", "congress__season").get(pk=draft)
    if request.method == "POST":
        return _make(request, found, list(asked))
    made = Paper.objects.visible_to(request.user).filter(form=EXTRACT, subject=f"draft:{draft}")
    context = {
        "title": _("Extracts on verified figures"),
        "draft": found,
        "about": full_title(found),
        "units": [unit for unit in asked if can_extract(request.user, unit)],
        "papers": made.select_related("unit").order_by("-pk"),
        "crumbs": [(full_title(found), ""), (_("Extracts on verified figures"), "")],
    }
    return render(request, "reviews/figure_extracts.html", context)


def _make(request: PersonRequest, draft: Draft, asked: list[Unit]) -> HttpResponse:
    wanted = numeral(request.POST.get("unit", ""))
    unit = next((one for one in asked if one.pk == wanted), None)
    if unit is None or not can_extract(request.user, unit):
        raise PermissionDenied
    try:
        paper = actions.make_extract(draft, unit, by=request.user, then=laid_out)
    except ValidationError as error:
        messages.error(request, _("The paper was not made: %(why)s.") % {"why": "; ".join(error.messages)})
        return redirect("figure_extracts", draft.pk)
    return redirect("paper", paper.pk)
