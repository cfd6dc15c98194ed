"""The figures of a version that was sent up go to departments, with a deadline; those are reminded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import By, record
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.drafts.telling import tell_of
from vankien_web.figures.models import Figure, Standing, Verification
from vankien_web.figures.permissions import can_ask_verification, committee_of
from vankien_web.figures.routing import remember
from vankien_web.units.models import Unit
from vankien_web.units.reach import department_people

BEFORE = timedelta(days=3)  # the first reminder comes so long before the deadline


def ask(
    draft: Draft,
    figures: Mapping[Unit, Iterable[Figure]],
    due: date,
    *,
    chosen: Mapping[str, Unit] | None = None,
    by: User,
) -> int:
    """Send figures of the sent version to departments; returns how many went out.

    `chosen`: the pack's names of departments for which a person chose a unit; remembered for the committee.
    What was asked already is left as it is. Raises PermissionDenied, ValidationError.
    """
    if not can_ask_verification(by, draft):
        raise PermissionDenied
    committee = committee_of(by, draft)
    if committee is None:
        raise PermissionDenied
    wanted = {unit: list(some) for unit, some in figures.items()}
    _may_go_out(draft, wanted, due)
    with transaction.atomic():
        Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        remember(committee, chosen or {})
        known = set(draft.verifications.values_list("key", flat=True))
        rows: list[Verification] = []
        for unit, some in wanted.items():
            mine = [f for f in some if f.key not in known]
            known |= {f.key for f in mine}
            if not mine:
                continue
            common = {"draft": draft, "department": unit, "committee": committee, "asked_by": by, "due": due}
            rows += [Verification(figure=f, key=f.key, **common) for f in mine]
            event = record("figures_asked", draft, by=by, department=unit.name, figures=len(mine), due=due)
            tell_of(draft, event, department_people(unit), _list(draft))
        if not rows:
            raise ValidationError(_("These figures are with a department already."))
        Verification.objects.bulk_create(rows, batch_size=500)
        keys = [v.key for v in rows]
        versions = [n for n in (draft.latest_id, draft.sent_id) if n]
        Figure.objects.filter(version__in=versions, key__in=keys).update(standing=Standing.WAITING)
    return len(rows)


def remind(draft: Draft, department: Unit, *, by: By) -> bool:
    """Tell the department again of what waits, at most once a day; `by=None` is the machine."""
    if isinstance(by, User) and not can_ask_verification(by, draft):
        raise PermissionDenied
    today = clock.today()
    with transaction.atomic():
        waiting = Verification.objects.waiting().filter(draft=draft, department=department)
        waiting = waiting.exclude(reminded_on=today)
        first = waiting.order_by("due").values_list("due", flat=True).first()
        count = waiting.update(reminded_on=today)
        if first is None or not count:
            return False
        late = max((today - first).days, 0)
        verb = "figures_late" if late else "figures_reminded"
        name = department.name
        event = record(verb, draft, by=by, department=name, figures=count, due=first, days=late)
        tell_of(draft, event, department_people(department), _list(draft))
    return True


def remind_all() -> int:
    """For the machine, daily: once when the deadline is near, once when it is past. Returns how many."""
    today = clock.today()
    near = Q(reminded_on=None, due__lte=today + BEFORE, due__gte=today)
    past = Q(due__lt=today) & (Q(reminded_on=None) | Q(reminded_on__lte=F("due")))
    waiting = Verification.objects.waiting().filter(near | past, draft__congress__season__closed_on=None)
    pairs = waiting.order_by().values_list("draft", "department").distinct()
    drafts = Draft.objects.in_bulk({draft for draft, _unit in pairs})
    units = Unit.objects.in_bulk({unit for _draft, unit in pairs})
    return sum(remind(drafts[draft], units[unit], by=None) for draft, unit in pairs)


def _may_go_out(draft: Draft, figures: Mapping[Unit, list[Figure]], due: date) -> None:
    if draft.kind == PERSONNEL:
        raise ValidationError(_("A personnel plan is not sent to other services."))
    if not any(figures.values()):
        raise ValidationError(_("Choose the figures that are to be verified."))
    if any(f.version_id != draft.sent_id for some in figures.values() for f in some):
        raise ValidationError(_("Another version was sent up meanwhile: choose its figures."))
    if due < clock.today():
        raise ValidationError({"due": _("The deadline has passed already: choose a later day.")})
    for unit in figures:
        if not department_people(unit):
            text = _(
                "Nobody at “%(service)s” verifies figures or speaks for it: nobody would read the question."
            )
            raise ValidationError(text % {"service": unit.name})


def _list(draft: Draft) -> str:
    return reverse("verify_figures", args=[draft.pk])
