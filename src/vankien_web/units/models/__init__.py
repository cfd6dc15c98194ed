"""The records of this room."""

from vankien_web.units.models.group import GroupMember, GroupUnit, WorkingGroup
from vankien_web.units.models.person import Body, Person, PersonnelStatement, Post, Role
from vankien_web.units.models.unit import Kind, Level, Unit, UnitState
from vankien_web.units.models.who import Seat, Who, who

__all__ = [
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
    "who",
]
