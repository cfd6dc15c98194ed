"""What stands in the way of a meeting's next step, and of a draft before an agenda, in sentences."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from vankien_web.common import clock
from vankien_web.common.written import vi_time
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import PERSONNEL, Draft, DraftState
from vankien_web.reviews.models import AgendaItem, Attendance, Meeting, MeetingState, Outcome, Presence


class Guard(NamedTuple):
    """`at`: where it is mended (agenda, attendance, plan); one that does not stop is only a warning."""

    sentence: str
    at: str
    stops: bool = True


NEXT = {
    MeetingState.PLANNED: ("call", "open"),
    MeetingState.CALLED: ("open",),
    MeetingState.OPEN: ("close",),
}


def guards(meeting: Meeting, verb: str) -> list[Guard]:
    """What is missing before `verb` (call, open, close); one or two queries."""
    if verb == "close":
        return _before_closing(meeting)
    found = []
    rows = Meeting.objects.filter(pk=meeting.pk)
    items, people = rows.annotate(
        items_there=Exists(AgendaItem.objects.filter(meeting=OuterRef("pk"))),
        people_there=Exists(Attendance.objects.filter(meeting=OuterRef("pk"))),
    ).values_list("items_there", "people_there")[0]
    if not items:
        found.append(Guard(_("The agenda is empty."), "agenda"))
    if not people:
        found.append(Guard(_("Nobody is called to the meeting yet."), "attendance"))
    if meeting.chair_id is None:
        found.append(Guard(_("Nobody is named as the chair."), "plan", stops=False))
    if verb == "call":
        found += _before_calling(meeting)
    return found


def _before_calling(meeting: Meeting) -> list[Guard]:
    found = []
    if not meeting.place:
        found.append(Guard(_("The place is not set."), "plan", stops=False))
    if meeting.starts_at < clock.now():
        text = _("The meeting was to begin at %(time)s: that moment has passed.")
        found.append(Guard(text % {"time": vi_time(meeting.starts_at)}, "plan", stops=False))
    return found


def _before_closing(meeting: Meeting) -> list[Guard]:
    found = []
    if not meeting.attendance.filter(presence=Presence.PRESENT).exists():
        found.append(Guard(_("Nobody is marked as present."), "attendance", stops=False))
    # Of a personnel plan not everybody may know who closes: the conclusion asks for its outcome.
    if meeting.items.filter(outcome=Outcome.NONE).exclude(draft__kind=PERSONNEL).exists():
        text = _("Items of the agenda have no outcome yet; you may enter it after the meeting is closed.")
        found.append(Guard(text, "agenda", stops=False))
    return found


def before_agenda(draft: Draft) -> list[str]:
    """What a draft still lacks before it goes to a meeting: then only a recorded reason takes it there."""
    found = gate(draft, draft.sent)
    if draft.state == DraftState.RETURNED:
        found.append(_("The draft was returned to the unit, which is revising it."))
    return found
