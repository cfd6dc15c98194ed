"""One candidate of a plan: added, changed, taken out; or all of them by a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien.personnel import Candidate, Plan
from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.personnel import permissions
from vankien_web.personnel.models import PersonnelPlan, Row

_OVERTAKEN = gettext_lazy("Somebody else has changed “%(name)s” meanwhile: nothing was saved.")
MOST = 1_000  # candidates of one plan
Changes = Sequence[tuple[Row, Candidate, int]]  # a row, what it is to say, as of which revision


def add(plan: PersonnelPlan, candidate: Candidate, *, by: User) -> Row:
    """At the end of the list. Raises PermissionDenied, ValidationError, keyring.Lost."""
    _may(by, plan)
    with transaction.atomic():
        held(plan)
        last = plan.rows.aggregate(last=Max("position"))["last"] or 0
        if last >= MOST:
            raise ValidationError(_("A plan holds %(most)s candidates at most.") % {"most": MOST})
        row = Row(plan=plan, position=last + 1)
        row.sealed = row.seal(candidate)
        row.save()
        record("candidate_added", plan, by=by)
    return row


def change(row: Row, candidate: Candidate, *, revision: int, by: User) -> None:
    """Raises PermissionDenied, Conflict (nothing is written), Row.DoesNotExist, keyring.Lost."""
    _may(by, row.plan)
    with transaction.atomic():
        save_checked(row, revision=revision, fields={})
        Row.objects.filter(pk=row.pk).update(sealed=row.seal(candidate))
        record("candidate_changed", row.plan, by=by)


def set_votes(plan: PersonnelPlan, step: int, changes: Changes, *, by: User) -> None:
    """What these rows got at a step, each as of a revision. Raises PermissionDenied, ValidationError, Lost.

    All or nothing: a row that somebody else has changed meanwhile is named, and nothing is written.
    """
    _may(by, plan)
    with transaction.atomic():
        held(plan)
        for row, candidate, revision in changes:
            found = Row.objects.filter(pk=row.pk, plan=plan, revision=revision)
            if not found.update(sealed=row.seal(candidate), revision=revision + 1):
                raise ValidationError(_OVERTAKEN % {"name": candidate.name})
        if changes:
            record("votes_entered", plan, by=by, step=step)


def take_out(row: Row, *, by: User) -> None:
    """Raises PermissionDenied."""
    _may(by, row.plan)
    with transaction.atomic():
        held(row.plan)
        row.delete()
        record("candidate_taken_out", row.plan, by=by)


def take_in(plan: PersonnelPlan, found: Plan, *, by: User) -> int:
    """Those of a table in the place of all; its sizes, month and counts where the plan says none yet.

    Raises PermissionDenied, ValidationError, keyring.Lost.
    """
    _may(by, plan)
    if len(found.candidates) > MOST:
        raise ValidationError(_("A plan holds %(most)s candidates at most.") % {"most": MOST})
    rows = [Row(plan=plan, position=n) for n in range(1, len(found.candidates) + 1)]
    for row, candidate in zip(rows, found.candidates, strict=True):
        row.sealed = row.seal(candidate)
    with transaction.atomic():
        there = held(plan)
        there.rows.all().delete()
        Row.objects.bulk_create(rows)
        frame = _completed(there.frame, found)
        if frame != there.frame:
            save_checked(there, revision=there.revision, fields={})
            PersonnelPlan.objects.filter(pk=plan.pk).update(sealed=there.seal(frame))
        record("candidates_imported", plan, by=by, count=len(rows))
    return len(rows)


def _completed(frame: Plan, found: Plan) -> Plan:
    return replace(
        frame,
        month=frame.month or found.month,
        merged_from=found.merged_from if frame.merged_from is None else frame.merged_from,
        bodies=frame.bodies or tuple(replace(b, block=None) for b in found.bodies),
        steps=frame.steps or found.steps,
    )


def _may(by: User, plan: PersonnelPlan) -> None:
    if not permissions.can_change(by, plan):
        raise PermissionDenied


def held(plan: PersonnelPlan) -> PersonnelPlan:
    """The plan's row, held: no two lists are made at once, nothing is added to what is being erased."""
    found = PersonnelPlan.objects.select_for_update().filter(pk=plan.pk, erased_at=None).first()
    if found is None:
        raise PermissionDenied
    return found
