"""Opinions: written in private, sent once, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as dataclass_fields
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from vankien.model import Place
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.reviews.actions.following import catch_up
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion, OpinionKind, Scope
from vankien_web.reviews.permissions import (
    LISTENING,
    can_change_opinion,
    can_speak,
    can_speak_for,
    can_speak_on,
    item_for,
    items_of,
    may_know_of,
)
from vankien_web.units.models import Person, who


@dataclass(frozen=True)
class About:
    """Of what one speaks: a draft (in `version`, at `place` under the heading `section`), an item, or both.

    `place` is the library's, empty for the whole; `anchors` makes it from what somebody selected.
    """

    draft: Draft | None = None
    version: Version | None = None
    item: AgendaItem | None = None
    meeting: Meeting | None = None
    scope: str = Scope.WHOLE
    place: Place | None = None
    section: str = ""


def write_opinion(
    about: About,
    text: str,
    *,
    kind: str = OpinionKind.SUGGEST,
    person: Person | None = None,
    key: UUID | None = None,
    revision: int = 0,
    by: User,
) -> Opinion:
    """Keep an opinion, seen by nobody but its author and, in that person's name, who wrote it down.

    The same `key` twice is the same opinion, changed. Raises PermissionDenied, ValidationError, Conflict.
    """
    about = _in_meeting(about, by)
    author = _author(about, person, by)
    known = Opinion.objects.filter(key=key).first() if key else None
    if known is None:
        _known(kind)
        fields = {"kind": kind, "text": text.strip(), "key": key or uuid4(), **_columns(about)}
        try:
            with transaction.atomic():
                opinion = Opinion.objects.create(person=author, entered_by=by, **fields)
                catch_up(opinion)
            return opinion
        except IntegrityError:  # the same came twice at the same moment
            known = Opinion.objects.get(key=fields["key"])
    return change_opinion(known, revision=revision, text=text, kind=kind, about=about, by=by)


def change_opinion(
    opinion: Opinion, *, revision: int, text: str, kind: str, about: About | None = None, by: User
) -> Opinion:
    """Say it otherwise, or of another passage, before it is sent. Raises PermissionDenied, Conflict."""
    if not can_change_opinion(by, opinion):
        raise PermissionDenied
    _known(kind)
    fields: dict[str, Any] = {"text": text.strip(), "kind": kind}
    if about is not None:
        fields |= {"scope": about.scope, "place": _data(about.place), "section": about.section}
    with transaction.atomic():
        _hold(opinion, by)
        save_checked(opinion, revision=revision, fields=fields)
        catch_up(opinion)
    return opinion


def delete_opinion(opinion: Opinion, *, by: User) -> None:
    """Nobody has seen it, so nothing of it stays. Raises PermissionDenied once it is sent."""
    with transaction.atomic():
        _hold(opinion, by).delete()


def send_opinion(opinion: Opinion, *, by: User) -> None:
    """From now on it is heard and cannot be changed. Raises PermissionDenied, ValidationError."""
    send_opinions([opinion], by=by)


def send_opinions(opinions: Iterable[Opinion], *, by: User) -> int:
    """All of them or none; those of a draft go to the meeting that has it on its agenda now."""
    with transaction.atomic():
        wanted = list(opinions)
        _hold_meetings(wanted)
        held = [_hold(opinion, by) for opinion in wanted]
        for opinion in held:
            _send(opinion, by)
        beaten = {opinion.meeting_id for opinion in held if opinion.meeting_id}
        Meeting.objects.filter(pk__in=beaten).update(beat=models.F("beat") + 1)
    return len(held)


def adopt_opinions(meeting: Meeting) -> int:
    """What was said of its drafts before anybody called a meeting is said to this one, once it is called."""
    adopted = 0
    for item in meeting.items.exclude(draft=None):
        waiting = Opinion.objects.filter(draft=item.draft, meeting=None)
        adopted += waiting.update(meeting=meeting, item=item)
    return adopted


def _send(opinion: Opinion, by: User) -> None:
    if not opinion.text.strip():
        raise ValidationError({"text": _("Write what you want to say before you send it.")})
    about = _in_meeting(About(opinion.draft, opinion.version, opinion.item, opinion.meeting), by)
    if opinion.person_id != who(by).person_id:
        _author(about, opinion.person, by)
    opinion.meeting, opinion.item, opinion.sent_at = about.meeting, about.item, clock.now()
    opinion.save(update_fields=["meeting", "item", "sent_at"])
    if opinion.person_id == who(by).person_id:
        record("opinion_sent", opinion, by=by, stream=_stream(opinion))
        return
    name = opinion.person.name
    record("opinion_written_down", opinion, by=by, stream=_stream(opinion), person=name)


def _hold_meetings(opinions: list[Opinion]) -> None:
    """Those that may hear them, before the opinions as everywhere: none of them is concluded meanwhile."""
    drafts = {opinion.draft_id for opinion in opinions if opinion.draft_id}
    on_agenda = AgendaItem.objects.filter(draft__in=drafts).values("meeting")
    mine = models.Q(pk__in={opinion.meeting_id for opinion in opinions if opinion.meeting_id})
    rows = Meeting.objects.filter(mine | models.Q(pk__in=on_agenda)).filter(state__in=LISTENING)
    list(rows.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def _stream(opinion: Opinion) -> models.Model:
    """The meeting's; the opinion's own where the unit, or who may not see the plan, would read of it."""
    if opinion.meeting is None or (opinion.draft and opinion.draft.kind == PERSONNEL):
        return opinion
    return opinion.meeting


def _in_meeting(about: About, by: User) -> About:
    """With the item under which it is said today. Raises PermissionDenied where one may not speak."""
    if not may_know_of(by, about.item.draft if about.item else about.draft):
        raise PermissionDenied
    item = about.item if about.item is not None and can_speak(by, about.item.meeting) else None
    if item is None and about.draft is not None:
        item = item_for(by, items_of(by, about.draft))
    if item is not None:
        return replace(about, item=item, meeting=item.meeting, draft=item.draft)
    if about.draft is not None:
        if not can_speak_on(by, about.draft):
            raise PermissionDenied
        return replace(about, item=None, meeting=None)
    if about.meeting is None or not can_speak(by, about.meeting):
        raise PermissionDenied
    return replace(about, item=None)


def _author(about: About, person: Person | None, by: User) -> Person:
    own = Person.objects.filter(account=by).first()
    if person is None or person == own:
        if own is None:
            raise PermissionDenied
        return own
    if about.meeting is None or not can_speak_for(by, about.meeting):
        raise PermissionDenied
    if not about.meeting.attendance.filter(person=person).exists():
        raise ValidationError({"person": _("Only who was called to the meeting can be heard there.")})
    return person


def _hold(opinion: Opinion, by: User) -> Opinion:
    """The opinion as it is stored now, nobody else's until the transaction ends."""
    held = Opinion.objects.select_for_update(of=("self",)).select_related(
        "person",
        "draft__congress__unit",
        "draft__congress__season",
        "version",
        "item",
        "meeting__unit",
        "meeting__season",
    )
    stored = held.filter(pk=opinion.pk).first()
    if stored is None or not can_change_opinion(by, stored):
        raise PermissionDenied
    return stored


def _columns(about: About) -> dict[str, Any]:
    """As the table has them."""
    plain = {field.name: getattr(about, field.name) for field in dataclass_fields(about)}
    return plain | {"place": _data(about.place)}


def _data(place: Place | None) -> dict[str, Any] | None:
    return asdict(place) if place else None


def _known(kind: str) -> None:
    if kind not in OpinionKind.values:
        raise ValidationError({"kind": _("Choose what kind of opinion this is.")})
