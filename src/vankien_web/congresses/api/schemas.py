"""What programs are told of seasons, congresses and the board, and what they send."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field, Json

from vankien_web.common.api import Id, Line, Number, Revision, Sent
from vankien_web.congresses.models import Form, Stage
from vankien_web.units.api.schemas import GroupRef, UnitRef
from vankien_web.units.models import Kind

Verb = Literal["review", "approve", "hold_preparatory", "hold_official", "report", "send_back"]
Held = Literal["steps", "papers", "reports"]
Days = Field(None, ge=0, lt=100, decimal_places=1, description="Length in days.")


class SeasonRow(Schema):
    """A season of congresses."""

    id: int
    name: str = Field(examples=["Đại hội nhiệm kỳ 2020–2025"])
    root: UnitRef = Field(description="It is held in this unit and everything below it.")
    pack: str = Field(description="The rules in force today.", examples=["dang-2019"])
    term_from: int
    term_until: int
    opened_on: date
    closed_on: date | None
    revision: int


class PackOut(Schema):
    """Which rules the season followed from which day on."""

    pack: str
    since: date
    reason: str


class OverrideOut(Schema):
    """A stricter deadline of a unit and everything of that kind below it."""

    id: int
    unit: UnitRef
    kind: str
    until: date
    max_days: Number | None
    source: str = Field(description="The paper that sets it.")
    revision: int


class RuleOut(Schema):
    """A step or a paper that the rules ask for; its id is the `item` of the addresses."""

    id: str
    name: str


class KindOut(Schema):
    """What the rules ask of one kind of unit."""

    kind: str
    name: str
    until: date | None
    source: str
    steps: list[RuleOut]
    papers: list[RuleOut]


class SeasonOut(SeasonRow):
    """A season with its rules over time, its stricter deadlines and what each kind of unit is asked."""

    directive: str
    packs: list[PackOut]
    overrides: list[OverrideOut]
    kinds: list[KindOut]
    may_run: bool = Field(description="Whether you may switch its rules and close it.")


class CongressRow(Schema):
    """A unit's congress in a season."""

    id: int
    season: int
    unit: UnitRef
    kind: str
    title: str = Field(description="In official wording.")
    ordinal: int | None
    form: Form
    pilot: bool
    dropped: bool = Field(description="Its unit ended before: it is in no count.")
    stage: Stage
    stage_since: date
    preparatory_on: date | None
    opens_on: date | None
    days: Number | None
    deadline: date | None
    deadline_source: str
    steps_done: int
    steps_total: int
    counted_done: int = Field(description="Of counted steps: 11 of 11 cells.")
    counted_total: int
    dossier_missing: int = Field(description="Required papers still missing.")
    blocking: int = Field(description="Open requests that must be met.")
    revision: int

    @staticmethod
    def resolve_season(row: Any) -> int:
        return int(row["season_id"] if isinstance(row, dict) else row.season_id)


class Spoken(Schema):
    """Who said so, and on what paper; `revision` 0 where nobody spoke of it yet."""

    item: str
    name: str
    said_by: str
    note: str
    at: datetime | None
    file_name: str = Field(description="Empty where there is no file.")
    sha256: str
    revision: int


class StepOut(Spoken):
    """A step of preparation; a counted one is done at `count` of `total`."""

    counted: bool
    done: bool
    count: int
    total: int
    on: date | None


class PaperOut(Spoken):
    """A paper of the dossier."""

    required: bool
    document: str | None = Field(description="The kind of document that answers it.")
    present: bool
    not_needed: bool


class NextOut(Schema):
    """A stage that you may take from here, and what stands in its way."""

    verb: Verb
    guards: list[str]


class FollowingOut(Schema):
    """A working group that follows the congress."""

    id: int
    name: str
    head: str


class CongressMay(Schema):
    """What you may do here."""

    plan: bool
    choose_pilot: bool
    tick: bool
    set_paper: bool
    report: bool


class CongressOut(CongressRow):
    """A congress with its steps, its dossier, what comes next and what stands in the way."""

    steps: list[StepOut]
    dossier: list[PaperOut]
    next: list[NextOut]
    warnings: list[str]
    groups: list[FollowingOut]
    may: CongressMay


class BoardRow(Schema):
    """A unit on the board: its own congress, if any, and the sums of all below it."""

    unit: UnitRef
    congress: int | None
    stage: Stage | None
    opens_on: date | None
    lead: int | None = Field(description="Days until the planned opening.")
    send_by: date | None = Field(description="The last day for sending the dossier, once it is past.")
    congresses: int
    stages: dict[str, int] = Field(description="Congresses by stage.")
    late: int
    next_deadline: date | None
    steps_done: int
    steps_total: int
    counted_done: int
    counted_total: int
    dossier_missing: int
    groups: list[GroupRef]


