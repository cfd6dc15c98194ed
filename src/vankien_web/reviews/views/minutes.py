"""The minutes: what was said on each item, typed by several people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.keeping import keep
from vankien_web.reviews.actions import minutes as actions
from vankien_web.reviews.forms.minutes import EntryForm
from vankien_web.reviews.models import Meeting, MinuteEntry
from vankien_web.reviews.pages import heard_meeting, meeting_page
from vankien_web.reviews.permissions import can_write_minutes
from vankien_web.reviews.trace.chain import agenda
from vankien_web.reviews.views.following import unchanged
from vankien_web.units.models import Person


@require_GET
def minutes(request: PersonRequest, pk: int) -> HttpResponse:
    """Every item with its entries; who may write finds an empty row under each."""
    shown = heard_meeting(request, pk)
    entries = MinuteEntry.objects.visible_to(request.user).filter(meeting=shown)
    mark, same = unchanged(request, shown, entries)
    if same:
        return same
    may_write = can_write_minutes(request.user, shown)
    found: dict[int | None, list[MinuteEntry]] = {}
    for entry in entries.select_related("speaker").in_order():
        found.setdefault(entry.item_id, []).append(entry)
    items = [*agenda(shown, request.user), None]
    context = meeting_page(request, shown, (_("Minutes"), "")) | {
        "parts": [
            (place, item, found.get(item.pk if item else None, []), uuid4())
            for place, item in enumerate(items, 1)
        ],
        "people": _speakers(shown) if may_write else [],
        "may_write": may_write,
        "mark": mark,
    }
    return render(request, "reviews/minutes.html", context)


@require_POST
def save_entry(request: PersonRequest, pk: int) -> HttpResponse:
    shown = heard_meeting(request, pk)
    form = EntryForm(request.POST, items=agenda(shown, request.user), people=_speakers(shown))

    def act(data: dict[str, Any]) -> MinuteEntry:
        return actions.save_entry(shown, by=request.user, **data)

    page = reverse("minutes", args=[pk])
    context = {"title": _("Minutes"), "button": _("Save"), "cancel": page}
    return keep(request, form, act, lambda entry: f"{page}#c-{entry.key}", **context)


@require_POST
def move_entry(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    steps = 1 if request.POST.get("steps") == "1" else -1
    return _done(request, pk, key, lambda entry: actions.move_entry(entry, steps, by=request.user))


@require_POST
def drop_entry(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    return _done(request, pk, key, lambda entry: actions.drop_entry(entry, by=request.user))


def _entry(request: PersonRequest, pk: int, key: UUID) -> MinuteEntry:
    shown = heard_meeting(request, pk)
    seen = MinuteEntry.objects.visible_to(request.user).select_related(
        "item__draft", "meeting__unit", "meeting__season"
    )
    found: MinuteEntry = get_object_or_404(seen, meeting=shown, key=key)
    if not can_write_minutes(request.user, shown):
        raise PermissionDenied
    return found


def _done(request: PersonRequest, pk: int, key: UUID, act: Callable[[MinuteEntry], object]) -> HttpResponse:
    """Do it, and back to the entry; what is refused is said on top."""
    try:
        act(_entry(request, pk, key))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('minutes', args=[pk])}#c-{key}")


def _speakers(meeting: Meeting) -> list[Person]:
    """Whoever was called, and who was written down as speaking before."""
    spoke = Q(pk__in=meeting.minute_entries.values("speaker"))
    return list(Person.objects.filter(Q(attendance__meeting=meeting) | spoke).distinct())
