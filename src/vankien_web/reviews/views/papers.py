"""Official papers: what a meeting can give, and those one sees."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.forms import numeral
from vankien_web.congresses.models import ProgressReport
from vankien_web.drafts.models import Draft
from vankien_web.reviews import shelf
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.models import ANSWERS, Meeting, Paper
from vankien_web.reviews.pages import heard_meeting, meeting_page
from vankien_web.reviews.papers import FORMS
from vankien_web.reviews.permissions import can_make_papers, hears, season_goes_on
from vankien_web.reviews.tasks.papers import laid_out
from vankien_web.units.models import Role, who

SIZE = 50


@require_GET
def papers(request: PersonRequest) -> HttpResponse:
    """Those one sees, the newest first; a unit's own report on its answers is begun here."""
    found = (
        Paper.objects.visible_to(request.user).select_related("unit").order_by("-dated", "-made_at", "-pk")
    )
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Official papers"),
        "page": page,
        "answered": shelf.answered(request.user),
        "may_edit": who(request.user).holds(Role.OFFICE, Role.ADMINISTRATOR),
    }
    return render(request, "reviews/papers.html", context)


@require_GET
def meeting_papers(request: PersonRequest, pk: int) -> HttpResponse:
    """What can be made now, what each still lacks, which there are."""
    shown = heard_meeting(request, pk)
    rows = shelf.rows(shown, request.user)
    may = season_goes_on(shown) and can_make_papers(request.user, shown.unit)
    context = meeting_page(request, shown, (_("Papers"), "")) | {
        "title": _("Papers of the meeting"),
        "sub": shown.title,
        "rows": rows,
        "may": may,
        "over": not season_goes_on(shown),
        "to_do": sum(row.to_do and not row.line.source.personnel for row in rows) if may else 0,
    }
    return render(request, "reviews/meeting_papers.html", context)


@require_POST
def make_papers(request: PersonRequest, pk: int) -> HttpResponse:
    """Every paper that lacks nothing, at once."""
    try:
        made = actions.make_papers(heard_meeting(request, pk), by=request.user, then=laid_out)
        messages.success(request, _("%(n)d papers were made to preview.") % {"n": len(made)})
    except actions.Over as over:
        messages.error(request, over.messages[0])
    return redirect("meeting_papers", pk)


@require_POST
def make_paper(request: PersonRequest, pk: int, form: str) -> HttpResponse:
    """One paper, of the meeting or of what `subject` names; then one sees it."""
    if form not in FORMS:
        raise Http404
    subject = _subject(request)
    shown = _of_draft(request, pk, form, subject) or heard_meeting(request, pk)
    personnel = request.POST.get("personnel") == "1"
    try:
        paper = actions.make_paper(
            shown, form, subject=subject, personnel=personnel, by=request.user, then=laid_out
        )
    except ValidationError as error:
        messages.error(request, _("The paper was not made: %(why)s.") % {"why": "; ".join(error.messages)})
        return redirect("meeting_papers", pk) if hears(request.user, shown) else redirect("papers")
    return redirect("paper", paper.pk)


def _subject(request: PersonRequest) -> Draft | ProgressReport | None:
    """What the paper is about, as far as this person sees it: "draft:12"."""
    name, _colon, key = request.POST.get("subject", "").partition(":")
    if name == "draft":
        draft: Draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=numeral(key))
        return draft
    if name == "progressreport":
        report: ProgressReport = get_object_or_404(
            ProgressReport.objects.visible_to(request.user), pk=numeral(key)
        )
        return report
    return None


def _of_draft(request: PersonRequest, pk: int, form: str, subject: object) -> Meeting | None:
    """The unit reports on its answers though it does not see the committee's meeting."""
    if form != ANSWERS:
        return None
    asked = {draft.pk: meeting for draft, meeting in shelf.answered(request.user)}
    found = asked.get(subject.pk) if isinstance(subject, Draft) else None
    return found if found and found.pk == pk else None
