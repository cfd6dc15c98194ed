"""What reviewers wrote into their copies becomes opinions of theirs, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import happened, record, record_many
from vankien_web.drafts.models import PERSONNEL, Reading, State, Version
from vankien_web.drafts.telling import tell_of
from vankien_web.reviews.actions.following import follow
from vankien_web.reviews.actions.rows import held
from vankien_web.reviews.anchors import passage_at
from vankien_web.reviews.models import (
    AgendaItem,
    Collation,
    Meeting,
    Opinion,
    OpinionKind,
    Remark,
    Scope,
)
from vankien_web.reviews.permissions import can_speak_on, can_take_up, item_for, items_of
from vankien_web.units.models import Person

_QUOTED = 300  # characters of what is replied to


def waiting(collation: Collation) -> models.QuerySet[Remark]:
    """Remarks that can become opinions: of a person of the system, in words, not taken up yet."""
    rows = collation.remarks.filter(opinion=None, author__person__isnull=False)
    return rows.exclude(text="", old="", new="")


def take_up(collation: Collation, only: Iterable[int] | None = None, *, by: User) -> int:
    """Make opinions of their authors, written down by `by` and sent; of `only` these remarks, else of all.

    They are said to the meeting that hears the draft today, without one to the next that will. What was
    taken up before is left alone. Returns how many. Raises PermissionDenied.
    """
    if not can_take_up(by, collation):
        raise PermissionDenied
    with transaction.atomic():
        item = item_for(by, items_of(by, collation.draft))
        if item is not None:
            held(item.meeting)
        elif not can_speak_on(by, collation.draft):
            raise PermissionDenied
        Collation.objects.select_for_update(no_key=True).get(pk=collation.pk)
        rows = waiting(collation) if only is None else waiting(collation).filter(pk__in=list(only))
        taken = list(rows.select_related("author__person__account").order_by("position"))
        if taken:
            _store(collation, taken, item, by)
    return len(taken)


def _store(collation: Collation, rows: list[Remark], item: AgendaItem | None, by: User) -> None:
    made = _opinions(collation, rows, item, by)
    Opinion.objects.bulk_create(made)
    for remark, opinion in zip(rows, made, strict=True):
        remark.opinion = opinion
    Remark.objects.bulk_update(rows, ["opinion"], batch_size=300)
    for version in Version.objects.filter(
        draft=collation.draft_id, number__gt=collation.version.number, state=State.DONE
    ):
        follow(version)
    secret = collation.draft.kind == PERSONNEL
    record_many(
        happened(
            "opinion_written_down",
            opinion,
            by=by,
            stream=opinion if item is None or secret else item.meeting,
            person=opinion.person.name,
        )
        for opinion in made
    )
    if item is not None:
        Meeting.objects.filter(pk=item.meeting_id).update(beat=models.F("beat") + 1)
    _tell(collation, made, by)


def _opinions(collation: Collation, rows: list[Remark], item: AgendaItem | None, by: User) -> list[Opinion]:
    reading = Reading.objects.get(version=collation.version_id)
    parents = {r.key: r.text for r in collation.remarks.filter(key__in={r.parent for r in rows if r.parent})}
    now, made = clock.now(), []
    for row in rows:
        kind, text = in_words(row, parents.get(row.parent, ""))
        place = row.at
        if place is not None:
            place = passage_at(reading.document, reading.sections, place.block, place.start, place.end)
        made.append(
            Opinion(
                person=row.author.person,
                entered_by=by,
                meeting=item.meeting if item else None,
                item=item,
                draft=collation.draft,
                version=collation.version,
                kind=kind,
                scope=Scope.PASSAGE if place else Scope.WHOLE,
                place=asdict(place) if place else None,
                section=row.heading,
                text=text,
                key=key_of(row, "opinion"),
                written_at=now,
                sent_at=now,
            )
        )
    return made


def key_of(remark: Remark, what: str) -> UUID:
    """The same for the same remark: what is asked twice is done once."""
    return uuid5(NAMESPACE_URL, f"vankien:remark:{remark.pk}:{what}")


def in_words(remark: Remark, answered: str = "") -> tuple[str, str]:
    """The kind of opinion and its text; `answered` is what a reply replies to."""
    if remark.kind == "comment":
        return OpinionKind.SUGGEST, remark.text
    if remark.kind == "reply":
        said = _("On the remark “%(remark)s”: %(text)s") if answered else "%(text)s"
        return OpinionKind.SUGGEST, said % {"remark": answered[:_QUOTED], "text": remark.text}
    blanks = {"old": remark.old.strip(), "new": remark.new.strip()}
    if remark.kind == "move":
        return OpinionKind.REQUEST, _("Move elsewhere: “%(old)s”") % blanks
    if blanks["old"] and blanks["new"]:
        return OpinionKind.REQUEST, _("Write “%(new)s” in the place of “%(old)s”") % blanks
    words = _("Put in: “%(new)s”") if blanks["new"] else _("Leave out: “%(old)s”")
    return OpinionKind.REQUEST, words % blanks


def _tell(collation: Collation, made: list[Opinion], by: User) -> None:
    """Everybody whose opinions were written down hears of it once, with a link to where they stand."""
    people: dict[int, Person] = {opinion.person_id: opinion.person for opinion in made}
    url = reverse("draft_opinions", args=[collation.draft_id])
    for pk, count in Counter(opinion.person_id for opinion in made).items():
        person = people[pk]
        event = record("remarks_taken_up", collation, by=by, person=person.name, count=count)
        tell_of(collation.draft, event, [person], url)
