"""What the progress board shows: rows of a part of the tree, from the roll-ups, never by counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from django.db.models import F, QuerySet

from vankien import packs
from vankien.packs import Pack
from vankien.packs import season as campaign
from vankien.packs.calendar import working_days_before
from vankien.text import bare
from vankien_web.common import clock
from vankien_web.common.fields import holds_on, numbers, outermost, under
from vankien_web.congresses.models import HELD, Congress, Rollup, Season, Stage
from vankien_web.units.models import GroupUnit, Kind, Unit, WorkingGroup

_AGREED = (Stage.APPROVED, Stage.PREPARATORY, *HELD)


@dataclass(frozen=True)
class Filter:
    """What of the board is wanted; `name` is sought at every depth below, the rest among the rows."""

    stage: str = ""
    kind: str = ""
    late: bool = False
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.stage or self.kind or self.late or self.name)


@dataclass
class Row:
    """A unit on the board: its own congress, if it holds one, and the sums of all below it."""

    unit: Unit
    rollup: Rollup
    congress: Congress | None = None
    groups: list[WorkingGroup] = field(default_factory=list)
    send_by: date | None = None  # the pack's last day for sending the dossier, when it is past

    @cached_property
    def branch(self) -> bool:
        """Whether congresses below it are counted, not its own alone."""
        return self.rollup.congresses > (1 if self.congress and not self.congress.dropped else 0)

    @cached_property
    def late(self) -> int:
        return self.rollup.late(clock.today())

    @cached_property
    def stages(self) -> list[tuple[str, int]]:
        """Congresses by stage, in the stages' order, those that there are."""
        return [(str(s.label), n) for s in Stage if (n := self.rollup.stages.get(s, 0))]

    @cached_property
    def lead(self) -> int | None:
        """Days from today to the planned opening."""
        day = self.congress.opens_on if self.congress and not self.congress.held else None
        return (day - clock.today()).days if day else None

    @cached_property
    def tone(self) -> str:
        if self.late:
            return "late"
        return "done" if self.congress and self.congress.held and not self.branch else ""


@dataclass(frozen=True)
class Line:
    """One kind of unit in one line."""

    name: str
    kind: str
    total: int
    agreed: int
    held: int
    late: int
    deadline: date | None


def rows_below(season: Season, unit: Unit, wanted: Filter) -> QuerySet[Rollup]:
    """The unit's children that have congresses, or what is sought at any depth; the most urgent first.

    Late ones have the earliest deadlines, so one order serves both.
    """
    rows = Rollup.objects.filter(season=season).select_related("unit")
    if wanted.name:
        rows = rows.filter(under(unit.path or "", "unit__path"), unit__folded__contains=bare(wanted.name))
        rows = rows.exclude(unit=unit)
    else:
        rows = rows.filter(unit__parent=unit)
    return _in_order(_narrowed(rows, wanted))


def rows_of(season: Season, paths: Iterable[str], wanted: Filter) -> QuerySet[Rollup]:
    """These units themselves, for somebody who sees several and nothing above them."""
    rows = Rollup.objects.filter(season=season, unit__path__in=list(paths)).select_related("unit")
    return _in_order(_narrowed(rows, wanted))


def _narrowed(rows: QuerySet[Rollup], wanted: Filter) -> QuerySet[Rollup]:
    if wanted.kind:
        rows = rows.filter(kinds__has_key=wanted.kind)
    if wanted.stage:
        rows = rows.filter(stages__has_key=wanted.stage)
    if wanted.late:
        rows = rows.filter(next_deadline__lt=clock.today())
    return rows


def _in_order(rows: QuerySet[Rollup]) -> QuerySet[Rollup]:
    return rows.order_by(F("next_deadline").asc(nulls_last=True), "unit__sort_key", "pk")


