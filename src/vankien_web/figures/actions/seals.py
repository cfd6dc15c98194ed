"""What departments said of figures, followed by `key` through the versions of a draft.

A figure that states what was sealed stays verified, and nobody hears of it. One that states something else
breaks its seal: it waits for the department again, which is told. Only what was sent up is followed so; in
the unit's own newest version the marks alone are set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.drafts.models import Draft, State, Version
from vankien_web.drafts.telling import office_above, tell_of
from vankien_web.figures.models import Figure, Verification, VerificationState
from vankien_web.figures.stating import holds, same, standing, stated, unsealed
from vankien_web.units.models import Unit
from vankien_web.units.reach import department_people

AGAIN = timedelta(days=5)  # at least so long a department has for what comes back
_FIELDS = ("figure", "state", "broken_at", "before", "due", "reminded_on", "revision")


def after_reading(version: Version) -> None:
    """What drafts call once a version was read (AFTER_READING)."""
    after_moving(Draft.objects.select_related("latest", "sent", "congress__unit").get(pk=version.draft_id))


def after_moving(draft: Draft) -> None:
    """What drafts call when another version became the newest, or was sent up (AFTER_MOVING)."""
    rows = Verification.objects.filter(draft=draft).select_related("figure", "department")
    asked = list(rows.select_for_update(of=("self",)))
    if not asked:
        return
    if draft.sent is not None and _read(draft.sent):
        _follow(draft, draft.sent, asked)
    for version in {draft.latest, draft.sent}:
        if version is not None and _read(version):
            _mark(version, asked)


def _read(version: Version) -> bool:
    """Read by rules: a file that was not would look as if every figure had gone."""
    return version.state == State.DONE and hasattr(version, "entered")


def _follow(draft: Draft, version: Version, asked: Iterable[Verification]) -> None:
    figures = {f.key: f for f in _figures(version, asked)}
    changed: dict[str, list[Verification]] = {"broken": [], "gone": [], "agrees": [], "moved": []}
    for one in asked:
        if fate := _fate(one, figures.get(one.key)):
            changed[fate].append(one)
    moved = [one for some in changed.values() for one in some]
    for one in moved:
        one.revision += 1
    Verification.objects.bulk_update(moved, _FIELDS, batch_size=500)
    for one in changed["broken"]:
        told = _named(one) | {"before": one.before, "now": stated(one.figure).words}
        record("figure_seal_broken", one, by=None, stream=draft, **told)
    for one in changed["agrees"]:
        record("figure_agrees", one, by=None, stream=draft, **_named(one))
    _tell(draft, version, "figures_came_back", changed["broken"])
    _tell(draft, version, "figures_gone", changed["gone"])


def _fate(one: Verification, figure: Figure | None) -> str:
    """What becomes of one figure in the version that was sent up; empty where nothing does."""
    gone = one.state == VerificationState.GONE
    if figure is None:
        one.state = VerificationState.GONE
        return "" if gone else "gone"
    if figure.pk == one.figure_id and not gone:
        return ""
    was, one.figure = stated(one.figure), figure
    unchanged = same(was, stated(figure)) and not gone
    if not one.outcome:
        if not unchanged:
            one.state = VerificationState.WAITING
        return "moved"
    if holds(one, figure):
        mended = one.broken_at is not None or not unchanged
        one.state, one.broken_at, one.before = VerificationState.DONE, None, ""
        return "agrees" if mended else "moved"
    if unchanged:
        return "moved"
    _break(one)
    return "broken"


def _break(one: Verification) -> None:
    one.before = one.before or unsealed(one.sealed).words[:255]
    one.state, one.broken_at, one.reminded_on = VerificationState.WAITING, clock.now(), None
    one.due = max(one.due, clock.today() + AGAIN)


def _mark(version: Version, asked: Iterable[Verification]) -> None:
    """Write into the ledger how each figure of the version stands."""
    by_key = {one.key: one for one in asked}
    changed = []
    for figure in _figures(version, asked):
        now = standing(by_key[figure.key], figure)
        if figure.standing != now:
            figure.standing = now
            changed.append(figure)
    Figure.objects.bulk_update(changed, ["standing"], batch_size=500)


def _figures(version: Version, asked: Iterable[Verification]) -> Iterable[Figure]:
    """Those of the version that are asked about; what is no longer read in it counts no more."""
    keys = {one.key for one in asked}
    rows = Figure.objects.filter(version=version, newest=True) | Figure.objects.filter(
        version=version, sent=True
    )
    return [figure for figure in rows if figure.key in keys]


def _tell(draft: Draft, version: Version, verb: str, some: Iterable[Verification]) -> None:
    """One notice for each department and the office above the unit."""
    counted: Counter[Unit] = Counter(one.department for one in some)
    for department, count in counted.items():
        told: dict[str, Any] = {"department": department.name, "figures": count, "number": version.number}
        event = record(verb, draft, by=None, **told)
        people = [*department_people(department), *office_above(draft)]
        tell_of(draft, event, people, reverse("verify_figures", args=[draft.pk]))


def _named(one: Verification) -> dict[str, Any]:
    return {"figure": one.figure.surface, "department": one.department.name}
