"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.packs import Pack
from vankien.packs import season as campaign
from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.fields import holds_on, numbers
from vankien_web.common.frame import Tab
from vankien_web.congresses.board import directive, kind_name
from vankien_web.congresses.models import Congress, Rollup, Season
from vankien_web.congresses.models.preparation import Attached
from vankien_web.congresses.permissions import sees_personnel
from vankien_web.units.models import GroupMember, GroupUnit, Kind, Unit, who

Crumb = tuple[str, str]
# What rooms above offer beside a congress's personnel papers: (name, address), for who may see them.
BESIDE: list[Callable[[User, Congress], Sequence[Crumb]]] = []


def seen_season(request: PersonRequest, pk: int) -> Season:
    return get_object_or_404(Season.objects.visible_to(request.user).select_related("root"), pk=pk)


def seen_congress(request: PersonRequest, pk: int) -> Congress:
    """The congress, as if it did not exist where this person may not see it."""
    found = Congress.objects.visible_to(request.user).select_related("unit", "season__root")
    congress: Congress = get_object_or_404(found, pk=pk)
    return congress


def road(season: Season, unit: Unit, request: PersonRequest) -> list[Unit]:
    """The units from the highest one that this person sees in the season down to `unit`."""
    ids = numbers(unit.path or "")
    above = Unit.objects.in_bulk(ids[ids.index(season.root_id) : -1] if season.root_id in ids else [])
    mine = who(request.user)
    return [*(above[pk] for pk in ids if pk in above and mine.sees(above[pk].path or "")), unit]


def congress_crumbs(request: PersonRequest, congress: Congress, *more: Crumb) -> list[Crumb]:
    """Down the board to the congress; its row there is marked."""
    units = road(congress.season, congress.unit, request)
    crumbs = [
        (u.called, reverse("unit_board", args=[congress.season_id, u.pk]) + f"#u{below.pk}")
        for u, below in pairwise(units)
    ]
    own = (congress.unit.called, reverse("congress", args=[congress.pk]) if more else "")
    return [(_("Progress board"), reverse("season_board", args=[congress.season_id])), *crumbs, own, *more]


def congress_tabs(congress: Congress) -> list[Tab]:
    names = [(_("Preparation"), "congress"), (_("Documents"), "congress_drafts")]
    names += [(_("Figures"), "congress_figures"), (_("Progress reports"), "reports")]
    names += [(_("History"), "congress_history")]
    return [Tab(name, reverse(url, args=[congress.pk])) for name, url in names]


def congress_page(request: PersonRequest, congress: Congress, *more: Crumb) -> dict[str, Any]:
    """What the head of every page of a congress shows."""
    return {
        "congress": congress,
        "season": congress.season,
        "title": congress.title,
        "crumbs": congress_crumbs(request, congress, *more),
        "tabs": congress_tabs(congress),
        "directive": directive(congress.season.rules),
    }


def kinds(pack: Pack) -> list[tuple[str, str]]:
    """Every kind of unit that the pack has rules for, the highest first."""
    known = [*pack.units, *pack.cells]
    return [(kind, kind_name(pack, kind)) for kind in Kind.values if kind in known]


@dataclass(frozen=True)
class Trail:
    """How somebody came to a part of the board: the queries of the pages above, by unit.

    `ve` (back) of an address is "unit?query" of the page before, whose query holds its own `ve`.
    """

    steps: dict[int, tuple[str, int]]  # unit → its query, the unit whose row was chosen there

    @classmethod
    def of(cls, request: PersonRequest, unit: int) -> Trail:
        found: dict[int, tuple[str, int]] = {}
        raw, below = request.GET.get("ve", ""), unit
        while raw and len(found) < 8:
            key, _mark, query = raw.partition("?")
            if not key.isdigit():
                break
            found[int(key)] = (query, below)
            raw, below = QueryDict(query).get("ve", ""), int(key)
        return cls(found)

    def back(self, unit: int, below: int) -> str:
        """Query and anchor that lead back to the row one came from."""
        query, row = self.steps.get(unit, ("", below))
        return (f"?{query}" if query else "") + f"#u{row}"


def place_of(request: PersonRequest, season: int, unit: int) -> tuple[Season, Unit, Rollup | None]:
    """Season, unit and its roll-up: one query where there is one."""
    rollups = Rollup.objects.visible_to(request.user).select_related("unit", "season__root")
    own = rollups.filter(season=season, unit=unit).first()
    if own is not None:
        return own.season, own.unit, own
    shown = seen_season(request, season)
    place = Unit.objects.visible_to(request.user).filter(pk=unit).first()
    if place is None or not (place.path or "").startswith(shown.root.path or "!"):
        raise Http404
    return shown, place, None


def following(congress: Congress) -> list[GroupUnit]:
    """The groups that follow the unit, each with the name of its head."""
    today = clock.today()
    heads = GroupMember.objects.filter(holds_on(today), group=OuterRef("group"), is_head=True)
    found = GroupUnit.objects.filter(
        holds_on(today),
        holds_on(today, "group__since", "group__until"),
        unit__in=numbers(congress.unit.path or ""),
    )
    return list(
        found.select_related("group")
        .annotate(head=Subquery(heads.values("person__name")[:1]))
        .order_by("group__name")
    )


def attached_row(user: User, congress: Congress, what: str, item: str) -> Attached:
    """The step (buoc), paper (ho-so) or report (bao-cao) that holds a file. Raises Http404."""
    row: Attached | None = None
    if what == "buoc":
        row = congress.steps.filter(item=item).first()
    elif what == "ho-so" and not _is_hidden(user, congress, item):
        row = congress.dossier.filter(item=item).first()
    elif what == "bao-cao" and item.isdecimal() and len(item) < 9:
        row = congress.reports.filter(number=int(item)).first()
    if row is None or not row.sha256:
        raise Http404
    return row


def _is_hidden(user: User, congress: Congress, item: str) -> bool:
    """A personnel paper, for whom personnel does not exist."""
    rules = {rule.id: rule.personnel for rule in campaign.dossier(congress.season.rules, congress.kind)}
    # What the rules of today know no longer is kept apart.
    return rules.get(item, True) and not sees_personnel(user, congress)
