"""Who may do what with units, people, groups and accounts. Pages, actions, commands and API ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from vankien_web.common import clock, history
from vankien_web.units.models import Person, Post, Role, Unit, WorkingGroup, who

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from vankien_web.accounts.models import User

_KEEPERS = (Role.ADMINISTRATOR, Role.OFFICE)


def can_manage_unit(user: User, unit: Unit | None) -> bool:
    """Change this unit or found one below it; a new root (no unit) is for the whole site's administrator."""
    if unit is None:
        return "" in who(user).paths(Role.ADMINISTRATOR)
    return who(user).has(unit, *_KEEPERS)


def can_manage_people(user: User) -> bool:
    """Add a person; what post the person gets is asked post by post."""
    return who(user).holds(*_KEEPERS)


def can_give_post(user: User, unit: Unit | None, role: str, *, sees_personnel: bool = False) -> bool:
    """An office gives its subtree's posts; an administrator alone makes administrators, opens personnel."""
    if unit is None:
        return can_manage_unit(user, None)
    if role == Role.ADMINISTRATOR or sees_personnel:
        return who(user).has(unit, Role.ADMINISTRATOR)
    return can_manage_unit(user, unit)


def can_end_post(user: User, post: Post) -> bool:
    return can_give_post(user, post.unit, post.role, sees_personnel=post.sees_personnel)


def can_manage_group(user: User, group: WorkingGroup | None, unit: Unit) -> bool:
    """`unit` is whose committee sets the group up."""
    return who(user).has(unit, *_KEEPERS) and (group is None or who(user).has(group.unit, *_KEEPERS))


def knows(user: User, person: Person) -> bool:
    """Whether one sees the person, or has added somebody who holds no post anywhere yet."""
    if Person.objects.visible_to(user).filter(pk=person.pk).exists():
        return True
    added = history.of(person).filter(verb="person_added", actor=history.name_of(user))
    return not person.posts.exists() and added.exists()


def can_change_person(user: User, person: Person) -> bool:
    """A keeper who knows the person and reaches at least one of the posts held, if there are any."""
    if not can_manage_people(user) or not knows(user, person):
        return False
    posts = list(person.posts.held().select_related("unit"))
    return not posts or any(p.unit is not None and can_manage_unit(user, p.unit) for p in posts)


def gives_oneself(user: User, person: Person) -> bool:
    """A post is given by somebody else, but for the whole site's administrator: the history tells of it."""
    return person.account_id == user.pk and "" not in who(user).paths(Role.ADMINISTRATOR)


def can_manage_account(user: User, person: Person) -> bool:
    """An administrator who reaches every post of the person: nobody takes over a higher account."""
    mine = who(user)
    if not mine.holds(Role.ADMINISTRATOR):
        return False
    if "" in mine.paths(Role.ADMINISTRATOR):
        return True
    still = Q(until__isnull=True) | Q(until__gte=clock.today())  # those that begin tomorrow count today
    posts = list(person.posts.filter(still).select_related("unit"))
    seats = list(person.group_seats.select_related("group__unit"))
    units = [p.unit for p in posts] + [s.group.unit for s in seats]
    return bool(units) and all(u is not None and mine.has(u, Role.ADMINISTRATOR) for u in units)


def can_switch_personnel(user: User) -> bool:
    """Personnel plans are switched on and off for the whole site."""
    return "" in who(user).paths(Role.ADMINISTRATOR)


def is_administrator(user: User) -> bool:
    """For `second_factor = "administrators"`: whoever administers anything."""
    return who(user).holds(Role.ADMINISTRATOR)


def hidden_pages(user: User | AnonymousUser) -> set[str]:
    """Names of the pages on which this person would find nothing: the navigation leaves them out."""
    roles = {seat.role for seat in who(user).seats}
    hidden = set() if roles else {"units", "search"}
    if not roles - {Role.VERIFIER}:
        hidden.add("board")
    if not roles - {Role.VERIFIER, Role.ADMINISTRATOR}:
        hidden.add("drafts")
    if not roles - {Role.ADMINISTRATOR, Role.OBSERVER}:
        hidden.add("meetings")
    return hidden
