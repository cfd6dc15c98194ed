"""Who may do what with a congress's personnel plan. Whoever may not is answered as if there were none (404).

Each question presupposes a post marked “sees personnel plans” that reaches the unit.
"""

from __future__ import annotations

from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress
from vankien_web.congresses.permissions import goes_on, sees_personnel
from vankien_web.personnel.models import PersonnelPlan
from vankien_web.units.models import WRITERS, Role, who
from vankien_web.units.permissions import can_switch_personnel


def can_begin(user: User, congress: Congress) -> bool:
    """The unit that writes the plan, and the office of the committee above."""
    mine = who(user).has(congress.unit, Role.OFFICE, *WRITERS)
    return goes_on(congress) and mine and sees_personnel(user, congress)


def can_change(user: User, plan: PersonnelPlan) -> bool:
    """The same people, until the names are erased."""
    return plan.erased_at is None and can_begin(user, plan.congress)


def can_take_away(user: User, plan: PersonnelPlan) -> bool:
    """As a file or on paper: the office, the chair, the unit's secretary; not everybody who may look."""
    mine = who(user).has(plan.congress.unit, Role.OFFICE, Role.CHAIR, Role.UNIT_SECRETARY)
    return plan.erased_at is None and mine and sees_personnel(user, plan.congress)


def can_erase(user: User, plan: PersonnelPlan) -> bool:
    """At the end of the term, also of a season that was closed."""
    mine = who(user).has(plan.congress.unit, Role.OFFICE, Role.UNIT_SECRETARY)
    return plan.erased_at is None and mine and sees_personnel(user, plan.congress)


def can_count_reads(user: User) -> bool:
    """How often plans were read on this site, of whom nothing is told: for who switches them on and off."""
    return can_switch_personnel(user)
