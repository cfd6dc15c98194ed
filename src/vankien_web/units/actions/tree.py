"""The tree over time: a unit is founded, changes its name, kind, level or parent on a day, and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock, search
from vankien_web.common.conflict import Conflict, save_checked
from vankien_web.common.entries import Entry
from vankien_web.common.fields import under
from vankien_web.common.history import record
from vankien_web.units.models import Unit, UnitState
from vankien_web.units.permissions import can_manage_unit

# What rooms above do in the same transaction when a unit has changed: (unit, its old path if it moved).
AFTER_CHANGE: list[Callable[[Unit, str | None], None]] = []
_DATED = ("name", "short_name", "kind", "level", "parent")


@dataclass(frozen=True)
class Description:
    """What a unit is from a day on."""

    name: str
    kind: str
    level: str
    parent: Unit | None = None
    short_name: str = ""

    @classmethod
    def of(cls, thing: Unit | UnitState) -> Description:
        return cls(thing.name, thing.kind, thing.level, thing.parent, thing.short_name)


def found_unit(code: str, what: Description, *, since: date | None, by: User, reason: str = "") -> Unit:
    """A new unit below `what.parent`. Raises PermissionDenied, ValidationError."""
    if not can_manage_unit(by, what.parent):
        raise PermissionDenied
    if Unit.objects.filter(code=code).exists():
        raise ValidationError({"code": _("The code “%(code)s” is in use by another unit.") % {"code": code}})
    fields = {name: getattr(what, name) for name in _DATED}
    with transaction.atomic():
        unit = Unit.objects.create(code=code, founded=since, **fields)
        UnitState.objects.create(unit=unit, since=since or date(1900, 1, 1), reason=reason, **fields)
        record("unit_founded", unit, by=by, on=since, name=unit.name)
        _index(unit)
    return unit


def change_unit(
    unit: Unit, what: Description, *, on: date, revision: int, by: User, reason: str = ""
) -> None:
    """From `on` the unit is `what`: at once if that day has come, else when it comes (`apply_due`).

    Raises PermissionDenied, ValidationError, conflict.Conflict.
    """
    if not can_manage_unit(by, unit):
        raise PermissionDenied
    _check_place(unit, what, on)
    if what.parent != unit.parent and not all(
        parent is not None and can_manage_unit(by, parent) for parent in (unit.parent, what.parent)
    ):
        raise PermissionDenied
    with transaction.atomic():
        _claim(unit, revision, what)
        last = unit.states.filter(since__lte=on).order_by("-since").first()
        fields = {name: getattr(what, name) for name in _DATED}
        if last and last.since == on:
            UnitState.objects.filter(pk=last.pk).update(**fields, reason=reason)
        else:
            following = unit.states.filter(since__gt=on).order_by("since").first()
            until = following.since - timedelta(days=1) if following else None
            if last:
                unit.states.filter(pk=last.pk).update(until=on - timedelta(days=1))
            UnitState.objects.create(unit=unit, since=on, until=until, reason=reason, **fields)
        record("unit_changed", unit, by=by, on=on, name=what.name, before=unit.name, reason=reason)
        if on <= clock.today():
            _bring_up(unit)


def end_unit(unit: Unit, *, on: date, into: Unit | None, revision: int, by: User, reason: str = "") -> None:
    """`on` is the unit's last day; it may be merged into another. Units below it must have gone before."""
    if not can_manage_unit(by, unit) or unit.parent is None or not can_manage_unit(by, unit.parent):
        raise PermissionDenied
    left = unit.children.filter(Q(ended__isnull=True) | Q(ended__gt=on)).first()
    if left:
        raise ValidationError(
            _("“%(unit)s” is still below this unit: move it or end it first.") % {"unit": left.name}
        )
    if into is not None and (into.pk == unit.pk or (into.ended and into.ended <= on)):
        raise ValidationError({"into": _("Choose a unit that goes on after that day.")})
    with transaction.atomic():
        _claim(unit, revision, Description.of(unit))
        Unit.objects.filter(pk=unit.pk).update(ended=on, successor=into)
        unit.states.filter(until__isnull=True).update(until=on)
        into_name = into.name if into else ""
        record("unit_ended", unit, by=by, on=on, name=unit.name, into=into_name, reason=reason)
        unit.ended, unit.successor = on, into
        for follow in AFTER_CHANGE:
            follow(unit, None)


def apply_due() -> int:
    """Bring units up to what holds today; called at start and once a day. Returns how many changed."""
    today = clock.today()
    due = UnitState.objects.on(today).exclude(
        name=F("unit__name"),
        short_name=F("unit__short_name"),
        kind=F("unit__kind"),
        level=F("unit__level"),
    ) | UnitState.objects.on(today).exclude(parent=F("unit__parent")).filter(parent__isnull=False)
    changed = list(due.select_related("unit").distinct())
    for state in changed:
        with transaction.atomic():
            _bring_up(state.unit)
            record("unit_change_came", state.unit, by=None, name=state.name)
    return len(changed)


def _check_place(unit: Unit, what: Description, on: date) -> None:
    parent = what.parent
    if parent is not None and (parent.path or "").startswith(unit.path or "!"):
        raise ValidationError({"parent": _("A unit cannot stand below itself.")})
    if unit.parent is None and parent is not None:
        raise ValidationError({"parent": _("The root of a tree cannot be moved.")})
    if unit.founded and on < unit.founded:
        raise ValidationError({"on": _("The unit was founded later than that day.")})


def _claim(unit: Unit, revision: int, what: Description) -> None:
    """Take the next revision, or say that somebody else did and what then differs."""
    try:
        save_checked(unit, revision=revision, fields={})
    except Conflict as conflict:
        stored = conflict.current
        differ = tuple(name for name in _DATED if getattr(stored, name) != getattr(what, name))
        raise Conflict(stored, differ) from None


def _bring_up(unit: Unit) -> None:
    """Make the unit's row what its state of today says; its subtree follows."""
    state = unit.states.on(clock.today()).first()
    if state is None:
        return
    unit.refresh_from_db()
    old = unit.path or ""
    moved = state.parent_id != unit.parent_id
    for name in _DATED:
        setattr(unit, name, getattr(state, name))
    if moved and unit.parent is not None:
        unit.path = (unit.parent.path or "") + old[-5:]
    unit.save()
    if moved:
        below = Unit.objects.filter(under(old)).exclude(pk=unit.pk)
        below.update(path=Concat(Value(unit.path), Substr("path", len(old) + 1)))
    _index(unit)
    for follow in AFTER_CHANGE:
        follow(unit, old if moved else None)


def _index(unit: Unit) -> None:
    text = " ".join(filter(None, (unit.name, unit.short_name)))
    search.put(f"unit:{unit.pk}", "unit", [Entry(title=unit.name, text=text)])
