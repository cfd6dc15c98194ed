"""A draft's text with the opinions on it: read, select, speak."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.drafts import pages
from vankien_web.drafts.models import PERSONNEL
from vankien_web.reviews import speaking
from vankien_web.reviews.forms.opinions import OpinionForm


@require_GET
def draft_opinions(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """The text as in Word, opinions and findings beside it."""
    found, version = pages.find_version(request.user, draft, number, text=True)
    mine = speaking.part(request.user, found)
    if version.under_way or not hasattr(version, "reading"):
        return redirect("draft", draft)
    language = get_language() or "vi"
    sections = version.reading.sections
    context = pages.brief_head(found, version, request.user, strip=True)
    context |= speaking.reading(request.user, found, version, mine, language)
    people = speaking.people_for(mine) if mine.speaks else None
    initial = {"version": version.number}
    context |= {
        "form": OpinionForm(sections=sections, people=people, initial=initial),
        "secret": found.kind == PERSONNEL,
        "crumbs": [*context["crumbs"][:-1], (found.title, ""), (_("Opinions"), "")],
    }
    return render(request, "reviews/opinions.html", context)
