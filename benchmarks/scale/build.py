"""Fills an empty site with units, people, congresses, drafts and their history; the same data every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from benchmarks.scale import congresses, drafts, people, shape, texts
from benchmarks.scale.batch import Batch, ago
from benchmarks.scale.people import Staff
from benchmarks.scale.size import Shape
from vankien_web.accounts.models import User
from vankien_web.common.entries import Entry
from vankien_web.common.history import happened, record_many
from vankien_web.congresses import rollups
from vankien_web.congresses.bounds import Bounds
from vankien_web.congresses.models import DeadlineOverride, Season, SeasonPack
from vankien_web.units.models import Kind, Level, Role, Unit, UnitState

PASSWORD = "mat khau thu tai"  # noqa: S105 - opens invented accounts in a throw-away folder
_FOUNDED = date(2000, 1, 1)
_KINDS = ("political_report", "self_review", "resolution")
_OWN_DEADLINES = 25  # one base unit in so many has a deadline of its own


@dataclass
class Making:
    """What goes from one province to the next."""

    shape: Shape
    batch: Batch
    season: Season
    password: str
    keeper: User
    top: Staff
    light: texts.Text
    samples: list[texts.Text]
    units_made: int = 1


def build(wanted: Shape, seed: int = 2020, tell: Callable[[str], None] = print) -> Season:
    """A season over the whole tree; every event is in its chain. One transaction a province."""
    batch = Batch(seed)
    making = _begin(wanted, batch)
    for number, units in enumerate(shape.branches(wanted, batch.numbers[Unit], making.season.root), start=1):
        _province(making, units, last=number == wanted.provinces)
        batch.store()
        tell(f"{number}/{wanted.provinces}: {batch.events_stored} events")
    batch.close()
    with transaction.atomic():
        rollups.rebuild(making.season)
    return making.season


def _begin(wanted: Shape, batch: Batch) -> Making:
    password = make_password(PASSWORD)
    root = shape.root(batch.numbers[Unit])
    first = people.staff(batch, root, None, password)
    keeper = first.accounts[Role.ADMINISTRATOR]
    _unit(batch, root, keeper)
    batch.store()
    name = "Đại hội nhiệm kỳ 2020–2025 (dữ liệu thử tải)"
    season = Season.objects.create(
        root=root, name=name, pack=texts.PACK, term_from=2020, term_until=2025, opened_on=date(2019, 6, 15)
    )
    SeasonPack.objects.create(season=season, pack=texts.PACK, since=date(2019, 5, 30))
    told: dict[str, Any] = {"name": name, "pack": texts.PACK, "unit": root.name}
    with transaction.atomic():
        opened = happened("season_opened", season, by=first.accounts[Role.OFFICE], at=ago(100), **told)
        batch.events_stored += record_many([opened])
    return Making(wanted, batch, season, password, keeper, first, texts.light(), texts.samples())


def _province(making: Making, units: list[Unit], *, last: bool) -> None:
    """The province's units, people, groups, congresses and drafts, into the batch."""
    batch = making.batch
    known = {making.season.root_id: making.top}
    for unit in units:
        _unit(batch, unit, making.keeper)
        known[unit.pk] = people.staff(batch, unit, making.keeper, making.password)
    below: dict[int, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id or 0, []).append(unit)
    for unit in units:
        if unit.level != Level.BASE:
            followed = below.get(unit.pk, [])[:5]
            people.group(batch, unit, followed, known[unit.pk], making.keeper, making.password)
    _congresses(making, units, known, last=last)


def _congresses(making: Making, units: list[Unit], known: dict[int, Staff], *, last: bool) -> None:
    batch, wanted = making.batch, making.shape
    bounds = Bounds(making.season)
    stricter = _overrides(making, units)
    bounds.overrides += stricter
    batch.add(*stricter)
    made = []
    for unit in units:
        above = known[unit.parent_id or 0]
        one = congresses.held(batch, making.season, unit, known[unit.pk].accounts, above)
        for n, kind in enumerate((*_KINDS, *(("outline",) if making.units_made <= 3 else ()))):
            whole = n == 0 and batch.read_made < wanted.read and unit.pk % 3 == 0
            batch.read_made += whole
            text = making.samples[batch.read_made % 3] if whole else making.light
            drafts.draft(batch, one, kind, text, whole=whole)
        if batch.random.random() < 0.05:
            congresses.report(batch, one)
        making.units_made += 1
        made.append(one)
    for one, spoken in zip(made, _shares(making, made, last=last), strict=True):
        congresses.finish(batch, one, bounds, spoken)


def _shares(making: Making, made: list[congresses.Held], *, last: bool) -> list[int]:
    """How many step events each congress gets, so that the whole comes to the wanted number."""
    batch, wanted = making.batch, making.shape
    due = wanted.events if last else wanted.events * making.units_made // wanted.units
    natural = len(batch.events) + sum(len(one.before) + len(one.after) for one in made)
    rest = max(0, due - batch.events_stored - natural)
    return [rest // len(made) + (n < rest % len(made)) for n in range(len(made))]


def _overrides(making: Making, units: list[Unit]) -> list[DeadlineOverride]:
    """Stricter deadlines: the province's for its communes, and some units' own, partly past already."""
    random, day = making.batch.random, date(2020, 6, 30)
    chosen = [units[0]] + [u for u in units if u.level == Level.BASE and u.pk % _OWN_DEADLINES == 0]
    return [
        DeadlineOverride(
            season=making.season,
            unit=unit,
            kind=Kind.COMMUNE if unit is units[0] else unit.kind,
            until=day - timedelta(days=random.randint(10, 160)),
            source="Kế hoạch của cấp ủy (dữ liệu thử tải)",
        )
        for unit in chosen
    ]


def _unit(batch: Batch, unit: Unit, keeper: User) -> None:
    fields = {"name": unit.name, "kind": unit.kind, "level": unit.level, "parent": unit.parent}
    batch.add(unit, UnitState(unit=unit, since=_FOUNDED, **fields))
    batch.events.append(happened("unit_founded", unit, by=keeper, at=ago(130), on=_FOUNDED, name=unit.name))
    batch.index(f"unit:{unit.pk}", "unit", [Entry(title=unit.name, text=unit.name)])