def filled(season: Season, rollups: Iterable[Rollup], also: Iterable[Rollup] = ()) -> list[Row]:
    """Rows with their congresses and working groups: two queries however many there are."""
    rows = [Row(rollup.unit, rollup) for rollup in (*also, *rollups)]
    own = Congress.objects.filter(season=season, unit__in=[row.unit.pk for row in rows])
    congresses = {congress.unit_id: congress for congress in own}
    groups = _groups({pk for row in rows for pk in numbers(row.unit.path or "")})
    lead = campaign.review_lead(season.rules)
    for row in rows:
        row.congress = congresses.get(row.unit.pk)
        row.groups = [g for pk in numbers(row.unit.path or "") for g in groups[pk]]
        if row.congress:
            row.send_by = missed_lead(row.congress, lead)
    return rows


def _groups(units: set[int]) -> dict[int, list[WorkingGroup]]:
    found: dict[int, list[WorkingGroup]] = defaultdict(list)
    today = clock.today()
    following = GroupUnit.objects.filter(
        holds_on(today), holds_on(today, "group__since", "group__until"), unit__in=units
    )
    for one in following.select_related("group").order_by("group__name"):
        found[one.unit_id].append(one.group)
    return found


@lru_cache(maxsize=4096)  # the rows of a board have few opening days
def last_day(opens_on: date, lead: campaign.Lead) -> date:
    """The last day that leaves the pack's lead before the opening."""
    if lead.unit == "working_days":
        return working_days_before(opens_on, lead.value)
    return opens_on - timedelta(days=lead.value)


def missed_lead(congress: Congress, lead: campaign.Lead | None) -> date | None:
    """The last day for sending the dossier, once it is past and the congress is not approved."""
    if lead is None or congress.opens_on is None or congress.stage in _AGREED:
        return None
    day = last_day(congress.opens_on, lead)
    return day if day < clock.today() else None


def summary(season: Season, rollup: Rollup | None) -> list[Line]:
    """How far the directive is, one line a kind of unit, the highest level first."""
    if rollup is None:
        return []
    lines, today = [], clock.today()
    for kind in sorted(rollup.kinds, key=_rank):
        counts = rollup.by_stage(kind)
        days = [d for s, by in rollup.kinds[kind].items() if s not in HELD for d in by if d]
        lines.append(
            Line(
                name=kind_name(season.rules, kind),
                kind=kind,
                total=sum(counts.values()),
                agreed=sum(counts[stage] for stage in _AGREED),
                held=sum(counts[stage] for stage in HELD),
                late=0 if season.closed_on else rollup.late(today, kind),
                deadline=date.fromisoformat(min(days)) if days else None,
            )
        )
    return lines


def _rank(kind: str) -> int:
    order = [
        Kind.PROVINCE,
        Kind.DISTRICT,
        Kind.COMMUNE,
        Kind.OFFICE,
        Kind.PARTY_OFFICE,
        Kind.UNION,
        Kind.CELL,
    ]
    return order.index(Kind(kind)) if kind in order else len(order)


def kind_name(pack: Pack, kind: str) -> str:
    """As the pack calls it, with a capital letter; a kind that it does not know, as the site does."""
    if kind in pack.units:
        name = packs.name(pack, "unit", kind)
    else:
        name = pack.cells.get(kind) or (str(Kind(kind).label) if kind in Kind else kind)
    return name[:1].upper() + name[1:]


def directive(pack: Pack) -> str:
    """ "Chỉ thị 35-CT/TW ngày 30/5/2019", the first paper that the pack stands on."""
    if not pack.basis:
        return pack.title
    paper = pack.basis[0]
    text = f"{paper.kind} {paper.number}"
    return (
        text if paper.date is None else f"{text} ngày {paper.date.day}/{paper.date.month}/{paper.date.year}"
    )


def stage_words(row: Row) -> str:
    """The row's stage, or its congresses by stage, in words."""
    if row.congress and not row.branch:
        return str(row.congress.get_stage_display())
    return "; ".join(f"{name}: {n}" for name, n in row.stages)


def tops(season: Season, scopes: Iterable[str]) -> list[str]:
    """The highest units of the season that somebody with these scopes sees, as paths."""
    root = season.root.path or "!"
    if any(root.startswith(path) for path in scopes):
        return [root]
    return outermost(path for path in scopes if path.startswith(root))
