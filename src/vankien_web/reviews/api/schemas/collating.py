"""What programs are told of reviewers' copies and of proofs, and what they send."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Revision, Sent
from vankien_web.drafts.api.schemas import PlaceOut
from vankien_web.reviews.models import CopyState, VerdictValue
from vankien_web.units.api.schemas import UnitRef

RowKind = Literal["comment", "reply", "insertion", "deletion", "move", "replacement", "untracked_edit"]


class CollationRow(Schema):
    """What one unit collects of the copies of one version."""

    id: int
    draft: int
    version: int = Field(description="The version that the copies were made from, by its number.")
    unit: UnitRef
    created_at: datetime


class CopyOut(Schema):
    """A reviewer's copy; `rows` is the sum of the four counts."""

    id: int
    number: int
    file_name: str
    reviewer: str
    state: CopyState = Field(description="done and failed are final; ask again while it is another.")
    sentence: str = Field(description="Why it was not read, or what is odd about it; else empty.")
    comments: int
    replies: int
    tracked: int
    untracked: int
    rows: int


class CollationOut(CollationRow):
    """With its copies and their sums."""

    copies: list[CopyOut]
    rows: int
    answered: int = Field(description="Rows to which an answer goes back.")
    may_bring: bool


class ReplyOut(Schema):
    """An answer to a row, in the name of a body."""

    text: str
    author: str
    at: datetime
    request: str = Field(
        description="The label of the request that was met, where the answer is its owner's."
    )


class RemarkOut(Schema):
    """One remark of one copy, as a row of `vankien collate --json`, with what the site knows besides."""

    id: str = Field(examples=["1-c1"])
    number: int = Field(description="By which it is answered.")
    copy_number: int
    file_name: str
    author: str = Field(description="As Word has it.")
    person: str = Field(description="Who that is; empty where nobody has said.")
    date: str
    kind: RowKind
    place: PlaceOut | None
    heading: str
    text: str
    old: str
    new: str
    parent: str = Field(description="The id of the row replied to.")
    group: str = Field(description="Shared by rows of like content; empty for one alone.")
    clash: str = Field(description="Shared by changes of one passage that cannot all be made.")
    answers: list[ReplyOut]
    revision: int = Field(description="Of the answer that was typed; 0 for none.")


class RemarksWanted(Schema):
    """Which rows."""

    kind: RowKind | None = None
    group: Line = Field("", max_length=16)
    heading: Line = Field("", max_length=255)
    only: Literal["clash", "alike", "left", "unanswered"] | None = Field(
        None, description="left: no opinion was made of it yet."
    )


class CollationIn(Sent):
    """Of which version copies are collected."""

    version: Id | None = Field(None, description="The newest that you see unless given.")


class RemarkAnswerIn(Sent):
    """One answer for a row and those of its group; empty takes it back."""

    text: Line = Field(max_length=20_000)
    revision: Revision


class VerdictsWanted(Schema):
    """Of which version."""

    version: Id | None = Field(None, description="The newest that you see unless given.")


class VerdictOut(Schema):
    """How a request stands in a version: `verdict`, a person's if `confirmed`, else the machine's proposal.

    `why` and `evidence` are the machine's, as `vankien prove --json` tells them. Null: nothing to compare.
    """

    request: int
    id: str = Field(examples=["YC-03"])
    kind: str
    text: str
    asked_on: int | None = Field(description="The version that the meeting read.")
    verdict: VerdictValue | None
    confirmed: bool
    proposed: VerdictValue | None
    why: str
    evidence: list[PlaceOut]


class VerdictsOut(Schema):
    """The requests on a draft that you see, as they stand in one version."""

    draft: int
    version: int
    met: int
    total: int
    verdicts: list[VerdictOut]
