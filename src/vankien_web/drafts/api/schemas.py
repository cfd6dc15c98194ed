"""What programs are told of drafts, and what they send."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field

from vankien.serial import number
from vankien_web.common.api import Id, Line, Sent
from vankien_web.drafts.models import DraftState, State
from vankien_web.units.api.schemas import UnitRef

PhaseName = Literal["outline", "draft", "submitted"]


def _as_number(told: Any) -> Any:
    """A decimal as it is stored, or two that bound a range, as numbers of JSON."""
    if isinstance(told, list):
        return [_as_number(one) for one in told]
    return number(Decimal(told)) if isinstance(told, str) else told


Quantity = Annotated[int | float | str | list[int | float | str] | None, BeforeValidator(_as_number)]
Severity = Literal["error", "warning", "info"]


class VersionOut(Schema):
    """A numbered version ("Dự thảo lần n"), and how far the machine is with it."""

    number: int
    file_name: str
    sha256: str = Field(description="SHA-256 of the file as it was brought.")
    size: int
    note: str
    phase: str
    pack: str = Field(description="The rules by which it was checked.", examples=["dang-2019"])
    submitted_by: str = Field(description="The person's name.")
    submitted_at: datetime
    state: State = Field(description="done and failed are final; ask again while it is another.")
    failure: str = Field(description="Why it could not be checked; empty when it was.")
    finished_at: datetime | None
    open: dict[str, int] = Field(description="Findings not set aside, by severity.")


class DraftRow(Schema):
    """A draft in one line; `newest` is the newest version that you see."""

    id: int
    title: str
    kind: str = Field(examples=["political_report"])
    congress: int | None = Field(description="Null for a quick check.")
    unit: UnitRef | None
    state: DraftState
    waiting: str = Field(description="Whose turn it is, and since when.")
    since: datetime
    newest: int | None


class DraftMay(Schema):
    """What you may do with it as it stands now."""

    submit: bool
    share: bool
    ready: bool
    send_back: bool = Field(description="Return it to the unit.")
    waive: bool
    delete: bool


class DraftOut(DraftRow):
    """A draft with the versions that you see, and what it still lacks before a meeting."""

    full_title: str = Field(description="With its author and congress, as official papers write it.")
    return_reason: str
    missing: list[str] = Field(description="What is missing before it may go to a meeting.")
    versions: list[VersionOut] = Field(description="The newest first.")
    may: DraftMay
    revision: int


class PlaceOut(Schema):
    """A passage: characters [start, end) of a block of the text, as `vankien text` counts them."""

    block: int
    start: int
    end: int
    section: str | None
    quote: str


class WaiverOut(Schema):
    """A finding set aside."""

    id: int
    reason: str
    by: str = Field(description="The person's name.")
    at: datetime


class FindingOut(Schema):
    """What the machine found, in words."""

    id: int
    number: int = Field(description="As on the page of findings.")
    code: str = Field(examples=["VK201"])
    severity: Severity
    message: str
    hint: str
    authority: str = Field(description="The paper that asks for it.")
    place: PlaceOut | None
    waiver: WaiverOut | None = Field(description="Set while the finding is set aside.")


class FindingsOut(Schema):
    """The findings of one version in one phase."""

    draft: int
    version: int
    phase: PhaseName
    state: State
    findings: list[FindingOut]


class CreateIn(Sent):
    """Which kind of document is begun."""

    kind: Line = Field(min_length=1, max_length=64, examples=["political_report"])


class VersionIn(Sent):
    """What is said of a version that is brought."""

    note: Line = Field("", max_length=500, description="What has changed since the last version.")
    phase: PhaseName = "draft"


class QuickIn(Sent):
    """The rules by which a file is checked: ids as in docs/command-line.md."""

    pack: Line = Field("dang-2019", max_length=64)
    unit: Line = Field("xa-phuong", max_length=64, description="The kind of unit.")
    kind: Line = Field("political_report", max_length=64, description="The kind of document.")
    phase: PhaseName = "draft"


class ReasonIn(Sent):
    """Why."""

    reason: Line = Field(min_length=1, max_length=500)


class WaiveIn(ReasonIn):
    """Which finding is set aside, and why."""

    finding: Id


class DraftsWanted(Schema):
    """Which drafts."""

    season: Id | None = None
    congress: Id | None = None
    unit: Line = Field("", max_length=120, description="A part of the unit's name.")
    kind: Line = Field("", max_length=64, description="The kind of document, by its id.")
    state: DraftState | None = None


class PhaseWanted(Schema):
    """As which phase the findings are read."""

    phase: PhaseName | None = Field(None, description="The version's own unless given.")


class CoupleWanted(Schema):
    """Which two versions, by their numbers."""

    old: Id | None = Field(None, description="The one before the newer unless given.")
    new: Id | None = Field(None, description="The newest that you see unless given.")


class WordsOut(Schema):
    """Syllables and numbers that were marked."""

    inserted: int = 0
    deleted: int = 0
    moved: int = 0


class ChangeOut(Schema):
    """One change; `old` and `new` are blocks of the two texts."""

    op: str = Field(examples=["edit"])
    old: list[int]
    new: list[int]


class FigureOut(Schema):
    """A figure of a text, as docs/figures.md describes it."""

    block: int
    start: int
    end: int
    surface: str
    value: Quantity
    total: Quantity = None
    unit: str | None = None
    comparator: str = "="
    period: str | None = None
    topic: str = "khac"
    indicator: str | None = None
    role: str = "actual"
    section: str | None = None


class FigureChangeOut(Schema):
    """A figure that changed, came (`old` is null) or went."""

    op: str
    indicator: str | None
    topic: str
    old: FigureOut | None
    new: FigureOut | None


class ComparisonOut(Schema):
    """What changed between two versions; empty until `state` is done."""

    draft: int
    old: int
    new: int
    state: Literal["done", "waiting", "failed"]
    words: WordsOut
    changes: list[ChangeOut]
    figures: list[FigureChangeOut]
