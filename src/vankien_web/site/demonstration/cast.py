"""What the parts of the demonstration share: who and what there is, the day, the files that tell of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from django.conf import settings

from vankien_web.accounts.models import User
from vankien_web.congresses.models import Season
from vankien_web.drafts.models import Draft
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion
from vankien_web.units.models import Person, Post, Unit, WorkingGroup


@dataclass(frozen=True)
class Cast:
    """Who and what season.toml made, by its codes."""

    season: Season
    tree: Mapping[str, Unit]
    people: Mapping[str, User]
    groups: Mapping[str, WorkingGroup]

    @property
    def office(self) -> User:
        return self.people["van-phong"]

    @property
    def city(self) -> Unit:
        return self.tree["thanh-uy"]

    def person(self, username: str) -> Person:
        return Person.objects.get(account=self.people[username])

    def draft(self, unit: str) -> Draft:
        found: Draft = Draft.objects.get(congress__season=self.season, congress__unit=self.tree[unit])
        return found

    def chair_post(self, username: str) -> Post:
        return Post.objects.get(person__account=self.people[username], unit=self.city, body="cap-uy")


@dataclass(frozen=True)
class Sitting:
    """The meeting as it was held: its items by unit (or subject), what was said by ids of meeting.toml."""

    meeting: Meeting
    items: Mapping[str, AgendaItem]
    said: Mapping[str, Opinion]
    told: Mapping[str, Any]


def read_told(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """What is done inside is done on that day of the demonstration."""
    real = settings.VANKIEN_DEMO_DAY
    settings.VANKIEN_DEMO_DAY = day
    try:
        yield
    finally:
        settings.VANKIEN_DEMO_DAY = real
