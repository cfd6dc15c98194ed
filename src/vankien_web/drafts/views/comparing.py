"""Two versions of a draft beside each other, or in one text."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.drafts import comparing, pages
from vankien_web.drafts.comparison.page import lay_out
from vankien_web.drafts.comparison.stored import comparison_of
from vankien_web.drafts.comparison.told import figure_rows, summary
from vankien_web.drafts.models import StoredComparison, Version

INLINE = "lien"
SIDES = "song-song"


@require_GET
def comparison(request: PersonRequest, draft: int) -> HttpResponse:
    """What changed between two versions; the newest and the one before unless others are chosen."""
    couple = comparing.chosen(request.user, draft, request.GET.get("cu", ""), request.GET.get("moi", ""))
    context = pages.brief_head(couple.draft, couple.newest, request.user) | {
        "couple": couple,
        "kind": INLINE if request.GET.get("kieu") == INLINE else SIDES,
        "kinds": [(SIDES, _("Side by side")), (INLINE, _("In one text"))],
    }
    if couple.old and couple.new and couple.unread is None:
        stored = comparing.of(couple.old, couple.new)
        context |= {"failed": stored.failed, "waits": not stored.failed and stored.content is None}
        if stored.content is not None:
            context |= _shown(couple.old, couple.new, stored)
    response = render(request, "drafts/comparison.html", context)
    if request.headers.get("HX-Request") and not context.get("waits"):
        response.headers["HX-Refresh"] = "true"
    return response


def _shown(old: Version, new: Version, stored: StoredComparison) -> dict[str, Any]:
    before, after = comparing.sides(old, new)
    page = lay_out(comparison_of(stored.content), before, after)
    known = comparing.indicators(new)
    figures = list(figure_rows(stored.content["figures"], page, before, after, known))
    return {
        "page": page,
        "summary": summary(page),
        "figures": [f for f in figures if f.old and f.new],
        "other_figures": [f for f in figures if not (f.old and f.new)],
        "query": urlencode({"cu": old.number, "moi": new.number}),
    }
