"""The minutes: entries by item, typed by several people at once."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from vankien_web.accounts.models import User
from vankien_web.reviews.actions import rows
from vankien_web.reviews.models import AgendaItem, Meeting, MinuteEntry
from vankien_web.reviews.permissions import can_write_minutes
from vankien_web.units.models import Person

_DONE = {"written": "entry_written", "changed": "entry_changed"}


def save_entry(
    meeting: Meeting,
    key: UUID,
    *,
    text: str,
    item: AgendaItem | None = None,
    speaker: Person | None = None,
    revision: int = 0,
    by: User,
) -> MinuteEntry:
    """Write an entry down, or change it. Raises PermissionDenied, Conflict, DoesNotExist (removed)."""
    fields = {"text": text.strip(), "item": item, "speaker": speaker}
    with transaction.atomic():
        locked = _entered(meeting, by)
        seen = MinuteEntry.objects.visible_to(by)
        entry, done = rows.write(seen, key, fields, revision=revision, first={"meeting": locked}, by=by)
        if done:
            rows.record(_DONE[done], entry, locked, by=by)
    return entry


def move_entry(entry: MinuteEntry, steps: int, *, by: User) -> None:
    """Up (negative) or down among the entries of its item. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(entry.meeting, by)
        rows.shift(MinuteEntry.objects.filter(meeting=locked), rows.still(entry), steps)
        rows.record("entry_moved", entry, locked, by=by)


def drop_entry(entry: MinuteEntry, *, by: User) -> None:
    """Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(entry.meeting, by)
        rows.record("entry_dropped", rows.still(entry), locked, by=by)
        entry.delete()


def _entered(meeting: Meeting, by: User) -> Meeting:
    locked = rows.held(meeting)
    if not can_write_minutes(by, locked):
        raise PermissionDenied
    return locked
