"""What a rule pack says, as frozen data. Every rule carries its `authority` (source and confidence)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from vankien.model import Authority, Phase, Severity

Measure = Literal["level", "growth", "sum", "count", "share", "structure"]


@dataclass(frozen=True, slots=True)
class Basis:
    """A directive or guidance. The number alone never identifies one: the key is kind + number + date."""

    kind: str
    number: str
    date: date
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PartRule:
    """A part that an outline expects. `titles` are wordings of real drafts; matching is by folded words."""

    id: str
    name: str
    titles: tuple[str, ...]
    authority: Authority
    required: bool = False
    figures: bool = False  # must state at least one figure
    short: bool = False  # the pack wants this part short
    item: bool = False  # an item of a programme: its line is all of it
    max_words: int | None = None
    order: int | None = None  # parts out of this order give VK103; None where the order is free
    within: str | None = None  # id of the part it usually stands in


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that is foreign to a kind of unit ("hộ nghèo" in an office's report)."""

    id: str
    name: str
    cues: tuple[str, ...]
    authority: Authority


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of one kind of document for one kind of unit, in their usual order."""

    unit: str
    kind: str
    title: str
    authority: Authority
    parts: tuple[PartRule, ...]
    foreign_topics: tuple[Topic, ...] = ()
    required_indicators: tuple[str, ...] = ()
    max_words: int | None = None

    def part(self, id: str) -> PartRule | None:
        return next((p for p in self.parts if p.id == id), None)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the catalogue. `units`: canonical, those it may be stated in; `unit`: the usual one."""

    id: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    units: tuple[str, ...]
    measure: Measure
    topic: str
    verifier: str
    authority: Authority
    not_words: tuple[str, ...] = ()  # words that rule the indicator out when they stand beside an alias
    plausible: tuple[Decimal, Decimal] | None = None
    sole: bool = False  # whatever is of its topic and in its units is this indicator, named or not
    adds: tuple[str, ...] = ()  # of `units`, those in which the values of disjoint units of the tree add up
    adds_within: bool = False  # their sum is at most the whole, which may have more of its own


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of law or habit with its values: women ≥ 15 %, review lead 45 working days, theme elements …"""

    id: str
    value: dict[str, Any]
    authority: Authority


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step of preparing a congress. `of` names what is counted ("chi bộ"): the step is done at m of m."""

    id: str
    name: str
    authority: Authority
    of: str | None = None
    units: tuple[str, ...] | None = None  # kinds of unit that take the step; None: all

    @property
    def counted(self) -> bool:
        return self.of is not None


@dataclass(frozen=True, slots=True)
class DossierRule:
    """A paper of a congress's dossier. `kind`: the kind of document that answers it, where there is one."""

    id: str
    name: str
    authority: Authority
    kind: str | None = None
    required: bool = False
    personnel: bool = False  # about candidates: seen only with the personnel plans
    content: int | None = None  # asked only where the congress has this one of the four contents
    units: tuple[str, ...] | None = None  # kinds of unit that are asked for it; None: all


@dataclass(frozen=True, slots=True)
class Workstream:
    """A field of work that a working group's progress report speaks of."""

    id: str
    name: str
    authority: Authority


@dataclass(frozen=True, slots=True)
class Format:
    """An official format: margins, header, number, date, signature … as values with their authority."""

    id: str
    title: str
    valid_from: date | None
    valid_until: date | None
    authority: Authority
    rules: dict[str, Rule] = field(default_factory=dict)
    family: Literal["dang", "nha-nuoc"] = (
        "dang"  # whose papers: the Party's, or the state's (unions use these)
    )

    def in_force(self, day: date | None) -> bool:
        """Whether the format holds on `day`; an unknown day is any day."""
        if day is None:
            return True
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Pack:
    """One campaign's rules."""

    id: str
    title: str
    valid_from: date
    valid_until: date | None
    basis: tuple[Basis, ...]
    units: dict[str, str]  # id → Vietnamese name
    kinds: dict[str, str]  # id → Vietnamese name
    outlines: dict[tuple[str, str], Outline]
    indicators: dict[str, Indicator]
    rules: dict[str, Rule]
    formats: tuple[Format, ...]
    severities: dict[str, dict[Phase, Severity | None]]  # code → phase → severity; None: silent
    authorities: dict[str, Authority]  # code → the clause that its findings cite
    cells: dict[str, str] = field(default_factory=dict)  # kinds of unit below those with outlines: id → name
    steps: tuple[StepRule, ...] = ()  # of every kind of unit; `packs.season.steps` gives one kind's
    dossier: tuple[DossierRule, ...] = ()
    workstreams: tuple[Workstream, ...] = ()

    def outline(self, unit: str, kind: str) -> Outline:
        """The outline for this unit and document kind. Raises KeyError; no other kind of unit stands in."""
        return self.outlines[unit, kind]

    def severity(self, code: str, phase: Phase) -> Severity | None:
        """How serious a finding is in this phase; None when it is not reported there."""
        return self.severities.get(code, {}).get(phase, "warning")

    def format_on(self, day: date | None, family: str | None = None) -> Format | None:
        """The pack's first format in force on `day` (any, where the day is unknown) of this family (any)."""
        return next((f for f in self.formats if f.family == (family or f.family) and f.in_force(day)), None)
