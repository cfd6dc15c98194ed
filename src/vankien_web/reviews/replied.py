"""What reviewers are answered: what was typed here, else what became of the request drawn from a remark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.timezone import localtime

from vankien.collate import Row
from vankien.outputs.master import Answer as WordAnswer
from vankien_web.reviews.models import (
    Answer,
    ChangeRequest,
    Collation,
    Remark,
    RequestState,
    ReviewerCopy,
)
from vankien_web.reviews.papers import names


@dataclass(frozen=True)
class Reply:
    """`author` is the body in whose name it is said; `request` the label of the one that was met, if any."""

    text: str
    author: str
    at: datetime
    request: str = ""

    def to(self, row: Row) -> WordAnswer:
        """As Word dates its comments: by the clock on the wall."""
        return WordAnswer(row, self.text, self.author, f"{localtime(self.at):%Y-%m-%dT%H:%M:%SZ}")


def answers_as(collation: Collation) -> str:
    """In whose name the collation answers: the office above, or the committee that wrote the draft."""
    named = names.committee(collation.unit)
    own = collation.draft.congress is not None and collation.draft.congress.unit_id == collation.unit_id
    return named if own or not names.is_party(collation.unit) else f"Văn phòng {named}"


def replies(collation: Collation, rows: Iterable[Remark]) -> dict[str, list[Reply]]:
    """{key of a remark: its answers}; `rows` have their `answer` with them. At most one query."""
    shown = list(rows)
    name = answers_as(collation)
    said = {r.key: [Reply(r.answer.text, name, r.answer.at)] for r in shown if r.answer is not None}
    left = {r.opinion_id: r.key for r in shown if r.answer is None and r.opinion_id is not None}
    for opinion, given in _from_requests(collation, list(left)).items():
        said[left[opinion]] = given
    return said


def every(collation: Collation) -> dict[str, list[Reply]]:
    """Those of all its remarks."""
    rows = collation.remarks.filter(Q(answer__isnull=False) | Q(opinion__isnull=False))
    return replies(collation, rows.select_related("answer").order_by("position", "pk"))


def unanswered(collation: Collation) -> QuerySet[Remark]:
    """Remarks to which nothing goes back yet."""
    met = _met(collation).filter(sentence__opinions=OuterRef("opinion"))
    return collation.remarks.filter(~Exists(met), answer=None)


def of_copy(copy: ReviewerCopy) -> list[WordAnswer]:
    """What goes back into one copy, by the names that stand in it."""
    rows = copy.remarks.select_related("answer", "author").order_by("position", "pk")
    shown = list(rows)
    for remark in shown:
        remark.copy = copy
    said = replies(copy.collation, shown)
    return for_word((replace(r.row(), author=r.author.name) for r in shown if r.key in said), said)


def for_word(rows: Iterable[Row], said: Mapping[str, list[Reply]]) -> list[WordAnswer]:
    """The answers to rows whose ids are the keys of remarks."""
    return [reply.to(row) for row in rows for reply in said.get(row.id, ())]


def _met(collation: Collation) -> QuerySet[ChangeRequest]:
    """Requests of the collating unit's own meetings on this draft, confirmed as met, with an answer."""
    asked = ChangeRequest.objects.filter(
        state=RequestState.CLOSED,
        draft=collation.draft_id,
        committee=collation.unit_id,
    )
    met: QuerySet[ChangeRequest] = asked.filter(Exists(Answer.objects.filter(request=OuterRef("pk"))))
    return met


def _from_requests(collation: Collation, opinions: list[int]) -> dict[int, list[Reply]]:
    """By opinion, what the owners of its requests answered last, each in the owner's name. One query."""
    if not opinions:
        return {}
    given = Answer.objects.filter(request__in=_met(collation))
    rows = given.annotate(opinion=F("request__sentence__opinions")).filter(opinion__in=opinions)
    last: dict[tuple[int, int], Reply] = {}
    for answer in rows.select_related("request__owner_unit__parent", "request__owner_group").order_by(
        "request__sentence", "request__number", "number"
    ):
        last[answer.opinion, answer.request_id] = _of(answer)
    found: dict[int, list[Reply]] = defaultdict(list)
    for (opinion, _request), reply in last.items():
        found[opinion].append(reply)
    return found


def _of(answer: Answer) -> Reply:
    request = answer.request
    owner = names.committee(request.owner_unit) if request.owner_unit else str(request.owner_group or "")
    text = f"{capfirst(answer.get_kind_display())}: {answer.text}".rstrip(": ")
    return Reply(text, owner, answer.at, request.label)
