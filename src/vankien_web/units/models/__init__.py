"""The records of this room."""

from vankien_web.units.models.group import GroupMember, GroupUnit, WorkingGroup
from vankien_web.units.models.person import Body, Person, Post
from vankien_web.units.models.roles import COMMITTEE, WRITERS, Role
from vankien_web.units.models.statement import PersonnelStatement, personnel_is_on
from vankien_web.units.models.unit import Kind, Level, Unit, UnitState
from vankien_web.units.models.who import Seat, Who, who

__all__ = [
    "COMMITTEE",
    "WRITERS",
    "Body",
    "GroupMember",
    "GroupUnit",
    "Kind",
    "Level",
    "Person",
    "PersonnelStatement",
    "Post",
    "Role",
    "Seat",
    "Unit",
    "UnitState",
    "Who",
    "WorkingGroup",
    "personnel_is_on",
    "who",
]
