"""The table of a version's figures: filtered, in pages, as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.outputs.workbook import Heading, write_table
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.naming import full_title
from vankien_web.figures.contradictions import sentences
from vankien_web.figures.models import Figure, Standing
from vankien_web.figures.naming import indicator_name, indicators, name_of, role_name, topic_name
from vankien_web.figures.stating import stated

Choice = tuple[str, str]
TONES = {
    Standing.VERIFIED: "done",
    Standing.WAITING: "wait",
    Standing.DIFFERS: "late",
    Standing.STALE: "soon",
}


@dataclass(frozen=True)
class Line:
    """A figure as people read it; `value` is empty where it would say no more than its words."""

    figure: Figure
    name: str
    sentence: str
    url: str

    @property
    def held(self) -> bool:
        """Whether the ledger has its number, not its words alone."""
        return self.figure.value is not None

    @property
    def value(self) -> str:
        words = stated(self.figure).words if self.held else ""
        return "" if words.replace(" ", "") == self.figure.surface.replace(" ", "") else words

    @property
    def when(self) -> str:
        return self.figure.period or self.figure.moment

    @property
    def role(self) -> str:
        return role_name(self.figure.role)

    @property
    def tone(self) -> str:
        return TONES.get(Standing(self.figure.standing), "")


@dataclass(frozen=True)
class Filter:
    """What is wanted, as the address says it; anything unknown is everything."""

    indicator: str = ""
    topic: str = ""
    standing: str | None = None

    def of(self, figures: QuerySet[Figure]) -> QuerySet[Figure]:
        if self.indicator:
            figures = figures.filter(indicator=self.indicator)
        if self.topic:
            figures = figures.filter(topic=self.topic)
        return figures if self.standing is None else figures.filter(standing=self.standing)

    def leaves(self, indicator: str, topic: str, standing: str) -> bool:
        asked = (self.indicator or indicator, self.topic or topic)
        return asked == (indicator, topic) and self.standing in (None, standing)

    @property
    def narrow(self) -> bool:
        return bool(self.indicator or self.topic) or self.standing is not None


class Listing:
    """The figures of one version; `draft` is the version's, as the page has it."""

    def __init__(self, draft: Draft, version: Version) -> None:
        self.draft, self.version = draft, version
        self.known = indicators(version.pack)
        self.all = Figure.objects.standing_in([version.pk])

    @cached_property
    def _brief(self) -> list[tuple[int, str, str, str]]:
        """Id, indicator, topic and standing of each, in reading order: what the filter needs. One query."""
        return list(self.all.values_list("pk", "indicator", "topic", "standing"))

    @cached_property
    def _kinds(self) -> set[tuple[str, str]]:
        return {(indicator, topic) for _pk, indicator, topic, _standing in self._brief}

    @property
    def total(self) -> int:
        return len(self._brief)

    def chosen(self, wanted: Filter) -> list[int]:
        """The ids of those that the filter leaves."""
        return [pk for pk, *told in self._brief if wanted.leaves(*told)]

    @property
    def indicators(self) -> list[Choice]:
        ids = {indicator for indicator, _topic in self._kinds if indicator}
        return [(i, indicator_name(known)) for i, known in self.known.items() if i in ids]

    @property
    def topics(self) -> list[Choice]:
        return sorted(((t, topic_name(t)) for t in {t for _i, t in self._kinds}), key=lambda c: c[1])

    def wanted(self, asked: dict[str, str]) -> Filter:
        """`chi-tieu`, `chu-de` and `tham-dinh` of the address."""
        standing = asked.get("tham-dinh", "-")
        return Filter(
            next((i for i, _n in self.indicators if i == asked.get("chi-tieu")), ""),
            next((t for t, _n in self.topics if t == asked.get("chu-de")), ""),
            standing if standing in Standing.values else None,
        )

    def lines(self, figures: Iterable[Figure]) -> list[Line]:
        found = list(figures)
        words = sentences(found)
        text = reverse("version", args=(self.draft.pk, self.version.number))
        return [Line(f, name_of(f, self.known), words[f.pk], f"{text}#b{f.block}") for f in found]

    def workbook(self, wanted: Filter) -> bytes:
        """An .xlsx: numbers as numbers, exact, beside the words of the draft."""
        columns = [
            Heading(_("No."), 6),
            Heading(_("Section"), 28),
            Heading(_("Indicator"), 32),
            Heading(_("As it is written"), 24),
            Heading(_("Value"), 14),
            Heading(_("to"), 14),
            Heading(_("of"), 12),
            Heading(_("Unit of measure"), 18),
            Heading(_("Period"), 16),
            Heading(_("Role"), 16),
            Heading(_("Sentence"), 70),
            Heading(_("Verification"), 22),
        ]
        note = _("Draft no. %(number)s") % {"number": self.version.number}
        rows = map(_cells, self.lines(wanted.of(self.all)))
        return write_table(full_title(self.draft), columns, rows, note=note, sheet=_("Figures"))


def _cells(line: Line) -> list[object]:
    f = line.figure
    own = [f.number, f.section, line.name, f.surface, f.value, f.high, f.total, f.unit]
    return [*own, line.when, line.role, line.sentence, str(f.get_standing_display())]
