"""Telling the units of what is decided about their congresses."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from vankien_web.common.models import Event
from vankien_web.common.notices import tell, tell_all
from vankien_web.congresses.models import HELD, Congress, Season
from vankien_web.units.models import WRITERS, Person, Post, Role
from vankien_web.units.reach import holders


def tell_unit(congress: Congress, event: Event) -> None:
    """Those who answer for this congress and write for it."""
    url = reverse("congress", args=[congress.pk])
    tell(event, holders(congress.unit, *WRITERS), url, about=congress.title)


def tell_units(season: Season, event: Event, among: QuerySet[Congress]) -> None:
    """The secretaries of every unit among these whose congress is still to be held; a country's in one go."""
    open_ones = among.filter(season=season, dropped=False).exclude(stage__in=HELD)
    posts = Post.objects.held().filter(role=Role.UNIT_SECRETARY, unit__in=open_ones.values("unit"))
    people = Person.objects.filter(pk__in=posts.values("person"))
    tell_all(event, people, reverse("season", args=[season.pk]), about=season.name)
