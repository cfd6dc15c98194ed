"""Positions: what a member of the body holds of a document on the agenda."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.reviews.actions.rows import held
from vankien_web.reviews.models import AgendaItem, Meeting, Position, Stance
from vankien_web.reviews.permissions import can_take_position, can_take_position_for, may_know_of
from vankien_web.units.models import Person, who


def take_position(
    item: AgendaItem, stance: str, *, reason: str = "", person: Person | None = None, by: User
) -> Position:
    """Say where one stands, again as often as one likes until the conclusion; the last word counts.

    With `person` the office writes down what a member said. `Stance.REVISE` needs its reason. Raises
    PermissionDenied, ValidationError.
    """
    member = person or Person.objects.filter(account=by).first()
    if member is None or not _may(by, item, member):
        raise PermissionDenied
    if stance not in Stance.values:
        raise ValidationError({"stance": _("Choose a position.")})
    reason = reason.strip()
    if stance == Stance.REVISE and not reason:
        raise ValidationError({"reason": _("Say what must be revised before the document is presented.")})
    with transaction.atomic():
        item = _held(item)
        if not _may(by, item, member):
            raise PermissionDenied
        position = _store(item, member, stance, reason, by)
        Meeting.objects.filter(pk=item.meeting_id).update(beat=models.F("beat") + 1)
        _record(position, item, member, by)
    return position


def _may(by: User, item: AgendaItem, member: Person) -> bool:
    if not may_know_of(by, item.draft):
        return False
    if member.pk == who(by).person_id:
        return can_take_position(by, item)
    return can_take_position_for(by, item, member)


def _held(item: AgendaItem) -> AgendaItem:
    """As it is now, nobody else's until this ends: nothing is concluded meanwhile."""
    meeting = held(item.meeting)
    found = meeting.items.select_related("draft__congress__unit").filter(pk=item.pk).first()
    if found is None:
        raise ValidationError(_("This item has been taken off the agenda."))
    found.meeting = meeting
    return found


def _store(item: AgendaItem, member: Person, stance: str, reason: str, by: User) -> Position:
    values = {"stance": stance, "reason": reason, "entered_by": by, "at": clock.now()}
    position, made = Position.objects.get_or_create(item=item, person=member, defaults=values)
    if not made:
        revision = models.F("revision") + 1
        Position.objects.filter(pk=position.pk).update(**values, revision=revision)
        position.refresh_from_db()
    return position


def _record(position: Position, item: AgendaItem, member: Person, by: User) -> None:
    """That a position was taken, not which: guests read the meeting's history, too."""
    stream: models.Model = position if item.secret else item.meeting
    if member.pk == who(by).person_id:
        record("position_taken", position, by=by, stream=stream, item=f"“{item.title}”")
    else:
        record(
            "position_written_down",
            position,
            by=by,
            stream=stream,
            item=f"“{item.title}”",
            person=member.name,
        )
