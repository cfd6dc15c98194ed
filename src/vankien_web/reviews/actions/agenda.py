"""The agenda: items in order, the version that lies on the table, what came of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.conflict import Moved, save_checked
from vankien_web.common.history import record
from vankien_web.drafts.models import Draft
from vankien_web.drafts.naming import full_title
from vankien_web.reviews.actions.meetings import changing
from vankien_web.reviews.actions.opinions import adopt_opinions
from vankien_web.reviews.actions.rows import stream_of
from vankien_web.reviews.guards import before_agenda
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState, Opinion, Outcome, Position, Subject
from vankien_web.reviews.permissions import can_arrange_agenda, can_run_meeting, can_schedule
from vankien_web.reviews.tally import stands_in_the_way

_SITTING = (MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class ItemPlan:
    """A new item; `over_gate` is the reason for which a draft goes on though something is missing."""

    subject: str = Subject.MATTER
    title: str = ""
    draft: Draft | None = None
    presenter: str = ""
    minutes: int | None = None
    over_gate: str = ""
    earlier: AgendaItem | None = None


def add_item(meeting: Meeting, plan: ItemPlan, *, by: User) -> AgendaItem:
    """Put something on the agenda, last. Raises PermissionDenied, ValidationError, Moved."""
    if not can_arrange_agenda(by, meeting):
        raise PermissionDenied
    with changing(meeting) as held:
        if not can_arrange_agenda(by, held):
            raise Moved(held)
        missing = _check(held, plan, by)
        last = held.items.aggregate(last=models.Max("number"))["last"] or 0
        title = plan.title.strip() or (full_title(plan.draft) if plan.draft else "")
        item: AgendaItem = AgendaItem.objects.create(
            meeting=held,
            number=last + 1,
            subject=plan.subject,
            draft=plan.draft,
            version=plan.draft.sent if plan.draft else None,
            title=title[:255],
            presenter=plan.presenter.strip(),
            minutes=plan.minutes,
            late=held.state != MeetingState.PLANNED,
            over_gate=plan.over_gate.strip() if missing else "",
            earlier=plan.earlier,
        )
        if item.late:
            adopt_opinions(held)
        verb = "item_added_over_gate" if missing else "item_added_late" if item.late else "item_added"
        _note(verb, item, by, reason=item.over_gate)
    return item


def change_item(
    item: AgendaItem,
    *,
    by: User,
    title: str,
    presenter: str,
    minutes: int | None,
    revision: int | None = None,
) -> AgendaItem:
    """Raises PermissionDenied, ValidationError, Moved, conflict.Conflict."""
    if not title.strip():
        raise ValidationError({"title": _("Say what the item is about.")})
    with _arranging(item, by) as fresh:
        told = {"title": title.strip(), "presenter": presenter.strip(), "minutes": minutes}
        save_checked(fresh, revision=fresh.revision if revision is None else revision, fields=told)
        _note("item_changed", fresh, by)
    return fresh


def move_item(item: AgendaItem, step: int, *, by: User) -> None:
    """One place up (-1) or down (1) among the items that `by` sees. Raises as `change_item`."""
    with _arranging(item, by) as fresh:
        for number, one in enumerate(fresh.meeting.items.all(), start=1):  # two added at once may share one
            if one.number != number:
                AgendaItem.objects.filter(pk=one.pk).update(number=number)
        seen = AgendaItem.objects.on_table(fresh.meeting, by)
        at = next(i for i, one in enumerate(seen) if one.pk == fresh.pk)
        if not 0 <= at + step < len(seen):
            return
        here, there = seen[at], seen[at + step]
        AgendaItem.objects.filter(pk=here.pk).update(number=there.number)
        AgendaItem.objects.filter(pk=there.pk).update(number=here.number)
        _note("item_moved_up" if step < 0 else "item_moved_down", fresh, by)


def drop_item(item: AgendaItem, *, by: User) -> None:
    """Take it off, as long as nobody has said anything on it. Raises as `change_item`."""
    with _arranging(item, by) as fresh:
        spoken = Opinion.objects.filter(item=fresh, sent_at__isnull=False).exists()
        if spoken or Position.objects.filter(item=fresh).exists():
            raise ValidationError(_("Opinions were given on this item: postpone it instead of removing it."))
        _note("item_dropped", fresh, by)
        Opinion.objects.filter(item=fresh).update(item=None)
        try:
            fresh.delete()
        except models.ProtectedError as error:
            text = _("The minutes or a later meeting speak of this item: postpone it instead of removing it.")
            raise ValidationError(text) from error


def take_version(item: AgendaItem, *, by: User) -> AgendaItem:
    """What was sent up since lies on the table now. Raises as `change_item`."""
    with _arranging(item, by) as fresh:
        sent = fresh.draft.sent if fresh.draft else None
        if sent is None or sent.pk == fresh.version_id:
            return fresh
        before, fresh.version = fresh.version, sent
        fresh.revision += 1
        fresh.save(update_fields=("version", "revision"))
        _note("item_version_taken", fresh, by, version=sent.number, before=before.number if before else None)
    return fresh


class Opposed(ValidationError):  # noqa: N818 - reads as what is the matter
    """Members ask for a revision first: the chair agrees all the same only with a reason."""


def set_outcome(item: AgendaItem, outcome: str, *, over: str = "", by: User) -> AgendaItem:
    """What the meeting did with it; before the opening an item can only be postponed.

    `over`: why it is agreed to in spite of positions. Raises PermissionDenied, Opposed, ValidationError.
    """
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose one of the outcomes in the list.")})
    with changing(item.meeting) as held:
        if not can_run_meeting(by, held):
            raise PermissionDenied
        if held.state not in _SITTING and outcome not in (Outcome.POSTPONED, Outcome.NONE):
            raise ValidationError(_("The meeting has not been opened: an item can only be postponed now."))
        fresh = _fresh(item, held)
        opposed = outcome == Outcome.AGREED and bool(stands_in_the_way(fresh))
        if opposed and not over.strip():
            raise Opposed(_("Members ask for a revision first: say why it is agreed to all the same."))
        if fresh.outcome != outcome:
            fresh.outcome, fresh.over_positions = outcome, over.strip()[:500] if opposed else ""
            fresh.revision += 1
            fresh.save(update_fields=("outcome", "over_positions", "revision"))
            _note("item_outcome" if outcome else "item_outcome_lifted", fresh, by, outcome=str(outcome))
    return fresh


@contextmanager
def _arranging(item: AgendaItem, by: User) -> Iterator[AgendaItem]:
    """The item as it stands, of a meeting that is held until this ends."""
    if not can_arrange_agenda(by, item.meeting):
        raise PermissionDenied
    with changing(item.meeting) as held:
        if not can_arrange_agenda(by, held):
            raise Moved(held)
        yield _fresh(item, held)


def _fresh(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    found: AgendaItem = meeting.items.select_related("draft__sent", "version").get(pk=item.pk)
    found.meeting = meeting
    return found


def _check(meeting: Meeting, plan: ItemPlan, by: User) -> list[str]:
    """What the draft lacks, where a reason takes it over that. Raises PermissionDenied, ValidationError."""
    if plan.earlier and (
        plan.earlier.meeting_id == meeting.pk or plan.earlier.meeting.unit_id != meeting.unit_id
    ):
        raise ValidationError(_("An item returns from another meeting of the same unit."))
    if plan.subject == Subject.DRAFT:
        return _check_draft(meeting, plan, by)
    if plan.draft is not None:
        raise ValidationError(_("Only an item on a document names one."))
    if plan.subject == Subject.PROGRESS and meeting.season is None:
        text = _("Choose the season of the meeting first: its progress is what the item is about.")
        raise ValidationError(text)
    if not plan.title.strip():
        raise ValidationError({"title": _("Say what the item is about.")})
    return []


def _check_draft(meeting: Meeting, plan: ItemPlan, by: User) -> list[str]:
    draft = plan.draft
    if draft is None or draft.congress is None:
        raise ValidationError(_("Choose the document that the item is about."))
    if not can_schedule(by, draft) or not Draft.objects.visible_to(by).filter(pk=draft.pk).exists():
        raise PermissionDenied
    if not (draft.unit_path or "").startswith(meeting.unit.path or "!"):
        text = _("The document belongs to no unit below “%(unit)s”, whose meeting this is.")
        raise ValidationError(text % {"unit": meeting.unit.called})
    if meeting.items.filter(draft=draft).exists():
        raise ValidationError(_("The document is on this agenda already."))
    missing = before_agenda(draft)
    if missing and not plan.over_gate.strip():
        ask = _("Say why it goes to the meeting all the same.")
        raise ValidationError({"over_gate": [*missing, ask]})
    return missing


def _note(verb: str, item: AgendaItem, by: User, **told: Any) -> None:
    """In the meeting's history; of a personnel plan in the plan's own, which only those read who may."""
    stream = stream_of(item.draft, item.meeting)
    record(verb, item, by=by, stream=stream, title=item.title, meeting=item.meeting.title, **told)
