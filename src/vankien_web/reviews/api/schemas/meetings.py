"""Meetings, their agenda, who is called to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Moment, Revision, Sent
from vankien_web.reviews.models import MeetingState, Outcome, Presence, Subject
from vankien_web.units.api.schemas import UnitRef

Meets = Literal["thuong-vu", "cap-uy", "ban-dang", "cong-doan"]


class MeetingRow(Schema):
    """A meeting in one line."""

    id: int
    unit: UnitRef = Field(description="Whose body meets.")
    season: int | None
    body: str = Field(examples=["thuong-vu"])
    title: str
    convener: str = Field(examples=["Thường trực Thành ủy"])
    starts_at: datetime
    ends_at: datetime | None
    place: str
    state: MeetingState
    revision: int

    @staticmethod
    def resolve_season(row: Any) -> int | None:
        season: int | None = row["season"] if isinstance(row, dict) else row.season_id
        return season


class SeatedPost(Schema):
    """Who chairs or writes, by the post that person holds."""

    id: int = Field(description="The post.")
    name: str
    title: str


class ItemOut(Schema):
    """An item of the agenda as you see it; `place` counts the items that you see."""

    id: int
    place: int
    subject: Subject
    title: str
    draft: int | None = Field(description="Null also where you may not read the document.")
    version: int | None = Field(description="The version that lies on the table.")
    newer: bool = Field(description="Whether a later version was sent up since.")
    presenter: str
    minutes: int | None
    late: bool = Field(description="Added after the invitations.")
    over_gate: str = Field(description="Why it is there though incomplete; for who prepares the meeting.")
    outcome: Outcome
    revision: int


class GuardOut(Schema):
    """What is missing before a step; one that does not stop it is only a warning."""

    sentence: str
    stops: bool


class MeetingStep(Schema):
    """A step that you may take now, unless something stops it."""

    verb: Literal["call", "open", "close"]
    guards: list[GuardOut]


class MeetingMay(Schema):
    """What you may do with it as it stands now."""

    change: bool
    arrange: bool = Field(description="Add, order and drop items.")
    run: bool = Field(description="Open and close it, say what is under discussion.")
    speak: bool
    hear: bool = Field(description="Read every opinion sent to it.")
    conclude: bool = Field(description="Write the conclusion.")


class MeetingOut(MeetingRow):
    """A meeting with its agenda, what comes next and what stands in the way."""

    chair: SeatedPost | None
    secretary: SeatedPost | None
    earlier: int | None = Field(description="The meeting that it continues.")
    called_at: datetime | None
    now: int | None = Field(description="The item under discussion.")
    now_since: datetime | None
    items: list[ItemOut]
    next: list[MeetingStep]
    may: MeetingMay


class MeetingsWanted(Schema):
    """Which meetings."""

    unit: Id | None = None
    season: Id | None = None
    state: MeetingState | None = None


class MeetingIn(Sent):
    """When, where, who; `chair` and `secretary` are posts of the unit."""

    title: Line = Field(min_length=1, max_length=255)
    starts_at: Moment
    ends_at: Moment | None = None
    body: Meets = "thuong-vu"
    place: Line = Field("", max_length=255)
    convener: Line = Field("", max_length=160)
    chair: Id | None = None
    secretary: Id | None = None
    season: Id | None = None
    earlier: Id | None = Field(None, description="The meeting of which it is a further round.")


class NewMeetingIn(MeetingIn):
    """A meeting of a body of this unit."""

    unit: Id


class ChangedMeetingIn(MeetingIn):
    """All of it as it is to be; what is left out is emptied."""

    revision: Revision


class CancelIn(Sent):
    """Why it is not held; those called are told."""

    reason: Line = Field(min_length=1, max_length=255)


class DiscussIn(Sent):
    """The item that is taken up; null is a pause."""

    item: Id | None


class ItemIn(Sent):
    """An item as people read it."""

    title: Line = Field(min_length=1, max_length=255)
    presenter: Line = Field("", max_length=255)
    minutes: int | None = Field(None, ge=1, le=480)


class NewItemIn(Sent):
    """A new item: on a draft, on one that the earlier meeting left open, on the season's progress, on else.

    What is left empty is taken from what it is about.
    """

    subject: Subject = Subject.MATTER
    draft: Id | None = Field(None, description="With the subject draft: one that was sent up.")
    earlier: Id | None = Field(None, description="An item that the earlier meeting left open.")
    title: Line = Field("", max_length=255)
    presenter: Line = Field("", max_length=255)
    minutes: int | None = Field(None, ge=1, le=480)
    over_gate: Line = Field("", max_length=500, description="Why an incomplete draft goes there.")


class ChangedItemIn(ItemIn):
    """The item as it is to be."""

    revision: Revision


class MoveIn(Sent):
    """One place up (-1) or down (1)."""

    step: Literal[-1, 1]


class OutcomeIn(Sent):
    """What the meeting did with the item; empty takes it back."""

    outcome: Outcome
    over: Line = Field("", max_length=500, description="Why it is agreed to in spite of positions.")


class CalledOut(Schema):
    """Somebody called. `reason` is there for who prepares the meeting."""

    id: int
    person: int
    name: str
    titles: str
    member: bool = Field(description="Of the body that meets; else a guest.")
    presence: Presence
    reason: str
    number: int
    revision: int


class CallIn(Sent):
    """A person called by hand."""

    person: Id
    member: bool = False


class MarkIn(Sent):
    """Who was there: one seat as it is to be."""

    seat: Id
    presence: Presence
    reason: Line = Field("", max_length=255)
    number: int = Field(ge=1, le=9999)
    revision: Revision


class MarksIn(Sent):
    """Marks of several seats at once."""

    marks: list[MarkIn] = Field(max_length=1000)


class MarkedOut(Schema):
    """`clashes` were marked otherwise by somebody else since you read them, and are left as they are."""

    saved: int
    clashes: list[CalledOut]
