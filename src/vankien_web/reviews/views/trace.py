"""The whole chain of a meeting on one page, with what is missing in it on top."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.reviews.models import ChangeRequest, Meeting, RequestKind
from vankien_web.reviews.pages import meeting_page
from vankien_web.reviews.trace import trace as laid_out
from vankien_web.reviews.wishes import in_words, rules_of

MOST = 50  # gaps that are listed; the others are counted


@require_GET
def trace(request: PersonRequest, pk: int) -> HttpResponse:
    """For the committee everything; for a unit, a group, a department its own requests."""
    whole = Meeting.objects.select_related("unit__parent", "season__root", "chair__person", "earlier")
    shown: Meeting = get_object_or_404(whole, pk=pk)
    chain = laid_out(shown, request.user)
    if not chain.hears and not chain.asked:
        raise Http404
    for one in chain.asked:
        one.words = _words(one.request)
    head = meeting_page(request, shown, (_("Trace"), "")) if chain.hears else {"title": shown.title}
    context = head | {
        "meeting": shown,
        "chain": chain,
        "gaps": chain.gaps[:MOST],
        "more": max(0, len(chain.gaps) - MOST),
    }
    return render(request, "reviews/trace.html", context)


def _words(request: ChangeRequest) -> str:
    """What it asks for in its kind's words; what is of no kind in its own."""
    if request.kind in (RequestKind.FREE, RequestKind.VERIFY, RequestKind.TASK):
        return Truncator(request.text).chars(160)
    return in_words(request.kind, request.target, rules_of(request.version))
