"""Rows of many tables, collected and stored in an order in which each finds what it names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from benchmarks.scale.shape import Numbers
from vankien_web.accounts.models import User
from vankien_web.common import clock, history, matching, search
from vankien_web.common.entries import Entry
from vankien_web.common.models import Event
from vankien_web.congresses.models import Congress, DeadlineOverride, DossierItem, ProgressReport, Step
from vankien_web.drafts.models import Draft, Reading, StoredFinding, Version, Waiver
from vankien_web.units.models import GroupMember, GroupUnit, Person, Post, Unit, UnitState, WorkingGroup

_ORDER: tuple[type[models.Model], ...] = (
    Unit,
    UnitState,
    User,
    Person,
    Post,
    WorkingGroup,
    GroupMember,
    GroupUnit,
    DeadlineOverride,
    Congress,
    Step,
    DossierItem,
    ProgressReport,
    Draft,
    Version,
    Reading,
    StoredFinding,
    Waiver,
    Entry,
)
_KEYED = (Entry, Unit, User, Person, WorkingGroup, Congress, Draft, Version, ProgressReport)


class Batch:
    """`numbers` gives keys; `add` collects; `store` writes all in one transaction, events chained last."""

    def __init__(self, seed: int) -> None:
        self.numbers = {
            model: Numbers(model._base_manager.aggregate(n=models.Max("pk"))["n"] or 0) for model in _KEYED
        }
        self.random = Random(seed)  # noqa: S311 - the same data every time
        self.events_stored = self.drafts_made = self.read_made = 0
        self._clear()

    def _clear(self) -> None:
        self.rows: dict[type[models.Model], list[Any]] = {model: [] for model in _ORDER}
        self.events: list[Event] = []

    def key(self, model: type[models.Model]) -> int:
        return self.numbers[model].next()

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.rows[type(row)].append(row)

    def index(self, subject: str, kind: str, entries: Iterable[Entry]) -> None:
        """As `search.put` would have it."""
        for entry in entries:
            entry.pk = self.key(Entry)
            self.add(search._prepared(entry, subject, kind))

    def store(self) -> None:
        with transaction.atomic():
            for model in _ORDER:
                _insert(model, self.rows[model])
            matching.add((entry, search._words(entry)) for entry in self.rows[Entry])
            self.events_stored += history.record_many(self.events)
        self._clear()

    def close(self) -> None:
        """Let the database give the next keys itself."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(_KEYED)):
                cursor.execute(statement)


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    """As bulk_create would, several times as fast."""
    fields = [f for f in model._meta.concrete_fields if not (f.primary_key and rows and rows[0].pk is None)]
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [[f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", values)  # noqa: S608


@cache
def ago(days: float) -> datetime:
    """A moment so many days before noon of the site's day."""
    return timezone.make_aware(datetime.combine(clock.today(), time(12))) - timedelta(days=days)


@cache
def day(days: int) -> date:
    return clock.today() - timedelta(days=days)
