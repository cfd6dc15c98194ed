"""What the chair does while the meeting sits: the item under discussion, the hall's screen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.reviews.actions.meetings import changing
from vankien_web.reviews.actions.rows import stream_of
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState, Sentence, Shown
from vankien_web.reviews.permissions import can_run_meeting

_SITTING = (MeetingState.OPEN, MeetingState.CLOSED)


def discuss(meeting: Meeting, item: AgendaItem | None, *, by: User) -> Meeting:
    """Take up `item`, or none (a pause). Asked for twice it happens once.

    Raises PermissionDenied, ValidationError.
    """
    with changing(meeting) as held:
        if not can_run_meeting(by, held):
            raise PermissionDenied
        if held.state != MeetingState.OPEN:
            raise ValidationError(_("The meeting is not in session: open it before taking up an item."))
        if item is not None and not _seen(item, held, by):
            raise PermissionDenied
        if held.now_id != (item.pk if item else None):
            held.now, held.now_since = item, clock.now() if item else None
            held.save(update_fields=("now", "now_since"))
            _note(held, item, by)
    return held


def show(meeting: Meeting, what: str, *, by: User, sentence: Sentence | None = None) -> Meeting:
    """Put `what` (a Shown) on the hall's screen; with SENTENCE goes one of this meeting's conclusion.

    Raises PermissionDenied, ValidationError.
    """
    reading = sentence if what == Shown.SENTENCE else None
    with changing(meeting) as held:
        if not can_run_meeting(by, held):
            raise PermissionDenied
        if held.state not in _SITTING:
            raise ValidationError(_("The screen is used while the meeting sits and its conclusion is read."))
        if what not in Shown.values or (what == Shown.SENTENCE and not _readable(reading, held)):
            raise ValidationError(_("The screen cannot show this; choose again from the list."))
        if (held.shows, held.reading_id) != (what, reading.pk if reading else None):
            held.shows, held.reading = what, reading
            held.save(update_fields=("shows", "reading"))
            record("screen_changed", held, by=by, shows=str(what))
    return held


def _seen(item: AgendaItem, meeting: Meeting, by: User) -> bool:
    return AgendaItem.objects.visible_to(by).filter(pk=item.pk, meeting=meeting).exists()


def _readable(sentence: Sentence | None, meeting: Meeting) -> bool:
    """Of this meeting's conclusion; what it says of a personnel plan is not for the hall."""
    if sentence is None or sentence.conclusion.meeting_id != meeting.pk:
        return False
    return sentence.item is None or not sentence.item.secret


def _note(meeting: Meeting, item: AgendaItem | None, by: User) -> None:
    """In the meeting's history; of a personnel plan in the plan's own, which only those read who may."""
    if item is None:
        record("discussion_paused", meeting, by=by)
    else:
        stream = stream_of(item.draft, meeting)
        record("item_discussed", item, by=by, stream=stream, title=item.title, meeting=meeting.title)
