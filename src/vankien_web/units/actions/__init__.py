"""What can be done here: each verb checks, writes and records in one transaction."""

from vankien_web.units.actions.accounts import (
    forget_second_factor,
    new_link,
    open_account,
    restore_account,
    suspend_account,
    unlock_account,
)
from vankien_web.units.actions.groups import (
    add_group,
    assign_unit,
    change_group,
    join_group,
    leave_group,
    release_unit,
)
from vankien_web.units.actions.imports import import_people, import_units
from vankien_web.units.actions.people import (
    add_person,
    change_person,
    end_post,
    give_post,
    hand_over,
    make_administrator,
    switch_personnel_off,
    switch_personnel_on,
)
from vankien_web.units.actions.tree import AFTER_CHANGE, apply_due, change_unit, end_unit, found_unit

__all__ = [
    "AFTER_CHANGE",
    "add_group",
    "add_person",
    "apply_due",
    "assign_unit",
    "change_group",
    "change_person",
    "change_unit",
    "end_post",
    "end_unit",
    "forget_second_factor",
    "found_unit",
    "give_post",
    "hand_over",
    "import_people",
    "import_units",
    "join_group",
    "leave_group",
    "make_administrator",
    "new_link",
    "open_account",
    "release_unit",
    "restore_account",
    "suspend_account",
    "switch_personnel_off",
    "switch_personnel_on",
    "unlock_account",
]
