"""Opinions: written, kept while they are typed, sent, withdrawn before they are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Conflict, conflict_page
from vankien_web.common.errors import from_keeper
from vankien_web.common.forms import numeral
from vankien_web.common.keeping import keep
from vankien_web.common.pages import form_page
from vankien_web.drafts import pages
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.reviews import speaking
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.forms.opinions import OpinionForm
from vankien_web.reviews.models import Opinion
from vankien_web.reviews.permissions import can_change_opinion

TEMPLATE = "reviews/opinion_write.html"
_FORM = ("GET", "HEAD", "POST")


@require_http_methods(_FORM)
def write(request: PersonRequest, draft: int) -> HttpResponse:
    """A new opinion: the form, or what the form keeps while somebody types."""
    found, version, form = _form(request, draft)
    context = _page(found, version, form)
    return kept_page(request, form, lambda data: _store(request, found, version, data), _back, context)


@require_POST
def write_and_send(request: PersonRequest, draft: int) -> HttpResponse:
    """Keep it and send it, both or neither."""
    found, version, form = _form(request, draft)

    def act(data: dict[str, Any]) -> Opinion:
        opinion = _store(request, found, version, data)
        actions.send_opinion(opinion, by=request.user)
        return opinion

    return sent_page(request, form, act, _back, _page(found, version, form))


@require_http_methods(_FORM)
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Say it otherwise, before it is sent."""
    opinion, form = _unsent(request, pk)
    context = _page(opinion.draft, opinion.version, form, opinion)
    return kept_page(request, form, lambda data: _change(request, opinion, data), _back, context)


@require_POST
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """Send one: as it is stored, or as it stands in the form that asks."""
    opinion, form = _unsent(request, pk)
    if "text" not in request.POST:
        return _step(request, opinion, lambda: actions.send_opinion(opinion, by=request.user))

    def act(data: dict[str, Any]) -> Opinion:
        changed = _change(request, opinion, data)
        actions.send_opinion(changed, by=request.user)
        return changed

    context = _page(opinion.draft, opinion.version, form, opinion)
    return sent_page(request, form, act, _back, context)


@require_POST
def send_all(request: PersonRequest, draft: int) -> HttpResponse:
    """Send every own opinion on the draft that is still private."""
    found, _version = pages.find_version(request.user, draft, None)
    speaking.part(request.user, found)
    unsent = Opinion.objects.unsent_of(request.user).filter(draft=found)
    try:
        count = actions.send_opinions(unsent, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("%(count)s opinions have been sent.") % {"count": count})
    return redirect("draft_opinions", draft)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what nobody has seen."""
    opinion, _form = _unsent(request, pk)
    there = _home(opinion)
    actions.delete_opinion(opinion, by=request.user)
    messages.success(request, _("The opinion has been deleted; nobody has seen it."))
    return redirect(there)


def kept_page(
    request: PersonRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Opinion],
    back: Callable[[Opinion], str],
    context: dict[str, Any],
) -> HttpResponse:
    """The form; what keep.js saves while somebody types, or what is saved by hand without it."""
    if from_keeper(request):
        return keep(request, form, act, back)
    return form_page(request, form, lambda data: back(act(data)), TEMPLATE, **context)


def sent_page(
    request: PersonRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Opinion],
    back: Callable[[Opinion], str],
    context: dict[str, Any],
) -> HttpResponse:
    """Kept and sent by `act`, or neither, and the form again with what is wrong."""
    try:
        if form.is_valid():
            with transaction.atomic():
                opinion = act(form.cleaned_data)
            messages.success(request, _("Your opinion has been sent."))
            return redirect(back(opinion))
    except ValidationError as error:
        form.add_error(None, error.messages[0])
    except Conflict as conflict:
        return conflict_page(request, form, conflict, leave=context["cancel"])
    return render(request, TEMPLATE, {"form": form, **context}, status=422)


def _form(request: PersonRequest, draft: int) -> tuple[Draft, Version, OpinionForm]:
    chosen = request.POST if request.method == "POST" else request.GET
    number = chosen.get("version", "")
    found, version = pages.find_version(request.user, draft, numeral(number) or None)
    mine = speaking.part(request.user, found)
    if not mine.speaks:
        raise PermissionDenied
    sections, people = version.reading.sections, speaking.people_for(mine)
    data = (request.POST,) if request.method == "POST" else ()
    initial = {"version": version.number, "section": chosen.get("section", "")}
    return found, version, OpinionForm(*data, sections=sections, people=people, initial=initial)


def _store(request: PersonRequest, draft: Draft, version: Version, data: dict[str, Any]) -> Opinion:
    with transaction.atomic():
        return actions.write_opinion(
            speaking.about(draft, version, data),
            data["text"],
            kind=data["kind"],
            person=data.get("person"),
            key=data["key"],
            revision=data["revision"],
            by=request.user,
        )


def _unsent(request: PersonRequest, pk: int) -> tuple[Opinion, OpinionForm]:
    """An own one with its form. Raises Http404 for others' and PermissionDenied for what is sent."""
    rows = Opinion.objects.visible_to(request.user).select_related(
        "draft__congress__unit", "version", "meeting"
    )
    opinion: Opinion = get_object_or_404(rows, pk=pk)
    if not can_change_opinion(request.user, opinion):
        raise PermissionDenied
    initial = {name: getattr(opinion, name) for name in ("key", "kind", "text", "revision")}
    data = (request.POST,) if request.method == "POST" else ()
    form = OpinionForm(*data, initial=initial)
    for name in ("section", "quote"):  # of what it speaks is chosen once
        del form.fields[name]
    return opinion, form


def _change(request: PersonRequest, opinion: Opinion, data: dict[str, Any]) -> Opinion:
    return actions.change_opinion(
        opinion, revision=data["revision"], text=data["text"], kind=data["kind"], by=request.user
    )


def _step(request: PersonRequest, opinion: Opinion, verb: Callable[[], None]) -> HttpResponse:
    try:
        verb()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Your opinion has been sent."))
    return redirect(_back(opinion))


def _back(opinion: Opinion) -> str:
    return f"{_home(opinion)}#fo{opinion.pk}"


def _home(opinion: Opinion) -> str:
    if opinion.draft_id:
        return reverse("draft_opinions", args=(opinion.draft_id,))
    return reverse("meeting_opinions", args=(opinion.meeting_id,))


def _page(
    draft: Draft | None, version: Version | None, form: OpinionForm, opinion: Opinion | None = None
) -> dict[str, Any]:
    """What stands around the form; the paragraphs of the section chosen, to choose one of them."""
    context: dict[str, Any] = {
        "title": _("Change your opinion") if opinion else _("Write an opinion"),
        "opinion": opinion,
        "draft": draft,
        "button": _("Keep for later"),
        "secret": draft is not None and draft.kind == PERSONNEL,
    }
    if opinion is not None:
        home = _home(opinion)
        names = {"action": "change_opinion", "sending": "send_opinion"}
        context |= {name: reverse(to, args=(opinion.pk,)) for name, to in names.items()}
    elif draft is not None and version is not None:
        home = reverse("draft_opinions", args=(draft.pk,))
        names = {"action": "write_opinion", "sending": "write_and_send"}
        context |= {name: reverse(to, args=(draft.pk,)) for name, to in names.items()}
        context["paragraphs"] = speaking.paragraphs(version, str(form["section"].value() or ""))
    subject = draft.title if draft else str(opinion.meeting if opinion else "")
    return context | {"cancel": home, "crumbs": [(subject, home), (context["title"], "")]}
