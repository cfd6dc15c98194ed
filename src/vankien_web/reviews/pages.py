"""What the pages of a meeting share: the meeting as one sees it, its tabs and crumbs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.frame import Crumb, Tab
from vankien_web.common.models import EventQuerySet
from vankien_web.reviews.models import Meeting, MeetingState
from vankien_web.reviews.permissions import can_see_trace, hears

TONES = {
    MeetingState.PLANNED: "wait",
    MeetingState.CALLED: "soon",
    MeetingState.OPEN: "now",
    MeetingState.CLOSED: "soon",
    MeetingState.CONCLUDED: "done",
    MeetingState.CANCELLED: "stop",
}
_TOLD = ("agendaitem", "picture", "conclusion")  # whose events everyone reads who sees the meeting
_WITH = ("unit__parent", "season__root", "chair__person", "secretary__person", "earlier", "conclusion")


def seen_meeting(request: PersonRequest, pk: int) -> Meeting:
    """The meeting, as if it did not exist where this person may not see it."""
    found = Meeting.objects.visible_to(request.user).select_related(*_WITH)
    meeting: Meeting = get_object_or_404(found, pk=pk)
    return meeting


def heard_meeting(request: PersonRequest, pk: int) -> Meeting:
    """The same for what only those know who hear it: minutes, conclusion, papers."""
    meeting = seen_meeting(request, pk)
    if not hears(request.user, meeting):
        raise Http404
    return meeting


def meeting_page(request: PersonRequest, meeting: Meeting, *more: Crumb) -> dict[str, Any]:
    """What the head of every page of a meeting shows."""
    own = (meeting.title, reverse("meeting", args=[meeting.pk]) if more else "")
    return {
        "meeting": meeting,
        "title": meeting.title,
        "tone": TONES[MeetingState(meeting.state)],
        "hears": hears(request.user, meeting),
        "crumbs": [(_("Meetings"), reverse("meetings")), own, *more],
        "tabs": meeting_tabs(meeting, request.user),
    }


def told_of(meeting: Meeting, user: User) -> EventQuerySet:
    """The meeting's history; who does not hear it reads what was prepared, not who spoke and who wrote."""
    events: EventQuerySet = history.stream(meeting)
    if hears(user, meeting):
        return events
    plain = Q(subject=history.name_of(meeting))
    for name in _TOLD:
        plain |= Q(subject__startswith=f"{name}:")
    return events.filter(plain)


def meeting_tabs(meeting: Meeting, user: User) -> list[Tab]:
    """The parts of a meeting's page that this person may open."""
    heard = hears(user, meeting)
    sitting = meeting.state not in (MeetingState.PLANNED, MeetingState.CANCELLED)
    began = sitting and meeting.state != MeetingState.CALLED
    names = [
        (_("Agenda"), "meeting", True),
        (_("Meeting room"), "room", sitting),
        (_("Opinions"), "meeting_opinions", sitting),
        (_("Minutes"), "minutes", heard and began),
        (_("Conclusion"), "conclusion", heard and began),
        (_("Trace"), "trace", can_see_trace(user, meeting) and began),
        (_("Papers"), "meeting_papers", heard),
        (_("Pictures"), "pictures", began),
        (_("History"), "meeting_history", True),
    ]
    return [Tab(name, reverse(url, args=[meeting.pk])) for name, url, shown in names if shown]
