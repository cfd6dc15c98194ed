"""What the pictures show: a document's results beside its targets, and one indicator over units and periods.

What a person may not see is in no picture; of personnel plans nothing ever is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.packs import Indicator
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.frame import Tab
from vankien_web.congresses.models import Congress, Season
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.drafts.pages import Further
from vankien_web.figures.charts import Chart, Drawn, Row, draw
from vankien_web.figures.models import Figure, Value, ValueRole
from vankien_web.figures.naming import all_indicators, indicators
from vankien_web.figures.series import (
    NEXT,
    REFERENCE,
    RESULT,
    TARGET,
    Entry,
    best,
    common_unit,
    kind_of,
    of_figure,
    of_value,
    point,
    years,
)
from vankien_web.units.models import Unit, who

MOST = 150  # units beside each other in one picture
_DRAWN = ("actual", "target")
Said = dict[str, list[Entry]]
_WITH = ("version__draft__congress__season", "version__draft__congress__unit")
BESIDE = (RESULT, TARGET, NEXT, REFERENCE)


@dataclass
class Line:
    """What stands beside each other: values by kind, each with its source; `others` say the same of it."""

    label: str
    found: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    url: str = ""

    def entry(self, kind: str) -> Entry | None:
        """The one that stands for all of its kind; results of the whole term where the target is of one."""
        like = best(self.found[TARGET]) if kind == RESULT else None
        return best(self.found[kind], like)

    @property
    def entries(self) -> list[Entry]:
        return [e for kind in BESIDE for e in self.found[kind]]


@dataclass
class Picture:
    """A chart, and the lines of its table in the same order. `apart`: how many values no axis can hold."""

    title: str
    unit: str
    kinds: tuple[str, ...]
    lines: list[Line]
    drawn: Drawn | None = None
    apart: int = 0

    def cells(self) -> Iterable[tuple[Line, list[Entry | None]]]:
        return ((line, [line.entry(kind) for kind in self.kinds]) for line in self.lines)


def picture(title: str, kinds: tuple[str, ...], lines: Sequence[Line]) -> Picture:
    """Drawn where at least one value can be."""
    chosen = [[line.entry(kind) for kind in kinds] for line in lines]
    unit = common_unit(e for row in chosen for e in row if e is not None)
    rows = [
        Row(line.label, tuple(None if e is None else point(e, unit) for e in row))
        for line, row in zip(lines, chosen, strict=True)
    ]
    there = sum(e is not None for row in chosen for e in row)
    shown = sum(p is not None for row in rows for p in row.points)
    made = Picture(title, unit, kinds, list(lines), apart=there - shown)
    if shown:
        chart = Chart(title, unit, kinds, tuple(rows), _("no figure"))
        made.drawn = draw(chart)
    return made


# A document: results against targets


def of_draft(user: User, draft: Draft, version: Version) -> list[Picture]:
    """A picture for each indicator that the version speaks of, in the catalogue's order."""
    if draft.congress is None or draft.kind == PERSONNEL:
        raise Http404
    season = draft.congress.season
    turn, known = season.term_from, indicators(version.pack)
    own = Q(version=version)
    targets = Q(unit_path=draft.unit_path, role="target", kind="resolution") & (Q(newest=True) | Q(sent=True))
    rows = _figures(user).filter(own | targets)
    by_id: dict[str, Line] = {}
    spoken: set[str] = set()
    for figure in _latest(rows):
        indicator = known.get(figure.indicator)
        term = _term(figure)
        kind = kind_of(figure, turn, term) if indicator and indicator.measure != "structure" else ""
        other = figure.version_id != version.pk
        if not kind or (other and not (kind == TARGET and term[0] < turn)):
            continue  # of other documents only the resolution of the last congress sets targets here
        line = by_id.setdefault(figure.indicator, Line(known[figure.indicator].name))
        if other:
            line.found[kind].insert(0, of_figure(figure, kind))
        else:
            line.found[kind].append(of_figure(figure, kind))
            spoken.add(figure.indicator)
    for id, line in by_id.items():
        line.url = f"{reverse('indicator', args=[id])}?dv={draft.congress.unit_id}"
        resolved = [e for e in line.found[TARGET] if e.figure and e.figure.version_id != version.pk]
        line.found[TARGET] = resolved or line.found[TARGET]
    return [picture(known[id].name, (RESULT, TARGET, NEXT), [by_id[id]]) for id in known if id in spoken]


# An indicator


def of_unit(said: Said, indicator: Indicator, unit: Unit) -> Picture:
    """Its series, a line for each period: what drafts say beside what departments say."""
    lines: dict[str, Line] = {}
    for entry in said.get(unit.path or "", ()):
        kind = TARGET if entry.kind == NEXT else entry.kind
        line = lines.setdefault(entry.period, Line(entry.period or _("no period stated")))
        line.found[kind].append(replace(entry, kind=kind))
    ordered = sorted(lines, key=lambda period: (years(period)[-1:] or [0], len(years(period)), period))
    title = _("%(name)s – %(unit)s") % {"name": indicator.name, "unit": unit.called}
    return picture(title, (RESULT, REFERENCE, TARGET), [lines[period] for period in ordered])


