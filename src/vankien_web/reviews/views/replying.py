"""Answers to what reviewers wrote: typed on a page, taken away in each reviewer's own Word copy."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien.model import UnreadableFile
from vankien.outputs.master import replies
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import sealed, storage
from vankien_web.common.office import DOCX
from vankien_web.common.packing import safe_name
from vankien_web.common.pages import form_page
from vankien_web.drafts.pages import refusal
from vankien_web.reviews import collected, replied
from vankien_web.reviews.actions import replying as actions
from vankien_web.reviews.forms.collating import RemarkAnswerForm
from vankien_web.reviews.models import Remark, ReviewerCopy
from vankien_web.reviews.permissions import can_collate


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int, remark: int) -> HttpResponse:
    """One text for a remark and those alike; `?back=` is the list from which one came."""
    shown = collected.find(request.user, pk)
    found = get_object_or_404(Remark.objects.filter(collation=shown), pk=remark)
    if not can_collate(request.user, shown):
        raise PermissionDenied
    found.collation = shown
    given, rows = actions.alike(found)
    start = {"text": given.text, "revision": given.revision} if given else {"revision": 0}
    form = RemarkAnswerForm(request.POST or None, initial=start)
    home = reverse("collation_remarks", args=[pk])
    back = f"{home}?{request.GET.get('back', '')}#g{remark}"

    def act(said: dict[str, Any]) -> str:
        count = actions.answer_remark(found, said["text"], revision=said["revision"], by=request.user)
        told = _("Answered: %(count)s remarks.") if said["text"] else _("The answer was taken back.")
        messages.success(request, told % {"count": count})
        return back

    context = {
        "title": _("Answer what was remarked"),
        "collation": shown,
        "lines": collected.lines(shown, rows, get_language() or "vi"),
        "author": replied.answers_as(shown),
        "given": given,
        "cancel": back,
        "crumbs": [
            (shown.draft.title, reverse("draft", args=[shown.draft_id])),
            (_("What the reviewers wrote"), back),
            (_("Answer"), ""),
        ],
    }
    return form_page(request, form, act, "reviews/remark_answer.html", **context)


@require_GET
def answered_copy(request: PersonRequest, pk: int, copy: int) -> HttpResponse:
    """A reviewer's own copy with the answers to its remarks, as Word's replies."""
    shown = collected.find(request.user, pk)
    found = get_object_or_404(ReviewerCopy.objects.defer("content"), pk=copy, collation=shown)
    found.collation = shown
    said = replied.of_copy(found)
    home = f"{reverse('collation', args=[shown.draft_id])}?lan={shown.version.number}"
    if not said:
        messages.warning(request, _("Nothing in this copy was answered yet."))
        return redirect(home)
    language = get_language() or "vi"
    try:
        with sealed.readable(storage.path(found.sha256)) as file:
            data = replies(file, said, language=language)
    except UnreadableFile as error:
        messages.error(request, refusal(error, found.file_name, language))
        return redirect(home)
    response = HttpResponse(data, content_type=DOCX)
    name = safe_name(f"{PurePath(found.file_name).stem[:140]} - {_('answered')}.docx")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
