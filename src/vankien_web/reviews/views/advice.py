"""The pages of enquiries to other services: the list, one of them, asking, answering, following."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history
from vankien_web.common.pages import form_page
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Draft
from vankien_web.drafts.naming import full_title
from vankien_web.figures.routing import departments
from vankien_web.reviews import enquiry
from vankien_web.reviews.actions import advice as actions
from vankien_web.reviews.forms.advice import AdviceFilter, AgainForm, AnswerForm, AskForm
from vankien_web.reviews.models import Advice
from vankien_web.reviews.permissions import can_ask_advice, can_follow_advice, can_give_advice

ROWS = 50
_DAYS = 7  # what the form proposes as time to answer
_WITH = (
    "draft__congress__unit__parent",
    "draft__congress__season",
    "version",
    "asked_of",
    "committee",
    "asked_by",
)


@require_GET
def advice_list(request: PersonRequest) -> HttpResponse:
    """What one's service was asked, and what one's committee asked; open ones first, by deadline."""
    form = AdviceFilter(request.GET)
    waits = form.cleaned_data["cho"] if form.is_valid() else ""
    open_ones = Q(answered_at=None, withdrawn_at=None)
    found = _seen(request).order_by("-waiting", "due", "pk")
    found = found.filter(open_ones) if waits == "1" else found.exclude(open_ones) if waits == "0" else found
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"title": _("Advice of other services"), "form": form, "page": page, "filtered": bool(waits)}
    return render(request, "reviews/advice_list.html", context)


@require_GET
def of_draft(request: PersonRequest, draft: int) -> HttpResponse:
    """What was asked about one document."""
    found, version = drafts.find(request.user, draft)
    rows = _seen(request).filter(draft=found).order_by("-waiting", "due", "pk")
    context = drafts.head(found, version, request.user, "vi")
    context |= {"page": rows, "may_ask": can_ask_advice(request.user, found)}
    return render(request, "reviews/advice_draft.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest, draft: int) -> HttpResponse:
    """Ask a service about the version that was sent up; `?muc=` and `?trich=` say about what."""
    found, version = drafts.find(request.user, draft)
    if not can_ask_advice(request.user, found) or version is None:
        raise PermissionDenied
    start = {"section": request.GET.get("muc", ""), "quote": request.GET.get("trich", "")}
    form = AskForm(
        request.POST or None,
        services=departments(found),
        sections=version.reading.sections,
        initial=start | {"due": clock.today() + timedelta(days=_DAYS)},
    )

    def act(said: dict[str, Any]) -> str:
        about = enquiry.about(version, said["section"], said["quote"])
        made = actions.ask_advice(
            found, said["service"], said["question"], said["due"], about, by=request.user
        )
        return reverse("advice", args=[made.pk])

    crumbs = [(full_title(found), reverse("draft", args=[draft])), (_("Ask a service for advice"), "")]
    return form_page(
        request,
        form,
        act,
        "reviews/advice_ask.html",
        title=_("Ask a service for advice"),
        draft_title=full_title(found),
        number=version.number,
        cancel=reverse("draft_advice", args=[draft]),
        done=_("The service was asked. What became of the notice stands on this page."),
        crumbs=crumbs,
    )


@require_http_methods(["GET", "POST"])
def advice(request: PersonRequest, pk: int) -> HttpResponse:
    """One enquiry with its passage and its answer; whoever speaks for the service answers here."""
    found = get_object_or_404(_seen(request), pk=pk)
    may_give = can_give_advice(request.user, found)
    if request.method == "POST" and not may_give:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, initial={"revision": found.revision})

    def act(said: dict[str, Any]) -> str:
        actions.give_advice(found, **said, by=request.user)
        return reverse("advice", args=[pk])

    return form_page(request, form, act, "reviews/advice.html", **_context(request, found, may_give))


@require_http_methods(["GET", "POST"])
def ask_again(request: PersonRequest, pk: int) -> HttpResponse:
    """The same passage once more."""
    found = get_object_or_404(_seen(request), pk=pk)
    if not can_follow_advice(request.user, found):
        raise PermissionDenied
    start = {"question": found.question, "due": clock.today() + timedelta(days=_DAYS)}

    def act(said: dict[str, Any]) -> str:
        made = actions.ask_again(found, said["question"], said["due"], by=request.user)
        return reverse("advice", args=[made.pk])

    return form_page(
        request,
        AgainForm(request.POST or None, initial=start),
        act,
        title=_("Ask again"),
        button=_("Ask again"),
        cancel=reverse("advice", args=[pk]),
        done=_("The service was asked again."),
        crumbs=[(_("Advice of other services"), reverse("advice_list")), (_("Ask again"), "")],
    )


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_seen(request), pk=pk)
    try:
        actions.withdraw_advice(found, by=request.user)
        messages.success(request, _("The enquiry is withdrawn; the service is told."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("advice", pk=pk)


@require_POST
def remind(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_seen(request), pk=pk)
    if actions.remind(found, by=request.user):
        messages.success(request, _("The service is reminded."))
    else:
        messages.warning(request, _("The service was reminded today already, or nothing is waited for."))
    return redirect("advice", pk=pk)


def _seen(request: PersonRequest) -> QuerySet[Any]:
    return Advice.objects.visible_to(request.user).with_waiting().select_related(*_WITH)


def _context(request: PersonRequest, found: Advice, may_give: bool) -> dict[str, Any]:
    user = request.user
    follows = can_follow_advice(user, found)
    return {
        "title": found.label,
        "advice": found,
        "draft_title": full_title(found.draft),
        "may_give": may_give,
        "follows": follows,
        "quote": (found.place or {}).get("quote", "") if found.scope in ("passage", "figure") else "",
        "sees_draft": Draft.objects.visible_to(user).filter(pk=found.draft_id).exists(),
        "repeated": found.repeated.order_by("pk").last(),
        "events": history.of(found) if follows else None,
        "crumbs": [(_("Advice of other services"), reverse("advice_list")), (found.label, "")],
        "done": _("The answer is given."),
    }
