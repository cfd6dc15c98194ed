"""A congress's plan: begun, its frame changed, read, taken away, its names erased."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien.personnel import Plan
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import Conflict, save_checked
from vankien_web.common.history import record
from vankien_web.congresses.models import Congress
from vankien_web.personnel import permissions
from vankien_web.personnel.actions.keys import ensure_key
from vankien_web.personnel.models import PersonnelPlan
from vankien_web.personnel.tally import tally

READS = ("personnel_read", "candidate_read", "personnel_printed", "personnel_exported")


def begin(congress: Congress, *, by: User) -> PersonnelPlan:
    """The congress's plan, empty. Raises PermissionDenied, ValidationError, keyring.Lost, OSError."""
    if not permissions.can_begin(by, congress):
        raise PermissionDenied
    if PersonnelPlan.objects.filter(congress=congress).exists():
        raise ValidationError(_("This congress has its personnel plan already."))
    ensure_key()
    plan = PersonnelPlan(congress=congress)
    plan.sealed = plan.seal(Plan(congress.kind))
    with transaction.atomic():
        plan.save()
        record("personnel_begun", plan, by=by)
    return plan


def change_frame(plan: PersonnelPlan, frame: Plan, *, revision: int, by: User) -> None:
    """Sizes, month and counts of the steps. Raises PermissionDenied, Conflict, keyring.Lost."""
    if not permissions.can_change(by, plan):
        raise PermissionDenied
    with transaction.atomic():
        save_checked(plan, revision=revision, fields={})
        PersonnelPlan.objects.filter(pk=plan.pk).update(sealed=plan.seal(frame))
        record("personnel_frame_changed", plan, by=by)


def was_read(plan: PersonnelPlan, verb: str, *, by: User, **what: Any) -> None:
    """Write down, by one of READS, that somebody is shown this part of the plan: before it is shown."""
    with transaction.atomic():
        record(verb, plan, by=by, **what)


def erase(plan: PersonnelPlan, reason: str, *, revision: int, by: User) -> None:
    """The names go, numbers stay. Raises PermissionDenied, ValidationError, Conflict, keyring.Lost."""
    if not permissions.can_erase(by, plan):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the names are erased.")})
    kept = tally(plan.whole)
    with transaction.atomic():
        save_checked(plan, revision=revision, fields={})
        plan.rows.all().delete()
        plan.polls.all().delete()
        gone = {"sealed": b"", "kept": kept, "erased_at": clock.now()}
        PersonnelPlan.objects.filter(pk=plan.pk).update(**gone)
        record("personnel_erased", plan, by=by, reason=reason.strip())


__all__ = ["READS", "Conflict", "begin", "change_frame", "erase", "was_read"]