def of_units(
    said: Said, indicator: Indicator, units: Sequence[Unit], period: str = ""
) -> tuple[Picture, list[str], str]:
    """The same indicator across units, the periods that there are, and the one that is shown.

    Without a period the one of which most units speak; targets are of the term to come.
    """
    found = [said.get(unit.path or "", []) for unit in units]
    there = [{e.period for e in some if e.kind in (RESULT, REFERENCE)} for some in found]
    counted = {p: sum(p in some for some in there) for p in set().union(*there) if p}
    periods = sorted(counted, key=lambda p: (years(p)[-1:] or [0], p), reverse=True)
    chosen = period if period in counted else max(periods, key=lambda p: counted[p], default="")
    lines = []
    for unit, some in zip(units, found, strict=True):
        line = Line(unit.called, url=f"{reverse('indicator', args=[indicator.id])}?dv={unit.pk}")
        for entry in some:
            if entry.kind == NEXT or entry.period == chosen:
                line.found[entry.kind].append(entry)
        lines.append(line)
    title = _("%(name)s – %(period)s") % {"name": indicator.name, "period": chosen or "–"}
    return picture(title, (RESULT, REFERENCE, NEXT), lines), periods, chosen


def shown(user: User, id: str, unit: Unit, period: str) -> dict[str, Any]:
    """An indicator of a unit and of those beside it; the newest term begins between its two targets.

    Raises Http404 for an indicator that no pack knows.
    """
    chosen = all_indicators().get(id)
    if chosen is None:
        raise Http404
    season, units = Season.objects.visible_to(user).newest(), beside(user, unit)
    said = said_of(user, chosen, [unit, *units], season.term_from if season else clock.today().year)
    across, periods, there = of_units(said, chosen, units, period)
    above = unit.parent
    return {
        "indicator": chosen,
        "unit": unit,
        "above": above if above and (above.path or "!").startswith(who(user).scopes) else None,
        "series": of_unit(said, chosen, unit),
        "across": across,
        "periods": periods,
        "period": there,
        "most": MOST,
        "more": len(units) == MOST,
    }


def unit_of(user: User, wanted: int | None) -> Unit:
    """The one that is asked for, else that of the person's first post. Raises Http404."""
    seen = Unit.objects.visible_to(user).select_related("parent")
    if wanted is not None:
        return get_object_or_404(seen, pk=wanted)
    seats = [seat.unit_id for seat in who(user).seats if seat.unit_id]
    first = (seen.filter(pk__in=seats) if seats else seen).order_by("path").first()
    if first is None:
        raise Http404
    return first


def beside(user: User, unit: Unit) -> list[Unit]:
    """The units with congresses below it that this person sees; of one without any, its siblings."""
    seen = Unit.objects.visible_to(user).filter(ended=None, path__isnull=False)
    seen = seen.filter(Exists(Congress.objects.filter(unit=OuterRef("pk"))))
    below = list(seen.filter(parent=unit).order_by("path")[:MOST])
    if below or unit.parent_id is None:
        return below
    return list(seen.filter(parent=unit.parent_id).order_by("path")[:MOST])


def said_of(user: User, indicator: Indicator, units: Sequence[Unit], turn: int) -> Said:
    """By the unit's path: what the newest versions say, and what departments do. Two queries."""
    paths = [unit.path for unit in units if unit.path]
    found: dict[str, list[Entry]] = defaultdict(list)
    rows = _figures(user).filter(indicator=indicator.id, unit_path__in=paths)
    for figure in _latest(rows.filter(Q(newest=True) | Q(sent=True))):
        if kind := kind_of(figure, turn, _term(figure)):
            found[figure.unit_path].append(of_figure(figure, kind))
    values = (
        Value.objects.visible_to(user)
        .standing()
        .filter(indicator=indicator.id, unit_path__in=paths, role=ValueRole.ACTUAL)
    )
    for value in values.select_related("reference__department").order_by("period", "pk"):
        found[value.unit_path].append(of_value(value))
    return found


def _figures(user: User) -> QuerySet[Figure]:
    """What may be drawn: values of whole units, of no personnel plan."""
    seen = Figure.objects.visible_to(user).exclude(kind=PERSONNEL)
    return seen.filter(role__in=_DRAWN, about="").exclude(indicator="").select_related(*_WITH)


def _latest(figures: QuerySet[Figure]) -> list[Figure]:
    """Of each document the newest version that is there, in reading order."""
    rows = list(figures.order_by("version__draft", "number"))
    last: dict[int, int] = {}
    for row in rows:
        last[row.version.draft_id] = max(last.get(row.version.draft_id, 0), row.version.number)
    return [row for row in rows if row.version.number == last[row.version.draft_id]]


def _term(figure: Figure) -> tuple[int, int]:
    """For which term the figure's document is written."""
    congress = figure.version.draft.congress
    return (congress.season.term_from, congress.season.term_until) if congress else (0, 0)


def further(user: User, draft: Draft, version: Version | None) -> Further:
    """What this room adds to a draft's page (drafts.pages.MORE): its results beside its targets."""
    if version is None or version.under_way or draft.congress_id is None or draft.kind == PERSONNEL:
        return Further()
    url = reverse("draft_targets", args=[draft.pk])
    return Further([Tab(_("Results and targets"), url, among=_("Figures"))])
