"""The plan of a congress: which one it is, who takes part, when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.common.written import vi_number
from vankien_web.congresses.actions.changing import changing
from vankien_web.congresses.bounds import bound_of
from vankien_web.congresses.models import Congress, Form
from vankien_web.congresses.permissions import can_choose_pilot, can_plan


@dataclass(frozen=True)
class Plan:
    """As the form gives it; `days` is the length of the congress."""

    ordinal: int | None = None
    form: str = Form.DELEGATES
    pilot: bool = False
    preparatory_on: date | None = None
    opens_on: date | None = None
    days: Decimal | None = None

    @classmethod
    def of(cls, congress: Congress) -> Plan:
        return cls(**{name: getattr(congress, name) for name in cls.__dataclass_fields__})


def plan_congress(congress: Congress, plan: Plan, *, by: User, revision: int | None = None) -> Congress:
    """Write the plan down. Raises PermissionDenied, ValidationError, conflict.Conflict."""
    if not can_plan(by, congress):
        raise PermissionDenied
    if plan.pilot != congress.pilot and not can_choose_pilot(by, congress):
        raise PermissionDenied
    with changing(congress) as row:
        old = Plan.of(row)
        _check(row, old, plan)
        fields = asdict(plan)
        save_checked(row, revision=row.revision if revision is None else revision, fields=fields)
        changed = [name for name, value in fields.items() if value != getattr(old, name)]
        record(
            "congress_planned",
            row,
            by=by,
            changed=changed,
            opens_on=plan.opens_on,
            preparatory_on=plan.preparatory_on,
        )
    return row


def _check(congress: Congress, old: Plan, plan: Plan) -> None:
    dates = ("preparatory_on", "opens_on")
    if congress.held and any(getattr(old, d) != getattr(plan, d) for d in dates):
        raise ValidationError(_("The congress was held: its days are no plan any more."))
    if plan.opens_on and plan.preparatory_on and plan.preparatory_on > plan.opens_on:
        raise ValidationError({"preparatory_on": _("The preparatory session comes before the opening.")})
    if plan.ordinal is not None and not 1 <= plan.ordinal <= 99:
        raise ValidationError({"ordinal": _("The ordinal of a congress lies between 1 and 99.")})
    bound = bound_of(congress.season, congress.unit.path, congress.kind)
    if plan.days is not None and plan.days <= 0:
        raise ValidationError({"days": _("The length is at least half a day.")})
    if plan.days and bound.max_days and plan.days > bound.max_days:
        text = _("At most %(days)s days hold already (%(source)s).")
        values = {"days": vi_number(bound.max_days), "source": bound.days_source or bound.source}
        raise ValidationError({"days": text % values})
