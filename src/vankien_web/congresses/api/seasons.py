"""Seasons: opened from rules, filled with congresses, their rules and deadlines changed; the board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import EventOut, Page, Paging, events_of, named, page_of, seen
from vankien_web.common.fields import under_any
from vankien_web.congresses import actions, board, overview, permissions
from vankien_web.congresses.api.schemas import (
    BoardOut,
    BoardWanted,
    ChangedOut,
    CloseIn,
    OpenedOut,
    OverrideIn,
    OverrideOut,
    SeasonIn,
    SeasonOut,
    SeasonRow,
    SeasonsWanted,
    SwitchIn,
    TakePartIn,
)
from vankien_web.congresses.models import Season
from vankien_web.congresses.pages import place_of, seen_season
from vankien_web.units.models import Unit, who

router = Router(tags=["seasons"])


@router.get("/seasons", response=Page[SeasonRow], operation_id="list_seasons")
def list_seasons(request: PersonRequest, wanted: Query[SeasonsWanted], paging: Query[Paging]) -> Any:
    """Seasons of the tree in which you see anything, the newest first."""
    found = Season.objects.visible_to(request.user).select_related("root")
    if wanted.open is not None:
        found = found.filter(closed_on__isnull=wanted.open)
    return page_of(found.order_by("-term_from", "name", "pk"), paging)


@router.get("/seasons/{int:season}", response=SeasonOut, operation_id="get_season")
def get_season(request: PersonRequest, season: int) -> Any:
    """One season with its rules over time, stricter deadlines, and what is asked of each kind of unit."""
    return _season(request, seen_season(request, season))


@router.get("/seasons/{int:season}/events", response=Page[EventOut], operation_id="list_season_events")
def list_season_events(request: PersonRequest, season: int, paging: Query[Paging]) -> Any:
    """What was done to the season, oldest first; for who sees the whole of it."""
    shown = seen_season(request, season)
    whole = who(request.user).sees(shown.root.path or "")
    return events_of(shown, paging) if whole else page_of([], paging)


@router.get("/seasons/{int:season}/board", response=BoardOut, operation_id="get_board", tags=["board"])
def get_board(request: PersonRequest, season: int, wanted: Query[BoardWanted], paging: Query[Paging]) -> Any:
    """The progress board: a row for each unit directly below, or what is sought at any depth."""
    narrowed = board.Filter(wanted.stage or "", wanted.kind or "", wanted.late, wanted.name)
    place, own = None, None
    if wanted.unit:
        shown, place, own = place_of(request, season, wanted.unit)
    else:
        shown = seen_season(request, season)
        tops = board.tops(shown, who(request.user).campaign_scopes)
        if len(tops) == 1:
            shown, place, own = place_of(request, season, Unit.objects.get(path=tops[0]).pk)
    found = board.rows_below(shown, place, narrowed) if place else board.rows_of(shown, tops, narrowed)
    page = page_of(found, paging)
    rows = [_row(row) for row in board.filled(shown, page["items"], [own] if own else [])]
    return page | {
        "unit": place,
        "directive": board.directive(shown.rules),
        "own": rows[0] if own else None,
        "items": rows[1:] if own else rows,
        "lines": [vars(line) for line in board.summary(shown, own)],
    }


@router.post("/seasons", response={201: SeasonOut}, operation_id="open_season")
def open_season(request: PersonRequest, sent: SeasonIn) -> Any:
    """Open a season of a unit and everything below it."""
    root = _unit(request, sent.root, "root")
    years = (sent.term_from, sent.term_until)
    return Status(
        201, _season(request, actions.open_season(root, sent.pack, sent.name, years, by=request.user))
    )


@router.post("/seasons/{int:season}/congresses", response={201: OpenedOut}, operation_id="open_congresses")
def open_congresses(request: PersonRequest, season: int, sent: TakePartIn) -> Any:
    """Open the congresses of units of these kinds; who has one keeps it."""
    shown = seen_season(request, season)
    top = _unit(request, sent.unit, "unit")
    units = Unit.objects.below(top).filter(kind__in=sent.kinds, ended=None)
    opened = actions.open_congresses(shown, units, by=request.user)
    return Status(201, {"opened": [congress.pk for congress in opened]})


@router.post("/seasons/{int:season}/pack", response=ChangedOut, operation_id="switch_pack")
def switch_pack(request: PersonRequest, season: int, sent: SwitchIn) -> Any:
    """From a day on the season follows other rules; congresses held keep what held for them."""
    shown = seen_season(request, season)
    return {"changed": actions.switch_pack(shown, by=request.user, **sent.dict())}


@router.post("/seasons/{int:season}/overrides", response={201: OverrideOut}, operation_id="override_deadline")
def override_deadline(request: PersonRequest, season: int, sent: OverrideIn) -> Any:
    """Set a stricter deadline for a unit and everything of that kind below it."""
    shown = seen_season(request, season)
    unit = _unit(request, sent.unit, "unit")
    names = ("until", "source", "max_days", "revision")
    said = {name: getattr(sent, name) for name in names}
    return Status(201, actions.override_deadline(shown, unit, sent.kind, by=request.user, **said))


@router.post(
    "/seasons/{int:season}/overrides/{int:override}/lift", response=SeasonOut, operation_id="lift_override"
)
def lift_override(request: PersonRequest, season: int, override: int) -> Any:
    """The rules above hold again."""
    shown = seen_season(request, season)
    rows = shown.overrides.filter(under_any(who(request.user).campaign_scopes, "unit__path"))
    actions.lift_override(seen(rows.select_related("unit", "season__root"), override), by=request.user)
    return _season(request, shown)


@router.post("/seasons/{int:season}/close", response=SeasonOut, operation_id="close_season")
def close_season(request: PersonRequest, season: int, sent: CloseIn) -> Any:
    """Close the season: nothing is late any more."""
    shown = seen_season(request, season)
    actions.close_season(shown, revision=sent.revision, by=request.user)
    return _season(request, shown)


def _unit(request: PersonRequest, pk: int, field: str) -> Unit:
    nothing = _("No unit that you see has this number.")
    return named(Unit.objects.visible_to(request.user), pk, field, nothing)


def _season(request: PersonRequest, season: Season) -> dict[str, Any]:
    rows = season.overrides.filter(under_any(who(request.user).campaign_scopes, "unit__path"))
    names = [name for name in SeasonRow.model_fields if name != "id"]
    return {name: getattr(season, name) for name in names} | {
        "id": season.pk,
        "directive": board.directive(season.rules),
        "packs": list(season.packs.all()),
        "overrides": list(rows.select_related("unit").order_by("unit__path", "kind")),
        "kinds": [
            vars(rules) | {"until": rules.bound.until, "source": rules.bound.source}
            for rules in overview.of_pack(season.rules)
        ],
        "may_run": permissions.can_run_season(request.user, season),
    }


def _row(row: board.Row) -> dict[str, Any]:
    congress = row.congress
    counted = ("congresses", "stages", "next_deadline", "steps_done", "steps_total", "counted_done")
    told = {name: getattr(row.rollup, name) for name in (*counted, "counted_total", "dossier_missing")}
    return told | {
        "unit": row.unit,
        "congress": congress.pk if congress else None,
        "stage": congress.stage if congress else None,
        "opens_on": congress.opens_on if congress else None,
        "lead": row.lead,
        "send_by": row.send_by,
        "late": row.late,
        "groups": row.groups,
    }
