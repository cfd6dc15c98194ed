"""After any sequence of actions the roll-ups kept by differences are what a count of everything gives."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from factories import make_tree, make_unit, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.models import HELD, Congress, DeadlineOverride, Rollup, Season
from vankien_web.units.actions import change_unit, end_unit
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Role, Unit

pytestmark = pytest.mark.django_db
FIELDS = [
    "congresses",
    "pilots",
    "stages",
    "kinds",
    "next_deadline",
    "steps_done",
    "steps_total",
    "counted_done",
    "counted_total",
    "dossier_missing",
]


def rows(season):
    return {
        row.pop("unit_id"): row for row in Rollup.objects.filter(season=season).values("unit_id", *FIELDS)
    }


def counted(season):
    """The same without any of the code under test."""
    found = {}
    for congress in Congress.objects.filter(season=season, dropped=False).select_related("unit"):
        for unit in Unit.objects.all():
            inside = (unit.path or "").startswith(season.root.path)
            if inside and congress.unit.path.startswith(unit.path):
                row = found.setdefault(unit.pk, dict.fromkeys(FIELDS, 0) | {"days": []})
                row["congresses"] += 1
                row["pilots"] += congress.pilot
                for name in FIELDS[5:]:
                    row[name] += getattr(congress, name)
                if congress.stage not in HELD and congress.deadline:
                    row["days"].append(congress.deadline)
    return {
        pk: {
            n: v
            for n, v in row.items()
            if isinstance(v, int) and n not in ("stages", "kinds", "next_deadline")
        }
        | {"next_deadline": min(row["days"]) if row["days"] else None}
        for pk, row in found.items()
    }


class Office:
    """Everything that may be done to a season, chosen at random."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 - a repeatable sequence
        self.tree = make_tree()
        self.user = make_user(None, Role.ADMINISTRATOR)
        post = {"body": "cap-uy", "title": "Văn phòng", "role": Role.OFFICE, "since": date(2010, 1, 1)}
        for province in (self.tree.province, self.tree.other_province):  # units move from one to the other
            self.user.person.posts.create(unit=province, **post)
        make_unit("Chi bộ Một", self.tree.commune, kind="chi-bo")
        make_unit("Đảng bộ thành phố Hai mươi", self.tree.province, kind="huyen-tp", level="tren-co-so")
        self.season = actions.open_season(self.tree.province, "dang-2019", "Đợt", (2020, 2025), by=self.user)
        self.open()

    def unit(self):
        return self.random.choice(list(Unit.objects.below(self.tree.province).filter(ended=None)))

    def congress(self):
        return self.random.choice(list(Congress.objects.filter(season=self.season).select_related("unit")))

    def open(self):
        units = [self.tree.province, *(self.unit() for _ in range(4))]
        actions.open_congresses(self.fresh(), units, by=self.user)

    def fresh(self):
        return Season.objects.select_related("root").get(pk=self.season.pk)

    def plan(self):
        plan = Plan(pilot=self.random.random() < 0.5, opens_on=date(2020, 3, 12))
        actions.plan_congress(self.congress(), plan, by=self.user)

    def step(self):
        congress, total = self.congress(), self.random.randint(1, 9)
        known = congress.steps.filter(item="cells").first()
        tick = Tick(count=self.random.randint(0, total), total=total)
        actions.set_step(congress, "cells", tick, by=self.user, revision=known.revision if known else 0)

    def paper(self):
        congress, item = self.congress(), self.random.choice(["scenario", "organs", "request"])
        known = congress.dossier.filter(item=item).first()
        paper = Paper(present=self.random.random() < 0.7)
        actions.set_paper(congress, item, paper, by=self.user, revision=known.revision if known else 0)

    def stage(self):
        verb = self.random.choice(["review", "approve", "send_back", "hold_official", "report"])
        actions.take(self.congress(), verb, by=self.user, note="vì")

    def approve_all(self):
        congress = self.congress()
        Congress.objects.filter(pk=congress.pk).update(opens_on=date(2020, 3, 12))
        for item in ("request", "political_report", "self_review", "resolution", "programme", "scenario",
                     "regulations", "organs"):  # fmt: skip
            known = congress.dossier.filter(item=item).first()
            actions.set_paper(
                congress, item, Paper(present=True), by=self.user, revision=known.revision if known else 0
            )
        for verb in ("review", "approve", "hold_official"):
            with suppress(ValidationError):
                actions.take(congress, verb, by=self.user)

    def override(self):
        day = date(2020, self.random.randint(4, 6), self.random.randint(1, 30))
        actions.override_deadline(
            self.fresh(), self.unit(), "xa-phuong", until=day, source="KH", by=self.user
        )

    def lift(self):
        one = DeadlineOverride.objects.select_related("unit", "season__root").first()
        if one:
            actions.lift_override(one, by=self.user)

    def switch(self):
        season = self.fresh()
        other = "dang-2025" if season.pack == "dang-2019" else "dang-2019"
        last = season.packs.order_by("-since").first().since
        actions.switch_pack(season, other, last.replace(day=last.day + 1), "QĐ", by=self.user)

    def move(self):
        unit, parent = self.unit(), self.unit()
        what = Description(unit.name, unit.kind, unit.level, parent)
        change_unit(unit, what, on=date(2020, 2, 13), revision=unit.revision, by=self.user)

    def leave(self):
        """To another tree and, for the next one that moves, back."""
        unit = self.random.choice([self.tree.office, self.tree.party_office])
        unit = Unit.objects.get(pk=unit.pk)
        away = (
            self.tree.other_province if unit.path.startswith(self.tree.province.path) else self.tree.province
        )
        what = Description(unit.name, unit.kind, unit.level, away)
        change_unit(unit, what, on=date(2020, 2, 13), revision=unit.revision, by=self.user)

    def change_kind(self):
        unit = self.unit()
        kind = self.random.choice(["xa-phuong", "co-quan"])
        what = Description(unit.name, kind, unit.level, unit.parent)
        change_unit(unit, what, on=date(2020, 2, 13), revision=unit.revision, by=self.user)

    def end(self):
        unit = self.unit()
        if unit.pk not in (self.tree.province.pk, self.tree.city.pk):
            end_unit(unit, on=date(2020, 2, 13), into=None, revision=unit.revision, by=self.user)


