"""The room: what everybody follows while the meeting sits, what the hall's screen shows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Moved
from vankien_web.common.errors import from_keeper, problem
from vankien_web.common.forms import numeral
from vankien_web.reviews import live, rights, shortcut
from vankien_web.reviews.actions import room as actions
from vankien_web.reviews.actions.meetings import close_meeting, open_meeting
from vankien_web.reviews.beat import etag
from vankien_web.reviews.forms.opinions import MeetingOpinionForm
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion, Sentence
from vankien_web.reviews.pages import meeting_page, seen_meeting
from vankien_web.reviews.permissions import can_speak


@require_GET
def room(request: PersonRequest, pk: int) -> HttpResponse:
    """The item under discussion, the agenda, opinions and positions, who is there; it keeps itself new."""
    since = rights.noticed()
    meeting = seen_meeting(request, pk)
    context = meeting_page(request, meeting) | _followed(request, meeting, since, live.ROOM, "")
    if can_speak(request.user, meeting):
        context |= _speaking(request, meeting)
    return render(request, "reviews/room.html", context)


@require_GET
def big_screen(request: PersonRequest, pk: int) -> HttpResponse:
    """The same in big type for the hall."""
    since = rights.noticed()
    meeting = seen_meeting(request, pk)
    context = _followed(request, meeting, since, live.SCREEN, "?man-hinh")
    return render(request, "reviews/room_screen.html", context | {"title": meeting.title})


@require_GET
def beat(request: PersonRequest, pk: int) -> HttpResponse:
    """What is new since; who has just been let through asks by the short way the next time."""
    seen = live.granted(request.user, pk)
    if seen is None:
        raise Http404
    shortcut.let_through(request)
    return shortcut.answer(request, seen, request.user.pk, live.beat_of(pk))


@require_POST
def sit(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    """Open or close the meeting without leaving the room; who was slower than another has nothing to do."""
    meeting = seen_meeting(request, pk)
    act = {"khai-mac": open_meeting, "be-mac": close_meeting}.get(verb)
    if act is None:
        raise Http404

    def once() -> None:
        with suppress(Moved):
            act(meeting, by=request.user)

    return _done(request, meeting, once)


@require_POST
def discuss(request: PersonRequest, pk: int) -> HttpResponse:
    """Take up the item that was chosen; none chosen is a pause."""
    meeting = seen_meeting(request, pk)
    chosen = request.POST.get("item", "")
    item = _one(AgendaItem.objects.visible_to(request.user).filter(meeting=meeting), chosen)
    return _done(request, meeting, lambda: actions.discuss(meeting, item, by=request.user))


@require_POST
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose what stands on the hall's screen."""
    meeting = seen_meeting(request, pk)
    what, _colon, number = request.POST.get("shows", "").partition(":")
    sentence = _one(
        Sentence.objects.visible_to(request.user)
        .filter(conclusion__meeting=meeting)
        .select_related("item__draft"),
        number,
    )
    verb = actions.show
    return _done(request, meeting, lambda: verb(meeting, what, by=request.user, sentence=sentence))


def _one(rows: Any, number: str) -> Any:
    """The record of that number, None for no number. Raises Http404."""
    if not number:
        return None
    return get_object_or_404(rows, pk=numeral(number))


def _speaking(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    """The form in which one speaks here: of the item under discussion, or where one left off."""
    items = live.on_table(meeting, live.audience(request.user, meeting))
    begun = (
        Opinion.objects.unsent_of(request.user)
        .filter(meeting=meeting, item__in=items, place__isnull=True)
        .last()
    )
    fields = {name: getattr(begun, name) for name in ("key", "revision", "kind", "text")} if begun else {}
    return {
        "form": MeetingOpinionForm(items=AgendaItem.objects.none(), initial=fields),
        "on_table": items,
        "spoken_of": begun.item_id if begun else meeting.now_id,
        "secret": any(item.secret for item in items),
    }


def _followed(
    request: PersonRequest, meeting: Meeting, since: int, names: tuple[str, ...], query: str
) -> dict[str, Any]:
    """What a page needs that keeps itself new."""
    seen = live.grant(request.user, meeting, since)
    shortcut.let_through(request)
    made = live.pieces_of(seen, names, meeting.beat, meeting)
    return {
        "meeting": meeting,
        "pieces": {name: piece.html for name, piece in made.items()},
        "address": reverse("beat", args=[meeting.pk]) + query,
        "mark": etag(made),
        "moment": live.this_moment(),
        "every": live.EVERY,
        "runs": seen.runs,
    }


def _done(request: PersonRequest, meeting: Meeting, verb: Callable[[], object]) -> HttpResponse:
    """Do it; then back to the page, or for the page's own script only whether it was done."""
    quiet = from_keeper(request)
    try:
        verb()
    except ValidationError as error:
        if quiet:
            return problem(409, " ".join(error.messages))
        messages.error(request, " ".join(error.messages))
    if quiet:
        return HttpResponse(status=204)
    return redirect("big_screen" if "screen" in request.POST else "room", meeting.pk)
