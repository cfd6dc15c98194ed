"""Until when, and how long, a unit may hold its congress: the pack's rule and every stricter one above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vankien.packs import Pack
from vankien.packs import season as campaign
from vankien_web.common.fields import numbers
from vankien_web.congresses.models import Congress, DeadlineOverride, DossierItem, Season, Step


@dataclass(frozen=True)
class Bound:
    """What holds for one unit; each limit with the paper that sets it."""

    from_: date | None = None
    until: date | None = None
    source: str = ""
    max_days: Decimal | None = None
    days_source: str = ""
    unconfirmed: bool = False  # the pack's rule behind `until` waits for confirmation
    overridden: bool = False


class Bounds:
    """All limits of a season, one query. `pack` may be one that the season does not follow yet."""

    def __init__(
        self, season: Season, pack: Pack | None = None, without: int | None = None, path: str = ""
    ) -> None:
        """`without`: the number of an override to leave out. `path`: those on the way to it are enough."""
        self.pack = pack or season.rules
        overrides = DeadlineOverride.objects.filter(season=season).select_related("unit")
        if path:
            overrides = overrides.filter(unit__in=numbers(path))
        self.overrides = [own for own in overrides if own.pk != without]

    def of(self, path: str, kind: str) -> Bound:
        """The strictest of the pack's rule and the overrides on the way from the root to `path`."""
        bound = of_pack(self.pack, kind)
        for own in self.overrides:
            if own.kind == kind and path.startswith(own.unit.path or "!"):
                bound = _stricter(bound, own)
        return bound


def bound_of(season: Season, path: str | None, kind: str, without: int | None = None) -> Bound:
    """What holds for the one unit at `path`."""
    return Bounds(season, without=without, path=path or "").of(path or "", kind)


def of_pack(pack: Pack, kind: str) -> Bound:
    """What the pack alone says for a kind of unit."""
    rule = campaign.deadline(pack, kind)
    if rule is None:
        return Bound()
    source, unconfirmed = rule.authority.text, rule.authority.confidence in "LJ"
    return Bound(rule.from_, rule.until, source, rule.max_days, source, unconfirmed)


def _stricter(bound: Bound, own: DeadlineOverride) -> Bound:
    until, source, days, days_source = bound.until, bound.source, bound.max_days, bound.days_source
    unconfirmed, overridden = bound.unconfirmed, bound.overridden
    if until is None or own.until < until:
        until, source, unconfirmed, overridden = own.until, own.source, False, True
    if own.max_days is not None and (days is None or own.max_days < days):
        days, days_source = own.max_days, own.source
    return Bound(bound.from_, until, source, days, days_source, unconfirmed, overridden)


def bring_up(
    congress: Congress, bounds: Bounds, steps: Iterable[Step], papers: Iterable[DossierItem]
) -> None:
    """Deadline and counters of a congress as the rules and its rows say. Does not save."""
    bound = bounds.of(congress.unit.path or "", congress.kind)
    congress.deadline, congress.deadline_source = bound.until, bound.source
    count_steps(congress, bounds.pack, steps)
    count_papers(congress, bounds.pack, papers)


def count_steps(congress: Congress, pack: Pack, steps: Iterable[Step]) -> None:
    said = {step.item: step for step in steps}
    rules = campaign.steps(pack, congress.kind)
    rows = [said[rule.id] for rule in rules if rule.id in said]
    counted = [said[rule.id] for rule in rules if rule.id in said and rule.counted]
    congress.steps_total = len(rules)
    congress.steps_done = sum(row.done for row in rows)
    congress.counted_done = sum(row.count for row in counted)
    congress.counted_total = sum(row.total for row in counted)


def count_papers(congress: Congress, pack: Pack, papers: Iterable[DossierItem]) -> None:
    """Required papers that are neither there nor waived. Personnel papers are in no count."""
    settled = {paper.item for paper in papers if paper.present or paper.not_needed}
    rules = campaign.dossier(pack, congress.kind)
    congress.dossier_missing = sum(
        rule.required and not rule.personnel and rule.id not in settled for rule in rules
    )


COUNTERS = (
    "deadline",
    "deadline_source",
    "steps_done",
    "steps_total",
    "counted_done",
    "counted_total",
    "dossier_missing",
)
