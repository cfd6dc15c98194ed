"""Who may do what with seasons and congresses. Pages, actions, commands and API ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vankien_web.congresses.models import Congress, Season
from vankien_web.units.models import WRITERS, Role, Unit, WorkingGroup, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_DECIDE = (Role.OFFICE, Role.CHAIR)


def can_open_season(user: User, root: Unit) -> bool:
    return who(user).has(root, Role.OFFICE)


def is_office(user: User) -> bool:
    """Anywhere at all: whether the page opens and its button is shown; where, the other questions tell."""
    return who(user).holds(Role.OFFICE)


def can_run_season(user: User, season: Season) -> bool:
    """Switch its pack, close it."""
    return who(user).has(season.root, Role.OFFICE)


def can_open_congress(user: User, unit: Unit) -> bool:
    return who(user).has(unit, Role.OFFICE)


def can_archive(user: User, unit: Unit) -> bool:
    """The committee's office, and the unit's own secretary, take the papers of a season away."""
    return who(user).has(unit, Role.OFFICE, Role.UNIT_SECRETARY)


def can_override(user: User, unit: Unit) -> bool:
    return who(user).has(unit, Role.OFFICE)


def first_of_office(user: User, season: Season) -> Unit | None:
    """The highest unit of the season whose office this person is: what a form proposes."""
    root = season.root.path or "!"
    paths = who(user).paths(Role.OFFICE)
    if any(root.startswith(path) for path in paths):
        return season.root
    inside = sorted(path for path in paths if path.startswith(root))
    return Unit.objects.filter(path=inside[0]).first() if inside else None


def goes_on(congress: Congress) -> bool:
    """Nothing is written any more of the congresses of a season that was closed."""
    return congress.season.closed_on is None


def can_plan(user: User, congress: Congress) -> bool:
    return goes_on(congress) and who(user).has(congress.unit, Role.OFFICE, Role.UNIT_SECRETARY)


def can_choose_pilot(user: User, congress: Congress) -> bool:
    """A pilot congress is chosen by the committee above, not by the unit."""
    return goes_on(congress) and who(user).has(congress.unit, Role.OFFICE)


def can_tick(user: User, congress: Congress) -> bool:
    roles = (Role.OFFICE, Role.WORKING_GROUP_MEMBER, *WRITERS)
    return goes_on(congress) and who(user).has(congress.unit, *roles)


def can_set_paper(user: User, congress: Congress) -> bool:
    return goes_on(congress) and who(user).has(congress.unit, Role.OFFICE, *WRITERS)


def sees_personnel(user: User, congress: Congress) -> bool:
    """Whether lines about personnel exist for this person here."""
    return any((congress.unit.path or "").startswith(path) for path in who(user).personnel_paths)


def can_report(user: User, congress: Congress, group: WorkingGroup | None = None) -> bool:
    """A member of a working group (of this one) that follows the unit."""
    path = congress.unit.path or ""
    return goes_on(congress) and any(
        seat.role == Role.WORKING_GROUP_MEMBER
        and path.startswith(seat.path)
        and (group is None or seat.group_id == group.pk)
        for seat in who(user).seats
    )


def groups_of(user: User, congress: Congress) -> list[WorkingGroup]:
    """The person's own groups that follow the unit: those in whose name a report is filed."""
    path = congress.unit.path or ""
    mine = [s.group_id for s in who(user).seats if s.group_id and path.startswith(s.path)]
    return list(WorkingGroup.objects.filter(pk__in=mine)) if mine else []


def can_decide(user: User, congress: Congress) -> bool:
    """Review, approve, return: the committee above the unit; at the season's root, its own."""
    unit = congress.unit
    path = unit.path or ""
    top = unit.pk == congress.season.root_id
    return goes_on(congress) and any(
        seat.role in _DECIDE and path.startswith(seat.path) and (seat.path != path or top)
        for seat in who(user).seats
    )


def can_hold(user: User, congress: Congress) -> bool:
    """Say that a session was held, or that the result was reported."""
    return goes_on(congress) and who(user).has(congress.unit, Role.OFFICE, Role.UNIT_SECRETARY)


def verb_permission(user: User, congress: Congress, verb: str) -> bool:
    """Whether this person may take this step of the stages."""
    if verb in ("review", "approve", "send_back"):
        return can_decide(user, congress)
    return can_hold(user, congress)
