"""What minutes and conclusion share: rows with a key of the page that typed them, each saved alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock, history
from vankien_web.common.conflict import save_checked
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews.models import AgendaItem, Meeting, MinuteEntry, Sentence

R = TypeVar("R", MinuteEntry, Sentence)
_ONE_SITTING = timedelta(minutes=5)


def held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until this transaction ends: nothing is issued meanwhile."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "season")
    locked: Meeting = rows.get(pk=meeting.pk)
    return locked


def write(
    seen: models.QuerySet[R],
    key: UUID,
    fields: Mapping[str, Any],
    *,
    revision: int,
    first: Mapping[str, Any],
    by: User,
) -> tuple[R, str]:
    """The row of that key, and what was done: "written", "changed", or nothing.

    The same contents sent again, as after an answer that was lost, are no conflict. Raises Conflict, and
    DoesNotExist where somebody has removed the row or `by` may not see it.
    """
    model = seen.model
    if revision == 0 and not model._base_manager.filter(key=key).exists():
        number = _last(model, first, fields["item"]) + 1
        try:
            with transaction.atomic():
                made = model._base_manager.create(key=key, number=number, by=by, **first, **fields)
            return made, "written"
        except IntegrityError:
            pass  # the same row came twice at the same moment
    row = seen.get(key=key, **first)
    if all(getattr(row, name) == value for name, value in fields.items()):
        return row, ""
    moved = row.item != fields["item"]
    save_checked(row, revision=revision, fields=fields)
    row.by, row.at = by, clock.now()
    if moved:
        row.number = _last(model, first, fields["item"]) + 1
    row.save(update_fields=("by", "at", "number"))
    return row, "changed"


def still(row: R) -> R:
    """The row as it is now that its meeting is held. Raises ValidationError where it was removed."""
    try:
        row.refresh_from_db()
    except type(row).DoesNotExist as error:
        raise ValidationError(_("Somebody has removed this meanwhile.")) from error
    return row


def shift(rows: models.QuerySet[R], row: R, steps: int) -> None:
    """Move a row up (negative) or down among those of its item; the others close up."""
    order = list(rows.filter(item=row.item_id).order_by("number", "pk"))
    at = order.index(row)
    order.insert(max(0, at + steps), order.pop(at))
    for number, one in enumerate(order, 1):
        one.number = number
    type(row)._base_manager.bulk_update(order, ["number"])


def record(verb: str, row: MinuteEntry | Sentence, meeting: Meeting, *, by: User) -> None:
    """In the meeting's history; of a personnel plan only in the plan's own.

    Saving goes on while somebody types: one sitting at one row is one event.
    """
    last = history.of(row).last()
    again = last and last.verb == verb and last.actor == history.name_of(by)
    if again and last and clock.now() - last.at < _ONE_SITTING:
        return
    history.record(verb, row, by=by, stream=stream_of(row.item.draft if row.item else None, meeting))


def stream_of(draft: Draft | None, meeting: Meeting) -> models.Model:
    """Where the history of a meeting's matter is written: that of a personnel plan in the plan's own."""
    return draft if draft is not None and draft.kind == PERSONNEL else meeting


def _last(model: type[R], first: Mapping[str, Any], item: AgendaItem | None) -> int:
    rows = model._base_manager.filter(item=item, **first)
    return rows.aggregate(last=Max("number"))["last"] or 0
