"""The conclusion, its sentences, what they ask for, and the whole chain."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Revision, Sent
from vankien_web.reviews.models import (
    AnswerKind,
    MeetingState,
    RequestKind,
    RequestState,
    SentenceKind,
    VerdictValue,
)


class SentenceOut(Schema):
    """A sentence of the conclusion; `label` is its number as people say it."""

    key: UUID
    label: str = Field(examples=["1.2"])
    item: int | None
    kind: SentenceKind
    text: str
    opinions: list[int] = Field(description="Those it was drawn from.")
    findings: list[dict[str, Any]]
    requests: list[int]
    by: str
    at: datetime
    revision: int


class SentenceIn(Sent):
    """`key` is made by you: what is sent twice over a bad line is one sentence."""

    key: UUID
    text: Line = Field(min_length=1, max_length=20_000)
    kind: SentenceKind = SentenceKind.REQUEST
    item: Id | None = None
    revision: Revision = 0


class TieIn(Sent):
    """Opinions that the sentence takes up."""

    opinions: list[Id] = Field(max_length=1000)


class ConclusionOut(Schema):
    """How far the conclusion is."""

    state: MeetingState
    issued_at: datetime | None
    sentences: int
    requests: int
    missing: list[str] = Field(description="What stands in the way of issuing it; empty once it is out.")
    may_write: bool
    may_issue: bool


class TermsIn(Sent):
    """What is asked, of which place in the draft, of whom, until when; `unit` is one of measure."""

    text: Line = Field(min_length=1, max_length=2000)
    kind: RequestKind = RequestKind.FREE
    section: Line = Field("", max_length=255)
    indicator: Line = Field("", max_length=64)
    part: Line = Field("", max_length=64)
    topic: Line = Field("", max_length=64)
    to: Decimal | None = Field(
        None, ge=0, le=1, max_digits=6, decimal_places=4, description="Share of words."
    )
    value: Line = Field("", max_length=60)
    unit: Line = Field("", max_length=60)
    period: Line = Field("", max_length=60)
    owner_unit: Id | None = None
    owner_group: Id | None = None
    due: date | None = None
    blocking: bool = Field(False, description="Must be met before the congress is approved.")


class ChangedTermsIn(TermsIn):
    """The request as it is to be."""

    revision: Revision


class WrittenOut(Schema):
    """A request of the conclusion, before and after it is issued."""

    id: int
    label: str = Field(description="Empty until the conclusion is issued.", examples=["YC-03"])
    sentence: UUID
    kind: RequestKind
    text: str
    target: dict[str, Any]
    owner_unit: int | None
    owner_group: int | None
    due: date | None
    blocking: bool
    state: RequestState
    revision: int

    @staticmethod
    def resolve_label(row: Any) -> str:
        return str(row.label) if row.issued_at else ""

    @staticmethod
    def resolve_sentence(row: Any) -> UUID:
        key: UUID = row.sentence.key
        return key

    @staticmethod
    def resolve_owner_unit(row: Any) -> int | None:
        pk: int | None = row.owner_unit_id
        return pk

    @staticmethod
    def resolve_owner_group(row: Any) -> int | None:
        pk: int | None = row.owner_group_id
        return pk


class TracedRequest(Schema):
    """A request with the last answer and the last verdict, as far as you may read of the version."""

    id: int
    label: str
    text: str
    owner: str
    due: date | None
    state: RequestState
    answer: AnswerKind | None
    version: int | None
    verdict: VerdictValue | None
    by_person: bool = Field(description="Whether a person gave the verdict.")


class TracedSentence(Schema):
    """A sentence, what it was drawn from, what it asks for."""

    key: UUID
    label: str
    kind: SentenceKind
    text: str
    opinions: list[int]
    requests: list[TracedRequest]


class TracedItem(Schema):
    """An item of the agenda, or what belongs to none."""

    item: int | None = Field(description="Null also for who does not hear the meeting.")
    title: str
    sentences: list[TracedSentence]


class TraceOut(Schema):
    """The whole chain for the committee; for others their own requests."""

    items: list[TracedItem]
    loose: list[int] = Field(description="Opinions that ask for something and are taken up nowhere.")
    gaps: list[str] = Field(description="Where the chain is broken.")
    hears: bool
