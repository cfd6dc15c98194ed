"""What people see of a sitting meeting, made once for all who may see the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from textwrap import shorten
from typing import Any, NamedTuple

from django.db.models import Count, Min, Prefetch, QuerySet, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.translation import get_language

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.reviews import beat, rights
from vankien_web.reviews.beat import KEPT, Memory, Piece, Pieces, pieces
from vankien_web.reviews.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Opinion,
    OpinionKind,
    Outcome,
    Presence,
    Sentence,
    Shown,
    Stance,
    Subject,
)
from vankien_web.reviews.permissions import can_run_meeting, hears
from vankien_web.reviews.tally import tallies
from vankien_web.units.models import who

EVERY = 4500  # milliseconds between two questions of one page
ROOM = ("said", "now", "control", "opinions", "agenda", "people", "hall")
SCREEN = ("said", "screen", "control", "hall")
LAST = 20  # opinions on the page; the others are on their own page
ON_SCREEN = 3
PICTURES = 6
_AFTER = (MeetingState.CLOSED, MeetingState.CONCLUDED)
NAMED = 60  # people named; a congress's delegates are counted

_granted: Memory[Grant] = Memory(KEPT, 5000)


@dataclass(frozen=True)
class Audience:
    """People who see the same of one meeting; `secret`: under which paths they see personnel plans."""

    meeting: int
    hears: bool
    runs: bool
    secret: tuple[str, ...]
    language: str

    def sees(self, item: AgendaItem) -> bool:
        """As AgendaItem.visible_to says, of an item of this meeting."""
        path = (item.draft and item.draft.unit_path) or ""
        return _is_open(item) or any(path.startswith(secret) for secret in self.secret)


class Grant(NamedTuple):
    """As whom somebody sees a meeting, and what `rights.since` was before that was asked."""

    seen: Audience
    since: int


class Section(NamedTuple):
    """A heading of the draft and how many opinions speak to it."""

    name: str
    opinions: int


def seen_meetings(user: User) -> QuerySet[Meeting]:
    seen: QuerySet[Meeting] = Meeting.objects.visible_to(user).select_related("unit", "season")
    return seen


def audience(user: User, meeting: Meeting) -> Audience:
    """As whom `user` sees this meeting, which must be one that `user` sees."""
    return Audience(
        meeting=meeting.pk,
        hears=hears(user, meeting),
        runs=can_run_meeting(user, meeting),
        secret=who(user).personnel_paths,
        language=get_language() or "vi",
    )


def granted(user: User, meeting: int) -> Audience | None:
    """The audience, remembered while rights stand; None where `user` does not see the meeting."""
    if known := held(user.pk, meeting):
        return known
    since = rights.since()
    found = seen_meetings(user).filter(pk=meeting).first()
    return grant(user, found, since) if found else None


def held(user: int, meeting: int) -> Audience | None:
    """The audience as which this account sees the meeting, if that is remembered and rights stand."""
    known = _granted.get((user, meeting, get_language()))
    return known.seen if known and known.since == rights.since() else None


def grant(user: User, meeting: Meeting, since: int) -> Audience:
    """Remember as whom `user` sees a meeting that was read after `since` was asked."""
    made = Grant(audience(user, meeting), since)
    return _granted.put((user.pk, meeting.pk, get_language()), made).seen


def pieces_of(seen: Audience, names: tuple[str, ...], beat: int, meeting: Meeting | None = None) -> Pieces:
    """The pieces `names` as this audience sees them at `beat` or later; `meeting`, where it was just read."""
    return pieces((seen, names), beat, partial(_made, seen, names, meeting))


def on_table(meeting: Meeting, seen: Audience) -> list[AgendaItem]:
    """As AgendaItem.on_table, for an audience; read once with the meeting."""
    items = [item for item in _listed(meeting) if seen.sees(item)]
    for place, item in enumerate(items, start=1):
        item.place = place
    return items


def beat_of(meeting: int) -> int:
    """One number, read by itself."""
    beat: int = Meeting.objects.values_list("beat", flat=True).get(pk=meeting)
    return beat


def forget() -> None:
    """Nothing is remembered any more: for tests, whose records come again under the same numbers."""
    _granted.clear()
    beat.forget()
    rights.forget()


def _made(seen: Audience, names: tuple[str, ...], meeting: Meeting | None) -> Pieces:
    fresh = meeting or Meeting.objects.select_related("unit", "season").get(pk=seen.meeting)
    context = _context(seen, fresh, screen=names == SCREEN)
    return {name: Piece.of(render_to_string(f"reviews/room_live.html#{name}", context)) for name in names}


def _context(seen: Audience, meeting: Meeting, *, screen: bool) -> dict[str, Any]:
    listed = _listed(meeting)
    # The screen hangs in a hall where not everybody may know of personnel plans: nobody sees them there.
    eyes = replace(seen, secret=()) if screen else seen
    items = on_table(meeting, eyes)
    now = next((item for item in items if item.pk == meeting.now_id), None)
    context = {"meeting": meeting, "seen": seen, "items": items, "now": now}
    called = list(meeting.attendance.select_related("person"))
    context |= _around(listed, items, meeting) | _people(called)
    if now is not None and seen.hears:
        context |= _opinions(meeting, now, ON_SCREEN if screen else LAST) | _positions(meeting, now, called)
    return context | _shown(meeting, seen)


def _listed(meeting: Meeting) -> list[AgendaItem]:
    wanted = Prefetch("items", AgendaItem.objects.select_related("draft", "version"))
    prefetch_related_objects([meeting], wanted)
    return list(meeting.items.all())


def _around(listed: list[AgendaItem], items: list[AgendaItem], meeting: Meeting) -> dict[str, Any]:
    """The items before and after the one under discussion; what was postponed is passed over."""
    at = next((n for n, item in enumerate(listed) if item.pk == meeting.now_id), -1)
    free = [n for n, item in enumerate(listed) if item in items and item.outcome != Outcome.POSTPONED]
    before, after = [n for n in free if n < at], [n for n in free if n > at]
    return {
        "previous": listed[before[-1]] if before else None,
        "following": listed[after[0]] if after else None,
    }


def _shown(meeting: Meeting, seen: Audience) -> dict[str, Any]:
    """What stands on the hall's screen, and for whom runs the meeting what could."""
    sitting = meeting.state in (MeetingState.OPEN, MeetingState.CLOSED)
    reads = sitting and meeting.shows == Shown.SENTENCE
    sentences = _sentences(meeting, seen) if sitting and (reads or seen.runs) else []
    return {
        "sitting": sitting,
        "reading": next((s for s in sentences if reads and s.pk == meeting.reading_id), None),
        "names": meeting.shows == Shown.NAMED,
        "shows_opinions": meeting.shows in (Shown.OPINIONS, Shown.NAMED),
        "choices": _choices(meeting, sentences) if seen.runs and sitting else [],
        "pictures": list(meeting.pictures.all()[:PICTURES]) if meeting.state in _AFTER else [],
    }


