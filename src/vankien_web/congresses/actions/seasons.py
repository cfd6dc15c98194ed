"""Seasons: opened from a pack, filled with congresses, their pack replaced on a recorded day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien import packs
from vankien.packs import Pack, PackError
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import happened, record, record_many
from vankien_web.congresses import rollups
from vankien_web.congresses.actions.changing import bring_up_all
from vankien_web.congresses.board import directive
from vankien_web.congresses.bounds import Bounds, bring_up
from vankien_web.congresses.models import Congress, Form, Season, SeasonPack
from vankien_web.congresses.overview import replacements
from vankien_web.congresses.permissions import can_open_congress, can_open_season, can_run_season
from vankien_web.congresses.telling import tell_units
from vankien_web.units.models import Kind, Unit


def open_season(root: Unit, pack: str, name: str, years: tuple[int, int], *, by: User) -> Season:
    """A season of `root` and all below it for the term `years`. Raises PermissionDenied, ValidationError."""
    if not can_open_season(by, root):
        raise PermissionDenied
    rules = directive(_pack(pack))
    first, last = years
    if not 1 <= last - first <= 10:
        raise ValidationError({"term_until": _("A term ends one to ten years after it began.")})
    if Season.objects.filter(root=root, term_from=first, pack=pack, closed_on=None).exists():
        raise ValidationError(
            _("“%(unit)s” has an open season of this term already.") % {"unit": root.called}
        )
    with transaction.atomic():
        season = Season.objects.create(
            root=root, pack=pack, name=name.strip(), term_from=first, term_until=last
        )
        SeasonPack.objects.create(season=season, pack=pack, since=season.opened_on)
        record("season_opened", season, by=by, name=season.name, pack=pack, rules=rules, unit=root.name)
    return season


def open_congresses(season: Season, units: Iterable[Unit], *, by: User) -> list[Congress]:
    """A congress for each of these units that has none in the season yet. Raises PermissionDenied."""
    chosen = {unit.pk: unit for unit in units}
    if not all(can_open_congress(by, unit) for unit in chosen.values()):
        raise PermissionDenied
    outside = next((u for u in chosen.values() if not _within(season, u)), None)
    if outside:
        raise ValidationError(_("“%(unit)s” is not part of this season.") % {"unit": outside.name})
    with transaction.atomic():
        Season.objects.select_for_update().get(pk=season.pk)
        there = set(Congress.objects.filter(season=season).values_list("unit_id", flat=True))
        wanted = [u for u in chosen.values() if u.pk not in there and not u.ended]
        opened: list[Congress] = Congress.objects.bulk_create(_new(season, wanted), batch_size=500)
        if opened:
            record("congresses_opened", season, by=by, count=len(opened))
        record_many(
            happened("congress_opened", c, by=by, name=c.unit.name, season=season.name) for c in opened
        )
        rollups.replace(season, [(None, rollups.share(c)) for c in opened])
    return opened


def switch_pack(
    season: Season, pack: str, since: date, reason: str, *, revision: int | None = None, by: User
) -> int:
    """From `since` the season follows another pack; congresses held keep what held for them.

    Returns how many congresses changed. Raises PermissionDenied, ValidationError, conflict.Conflict.
    """
    if not can_run_season(by, season):
        raise PermissionDenied
    new = _pack(pack)
    last = season.packs.order_by("-since").first()
    if season.pack == pack:
        raise ValidationError({"pack": _("The season follows this pack already.")})
    if pack not in replacements(season.rules):
        raise ValidationError({"pack": _("That pack has no rules for the units of this season.")})
    if since > clock.today():
        raise ValidationError({"since": _("The day has not come: switch the pack on that day.")})
    if last and since <= last.since:
        text = _("The pack in force holds since %(day)s; the new one begins later.")
        raise ValidationError({"since": text % {"day": f"{last.since:%d/%m/%Y}"}})
    if not reason.strip():
        raise ValidationError({"reason": _("Name the paper that replaces the directive.")})
    with transaction.atomic():
        old, rules = season.pack, {"rules": directive(new), "rules_before": directive(season.rules)}
        save_checked(season, revision=_current(season, revision), fields={"pack": pack})
        SeasonPack.objects.create(season=season, pack=pack, since=since, reason=reason.strip())
        told = {"before": old, "pack": pack, "reason": reason.strip()} | rules
        event = record("pack_switched", season, by=by, on=since, stream=None, **told)
        season.pack = pack
        changed = bring_up_all(season, Congress.objects.all(), Bounds(season, new))
        tell_units(season, event, Congress.objects.all())
    return changed


def close_season(season: Season, *, revision: int | None = None, by: User) -> None:
    """Nothing is late any more; what was done stays as it is."""
    if not can_run_season(by, season):
        raise PermissionDenied
    with transaction.atomic():
        save_checked(season, revision=_current(season, revision), fields={"closed_on": clock.today()})
        record("season_closed", season, by=by, name=season.name)


def _pack(pack: str) -> Pack:
    if pack not in {known.id for known in packs.available()}:
        raise ValidationError({"pack": _("Choose one of the rule packs in the list.")})
    try:
        return packs.load(pack)
    except PackError as error:
        raise ValidationError({"pack": str(error)}) from error


def _within(season: Season, unit: Unit) -> bool:
    return (unit.path or "").startswith(season.root.path or "!")


def _new(season: Season, units: list[Unit]) -> list[Congress]:
    """Unsaved congresses, each the next after the one of the term before."""
    earlier = Congress.objects.filter(season__term_until=season.term_from, ordinal__isnull=False)
    last = dict(earlier.values_list("unit_id", "ordinal"))
    bounds, made = Bounds(season), []
    for unit in units:
        form = Form.MEMBERS if unit.kind == Kind.CELL else Form.DELEGATES
        ordinal = last[unit.pk] + 1 if unit.pk in last else None
        congress = Congress(
            season=season, unit=unit, unit_name=unit.name, kind=unit.kind, form=form, ordinal=ordinal
        )
        bring_up(congress, bounds, (), ())
        made.append(congress)
    return made


def _current(season: Season, revision: int | None) -> int:
    return season.revision if revision is None else revision
