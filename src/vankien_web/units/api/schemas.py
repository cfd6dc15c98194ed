"""What programs are told of units, people and groups, and what they send."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Revision, Sent
from vankien_web.units.models import Body, Kind, Level, Role, UnitState

GivenRole = Literal[
    "",
    "administrator",
    "office",
    "chair",
    "committee_member",
    "unit_secretary",
    "unit_drafter",
    "verifier",
    "observer",
]


class UnitRef(Schema):
    """A unit in one line."""

    id: int
    code: str = Field(examples=["xa-quang-tam"])
    name: str = Field(examples=["Đảng bộ xã Quảng Tâm"])


class UnitRow(Schema):
    """A unit as it stood on the day asked for."""

    id: int
    code: str = Field(examples=["xa-quang-tam"])
    name: str = Field(examples=["Đảng bộ xã Quảng Tâm"])
    short_name: str
    kind: Kind
    level: Level
    parent: int | None = Field(description="The unit directly above.")
    since: date = Field(description="Since when it stood so.")
    until: date | None = Field(description="Until when it stood so; null: still.")

    @staticmethod
    def resolve_id(state: UnitState) -> int:
        return state.unit_id

    @staticmethod
    def resolve_code(state: UnitState) -> str:
        return state.unit.code

    @staticmethod
    def resolve_parent(state: UnitState) -> int | None:
        return state.parent_id


class StateOut(Schema):
    """How a unit stood from one day to another; both count."""

    since: date
    until: date | None
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent: int | None
    reason: str = Field(description="The paper by which it changed.")

    @staticmethod
    def resolve_parent(state: UnitState) -> int | None:
        return state.parent_id


class PersonRef(Schema):
    """A person in one line."""

    id: int
    name: str = Field(examples=["Cán bộ Văn phòng 01"])


class GroupRef(Schema):
    """A working group in one line."""

    id: int
    name: str = Field(examples=["Tổ công tác số 1"])


class PostOut(Schema):
    """A post from one day to another; both count."""

    id: int
    unit: UnitRef | None
    body: Body
    title: str = Field(examples=["Chánh Văn phòng Thành ủy"])
    role: str = Field(description="What it lets the holder do on the site; empty: nothing.")
    rank: int
    since: date
    until: date | None


class HeldPost(PostOut):
    """A post, and who holds it."""

    person: PersonRef


class UnitOut(Schema):
    """A unit as it stands today, with every state it had, and what belongs to it on the day asked for."""

    id: int
    code: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent: UnitRef | None = Field(description="The unit directly above; its name alone may be shown.")
    founded: date | None
    ended: date | None = Field(description="Its last day.")
    successor: UnitRef | None
    revision: int
    states: list[StateOut]
    posts: list[HeldPost]
    groups: list[GroupRef]
    may_change: bool = Field(description="Whether you may change it.")


class PersonRow(Schema):
    """A person with the posts held today, in the official order."""

    id: int
    name: str
    posts: list[PostOut]


class SeatOut(Schema):
    """Service in a working group."""

    id: int
    group: GroupRef
    is_head: bool
    since: date
    until: date | None


class PersonOut(PersonRow):
    """A person with every post, past and present."""

    titles: str = Field(description="As official papers print them today.")
    has_account: bool
    seats: list[SeatOut]
    revision: int


class ScopeOut(Schema):
    """A role, and where it reaches: the unit with everything below it; null is the whole site."""

    role: Role
    unit: int | None
    group: int | None


class MeOut(Schema):
    """In whose name the token acts."""

    username: str
    name: str
    person: int | None
    roles: list[ScopeOut]


class MemberOut(Schema):
    """A member of a group."""

    id: int
    person: PersonRef
    is_head: bool
    since: date
    until: date | None


class AssignmentOut(Schema):
    """A unit that a group follows, with everything below it."""

    id: int
    unit: UnitRef
    since: date
    until: date | None


class GroupRow(Schema):
    """A working group and whose committee set it up."""

    id: int
    name: str
    unit: UnitRef
    since: date
    until: date | None


class GroupOut(GroupRow):
    """A group with all who serve or served in it, and the units that you see among those it follows."""

    members: list[MemberOut]
    assignments: list[AssignmentOut]
    revision: int


class DescriptionIn(Sent):
    """What a unit is from a day on."""

    name: Line = Field(min_length=1, max_length=255, examples=["Đảng bộ phường Quảng Tâm"])
    short_name: Line = Field("", max_length=120)
    kind: Kind
    level: Level
    parent: Id | None = Field(None, description="The unit directly above.")
    reason: Line = Field("", max_length=255, description="The paper by which it is so.")


class FoundIn(DescriptionIn):
    """A new unit; without a parent a new tree."""

    code: str = Field(max_length=64, pattern=r"^[-a-zA-Z0-9_]+$", examples=["phuong-quang-tam"])
    since: date | None = None


class ChangeIn(DescriptionIn):
    """What a unit is from the day `on`."""

    on: date
    revision: Revision


class EndIn(Sent):
    """A unit's last day, and where it goes on."""

    on: date
    into: Id | None = None
    reason: Line = Field("", max_length=255)
    revision: Revision


class NameIn(Sent):
    """A new person."""

    name: Line = Field(min_length=1, max_length=120, examples=["Cán bộ Văn phòng 01"])


class RenameIn(NameIn):
    """A corrected name."""

    revision: Revision


class PostIn(Sent):
    """A post to be given. `role` is what it lets the holder do on the site."""

    unit: Id
    body: Body
    title: Line = Field(min_length=1, max_length=160, examples=["Chánh Văn phòng Thành ủy"])
    role: GivenRole = ""
    rank: int = Field(9, ge=1, le=99)
    since: date
    until: date | None = None
    sees_personnel: bool = False


class LastDayIn(Sent):
    """A last day."""

    until: date


class HandOverIn(Sent):
    """Who holds the post from which day on."""

    to: Id
    on: date


class GroupIn(Sent):
    """A group set up by the committee of `unit`."""

    unit: Id
    name: Line = Field(min_length=1, max_length=160, examples=["Tổ công tác số 1"])
    since: date


class ChangeGroupIn(Sent):
    """Another name, or a last day."""

    name: Line = Field(min_length=1, max_length=160)
    until: date | None = None
    revision: Revision


class MemberIn(Sent):
    """A new member."""

    person: Id
    is_head: bool = False
    since: date


class AssignIn(Sent):
    """A unit to follow."""

    unit: Id
    since: date


class PlannedOut(Schema):
    """A row of a workbook: what it would write, and what is wrong with it."""

    number: int
    problems: list[str]
    same: bool = Field(description="It is there already.")


class ImportOut(Schema):
    """What a workbook would write; `written` counts what was."""

    rows: list[PlannedOut]
    written: int
