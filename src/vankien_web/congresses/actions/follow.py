"""What congresses do when their unit moves, changes its kind or ends; called in the unit's transaction."""

from __future__ import annotations

from django.db import transaction

from vankien_web.common.fields import under
from vankien_web.common.history import record
from vankien_web.congresses import rollups
from vankien_web.congresses.actions.changing import bring_up_all, call_by_its_day
from vankien_web.congresses.bounds import Bounds
from vankien_web.congresses.models import HELD, Congress, Season
from vankien_web.units.models import Unit


def follow_unit(unit: Unit, old_path: str | None) -> None:
    """What units call (AFTER_CHANGE): `old_path` where the unit moved, else None."""
    if old_path is not None:
        follow_move(unit, old_path)
    follow_change(unit)


def follow_move(unit: Unit, old_path: str) -> None:
    """Sums follow a unit to its new place, and so do the stricter deadlines that hold there."""
    new_path = unit.path or ""
    with transaction.atomic():
        for season in _seasons(unit):
            root = season.root.path or ""
            if root.startswith(new_path):
                continue  # the season's whole tree moved: nothing changed inside
            if old_path.startswith(root) and new_path.startswith(root):
                rollups.carry(season, unit.pk, old_path, new_path)
                if season.closed_on is None:
                    below = Congress.objects.filter(under(new_path, "unit__path"))
                    bring_up_all(season, below, Bounds(season))
            else:
                rollups.rebuild(season)


def follow_change(unit: Unit) -> None:
    """Rules go by what the unit is now; the congress of a unit that ended is dropped. Held ones stay."""
    with transaction.atomic():
        mine = Congress.objects.select_for_update(of=("self",)).select_related("season__root", "unit")
        open_ones = mine.filter(unit=unit, season__closed_on=None).exclude(stage__in=HELD)
        for congress in open_ones.order_by("pk"):
            call_by_its_day(congress)
            before, ended = rollups.share(congress), unit.ended is not None
            if congress.kind == unit.kind and congress.dropped == ended:
                continue
            told = {"kind": unit.kind, "before": congress.kind, "name": unit.name}
            congress.kind, congress.dropped = unit.kind, ended
            congress.save(update_fields=("kind", "dropped"))
            record("congress_dropped" if ended else "congress_kind_changed", congress, by=None, **told)
            rollups.replace(congress.season, [(before, rollups.share(congress))])
            bring_up_all(
                congress.season,
                Congress.objects.filter(pk=congress.pk),
                Bounds(congress.season, path=congress.unit.path or ""),
            )


def rebuild(season: Season) -> None:
    """All rollup rows of the season anew, for an import or after a repair."""
    with transaction.atomic():
        rollups.rebuild(season)


def _seasons(unit: Unit) -> list[Season]:
    found = Season.objects.filter(congresses__unit__in=Unit.objects.below(unit)).distinct()
    return list(found.select_related("root").order_by("pk"))
