"""The ledger is written here and nowhere else: what a version states, and which version counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from vankien import checks
from vankien.checks.reading.statements import Statement, statements
from vankien_web.common import clock
from vankien_web.common.fields import fits, under
from vankien_web.congresses.models import Season
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.figures.models import Entered, Figure
from vankien_web.figures.models.figure import AWAY
from vankien_web.units.models import Unit

EDITION = 1  # raise it when one text gives other rows: versions are entered again when the worker starts


def enter(version: Version, ready: checks.Draft) -> None:
    """Put every figure of a version into the ledger. Doing it again changes nothing.

    Rows are found again by `key`: one that is there keeps its identity and its `standing`. One that is no
    longer read goes, unless a department has it in hand.
    """
    found = {s.key: s for s in statements(_of_its_term(version, ready))}
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).filter(pk=version.draft_id).first()
        if draft is None:
            return  # deleted while it was read
        rows = {s.key: _row(draft, version, number, s) for number, s in enumerate(found.values(), start=1)}
        known = {row.key: row for row in Figure.objects.filter(version=version)}
        _put_away(version, known.keys() - rows.keys())
        _rewrite(version, [(known[key], row) for key, row in rows.items() if key in known])
        Figure.objects.bulk_create((r for key, r in rows.items() if key not in known), batch_size=500)
        Entered.objects.update_or_create(
            version=version,
            defaults={"edition": EDITION},
            create_defaults={"edition": EDITION, "at": clock.now()},
        )


def _of_its_term(version: Version, ready: checks.Draft) -> checks.Draft:
    """A document that names no term is of that of its season."""
    season = Season.objects.filter(congresses__drafts=version.draft_id).first()
    if ready.term is not None or season is None:
        return ready
    return replace(ready, years=(season.term_from, season.term_until))


def mark(draft: Draft) -> None:
    """What drafts call (AFTER_MOVING) when another version became the newest, or was sent up."""
    rows = Figure.objects.filter(version__draft=draft)
    for flag, version in (("newest", draft.latest_id), ("sent", draft.sent_id)):
        rows.filter(**{flag: True}).exclude(version=version).update(**{flag: False})
        rows.filter(**{flag: False}, version=version).update(**{flag: True})


def follow_unit(unit: Unit, old_path: str | None) -> None:
    """What units call (AFTER_CHANGE): the figures of the moved subtree are found at its new place."""
    if old_path:
        rest = Substr("unit_path", len(old_path) + 1)
        moved = Figure.objects.filter(under(old_path, "unit_path"))
        moved.update(unit_path=Concat(Value(unit.path or ""), rest))


def _put_away(version: Version, keys: Collection[str]) -> None:
    """Take out what is no longer read; what a department has in hand stays, but counts no more."""
    gone = Figure.objects.filter(version=version, key__in=keys)
    gone.filter(verifications=None).delete()
    gone.filter(newest=True).update(newest=False)
    gone.filter(sent=True).update(sent=False)
    gone.filter(number__lt=AWAY).update(number=F("number") + AWAY)


def _rewrite(version: Version, pairs: Iterable[tuple[Figure, Figure]]) -> None:
    """Bring rows up to date in place; numbers that change are moved out of each other's way first."""
    changed = []
    for old, new in pairs:
        if any(getattr(old, name) != getattr(new, name) for name in _WRITTEN):
            new.pk = old.pk
            changed.append((old.number, new))
    if any(number != new.number for number, new in changed):
        ids = [new.pk for _, new in changed]
        Figure.objects.filter(pk__in=ids).update(number=F("number") + 2 * AWAY)
    Figure.objects.bulk_update((new for _, new in changed), _WRITTEN, batch_size=200)


def _row(draft: Draft, version: Version, number: int, stated: Statement) -> Figure:
    figure = stated.figure
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
    return Figure(
        version=version,
        number=number,
        unit_path=draft.unit_path or "",
        kind=draft.kind,
        newest=version.pk == draft.latest_id,
        sent=version.pk == draft.sent_id,
        block=figure.block,
        start=figure.start,
        end=figure.end,
        section=stated.section[:255],
        surface=figure.surface[:255],
        sentence="" if draft.kind == PERSONNEL else stated.sentence,
        indicator=figure.indicator or "",
        topic=figure.topic,
        unit=(figure.unit or "")[:64],
        period=(figure.period or "")[:64],
        role=figure.role,
        comparator=figure.comparator,
        dimension=stated.dimension[:64],
        moment=stated.moment[:64],
        ahead=stated.ahead,
        about=stated.about[:160],
        key=stated.key,
        matter=stated.matter,
        **_exactly(low, high, figure.total, stated.factor),
    )


def _exactly(low: Decimal, high: Decimal | None, total: Decimal | None, factor: Decimal) -> dict[str, Any]:
    """The numbers, if all are held exactly; the sum's only where there is one value."""
    if not all(fits(number) for number in (low, high, total) if number is not None):
        return {}
    amount = low * factor if high is None else None
    exponent = min(int(n.as_tuple().exponent) for n in (low, high) if n is not None)
    return {
        "value": low,
        "high": high,
        "total": total,
        "amount": amount if amount is not None and fits(amount) else None,
        "places": max(-exponent, 0),
    }


_WRITTEN = [
    f.attname
    for f in Figure._meta.concrete_fields
    if f.attname not in ("id", "version_id", "key", "standing")
]
