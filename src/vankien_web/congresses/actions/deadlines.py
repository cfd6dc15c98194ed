"""Stricter deadlines of single units, each with the paper that sets it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.fields import under
from vankien_web.common.history import record
from vankien_web.common.models import Event
from vankien_web.common.written import vi_number
from vankien_web.congresses.actions.changing import bring_up_all
from vankien_web.congresses.bounds import Bound, Bounds, bound_of
from vankien_web.congresses.models import Congress, DeadlineOverride, Season
from vankien_web.congresses.permissions import can_override
from vankien_web.congresses.telling import tell_units
from vankien_web.units.models import Unit


def override_deadline(
    season: Season,
    unit: Unit,
    kind: str,
    *,
    until: date,
    source: str,
    by: User,
    max_days: Decimal | None = None,
    revision: int | None = None,
) -> DeadlineOverride:
    """Units of this kind at and below `unit` end sooner, or sit shorter, than the rules above ask.

    Raises PermissionDenied, ValidationError (which deadline holds, by which paper), conflict.Conflict.
    """
    if not can_override(by, unit):
        raise PermissionDenied
    if not (unit.path or "").startswith(season.root.path or "!"):
        raise ValidationError(_("“%(unit)s” is not part of this season.") % {"unit": unit.name})
    if not source.strip():
        raise ValidationError({"source": _("Name the paper that sets this deadline, with its date.")})
    known = DeadlineOverride.objects.filter(season=season, unit=unit, kind=kind).first()
    bound = bound_of(season, unit.path, kind, without=known.pk if known else None)
    _must_be_stricter(bound, until, max_days)
    fields = {"until": until, "max_days": max_days, "source": source.strip()}
    with transaction.atomic():
        if known is None:
            known = DeadlineOverride.objects.create(season=season, unit=unit, kind=kind, **fields)
        else:
            save_checked(known, revision=known.revision if revision is None else revision, fields=fields)
        event = record(
            "deadline_overridden",
            season,
            by=by,
            unit=unit.name,
            kind=kind,
            until=until,
            source=fields["source"],
        )
        _spread(season, unit, kind, event)
    return known


def lift_override(override: DeadlineOverride, *, by: User) -> None:
    """The rules above hold again."""
    if not can_override(by, override.unit):
        raise PermissionDenied
    season, unit, kind = override.season, override.unit, override.kind
    with transaction.atomic():
        override.delete()
        event = record("deadline_lifted", season, by=by, unit=unit.name, kind=kind)
        _spread(season, unit, kind, event)


def _spread(season: Season, unit: Unit, kind: str, event: Event) -> None:
    below = Congress.objects.filter(under(unit.path or "", "unit__path"), kind=kind)
    bring_up_all(season, below, Bounds(season))
    tell_units(season, event, below)


def _must_be_stricter(bound: Bound, until: date, max_days: Decimal | None) -> None:
    if bound.from_ and until < bound.from_:
        text = _("Congresses of this level begin on %(from)s: the deadline cannot be earlier.")
        raise ValidationError({"until": text % {"from": f"{bound.from_:%d/%m/%Y}"}})
    if max_days is not None and max_days <= 0:
        raise ValidationError({"max_days": _("The length is at least half a day.")})
    shorter = max_days is not None and (bound.max_days is None or max_days < bound.max_days)
    if bound.until and (until > bound.until or (until == bound.until and not shorter)):
        text = _("%(until)s holds already (%(source)s). A unit may only set an earlier day.")
        values = {"until": f"{bound.until:%d/%m/%Y}", "source": bound.source}
        raise ValidationError({"until": text % values})
    if max_days is not None and bound.max_days is not None and max_days > bound.max_days:
        text = _("At most %(days)s days hold already (%(source)s).")
        values = {"days": vi_number(bound.max_days), "source": bound.days_source}
        raise ValidationError({"max_days": text % values})