def _sentences(meeting: Meeting, seen: Audience) -> list[Sentence]:
    """What the hall may hear of the conclusion: all for whom runs the meeting, else what is being read."""
    found = Sentence.objects.filter(conclusion__meeting=meeting).select_related("item__draft")
    found = found if seen.runs else found.filter(pk=meeting.reading_id or 0)
    return [s for s in found.order_by("item__number", "number", "pk") if _is_open(s.item)]


def _choices(meeting: Meeting, sentences: list[Sentence]) -> list[tuple[str, str, bool]]:
    """What may be put on the screen: value, words, whether it is there now."""
    plain = [(value, str(label), value == meeting.shows) for value, label in Shown.choices]
    read = meeting.reading_id if meeting.shows == Shown.SENTENCE else None
    return [choice for choice in plain if choice[0] != Shown.SENTENCE] + [
        (f"{Shown.SENTENCE}:{s.pk}", shorten(f"{s.number}. {s.text}", 110, placeholder=" …"), s.pk == read)
        for s in sentences
    ]


def _is_open(item: AgendaItem | None) -> bool:
    return item is None or not item.secret


def _people(called: list[Attendance]) -> dict[str, Any]:
    tally = Counter((a.member, a.presence) for a in called)
    return {
        "members": sum(a.member for a in called),
        "members_present": tally[True, Presence.PRESENT],
        "guests": sum(not a.member for a in called),
        "guests_present": tally[False, Presence.PRESENT],
        "called": called if len(called) <= NAMED else [],
    }


def _opinions(meeting: Meeting, item: AgendaItem, last: int) -> dict[str, Any]:
    """Opinions sent on the item: how many in each section and of each kind, and the newest."""
    sent = _sent(meeting, item)
    counted = sent.values("section", "kind").annotate(n=Count("pk"), first=Min("pk")).order_by("first")
    sections: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for row in counted:
        sections[row["section"]] += row["n"]
        kinds[row["kind"]] += row["n"]
    newest = sent.select_related("person").order_by("-sent_at", "-pk")[:last]
    total = sum(kinds.values())
    return {
        "total": total,
        "sections": [Section(name, count) for name, count in sections.items()],
        "kinds": [(OpinionKind(kind).label, kinds[kind]) for kind in OpinionKind if kinds[kind]],
        "newest": list(newest),
        "older": max(0, total - last),
    }


def _positions(meeting: Meeting, item: AgendaItem, called: list[Attendance]) -> dict[str, Any]:
    if item.subject != Subject.DRAFT:
        return {}
    found = tallies(meeting, [item], [seat for seat in called if seat.member])[item.pk]
    return {"tally": found, "stances": [(stance.label, found.counts[stance]) for stance in Stance]}


def _sent(meeting: Meeting, item: AgendaItem) -> QuerySet[Opinion]:
    """What Opinion.visible_to shows to everyone who hears this meeting."""
    return Opinion.objects.filter(meeting=meeting, item=item, sent_at__isnull=False)


def this_moment() -> int:
    """The site's own moment in milliseconds: how long an item takes is not told by browsers' clocks."""
    return int(clock.now().timestamp() * 1000)
