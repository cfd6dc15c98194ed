"""Keeping the rollup rows right: what each congress adds, and how that reaches every row above it.

A change is written as a difference to the rows of the unit and of all above it up to the season's root.
Rows are locked from the root downwards, after everything else that a change locks: nothing deadlocks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from vankien_web.common.fields import numbers, under
from vankien_web.congresses.models import HELD, Congress, Rollup, Season

_NUMBERS = (
    "congresses",
    "pilots",
    "steps_done",
    "steps_total",
    "counted_done",
    "counted_total",
    "dossier_missing",
)
_ALL = (*_NUMBERS, "stages", "kinds", "next_deadline")
_MANY = 200  # changes from which building all rows anew is cheaper than adding differences


@dataclass(frozen=True)
class Share:
    """What one congress adds to the row of its unit, at `path`, and to every row above."""

    path: str
    cell: tuple[str, str, str]  # kind, stage, deadline (ISO, "" for none)
    numbers: tuple[int, ...]  # as _NUMBERS


@dataclass
class Sum:
    """A row's content while it is added up."""

    numbers: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, row: Rollup) -> Sum:
        cells = {
            (kind, stage, day): n
            for kind, stages in row.kinds.items()
            for stage, days in stages.items()
            for day, n in days.items()
        }
        return cls(Counter({name: getattr(row, name) for name in _NUMBERS}), Counter(cells))

    def add(self, share: Share, sign: int = 1) -> None:
        for name, value in zip(_NUMBERS, share.numbers, strict=True):
            self.numbers[name] += sign * value
        self.cells[share.cell] += sign

    def merge(self, other: Sum, sign: int = 1) -> None:
        for own, others in ((self.numbers, other.numbers), (self.cells, other.cells)):
            for key, value in others.items():
                own[key] += sign * value  # type: ignore[index]

    @property
    def impossible(self) -> bool:
        return min((*self.numbers.values(), *self.cells.values()), default=0) < 0

    def write(self, row: Rollup) -> Rollup:
        """Into the row, without zeros, so that the same counts are always the same data."""
        for name in _NUMBERS:
            setattr(row, name, self.numbers[name])
        stages: Counter[str] = Counter()
        row.kinds, open_days = {}, []
        for (kind, stage, day), n in sorted(self.cells.items()):
            if n:
                row.kinds.setdefault(kind, {}).setdefault(stage, {})[day] = n
                stages[stage] += n
                open_days += [day] if day and stage not in HELD else []
        row.stages = dict(sorted(stages.items()))
        row.next_deadline = date.fromisoformat(min(open_days)) if open_days else None
        return row


def share(congress: Congress) -> Share | None:
    """What this congress adds now; None when it is in no count. Reads `congress.unit`."""
    if congress.dropped:
        return None
    day = congress.deadline.isoformat() if congress.deadline else ""
    values = (1, int(congress.pilot), *(getattr(congress, name) for name in _NUMBERS[2:]))
    return Share(congress.unit.path or "", (congress.kind, congress.stage, day), values)


def replace(season: Season, changes: Iterable[tuple[Share | None, Share | None]]) -> None:
    """Take each `before` out of the rows and put each `after` in. Call last in the transaction."""
    real = [(before, after) for before, after in changes if before != after]
    if len(real) > _MANY:
        rebuild(season)
        return
    sums: dict[int, Sum] = defaultdict(Sum)
    for before, after in real:
        for one, sign in ((before, -1), (after, 1)):
            for unit in _rows_above(season, one.path) if one else ():
                sums[unit].add(one, sign)  # type: ignore[arg-type]
    _add(season, sums)


def carry(season: Season, unit_id: int, old_path: str, new_path: str) -> None:
    """A unit went elsewhere in the season's tree with all below it: its sum goes with it."""
    row = Rollup.objects.filter(season=season, unit_id=unit_id).first()
    if row is None:
        return
    sums: dict[int, Sum] = defaultdict(Sum)
    for path, sign in ((old_path, -1), (new_path, 1)):
        for unit in _rows_above(season, path)[:-1]:
            sums[unit].merge(Sum.of(row), sign)
    _add(season, sums)


def rebuild(season: Season) -> None:
    """All rows of the season anew from its congresses. They are locked first, as `replace` does."""
    list(_locked(season).values_list("pk"))
    root = season.root.path or ""
    sums: dict[int, Sum] = defaultdict(Sum)
    counted = Congress.objects.filter(under(root, "unit__path"), season=season, dropped=False)
    for congress in counted.select_related("unit").iterator(2000):
        one = share(congress)
        for unit in _rows_above(season, one.path) if one else ():
            sums[unit].add(one)  # type: ignore[arg-type]
    Rollup.objects.filter(season=season).delete()
    rows = [total.write(Rollup(season=season, unit_id=unit)) for unit, total in sums.items()]
    Rollup.objects.bulk_create(rows, batch_size=1000)


def _rows_above(season: Season, path: str) -> list[int]:
    """The units from the season's root down to the one at `path`; none outside of the season's tree."""
    ids = numbers(path)
    return ids[ids.index(season.root_id) :] if season.root_id in ids else []


def _locked(season: Season) -> models.QuerySet[Rollup]:
    rows = Rollup.objects.filter(season=season).select_for_update(of=("self",))
    return rows.order_by("unit__path")


def _add(season: Season, sums: dict[int, Sum]) -> None:
    if not sums:
        return
    rows = {row.unit_id: row for row in _locked(season).filter(unit_id__in=sums)}
    if missing := sorted(sums.keys() - rows.keys()):
        new = [Rollup(season=season, unit_id=unit) for unit in missing]
        Rollup.objects.bulk_create(new, ignore_conflicts=True)
        rows = {row.unit_id: row for row in _locked(season).filter(unit_id__in=sums)}
    for unit, row in rows.items():
        total = Sum.of(row)
        total.merge(sums[unit])
        if total.impossible:
            rebuild(season)  # the rows were wrong before: nobody's work is refused for that
            return
        total.write(row)
    Rollup.objects.bulk_update([r for r in rows.values() if r.congresses], _ALL)
    Rollup.objects.filter(pk__in=[r.pk for r in rows.values() if not r.congresses]).delete()
