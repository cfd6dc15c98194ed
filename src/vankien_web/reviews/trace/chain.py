"""The links of the chain, read in a handful of queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery

from vankien_web.accounts.models import User
from vankien_web.reviews.models import (
    AgendaItem,
    Answer,
    ChangeRequest,
    Meeting,
    MeetingState,
    Opinion,
    OpinionKind,
    Outcome,
    RequestState,
    Sentence,
    Verdict,
    VerdictValue,
)

if TYPE_CHECKING:
    from vankien_web.reviews.trace.gaps import Gap

ASKING = (OpinionKind.SUGGEST, OpinionKind.REQUEST)
_WITH = ("owner_unit", "owner_group", "draft", "version")
_MEETING = "sentence__conclusion__meeting"


@dataclass
class Asked:
    """A request with its last answer and the last verdict on it."""

    request: ChangeRequest
    answer: Answer | None = None
    words: str = ""  # kind and target, as the page says them

    @property
    def verdict(self) -> str:
        """In words; empty where nobody and nothing has judged."""
        value = getattr(self.request, "verdict_value", None)
        return str(VerdictValue(value).label) if value else ""

    @property
    def by_person(self) -> bool:
        return getattr(self.request, "verdict_by", None) is not None


@dataclass
class Line:
    """A sentence, what it was drawn from, and what it asks for; `label` is its number as people say it."""

    sentence: Sentence
    label: str
    opinions: list[Opinion] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@dataclass
class Part:
    """An item of the agenda, or what belongs to none, with its sentences.

    `number` counts the items that are seen, so that no gap betrays one.
    """

    item: AgendaItem | None
    number: int
    lines: list[Line] = field(default_factory=list)

    @property
    def asked(self) -> list[Asked]:
        return [one for line in self.lines for one in line.asked]


@dataclass
class Trace:
    """`loose` are opinions that ask for something and that no sentence takes up.

    `held`: by draft that is agreed to, what earlier meetings asked of it first and is not met yet.
    """

    parts: list[Part]
    loose: list[Opinion] = field(default_factory=list)
    held: dict[int, list[ChangeRequest]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    hears: bool = False

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def asked(self) -> list[Asked]:
        return [one for part in self.parts for one in part.asked]

    @property
    def closed(self) -> int:
        return self._count(RequestState.CLOSED)

    @property
    def to_check(self) -> int:
        return self._count(RequestState.ANSWERED, RequestState.CHECKED)

    @property
    def to_answer(self) -> int:
        return self._count(RequestState.OPEN)

    def _count(self, *states: str) -> int:
        return sum(one.request.state in states for one in self.asked)


def parts_of(items: Iterable[AgendaItem], sentences: Iterable[Sentence]) -> list[Part]:
    """Every item with its sentences, in the order of the agenda; what belongs to none comes last."""
    mine = {pk: list(rows) for pk, rows in groupby(sentences, key=lambda s: s.item_id)}
    found = [Part(item, place) for place, item in enumerate(items, 1)]
    found.append(Part(None, len(found) + 1))
    for part in found:
        rows = mine.get(part.item.pk if part.item else None, [])
        part.lines = [Line(s, f"{part.number}.{n}") for n, s in enumerate(rows, 1)]
    return found


def of_committee(meeting: Meeting, user: User) -> Trace:
    """What this person may see of it, from the opinions to the verdicts."""
    seen = Sentence.objects.visible_to(user).filter(conclusion__meeting=meeting)
    parts = parts_of(agenda(meeting, user), seen.in_order())
    chain = Trace(parts, hears=True)
    by_sentence = {line.sentence.pk: line for line in chain.lines}
    chain.loose = _tie(by_sentence, meeting, user)
    _ask(by_sentence, meeting, user)
    if meeting.state != MeetingState.CONCLUDED:
        chain.held = _holding([part.item for part in parts if part.item])
    return chain


def agenda(meeting: Meeting, user: User) -> list[AgendaItem]:
    """The items that this person sees, in order, with their drafts."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).order_by("number", "pk")
    return list(items.select_related("draft__congress__unit", "draft__congress__season", "version"))


def of_owner(meeting: Meeting, user: User) -> list[Part]:
    """The issued requests that reach this person, each under its sentence."""
    requests = _requests(meeting, user).filter(issued_at__isnull=False)
    found: dict[int, Part] = {}
    lines: dict[int, Line] = {}
    for one in _answered(requests.select_related("sentence__item")):
        sentence = one.request.asking
        part = found.setdefault(sentence.item_id or 0, Part(sentence.item, 0))
        if sentence.pk not in lines:
            lines[sentence.pk] = Line(sentence, "")
            part.lines.append(lines[sentence.pk])
        lines[sentence.pk].asked.append(one)
    return list(found.values())


def _tie(lines: dict[int, Line], meeting: Meeting, user: User) -> list[Opinion]:
    """Put opinions beside their sentences; returns those that ask and are taken up nowhere."""
    asking = Q(meeting=meeting, kind__in=ASKING, noted="")
    told = Q(sentences__conclusion__meeting=meeting)
    seen = Opinion.objects.visible_to(user).filter(asking | told, sent_at__isnull=False)
    rows = seen.annotate(taken_by=F("sentences")).select_related("person", "version").order_by("pk")
    loose = []
    for opinion in rows:
        taken: Any = opinion.taken_by  # type: ignore[attr-defined]
        if taken in lines:
            lines[taken].opinions.append(opinion)
        elif taken is None:
            loose.append(opinion)
    return loose


def _ask(lines: dict[int, Line], meeting: Meeting, user: User) -> None:
    by_sentence = defaultdict(list)
    for one in _answered(_requests(meeting, user)):
        by_sentence[one.request.sentence_id or 0].append(one)
    for key, line in lines.items():
        line.asked = by_sentence[key]


def _holding(items: Iterable[AgendaItem]) -> dict[int, list[ChangeRequest]]:
    """Whoever sees an item may know what holds its draft back: the draft's history has the numbers."""
    agreed = [item.draft_id for item in items if item.draft_id and item.outcome == Outcome.AGREED]
    found: dict[int, list[ChangeRequest]] = defaultdict(list)
    for request in ChangeRequest.objects.hold_back(agreed).select_related(_MEETING) if agreed else ():
        found[request.draft_id or 0].append(request)
    return found


def _requests(meeting: Meeting, user: User) -> Any:
    last = Verdict.objects.filter(request=OuterRef("pk")).order_by("-pk")
    seen = ChangeRequest.objects.visible_to(user).filter(sentence__conclusion__meeting=meeting)
    seen = seen.annotate(
        verdict_value=Subquery(last.values("value")[:1]),
        verdict_why=Subquery(last.values("why")[:1]),
        verdict_by=Subquery(last.values("by")[:1]),
        verdict_on=Subquery(last.values("version__number")[:1]),
    )
    return seen.select_related(*_WITH).order_by("number", "pk")


def _answered(requests: Iterable[ChangeRequest]) -> list[Asked]:
    found = [Asked(request) for request in requests]
    by_request = {one.request.pk: one for one in found if one.request.issued_at is not None}
    if not by_request:
        return found
    answers = Answer.objects.filter(request__in=list(by_request)).select_related("version")
    for answer in answers.order_by("number"):
        by_request[answer.request_id].answer = answer
    return found
