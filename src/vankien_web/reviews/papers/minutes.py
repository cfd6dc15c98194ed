"""Biên bản hội nghị: attendance, what was said on each item, positions, the chair's conclusion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils import timezone

from vankien.outputs.papers.conclusion import Sentence
from vankien.outputs.papers.minutes import Attendant, Minutes, MinutesItem, Remark, Tally
from vankien.outputs.papers.model import Signature
from vankien_web.reviews.models import AgendaItem, Attendance, MinuteEntry, Position, Presence, Stance
from vankien_web.reviews.papers import signing as blocks
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.source import Source
from vankien_web.units.titles import titles_of

_GENERAL = "Ý kiến chung"


def content(source: Source) -> Minutes:
    meeting = source.meeting
    seats = list(meeting.attendance.select_related("person"))
    held = titles_of([seat.person for seat in seats], source.day)
    by_presence = defaultdict(list)
    for seat in seats:
        by_presence[seat.presence if seat.member else "guest"].append(_attendant(seat, held))
    return Minutes(
        meeting=meeting.title,
        started=source.starts,
        ended=timezone.localtime(meeting.ends_at) if meeting.ends_at else None,
        place=meeting.place,
        chair=source.chair,
        secretary=source.named(meeting.secretary.person) if meeting.secretary else "",
        present=tuple(by_presence[Presence.PRESENT]),
        excused=tuple(by_presence[Presence.EXCUSED]),
        absent=tuple(by_presence[Presence.ABSENT]),
        guests=tuple(by_presence["guest"]),
        items=_items(source, [s.person_id for s in seats if s.member and s.presence == Presence.PRESENT]),
        conclusion=tuple(Sentence(n, said.text) for n, said in enumerate(source.sentences(), start=1)),
    )


def _attendant(seat: Attendance, held: dict[int, str]) -> Attendant:
    return Attendant(seat.person.name, held[seat.person_id], seat.reason)


def _items(source: Source, present: list[int]) -> tuple[MinutesItem, ...]:
    said: dict[int | None, list[Remark]] = defaultdict(list)
    for entry in source.entries():
        said[entry.item_id].append(_remark(entry))
    items = source.items()
    tallies = _tallies(items, present)
    told = [
        MinutesItem(
            title=item.title,
            presenter=item.presenter,
            remarks=tuple(said[item.pk]),
            tally=tallies.get(item.pk),
            outcome=item.get_outcome_display() if item.outcome else "",
        )
        for item in items
    ]
    return (*told, MinutesItem(_GENERAL, remarks=tuple(said[None]))) if said[None] else tuple(told)


def _remark(entry: MinuteEntry) -> Remark:
    return Remark(entry.speaker.name if entry.speaker else "", entry.text)


def _tallies(items: Iterable[AgendaItem], present: list[int]) -> dict[int, Tally]:
    """By item on which anybody took a position. Who is present and took none is counted as silent."""
    taken: dict[int, dict[int, str]] = defaultdict(dict)
    for position in Position.objects.filter(item__in=[item.pk for item in items]):
        taken[position.item_id][position.person_id] = position.stance
    return {item: _tally(stances, present) for item, stances in taken.items()}


def _tally(stances: dict[int, str], present: list[int]) -> Tally:
    counted = Counter(stances.values())
    return Tally(
        agree=counted[Stance.AGREE],
        with_comments=counted[Stance.WITH_COMMENTS],
        revise=counted[Stance.REVISE],
        none=counted[Stance.NONE],
        silent=sum(person not in stances for person in present),
    )


def words(source: Source) -> str:
    return source.meeting.title


def recipients(source: Source) -> Recipients:
    return Recipients(lines=(f"Các đồng chí dự {small(source.meeting.title)}",))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    """The secretary on the left, the chair on the right, whoever issues it."""
    return (blocks.secretary(source.meeting.secretary), blocks.chair(source.meeting.chair or signing.post))


RULE = Rule("bien-ban", "meeting", content, words, signatures, recipients)
