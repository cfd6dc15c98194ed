"""What a unit states beside the sum of what the units below it state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from vankien.ledger import Sum, sums
from vankien_web.accounts.models import User
from vankien_web.common.fields import under
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft
from vankien_web.figures.contradictions import Document, documents
from vankien_web.figures.ledger import Row, entries, rows
from vankien_web.figures.models import Figure
from vankien_web.figures.naming import indicators
from vankien_web.units.models import Level, Unit

_REPORTS = ("political_report", "outline")  # the surer one first


@dataclass(frozen=True)
class Below:
    """A unit below, and the number of the version of its report that was sent up; None where nothing was."""

    unit: Unit
    version: int | None


@dataclass(frozen=True)
class Sums:
    """`total` is the unit's own report; `below` by the unit's number; `found` in the order of the report."""

    total: Document | None
    below: Mapping[int, Below]
    found: tuple[Sum, ...]


def of_congress(user: User, congress: Congress, *, base: bool = False) -> Sums:
    """Beside the units directly below, or beside all units of the base there are below."""
    own = next((d for k in _REPORTS for d in documents(user, congress) if d.draft.kind == k), None)
    below = _below(user, congress, base=base)
    added = {i.id: i for i in indicators(congress.season.pack).values() if i.adds}
    if own is None or not below or not added:
        return Sums(own, below, ())
    sent = {b.version: pk for pk, b in below.items() if b.version is not None}
    stated = rows(_whole([own.version.pk, *sent], list(added)))
    children: dict[int, list[Row]] = {pk: [] for pk in below}
    for row in stated:
        if row.version_id in sent:
            children[sent[row.version_id]].append(row)
    totals = entries(row for row in stated if row.version_id == own.version.pk)
    return Sums(own, below, sums(totals, {pk: entries(said) for pk, said in children.items()}, added))


def _whole(versions: list[int], added: list[str]) -> QuerySet[Figure]:
    found = Figure.objects.standing_in(versions).filter(indicator__in=added, about="", comparator="=")
    return found.filter(high=None, total=None, amount__isnull=False)


def _below(user: User, congress: Congress, *, base: bool) -> dict[int, Below]:
    """Units that hold a congress in the season, with what they sent up."""
    path = congress.unit.path or ""
    held = Congress.objects.filter(season=congress.season_id, dropped=False).exclude(pk=congress.pk)
    units = Unit.objects.filter(pk__in=held.values("unit"))
    chosen = units.filter(under(path), level=Level.BASE) if base else units.filter(parent=congress.unit_id)
    drafts = Draft.objects.of_congresses(user).filter(under(path, "unit_path"), kind__in=_REPORTS)
    sent = drafts.filter(congress__season=congress.season_id, sent__isnull=False).order_by()
    by_path: dict[str | None, int] = {}
    for _kind, where, version in sorted(sent.values_list("kind", "unit_path", "sent_id"), key=_surer):
        by_path[where] = version
    return {unit.pk: Below(unit, by_path.get(unit.path)) for unit in chosen}


def _surer(row: tuple[str, ...]) -> int:
    return -_REPORTS.index(row[0])
