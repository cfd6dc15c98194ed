"""The chair's conclusion: its sentences written, ordered, tied to what was said, and issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of
from vankien_web.reviews.actions import conclusion as actions
from vankien_web.reviews.actions import issue
from vankien_web.reviews.api.schemas.conclusion import ConclusionOut, SentenceIn, SentenceOut, TieIn
from vankien_web.reviews.api.schemas.meetings import MoveIn
from vankien_web.reviews.models import AgendaItem, Conclusion, Meeting, Opinion, Sentence
from vankien_web.reviews.pages import heard_meeting
from vankien_web.reviews.permissions import can_issue_conclusion, can_write_conclusion
from vankien_web.reviews.tasks import proving
from vankien_web.reviews.trace.chain import Line, of_committee
from vankien_web.reviews.trace.gaps import before_issue

router = Router(tags=["conclusion"])
_MEETING = "/meetings/{int:meeting}"
_ALL = _MEETING + "/sentences"
_ONE = _ALL + "/{uuid:key}"


@router.get(_MEETING + "/conclusion", response=ConclusionOut, operation_id="get_conclusion")
def get_conclusion(request: PersonRequest, meeting: int) -> Any:
    """How far the conclusion is, and what stands in the way of issuing it."""
    found = heard_meeting(request, meeting)
    chain = of_committee(found, request.user)
    stored = Conclusion.objects.filter(meeting=found).first()
    may = can_write_conclusion(request.user, found)
    return {
        "state": found.state,
        "issued_at": stored.issued_at if stored else None,
        "sentences": len(chain.lines),
        "requests": len(chain.asked),
        "missing": [gap.sentence for gap in before_issue(found, chain)] if may else [],
        "may_write": may,
        "may_issue": may and can_issue_conclusion(request.user, found),
    }


@router.post(_MEETING + "/conclusion/issue", response=ConclusionOut, operation_id="issue_conclusion")
def issue_conclusion(request: PersonRequest, meeting: int) -> Any:
    """Its requests go out with numbers and nothing of it is changed any more; 422 says what is missing."""
    issue.issue_conclusion(heard_meeting(request, meeting), by=request.user, then=proving.order)
    return get_conclusion(request, meeting)


@router.get(_ALL, response=Page[SentenceOut], operation_id="list_sentences")
def list_sentences(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """The sentences by item, what belongs to none last."""
    lines = of_committee(heard_meeting(request, meeting), request.user).lines
    people = Sentence.objects.filter(pk__in=[line.sentence.pk for line in lines])
    names = dict(people.values_list("pk", "by__name"))
    return page_of(lines, paging, lambda some: [_line(line, names[line.sentence.pk]) for line in some])


@router.post(_ALL, response=SentenceOut, operation_id="save_sentence")
def save_sentence(request: PersonRequest, meeting: int, sent: SentenceIn) -> Any:
    """Write the sentence of this key, or change it; the same sent again changes nothing."""
    found = heard_meeting(request, meeting)
    fields = sent.dict(exclude={"item"})
    item = _item(request, found, sent.item)
    try:
        actions.save_sentence(found, fields.pop("key"), item=item, by=request.user, **fields)
    except Sentence.DoesNotExist as error:
        raise Http404 from error
    return _one(request, found, sent.key)


@router.post(_ONE + "/move", response=SentenceOut, operation_id="move_sentence")
def move_sentence(request: PersonRequest, meeting: int, key: UUID, sent: MoveIn) -> Any:
    """One place up or down among the sentences of its item."""
    found = written(request, meeting, key)
    actions.move_sentence(found, sent.step, by=request.user)
    return _one(request, found.conclusion.meeting, key)


@router.post(_ONE + "/tie", response=SentenceOut, operation_id="tie")
def tie(request: PersonRequest, meeting: int, key: UUID, sent: TieIn) -> Any:
    """Say which opinions the sentence takes up."""
    found = written(request, meeting, key)
    opinions = _opinions(request, found, sent)
    actions.tie(found, opinions=tuple(opinions), by=request.user)
    return _one(request, found.conclusion.meeting, key)


@router.post(_ONE + "/untie", response=SentenceOut, operation_id="untie")
def untie(request: PersonRequest, meeting: int, key: UUID, sent: TieIn) -> Any:
    """Say which opinions it does not take up."""
    found = written(request, meeting, key)
    for opinion in _opinions(request, found, sent):
        actions.untie(found, opinion=opinion, by=request.user)
    return _one(request, found.conclusion.meeting, key)


@router.delete(_ONE, response={204: None}, operation_id="drop_sentence")
def drop_sentence(request: PersonRequest, meeting: int, key: UUID) -> Any:
    """Drop a sentence that has no request."""
    actions.drop_sentence(written(request, meeting, key), by=request.user)
    return Status(204, None)


def written(request: PersonRequest, meeting: int, key: UUID) -> Sentence:
    """A sentence that this person may change. Raises Http404, PermissionDenied."""
    found = heard_meeting(request, meeting)
    rows = Sentence.objects.visible_to(request.user).filter(conclusion__meeting=found, key=key)
    whole = rows.select_related("conclusion__meeting__unit", "item__draft__congress__unit", "item__version")
    sentence: Sentence | None = whole.first()
    if sentence is None:
        raise Http404
    if not can_write_conclusion(request.user, found):
        raise PermissionDenied
    return sentence


def _item(request: PersonRequest, meeting: Meeting, pk: int | None) -> AgendaItem | None:
    if pk is None:
        return None
    rows: QuerySet[AgendaItem] = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    return named(rows.select_related("draft"), pk, "item", _("No item of this agenda has this number."))


def _opinions(request: PersonRequest, sentence: Sentence, sent: TieIn) -> list[Opinion]:
    """Those that the meeting heard, all of them or none. Raises ValidationError."""
    seen = Opinion.objects.visible_to(request.user).filter(sent_at__isnull=False)
    found = list(seen.filter(pk__in=sent.opinions, meeting=sentence.conclusion.meeting_id))
    if len(found) < len(set(sent.opinions)):
        raise ValidationError({"opinions": _("The meeting has not heard one of these opinions.")})
    return found


def _one(request: PersonRequest, meeting: Meeting, key: UUID) -> dict[str, Any]:
    lines = of_committee(meeting, request.user).lines
    line = next(line for line in lines if line.sentence.key == key)
    return _line(line, line.sentence.by.name)


def _line(line: Line, by: str) -> dict[str, Any]:
    names = ("key", "kind", "text", "findings", "at", "revision")
    return {name: getattr(line.sentence, name) for name in names} | {
        "label": line.label,
        "item": line.sentence.item_id,
        "opinions": [opinion.pk for opinion in line.opinions],
        "requests": [one.request.pk for one in line.asked],
        "by": by,
    }
