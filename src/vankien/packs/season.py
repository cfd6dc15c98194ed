"""What a pack says about holding a congress: steps, dossier, deadlines, leads, workstreams. Pure views."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from vankien.model import Authority
from vankien.packs.model import DossierRule, Pack, Rule, StepRule, Workstream

ALL_CONTENTS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the congresses of one kind of unit are held. `before` says in words what they must precede."""

    from_: date | None
    until: date | None
    max_days: Decimal | None
    authority: Authority
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before the opening something must be done."""

    value: int
    unit: Literal["working_days", "days"]
    authority: Authority


@dataclass(frozen=True, slots=True)
class Preparatory:
    """The preparatory session. `max_days` is None where the pack sets no limit for this kind of unit."""

    max_days: Decimal | None
    counted: bool  # within the length of the congress
    required: bool
    authority: Authority


@dataclass(frozen=True, slots=True)
class Contents:
    """The four contents of a congress by number; `merging`: those left to a unit that is being merged."""

    names: dict[int, str]
    default: tuple[int, ...]
    merging: tuple[int, ...] | None
    authority: Authority


@dataclass(frozen=True, slots=True)
class Form:
    """From how many members a base congress is one of delegates; `below` and `at_least` name the forms."""

    members: int
    below: str
    at_least: str
    authority: Authority


def steps(pack: Pack, unit_kind: str) -> tuple[StepRule, ...]:
    """The preparation steps of a congress of this kind of unit, in their order."""
    return tuple(s for s in pack.steps if s.units is None or unit_kind in s.units)


def dossier(pack: Pack, unit_kind: str, contents: Iterable[int] = ALL_CONTENTS) -> tuple[DossierRule, ...]:
    """The papers of the dossier; `contents`: the contents that this congress has."""
    held = {None, *contents}
    return tuple(d for d in pack.dossier if d.content in held and (d.units is None or unit_kind in d.units))


def workstreams(pack: Pack) -> tuple[Workstream, ...]:
    """The fields of work of a working group's progress report."""
    return pack.workstreams


def deadline(pack: Pack, unit_kind: str, pilot: bool = False) -> Deadline | None:
    """The rule `deadline_…` that names this kind of unit; None where no rule does.

    A pilot congress (đại hội điểm) comes before the others: `from_` does not hold for it.
    """
    rule = next((r for r in _rules(pack, "deadline_") if unit_kind in r.value.get("units", ())), None)
    if rule is None:
        return None
    value = rule.value
    start = None if pilot else value.get("from")
    return Deadline(start, value.get("until"), _days(value), rule.authority, value.get("before"))


def review_lead(pack: Pack) -> Lead | None:
    """How long before the opening the dossier must be with the superior; a warning, no central rule."""
    return _lead(pack, "review_lead")


def notice_lead(pack: Pack) -> Lead | None:
    """How long before the opening its day must be announced."""
    return _lead(pack, "notice_lead")


def preparatory(pack: Pack, unit_kind: str) -> Preparatory | None:
    """What the pack says of the preparatory session; None where it says nothing."""
    rule = pack.rules.get("preparatory_session")
    if rule is None:
        return None
    limited = unit_kind in rule.value.get("units", (unit_kind,))
    return Preparatory(
        _days(rule.value) if limited else None,
        rule.value.get("counted", True),
        rule.value.get("required", False),
        rule.authority,
    )


def contents(pack: Pack) -> Contents | None:
    """The contents that a congress has under this directive."""
    rule = pack.rules.get("congress_contents")
    if rule is None:
        return None
    merging = rule.value.get("merging")
    return Contents(
        {int(number): name for number, name in rule.value["names"].items()},
        tuple(rule.value["default"]),
        tuple(merging) if merging else None,
        rule.authority,
    )


def members_for_delegates(pack: Pack) -> Form | None:
    """The number of members that decides between a congress of all members and one of delegates."""
    rule = pack.rules.get("delegates_base")
    if rule is None:
        return None
    return Form(rule.value["members_for_delegates"], rule.value["below"], rule.value["from"], rule.authority)


def _rules(pack: Pack, prefix: str) -> list[Rule]:
    return [rule for id, rule in pack.rules.items() if id.startswith(prefix)]


def _days(value: dict[str, object]) -> Decimal | None:
    return Decimal(str(value["max_days"])) if "max_days" in value else None


def _lead(pack: Pack, id: str) -> Lead | None:
    rule = pack.rules.get(id)
    return Lead(rule.value["value"], rule.value["unit"], rule.authority) if rule else None
