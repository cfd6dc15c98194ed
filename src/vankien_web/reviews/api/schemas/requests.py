"""Requests on their road back, and official papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Sent
from vankien_web.drafts.api.schemas import PlaceOut
from vankien_web.reviews.models import AnswerKind, RequestKind, RequestState, VerdictValue
from vankien_web.units.api.schemas import UnitRef

Said = Literal["met", "partly", "not_met"]
Seen = Field(None, ge=0, le=2**31 - 1, description="The number of the last answer that you read; 0 for none.")


class RequestRow(Schema):
    """What a conclusion asks of one owner."""

    id: int
    label: str = Field(examples=["YC-03"])
    kind: RequestKind
    text: str
    target: dict[str, Any]
    target_words: str = Field(examples=["Chỉ tiêu: Tỷ lệ hộ nghèo"])
    owner: str
    unit: UnitRef | None = Field(description="The unit whose congress it is about.")
    draft: int | None = Field(description="Null where you do not see the document.")
    document: str
    meeting: int | None = Field(description="Null where you do not see the meeting.")
    meeting_title: str = Field(description="Empty where a department's correction asks, and no meeting.")
    verification: int | None = Field(description="In which a department corrected the figure.")
    asked_on: int | None = Field(description="The version that is spoken of.")
    due: date | None
    late: bool
    blocking: bool
    state: RequestState
    since: datetime
    issued_at: datetime
    reopened: str = Field(description="Why it is open again.")
    revision: int


class RoadStep(Schema):
    """An answer of the owner, or a verdict on it.

    What speaks of a version that was not sent up is hidden from those above: an answer keeps its number.
    """

    at: datetime
    kind: AnswerKind | None = Field(description="Of an answer.")
    number: int | None = Field(description="Of an answer.")
    verdict: VerdictValue | None
    text: str
    version: int | None
    place: PlaceOut | None
    file_name: str = Field(description="Of an answer; empty where there is no file.")
    by: str = Field(description="Empty: the machine.")
    hidden: bool


class RequestMay(Schema):
    """What you may do with it as it stands now."""

    answer: bool
    check: bool
    close: bool
    reopen: bool
    settle: bool = Field(description="A department's correction: say how it binds, or take it back.")


class RequestOut(RequestRow):
    """A request with its chain."""

    sentence: str = Field(description="As the conclusion says it; empty where none does.")
    chain: list[RoadStep]
    seen: int = Field(description="The number of the last answer: send it back with what you say of it.")
    note_needed: str = Field(description="Why closing it needs a note; empty where it needs none.")
    may: RequestMay


class BindingIn(Sent):
    """How a department's correction binds."""

    blocking: bool
    due: date | None = None


class TakeBackIn(Sent):
    """Why a department's correction is taken back."""

    why: Line = Field(min_length=1, max_length=500)


class RequestsWanted(Schema):
    """Which requests."""

    state: RequestState | None = None
    meeting: Id | None = None
    draft: Id | None = None
    owner: Line = Field("", max_length=100, description="A part of the unit's or group's name.")
    late: bool = False


class AnswerIn(Sent):
    """What was done, with its place in the newest version: words in a section, or a section."""

    kind: AnswerKind
    text: Line = Field(min_length=1, max_length=4000)
    section: int | None = Field(None, ge=0, le=2**31 - 1, description="The block of a heading.")
    quote: Line = Field("", max_length=4000, description="Copied from the new version.")
    seen: int | None = Seen


class CheckIn(Sent):
    """What the working group found, in a sentence."""

    value: Said
    why: Line = Field(min_length=1, max_length=1000)
    seen: int | None = Seen


class ConfirmIn(Sent):
    """The office confirms; `note_needed` of the request says when it must give a reason."""

    note: Line = Field("", max_length=1000)
    seen: int | None = Seen


class ReopenIn(Sent):
    """What is still missing."""

    reason: Line = Field(min_length=1, max_length=1000)


class OfficialPaper(Schema):
    """An official paper: a copy to look at, or issued with its number."""

    id: int
    form: str = Field(examples=["thong-bao-ket-luan"])
    name: str = Field(examples=["Thông báo kết luận"])
    title: str
    unit: UnitRef = Field(description="Whose paper it is.")
    meeting: int | None = Field(description="Null where you do not hear the meeting.")
    subject: str = Field(description="What it is about; empty: the meeting.", examples=["draft:12"])
    personnel: bool
    label: str = Field(description="As people cite it; empty before the issue.", examples=["12-TB/ThU"])
    dated: date | None
    signed_by: str
    made_at: datetime
    issued_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    sha256: str
    size: int


class PapersWanted(Schema):
    """Which papers."""

    unit: Id | None = None
    form: Line = Field("", max_length=32)
    issued: bool | None = None


class PaperLine(Schema):
    """A paper that a meeting may have: what it lacks, what there is of it."""

    form: str
    name: str
    about: str
    subject: str
    personnel: bool
    lacks: list[str] = Field(description="Why it cannot be made.")
    waits: list[str] = Field(description="Why it cannot be issued yet.")
    copy_id: int | None = Field(description="The copy to look at.")
    stale: bool = Field(description="The record has changed since the copy was made.")
    issued: list[int]


class MakeIn(Sent):
    """Which paper, on which subject of the meeting; `personnel`: with what tells of personnel plans."""

    form: Line = Field(min_length=1, max_length=32)
    subject: str = Field("", pattern=r"^((draft|progressreport):[1-9][0-9]{0,14})?$", examples=["draft:12"])
    personnel: bool = False


class IssueIn(Sent):
    """Who signs (a post, for forms with a letterhead), on which day, who gets it besides (one a line)."""

    signed_by: Id | None = None
    dated: date
    also_to: Line = Field("", max_length=1000)


class WithdrawIn(Sent):
    """Why it is withdrawn; its number is not given again."""

    why: Line = Field(min_length=1, max_length=500)


class VerifiedOut(Schema):
    """What a file says of itself, and which paper it is here."""

    form: str
    name: str
    unaltered: bool = Field(description="Still as it was made.")
    paper: int | None = Field(description="The paper of this site that it is, or was made with.")
    same: bool = Field(description="The very file that is stored here.")
    changed: bool = Field(description="The record has changed since.")
