"""Who issues a paper and how it is headed: derived from the unit, unless its office has written otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vankien import packs
from vankien.outputs.papers import Issuer
from vankien.packs import Format
from vankien_web.common.fields import ancestors
from vankien_web.congresses.models import HELD, Congress, Season
from vankien_web.reviews.models import Letterhead
from vankien_web.reviews.papers import names
from vankien_web.units.models import Unit


@dataclass(frozen=True)
class Head:
    """A unit's letterhead on a day. `archive` is the last recipient, `term` that in which numbers run."""

    family: str
    superior: str
    issuer: str
    symbol: str
    place: str
    collective: str
    archive: str
    term: str

    def made(self, day: date) -> Issuer:
        return Issuer(format_on(self.family, day), self.superior, self.issuer, self.place, self.symbol)


FIELDS = tuple(Head.__dataclass_fields__)


def head(unit: Unit, day: date) -> Head:
    """What the office has written, and what follows from the unit for the rest."""
    return _written_over(unit, derive(unit, day))


def _written_over(unit: Unit, derived: Head) -> Head:
    written = Letterhead.objects.filter(unit=unit).first()
    if written is None:
        return derived
    return Head(**{name: getattr(written, name) or getattr(derived, name) for name in FIELDS})


def issuer(unit: Unit, day: date) -> Issuer:
    """The same as papers print it; in which term it is numbered is not asked for."""
    return _written_over(unit, _derived(unit)).made(day)


def derive(unit: Unit, day: date) -> Head:
    """What follows from the unit and the day."""
    return replace(_derived(unit), term=term(unit, day))


def _derived(unit: Unit) -> Head:
    """What follows from the unit's name, kind and level alone."""
    named, party = names.name(unit), names.is_party(unit)
    above = unit.parent
    return Head(
        family="dang" if party else "nha-nuoc",
        superior=above.name if above and names.is_party(above) == party else "",
        issuer=named.committee,
        symbol=named.owner,
        place=named.place,
        collective="CHI BỘ" if named.owner == "CB" else "",
        archive=f"Lưu Văn phòng {named.short}" if party else "Lưu: VT",
        term="",
    )


def term(unit: Unit, day: date) -> str:
    """The years of the committee that is in office on `day`: a congress held begins the next term.

    A state body counts by the year (Nghị định 30/2020/NĐ-CP). Empty where no season tells.
    """
    if not names.is_party(unit):
        return str(day.year)
    seasons = Season.objects.filter(root__path__in=ancestors(unit.path or ""))
    season = seasons.order_by("-term_from", "-pk").first()
    if season is None:
        return ""
    own = Congress.objects.filter(season=season, unit=unit).first()
    held = own is not None and own.stage in HELD and (own.opens_on or own.stage_since) < day
    first, last = (season.term_from, season.term_until) if held else season.last_term
    return f"{first}–{last}"


def format_on(family: str, day: date) -> str:
    """The format that is in force; before the first of a family, that first one."""
    known = sorted((f for f in _formats() if f.family == family), key=lambda f: f.valid_from or date.min)
    return next((f.id for f in known if f.in_force(day)), known[0].id)


@cache
def _formats() -> tuple[Format, ...]:
    return tuple({f.id: f for pack in packs.available() for f in pack.formats}.values())