VERBS = [
    "open",
    "plan",
    "step",
    "step",
    "paper",
    "paper",
    "stage",
    "approve_all",
    "override",
    "lift",
    "switch",
    "move",
    "leave",
    "change_kind",
    "end",
]


@pytest.mark.parametrize("seed", range(6))
def test_differences_are_a_count(seed, settings):
    settings.VANKIEN_DEMO = True
    office, done = Office(seed), []
    for _ in range(25):
        verb = office.random.choice(VERBS)
        with suppress(ValidationError):
            getattr(office, verb)()
        done.append(verb)
        kept, season = rows(office.season), office.fresh()
        assert {pk: {n: row[n] for n in row if n not in ("stages", "kinds")} for pk, row in kept.items()} == (
            counted(season)
        ), done
        actions.rebuild(season)
        assert rows(season) == kept, done


def test_a_large_batch_is_counted_at_once(settings):
    settings.VANKIEN_DEMO = True
    office = Office(0)
    units = [make_unit(None, office.tree.city) for _ in range(230)]
    actions.open_congresses(office.fresh(), units, by=office.user)
    assert rows(office.season)[office.tree.city.pk]["congresses"] >= 230
    kept = rows(office.season)
    actions.rebuild(office.fresh())
    assert rows(office.season) == kept


@pytest.mark.django_db(transaction=True)
def test_four_who_write_at_once(settings):
    """Nobody waits for ever, and no difference is lost."""
    settings.VANKIEN_DEMO = True
    office = Office(1)
    actions.open_congresses(office.fresh(), Unit.objects.below(office.tree.province), by=office.user)
    congresses = list(Congress.objects.exclude(kind="chi-bo").select_related("unit", "season__root")[:4])

    def write(congress):
        try:
            for n in range(6):
                tick = Tick(count=n, total=9)
                actions.set_step(congress, "plan", Tick(done=n % 2 == 0), by=office.user, revision=n)
                with suppress(ValidationError):  # a kind whose steps count no cells
                    actions.set_step(congress, "cells", tick, by=office.user, revision=n)
                if n == 3:
                    actions.plan_congress(congress, Plan(pilot=True), by=office.user)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, congresses))
    kept = rows(office.season)
    assert kept[office.tree.province.pk]["pilots"] == len(congresses)
    actions.rebuild(office.fresh())
    assert rows(office.season) == kept
