"""The pictures of a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import storage
from vankien_web.common.pages import form_page
from vankien_web.reviews.actions import pictures as actions
from vankien_web.reviews.forms.pictures import CaptionForm, PictureForm
from vankien_web.reviews.models import Picture
from vankien_web.reviews.pages import meeting_page, seen_meeting
from vankien_web.reviews.permissions import can_add_pictures


@require_http_methods(["GET", "POST"])
def pictures(request: PersonRequest, pk: int) -> HttpResponse:
    """All of them, for who sees the meeting; the office adds one below."""
    shown = seen_meeting(request, pk)
    may = can_add_pictures(request.user, shown)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = PictureForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        actions.add_picture(shown, data["file"], data["caption"], by=request.user)
        return reverse("pictures", args=[pk])

    context = meeting_page(request, shown, (_("Pictures"), "")) | {
        "title": _("Pictures"),
        "sub": shown.title,
        "pictures": shown.pictures.all(),
        "may_add": may,
        "done": _("The picture is kept."),
    }
    return form_page(request, form, act, "reviews/pictures.html", **context)


@require_GET
def picture(request: PersonRequest, pk: int, picture: int) -> FileResponse:
    found = _picture(request, pk, picture)
    return _jpeg(found.sha256, found.file_name)


@require_GET
def thumbnail(request: PersonRequest, pk: int, picture: int) -> FileResponse:
    found = _picture(request, pk, picture)
    return _jpeg(found.thumbnail, found.file_name)


@require_http_methods(["GET", "POST"])
def caption(request: PersonRequest, pk: int, picture: int) -> HttpResponse:
    found = _picture(request, pk, picture)
    if not can_add_pictures(request.user, found.meeting):
        raise PermissionDenied
    initial = {"caption": found.caption, "revision": found.revision}
    form = CaptionForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.change_caption(found, data["caption"], by=request.user, revision=data["revision"])
        return reverse("pictures", args=[pk])

    here = (_("Pictures"), reverse("pictures", args=[pk]))
    context = meeting_page(request, found.meeting, here, (_("Change the caption"), "")) | {
        "title": _("Change the caption"),
        "sub": found.meeting.title,
        "tabs": None,
        "button": _("Save"),
        "cancel": reverse("pictures", args=[pk]),
        "done": _("The caption is saved."),
    }
    return form_page(request, form, act, **context)


@require_POST
def remove(request: PersonRequest, pk: int, picture: int) -> HttpResponse:
    actions.remove_picture(_picture(request, pk, picture), by=request.user)
    messages.success(request, _("The picture is removed."))
    return redirect("pictures", pk)


def _picture(request: PersonRequest, pk: int, picture: int) -> Picture:
    shown = seen_meeting(request, pk)
    found: Picture = get_object_or_404(shown.pictures, pk=picture)
    found.meeting = shown
    return found


def _jpeg(sha256: str, name: str) -> FileResponse:
    return FileResponse(storage.path(sha256).open("rb"), filename=name, content_type="image/jpeg")
