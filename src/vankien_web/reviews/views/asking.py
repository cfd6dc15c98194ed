"""Requests under their sentence: from its words with one click, by a form, settled in place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.keeping import keep
from vankien_web.common.pages import form_page
from vankien_web.reviews.actions import requests as actions
from vankien_web.reviews.forms.conclusion import AskForm, DueForm, TermsForm
from vankien_web.reviews.models import ChangeRequest, Sentence
from vankien_web.reviews.pages import heard_meeting, meeting_page
from vankien_web.reviews.views.conclusion import written
from vankien_web.reviews.wishes import as_fields, choices, read, rules_for


@require_POST
def take_wish(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    """One click: the proposal becomes a request, one for each department that it names."""
    sentence = written(request, pk, key)
    chosen = (request.POST.get("number", ""), request.POST.get("text", ""))
    known = {(str(w.number), w.proposal.text): w for w in read(sentence.text, rules_for(sentence))}
    if chosen not in known:
        messages.warning(request, _("The sentence was changed meanwhile: choose again."))
        return _back(sentence)
    try:
        with transaction.atomic():
            for fields in as_fields(known[chosen], sentence, sentence.conclusion.meeting):
                actions.add_request(sentence, fields, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(sentence)


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    """A request by hand."""
    sentence = written(request, pk, key)
    draft = sentence.item.draft if sentence.item else None
    start: dict[str, Any] = {"text": sentence.text, "kind": "free"}
    if draft is not None and draft.congress is not None:
        start |= {"owner": f"u{draft.congress.unit_id}", "about": f"d{draft.pk}"}
    form = _form(request, sentence, start)

    def act(_data: dict[str, Any]) -> HttpResponse:
        actions.add_request(sentence, form.fields_of_request(), by=request.user)
        return _back(sentence)

    return form_page(request, form, act, "reviews/ask.html", **_context(request, sentence, _("New request")))


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A request that is not issued yet."""
    wanted = _wanted(request, pk, number)
    sentence = written(request, pk, wanted.asking.key)
    owner = f"u{wanted.owner_unit_id}" if wanted.owner_unit_id else ""
    owner = f"g{wanted.owner_group_id}" if wanted.owner_group_id else owner
    about = f"d{wanted.draft_id}" if wanted.draft_id else f"c{wanted.congress_id}" * bool(wanted.congress_id)
    start = {name: getattr(wanted, name) for name in ("text", "kind", "due", "blocking", "revision")}
    form = _form(request, sentence, start | wanted.target | {"owner": owner, "about": about})

    def act(data: dict[str, Any]) -> HttpResponse:
        fields = form.fields_of_request()
        actions.change_request(wanted, fields, by=request.user, revision=data["revision"])
        return _back(sentence)

    context = _context(request, sentence, _("Change the request"))
    return form_page(request, form, act, "reviews/ask.html", **context)


@require_POST
def settle(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Due date and weight, saved in place."""
    wanted = _wanted(request, pk, number)
    sentence = written(request, pk, wanted.asking.key)

    def act(data: dict[str, Any]) -> ChangeRequest:
        fields = {"due": data["due"], "blocking": data["blocking"]}
        return actions.change_request(wanted, fields, by=request.user, revision=data["revision"])

    context = {"title": _("Change the request"), "button": _("Save")}
    return keep(request, TermsForm(request.POST), act, lambda _saved: _address(sentence), **context)


@require_POST
def drop(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    wanted = _wanted(request, pk, number)
    sentence = written(request, pk, wanted.asking.key)
    actions.drop_request(wanted, by=request.user)
    return _back(sentence)


@require_POST
def set_due(request: PersonRequest, pk: int) -> HttpResponse:
    """One day for all that have none."""
    shown = heard_meeting(request, pk)
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day as 28/02/2020."))
        return redirect("conclusion", pk)
    rows = ChangeRequest.objects.visible_to(request.user).filter(
        sentence__conclusion__meeting=shown, due=None, issued_at=None
    )
    with transaction.atomic():
        for one in rows.select_related("sentence__conclusion__meeting__unit", "sentence__item__draft"):
            actions.change_request(one, form.cleaned_data, by=request.user, revision=one.revision)
    return redirect("conclusion", pk)


def _wanted(request: PersonRequest, pk: int, number: int) -> ChangeRequest:
    seen = ChangeRequest.objects.visible_to(request.user).filter(issued_at=None)
    whole = seen.select_related("sentence__item__version", "draft__congress__unit", "draft__sent")
    found: ChangeRequest = get_object_or_404(whole, pk=number, sentence__conclusion__meeting=pk)
    return found


def _form(request: PersonRequest, sentence: Sentence, start: dict[str, Any]) -> AskForm:
    return AskForm(request.POST or None, initial=start, **choices(sentence, request.user))


def _context(request: PersonRequest, sentence: Sentence, title: str) -> dict[str, Any]:
    page = reverse("conclusion", args=[sentence.conclusion.meeting_id])
    here = ((_("Conclusion"), page), (title, ""))
    context = meeting_page(request, sentence.conclusion.meeting, *here)
    return context | {
        "title": title,
        "tabs": None,
        "sentence": sentence,
        "button": _("Save the request"),
        "cancel": _address(sentence),
    }


def _address(sentence: Sentence) -> str:
    return f"{reverse('conclusion', args=[sentence.conclusion.meeting_id])}#c-{sentence.key}"


def _back(sentence: Sentence) -> HttpResponse:
    return redirect(_address(sentence))
