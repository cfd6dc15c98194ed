"""Who works in a unit: people with accounts and posts, working groups. Posts have numbers, not names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.scale.batch import Batch, ago
from vankien.text import bare, name_key
from vankien_web.accounts.models import User
from vankien_web.common.entries import Entry
from vankien_web.common.history import happened
from vankien_web.units.models import (
    Body,
    GroupMember,
    GroupUnit,
    Level,
    Person,
    Post,
    Role,
    Unit,
    WorkingGroup,
)

SINCE = date(2015, 8, 1)
FORMED = date(2019, 11, 15)
_TITLES = {
    Role.ADMINISTRATOR: ("Quản trị trang", Body.PARTY_OFFICE),
    Role.OFFICE: ("Chánh Văn phòng cấp ủy", Body.PARTY_OFFICE),
    Role.CHAIR: ("Bí thư cấp ủy", Body.COMMITTEE),
    Role.COMMITTEE_MEMBER: ("Cấp ủy viên", Body.COMMITTEE),
    Role.OBSERVER: ("Chuyên viên theo dõi", Body.PARTY_OFFICE),
    Role.VERIFIER: ("Chuyên viên thẩm định", Body.DEPARTMENT),
    Role.UNIT_SECRETARY: ("Bí thư đảng ủy", Body.COMMITTEE),
    Role.UNIT_DRAFTER: ("Ủy viên tổ biên tập", Body.COMMITTEE),
}
_OWN = (Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)


@dataclass
class Staff:
    """The accounts of a unit's posts, and the group of its committee with the units it follows."""

    accounts: dict[str, User] = field(default_factory=dict)
    group: WorkingGroup | None = None
    head: User | None = None


def staff(batch: Batch, unit: Unit, keeper: User | None, password: str) -> Staff:
    """One person in each post that a unit of this level has."""
    roles = list(_OWN) if unit.level == Level.BASE else [r for r in _TITLES if unit.parent or r not in _OWN]
    return Staff({role: _person(batch, unit, role, keeper, password)[1] for role in roles})


def _person(batch: Batch, unit: Unit, role: str, keeper: User | None, password: str) -> tuple[Person, User]:
    number = batch.numbers[User].next()
    name = f"Cán bộ {number:06}"
    user = User(pk=number, username=f"u{number:06}", name=name, password=password, created_at=ago(120))
    key = {"sort_key": name_key(name), "folded": bare(name)}
    person = Person(pk=batch.key(Person), name=name, account=user, **key)
    batch.add(user, person)
    batch.events.append(happened("person_added", person, by=keeper, at=ago(120), name=name))
    text = name
    if role in _TITLES:
        title, body = _TITLES[Role(role)]
        batch.add(Post(person=person, unit=unit, body=body, title=title, role=role, since=SINCE))
        told: dict[str, Any] = {"title": title, "unit": unit.name, "post": 0}
        batch.events.append(happened("post_given", person, by=keeper, at=ago(119), on=SINCE, **told))
        text = f"{name} {title}"
    batch.index(f"person:{person.pk}", "person", [Entry(title=name, text=text)])
    return person, user


def group(batch: Batch, unit: Unit, followed: list[Unit], here: Staff, keeper: User, password: str) -> None:
    """A working group of the unit's committee: a head, two members, the units that it follows."""
    name = f"Tổ công tác {unit.name.removeprefix('Đảng bộ ')}"
    made = WorkingGroup(pk=batch.key(WorkingGroup), unit=unit, name=name, since=FORMED)
    batch.add(made)
    batch.events.append(happened("group_added", made, by=keeper, at=ago(90), on=FORMED, name=name))
    for place in range(3):
        person, account = _person(batch, unit, "", keeper, password)
        batch.add(GroupMember(group=made, person=person, is_head=not place, since=FORMED))
        told: dict[str, Any] = {"name": person.name, "head": not place}
        batch.events.append(happened("group_joined", made, by=keeper, at=ago(90), on=FORMED, **told))
        here.head = here.head or account
    for one in followed:
        batch.add(GroupUnit(group=made, unit=one, since=FORMED))
        batch.events.append(happened("group_assigned", made, by=keeper, at=ago(89), on=FORMED, unit=one.name))
    here.group = made
