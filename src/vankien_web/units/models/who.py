"""Who is asking: the posts and groups of a signed-in person today, loaded once per request.

Every other model of this room asks here what somebody sees, so none is imported: they are reached through
the account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, FilteredRelation, OuterRef, Subquery

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.delivery import Notice
from vankien_web.common.fields import holds_on
from vankien_web.units.models.roles import WRITERS, Role
from vankien_web.units.models.statement import personnel_is_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from vankien_web.units.models.unit import Unit


@dataclass(frozen=True)
class Seat:
    """A role over the subtree at `path`; the empty path is the whole site."""

    role: str
    path: str
    unit_id: int | None = None
    post_id: int | None = None
    group_id: int | None = None
    is_head: bool = False
    sees_personnel: bool = False


@dataclass(frozen=True)
class Who:
    """What one person may today. Every permission is a question to this.

    `new`: notices in the inbox not read yet. They are counted with the posts: no page asks once more.
    """

    user_id: int | None = None
    person_id: int | None = None
    seats: tuple[Seat, ...] = ()
    new: int = 0
    new_on_personnel: int = 0

    def has(self, unit: Unit, *roles: str) -> bool:
        """Whether one of these roles reaches this unit: from above for most, its own alone for a unit's."""
        return any(s.role in roles and _reaches(s, unit) for s in self.seats)

    def holds(self, *roles: str) -> bool:
        """Whether the person has one of these roles anywhere."""
        return any(s.role in roles for s in self.seats)

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The subtrees over which the person has one of these roles."""
        return tuple(dict.fromkeys(s.path for s in self.seats if s.role in roles))

    def units(self, *roles: str) -> list[int]:
        """The units, by number, at which the person holds one of these roles itself."""
        return [s.unit_id for s in self.seats if s.role in roles and s.unit_id is not None]

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every subtree that the person sees."""
        return tuple(dict.fromkeys(s.path for s in self.seats))

    @property
    def campaign_scopes(self) -> tuple[str, ...]:
        """Where the person sees seasons and congresses: a verifier sees the units alone."""
        return tuple(dict.fromkeys(s.path for s in self.seats if s.role != Role.VERIFIER))

    def sees(self, path: str) -> bool:
        """Whether the record at `path` stands in a subtree that the person sees."""
        return any(path.startswith(scope) for scope in self.scopes)

    @property
    def group_ids(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(s.group_id for s in self.seats if s.group_id))

    @cached_property
    def personnel_paths(self) -> tuple[str, ...]:
        """Where the person sees personnel plans: nowhere while they are switched off."""
        paths = tuple(dict.fromkeys(s.path for s in self.seats if s.sees_personnel))
        return paths if paths and personnel_is_on() else ()

    @property
    def unread(self) -> int:
        """New notices that this person may read today."""
        secret = self.new_on_personnel if self.new_on_personnel and self.personnel_paths else 0
        return self.new + secret


def _reaches(seat: Seat, unit: Unit) -> bool:
    if seat.role in WRITERS:
        return seat.unit_id == unit.pk
    return (unit.path or "").startswith(seat.path)


def who(user: User | AnonymousUser) -> Who:
    """Two queries the first time, none after: the answer stays with this request's user object."""
    if not user.is_authenticated or not user.is_active:
        return Who()
    known: Who | None = getattr(user, "_who", None)
    if known is None:
        person, new, secret, seats = _posts(user)
        groups = _group_seats(user) if person else ()
        known = Who(user.pk, person, (*seats, *groups), new or 0, secret or 0)
        user._who = known  # type: ignore[attr-defined]
    return known


def _posts(user: User) -> tuple[int | None, int | None, int | None, list[Seat]]:
    """The person of the account, the two counts of new notices, and the seats by posts held today."""
    own = "person__posts"
    held = FilteredRelation(own, condition=holds_on(clock.today(), f"{own}__since", f"{own}__until"))
    counts = {"new": _unread(personnel_path=""), "secret": _unread(personnel_path__gt="")}
    post = ("held__role", "held__unit__path", "held__unit_id", "held__pk", "held__sees_personnel")
    mine = User.objects.filter(pk=user.pk, person__isnull=False).annotate(held=held, **counts)
    gone = tuple(f"held__unit__merged_from__{name}" for name in ("path", "pk", "ended"))
    rows = list(mine.values_list("person", "new", "secret", *post, *gone))
    seats: dict[Seat, None] = {}
    for _person, _new, _secret, role, path, unit_id, pk, sees, *merged in rows:
        if role and (path or role == Role.ADMINISTRATOR):  # an administrator alone reaches the whole site
            seats[Seat(role, path or "", unit_id, pk, sees_personnel=sees)] = None
            seats |= dict.fromkeys(_inherited(role, *merged))
    person, new, secret = rows[0][:3] if rows else (None, 0, 0)
    return person, new, secret, list(seats)


def _inherited(role: str, path: str | None, unit_id: int | None, ended: date | None) -> Iterable[Seat]:
    """What was asked of a unit that was merged into this one is this one's to answer; not its personnel."""
    if path and ended is not None and ended < clock.today():
        yield Seat(role, path, unit_id)


def _unread(**which: str) -> Subquery:
    unread = Notice.objects.filter(recipient=OuterRef("pk"), reason="", read_at=None, **which)
    return Subquery(unread.order_by().values("recipient").annotate(n=Count("pk")).values("n"))


def _group_seats(user: User) -> Iterable[Seat]:
    today, seat = clock.today(), "person__group_seats"
    group, assigned = f"{seat}__group", f"{seat}__group__assignments"
    serving = User.objects.filter(
        *(holds_on(today, f"{row}__since", f"{row}__until") for row in (seat, group, assigned)), pk=user.pk
    )
    columns = (f"{assigned}__unit__path", f"{assigned}__unit_id", group, f"{seat}__is_head")
    for path, unit_id, group_id, is_head in serving.values_list(*columns):
        yield Seat(Role.WORKING_GROUP_MEMBER, path, unit_id, group_id=group_id, is_head=is_head)
