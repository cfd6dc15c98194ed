"""What one does on a request's page: answer, check, confirm, open again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.model import Place
from vankien.outline import section_at
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import sealed, storage
from vankien_web.common.pages import form_page
from vankien_web.drafts.models import Version
from vankien_web.reviews import requested as pages
from vankien_web.reviews.actions import answers, corrections
from vankien_web.reviews.coverage import shown_in, with_proofs
from vankien_web.reviews.forms.requests import (
    AnswerForm,
    BindingForm,
    CheckForm,
    CloseForm,
    ReopenForm,
    TakeBackForm,
)
from vankien_web.reviews.models import ChangeRequest
from vankien_web.reviews.permissions import can_answer
from vankien_web.reviews.views.requests import show


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """What was done, with its place in the newest version."""
    found = pages.find(request.user, pk)
    if not can_answer(request.user, found):
        raise PermissionDenied
    works = found.draft is not None and pages.sees_all(request.user, found)
    version = found.draft.latest if found.draft and works else None  # a department need not see the draft
    if version is not None:
        with_proofs([found], version)
    place = shown_in(found, version) if version else None
    sent = (request.POST or None, request.FILES or None)
    form = AnswerForm(*sent, version=version, initial=_initial(found, version, place))

    def act(data: dict[str, Any]) -> str:
        said = {"version": version, **{name: data[name] for name in ("place", "seen", "file")}}
        answers.answer(found, data["kind"], data["text"], by=request.user, **said)
        return _back(request, found)

    context = {
        "title": _("Answer %(request)s") % {"request": found.label},
        "found": found,
        "target": pages.target_words(found),
        "version": version,
        "changed": not works or not version or not found.version or version.number > found.version.number,
        "row": pages.stood(found, version),
        "button": _("Record the answer"),
        "cancel": reverse("request", args=[pk]),
        "done": _("The answer to %(request)s is recorded.") % {"request": found.label},
        "crumbs": [
            (_("Requests"), reverse("requests")),
            (found.label, reverse("request", args=[pk])),
            (_("Answer"), ""),
        ],
    } | pages.passages(request.user, found, version)
    return form_page(request, form, act, "reviews/request_answer.html", **context)


@require_GET
def answer_file(request: PersonRequest, pk: int, number: int) -> FileResponse:
    """What came with an answer, byte for byte; hidden as long as its text is."""
    given = pages.file_of(request.user, pages.find(request.user, pk), number)
    content = sealed.opened(storage.path(given.sha256))
    kind = "application/octet-stream"
    return FileResponse(content, as_attachment=True, filename=given.file_name, content_type=kind)


@require_POST
def check(request: PersonRequest, pk: int) -> HttpResponse:
    form = CheckForm(request.POST)

    def act(found: ChangeRequest, data: dict[str, Any]) -> None:
        answers.check(found, data["value"], data["why"], seen=data["seen"], by=request.user)

    return _step(request, pk, form, "check_form", act, _("What you found is recorded."))


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    form = CloseForm(request.POST)

    def act(found: ChangeRequest, data: dict[str, Any]) -> None:
        answers.close(found, data["note"], seen=data["seen"], by=request.user)

    return _step(request, pk, form, "close_form", act, _("The request is confirmed as met."))


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    form = ReopenForm(request.POST)

    def act(found: ChangeRequest, data: dict[str, Any]) -> None:
        answers.reopen(found, data["reason"], by=request.user)

    return _step(request, pk, form, "reopen_form", act, _("The request is open again; its owner is told."))


@require_POST
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    form = BindingForm(request.POST)

    def act(found: ChangeRequest, data: dict[str, Any]) -> None:
        corrections.settle_correction(found, blocking=data["blocking"], due=data["due"], by=request.user)

    return _step(request, pk, form, "binding_form", act, _("How the request binds is recorded."))


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    form = TakeBackForm(request.POST)

    def act(found: ChangeRequest, data: dict[str, Any]) -> None:
        corrections.take_back_correction(found, data["why"], by=request.user)

    said, then = _("The request is taken back; its owner is told."), reverse("requests")
    return _step(request, pk, form, "back_form", act, said, then=then)


def _step(
    request: PersonRequest,
    pk: int,
    form: forms.Form,
    name: str,
    act: Callable[[ChangeRequest, dict[str, Any]], None],
    said: str,
    *,
    then: str = "",
) -> HttpResponse:
    """Do it and say so, or show the page with what is wrong."""
    found = pages.find(request.user, pk)
    if form.is_valid():
        try:
            act(found, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(then or reverse("request", args=[pk]))
    return show(request, pk, **{name: form})


def _initial(found: ChangeRequest, version: Version | None, place: Place | None) -> dict[str, Any]:
    """What was said last, and the place that is most likely meant."""
    last = found.answers.last()
    initial: dict[str, Any] = {"seen": last.number if last else 0}
    if last is not None:
        initial |= {"kind": last.kind, "text": last.text}
    if version is not None and place is not None:
        section = section_at(version.reading.sections, place.block)
        initial["section"] = str(section.block) if section else ""
        if section is None or place.block not in (section.block, section.title_block):
            initial["quote"] = version.reading.document.blocks[place.block].text
    return initial


def _back(request: PersonRequest, found: ChangeRequest) -> str:
    """To the document's requests, where the next one waits; else to the request."""
    if found.draft_id is None:
        return reverse("request", args=[found.pk])
    return reverse("draft_requests", args=[found.draft_id])
