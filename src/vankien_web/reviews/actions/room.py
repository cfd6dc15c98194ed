"""What the chair does while the meeting sits: the item under discussion, the hall's screen."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.drafts.models import PERSONNEL
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState, Sentence, Shown
from vankien_web.reviews.permissions import can_run_meeting

_SITTING = (MeetingState.OPEN, MeetingState.CLOSED)


def discuss(meeting: Meeting, item: AgendaItem | None, *, by: User) -> Meeting:
    """Take up `item`, or none (a pause). Asked for twice it happens once.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        held = _entered(meeting, by)
        if held.state != MeetingState.OPEN:
            raise ValidationError(_("The meeting is not in session: open it before taking up an item."))
        if item is not None and not _seen(item, held, by):
            raise PermissionDenied
        if held.now_id == (item.pk if item else None):
            return held
        _change(held, now=item, now_since=clock.now() if item else None)
        if item is None:
            record("discussion_paused", held, by=by)
        else:
            told = {"number": item.number, "title": item.title}
            record("item_discussed", held, by=by, **told) if _open(item) else _aside(item, held, by)
    return held


def show(meeting: Meeting, what: str, *, by: User, sentence: Sentence | None = None) -> Meeting:
    """Put `what` (a Shown) on the hall's screen; a sentence of this meeting's conclusion goes with SENTENCE.

    Raises PermissionDenied, ValidationError.
    """
    reading = sentence if what == Shown.SENTENCE else None
    with transaction.atomic():
        held = _entered(meeting, by)
        if held.state not in _SITTING:
            raise ValidationError(_("The screen is used while the meeting sits and its conclusion is read."))
        if what not in Shown or (what == Shown.SENTENCE and not _readable(reading, held)):
            raise ValidationError(_("The screen cannot show this; choose again from the list."))
        if (held.shows, held.reading_id) == (what, reading.pk if reading else None):
            return held
        _change(held, shows=what, reading=reading)
        record("screen_changed", held, by=by, shows=str(what))
    return held


def _entered(meeting: Meeting, by: User) -> Meeting:
    """The meeting, held until this transaction ends, if `by` runs it."""
    held: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    if not can_run_meeting(by, held):
        raise PermissionDenied
    return held


def _seen(item: AgendaItem, meeting: Meeting, by: User) -> bool:
    return AgendaItem.objects.visible_to(by).filter(pk=item.pk, meeting=meeting).exists()


def _readable(sentence: Sentence | None, meeting: Meeting) -> bool:
    """Of this meeting's conclusion; what it says of a personnel plan is not for the hall."""
    if sentence is None or sentence.conclusion.meeting_id != meeting.pk:
        return False
    return sentence.item is None or _open(sentence.item)


def _open(item: AgendaItem) -> bool:
    return item.draft is None or item.draft.kind != PERSONNEL


def _aside(item: AgendaItem, meeting: Meeting, by: User) -> None:
    """In the plan's own history: the meeting's is read by those who must not know of the plan."""
    if item.draft is not None:
        record("personnel_discussed", item.draft, by=by, meeting=meeting.title)


def _change(meeting: Meeting, **fields: models.Model | Any) -> None:
    for name, value in fields.items():
        setattr(meeting, name, value)
    Meeting.objects.filter(pk=meeting.pk).update(**fields, beat=F("beat") + 1)
