"""How every verb takes a congress in hand and leaves the rollups right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction

from vankien_web.common import clock
from vankien_web.congresses import rollups
from vankien_web.congresses.bounds import COUNTERS, Bounds, bring_up
from vankien_web.congresses.models import HELD, Congress, Season


@contextmanager
def changing(congress: Congress) -> Iterator[Congress]:
    """The congress's row, locked; what was changed on it and saved is in the rollups afterwards."""
    with transaction.atomic():
        rows = Congress.objects.select_for_update(of=("self",)).select_related("unit", "season__root")
        fresh = rows.get(pk=congress.pk)
        before = rollups.share(fresh)
        yield fresh
        call_by_its_day(fresh)
        rollups.replace(fresh.season, [(before, rollups.share(fresh))])


def call_by_its_day(congress: Congress) -> None:
    """A commune that has become a ward since then held its congress as a commune."""
    day = congress.opens_on or clock.today()
    name = congress.unit.states.on(day).values_list("name", flat=True).first()
    if name and name != congress.unit_name:
        congress.unit_name = name
        Congress.objects.filter(pk=congress.pk).update(unit_name=name)


def bring_up_all(season: Season, among: models.QuerySet[Congress], bounds: Bounds) -> int:
    """Deadlines and counters of these congresses anew, but for those held: they keep what held then.

    Call inside a transaction, last; returns how many changed.
    """
    rows = among.filter(season=season).exclude(stage__in=HELD).select_for_update(of=("self",))
    found = list(rows.select_related("unit").prefetch_related("steps", "dossier").order_by("pk"))
    changes, changed = [], []
    for congress in found:
        before = rollups.share(congress)
        was = [getattr(congress, name) for name in COUNTERS]
        bring_up(congress, bounds, congress.steps.all(), congress.dossier.all())
        if was != [getattr(congress, name) for name in COUNTERS]:
            changed.append(congress)
            changes.append((before, rollups.share(congress)))
    Congress.objects.bulk_update(changed, COUNTERS, batch_size=500)
    rollups.replace(season, changes)
    return len(changed)