class LineOut(Schema):
    """How far one kind of unit is."""

    kind: str
    name: str
    total: int
    agreed: int = Field(description="Approved or further.")
    held: int
    late: int
    deadline: date | None


class BoardOut(Schema):
    """One page of the board, the most urgent first."""

    unit: UnitRef | None = Field(description="Null where you see several parts and nothing above them.")
    directive: str
    own: BoardRow | None = Field(description="The unit itself with everything below it.")
    lines: list[LineOut]
    items: list[BoardRow]
    page: int
    page_size: int
    total: int


class ReportOut(Schema):
    """A working group's report on a day; it is never changed."""

    number: int
    group: GroupRef
    on: date
    summary: str
    difficulties: str
    workstreams: dict[str, dict[str, Any]]
    said_by: str
    at: datetime
    file_name: str


class SeasonIn(Sent):
    """A new season."""

    root: Id = Field(description="The unit in which, with everything below it, it is held.")
    pack: Line = Field(min_length=1, max_length=64, examples=["dang-2019"])
    name: Line = Field(min_length=1, max_length=160)
    term_from: int = Field(ge=1930, le=2100)
    term_until: int = Field(ge=1931, le=2110)


class TakePartIn(Sent):
    """Units of these kinds, from this unit down, hold a congress."""

    unit: Id
    kinds: list[Kind] = Field(min_length=1)


class OpenedOut(Schema):
    """The congresses that were opened; who had one keeps it."""

    opened: list[int]


class SwitchIn(Sent):
    """Other rules from a day on, by which paper."""

    pack: Line = Field(min_length=1, max_length=64, examples=["dang-2025"])
    since: date
    reason: Line = Field(min_length=1, max_length=255, examples=["Chỉ thị 45-CT/TW ngày 14/4/2025"])
    revision: Revision


class ChangedOut(Schema):
    """How many congresses follow."""

    changed: int


class OverrideIn(Sent):
    """A stricter deadline; `revision` where this unit and kind has one already."""

    unit: Id
    kind: Kind
    until: date
    max_days: Number | None = Days
    source: Line = Field(min_length=1, max_length=255)
    revision: Revision | None = None


class CloseIn(Sent):
    """The season as you read it."""

    revision: Revision


class PlanIn(Sent):
    """The whole plan: what is left out becomes empty."""

    ordinal: int | None = Field(None, ge=1, le=99)
    form: Form = Form.DELEGATES
    pilot: bool = False
    preparatory_on: date | None = None
    opens_on: date | None = None
    days: Number | None = Days
    revision: Revision


class SpokenIn(Sent):
    """Who said so; left out: you. `revision`: the row's, 0 where nobody spoke of it yet."""

    said_by: Line = Field("", max_length=200)
    note: Line = Field("", max_length=500)
    revision: Revision = 0


class StepIn(SpokenIn):
    """Done or not; for a counted step `count` of `total`."""

    done: bool = False
    count: int = Field(0, ge=0, le=100_000)
    total: int = Field(0, ge=0, le=100_000)
    on: date | None = Field(None, description="Today unless given.")


class PaperIn(SpokenIn):
    """The paper is there, or is not needed for the reason in `note`."""

    present: bool = False
    not_needed: bool = False


class StageIn(Sent):
    """When the stage was reached; a return needs its reason in `note`."""

    on: date | None = Field(None, description="Today unless given.")
    note: Line = Field("", max_length=500)
    revision: Revision


class StreamIn(Sent):
    """How far one field of work is."""

    percent: int | None = Field(None, ge=0, le=100)
    note: Line = Field("", max_length=500)


class ReportIn(Sent):
    """A report; `workstreams` is a JSON object: {"van_kien": {"percent": 80, "note": "…"}}."""

    group: Id
    on: date | None = Field(None, description="Today unless given.")
    summary: Line = Field(min_length=1, max_length=5000)
    difficulties: Line = Field("", max_length=5000)
    said_by: Line = Field("", max_length=200)
    workstreams: Json[dict[str, StreamIn]] = Field("{}", validate_default=True)


class SeasonsWanted(Schema):
    """Which seasons."""

    open: bool | None = Field(None, description="true: those not closed; false: those closed.")


class CongressesWanted(Schema):
    """Which congresses."""

    season: Id | None = None
    below: Id | None = Field(None, description="Of this unit and everything below it.")
    unit: Line = Field("", max_length=120, description="A part of the unit's name.")
    kind: Kind | None = None
    stage: Stage | None = None
    pilot: bool | None = None
    late: bool = Field(False, description="Only those not held although their deadline is past.")


class BoardWanted(Schema):
    """Which part of the board; without a unit, the highest that you see."""

    unit: Id | None = None
    stage: Stage | None = None
    kind: Kind | None = None
    late: bool = False
    name: Line = Field("", max_length=120, description="Sought at every depth below.")
