"""Opinions, positions, advice of other services."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Revision, Sent
from vankien_web.drafts.api.schemas import PlaceOut
from vankien_web.reviews.models import AdviceOutcome, OpinionKind, Scope, Stance
from vankien_web.units.api.schemas import UnitRef

Answered = Literal["favourable", "with_remarks", "unfavourable", "returned"]
Block = Field(None, ge=0, le=2**31 - 1, description="A block of the text, as `vankien text` counts them.")
Char = Field(0, ge=0, le=2**31 - 1)


class OpinionOut(Schema):
    """An opinion: yours alone until `sent_at`, never changed afterwards."""

    id: int
    key: UUID
    person: str = Field(description="Whose it is.")
    entered_by: str = Field(description="Who wrote it down for that person; empty: the person.")
    meeting: int | None = Field(description="Null also where you do not see the meeting.")
    item: int | None
    draft: int | None
    version: int | None
    kind: OpinionKind
    scope: Scope
    section: str = Field(description="The heading that it stands under.")
    place: PlaceOut | None
    text: str
    written_at: datetime
    sent_at: datetime | None
    noted: str = Field(description="Why the conclusion does not take it up.")
    revision: int


class HeardWanted(Schema):
    """Which of the opinions that were sent."""

    kind: OpinionKind | None = None
    item: Id | None = None
    person: Id | None = None
    taken: Literal["yes", "no", "noted"] | None = Field(None, description="In the conclusion.")


class WordsIn(Sent):
    """What is said."""

    kind: OpinionKind = OpinionKind.SUGGEST
    text: Line = Field(max_length=20_000)


class SaidIn(WordsIn):
    """`key` is made by you: what is sent twice over a bad line is one opinion."""

    key: UUID
    person: Id | None = Field(None, description="The office writes down what somebody called said.")
    revision: Revision = 0


class MeetingOpinionIn(SaidIn):
    """In a meeting: on an item of its agenda, or on the meeting as a whole."""

    item: Id | None = None


class DraftOpinionIn(SaidIn):
    """Of a draft: `block` with `start`, `end` or `quote` in it, else `section`, else the whole."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The newest that you see.")
    section: int | None = Field(None, ge=0, le=2**31 - 1, description="The block of a heading.")
    block: int | None = Block
    start: int = Char
    end: int = Char
    quote: Line = Field("", max_length=4000)


class ChangedOpinionIn(WordsIn):
    """Other words, before it is sent."""

    revision: Revision


class SentOut(Schema):
    """How many opinions were sent."""

    sent: int


class NotedIn(Sent):
    """Why the conclusion does not take it up; empty opens it again."""

    why: Line = Field("", max_length=500)


class PositionOut(Schema):
    """Where a member stands on a document."""

    person: str
    stance: Stance
    reason: str
    entered_by: str = Field(description="Who wrote it down for that member; empty: the member.")
    at: datetime


class TallyOut(Schema):
    """The positions on one item: all for who hears the meeting, else your own."""

    item: int
    title: str
    counts: dict[str, int] = Field(description="By stance; empty for who does not hear the meeting.")
    members: int | None = Field(description="How many may take one; null as above.")
    positions: list[PositionOut]
    silent: list[str] = Field(description="Members who have taken none.")


class PositionIn(Sent):
    """A position; `revise` needs its reason."""

    stance: Stance
    reason: Line = Field("", max_length=500)
    person: Id | None = Field(None, description="The office writes down what a member said.")


class AdviceOut(Schema):
    """What a service was asked, and what it answered."""

    id: int
    title: str = Field(description="The section and the document.")
    draft: int | None = Field(description="Null where you do not see the document.")
    version: int
    scope: Scope
    section: str
    passage: str = Field(description="All that the service sees of the document.")
    quote: str
    asked_of: UnitRef
    question: str
    due: date
    late: int = Field(description="Whole days over the deadline.")
    waits: bool
    asked_by: str
    asked_at: datetime
    reminded_on: date | None
    withdrawn_at: datetime | None
    outcome: AdviceOutcome
    text: str
    source: str
    answered_by: str
    answered_at: datetime | None
    again: int | None = Field(description="The enquiry that it repeats.")
    revision: int

    @staticmethod
    def resolve_asked_by(row: Any) -> str:
        return str(row.asked_by.name)

    @staticmethod
    def resolve_answered_by(row: Any) -> str:
        return str(row.answered_by.name) if row.answered_by else ""

    @staticmethod
    def resolve_title(row: Any) -> str:
        return str(row.label)

    @staticmethod
    def resolve_version(row: Any) -> int:
        return int(row.version.number)

    @staticmethod
    def resolve_draft(row: Any) -> int | None:
        return row.draft_id if row.sees_draft else None

    @staticmethod
    def resolve_again(row: Any) -> int | None:
        again: int | None = row.again_id
        return again

    @staticmethod
    def resolve_quote(row: Any) -> str:
        own = row.scope in (Scope.PASSAGE, Scope.FIGURE)
        return str((row.place or {}).get("quote", "")) if own else ""


class AdviceWanted(Schema):
    """Which enquiries."""

    draft: Id | None = None
    waits: bool | None = None


class AskAgainIn(Sent):
    """The same passage once more."""

    question: Line = Field(min_length=1, max_length=20_000)
    due: date


class AskIn(AskAgainIn):
    """Which service is asked about what: words of a section, a section, or the whole."""

    service: Id
    section: int | None = Field(None, ge=0, le=2**31 - 1, description="The block of a heading.")
    quote: Line = Field("", max_length=4000)


class AdviceIn(Sent):
    """The service's formal answer, given once."""

    outcome: Answered
    text: Line = Field("", max_length=20_000)
    source: Line = Field("", max_length=255)
    revision: Revision
