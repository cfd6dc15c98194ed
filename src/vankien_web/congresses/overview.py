"""What a pack asks of each kind of unit, and what another pack would change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vankien import packs
from vankien.packs import DossierRule, Pack, StepRule
from vankien.packs import season as campaign
from vankien_web.common import clock
from vankien_web.congresses.board import kind_name
from vankien_web.congresses.bounds import Bound
from vankien_web.congresses.bounds import of_pack as bound_of
from vankien_web.units.models import Kind

_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


@dataclass(frozen=True)
class KindRules:
    """One kind of unit: its limits, steps and papers. Personnel papers are a matter of their own."""

    kind: str
    name: str
    bound: Bound
    steps: tuple[StepRule, ...]
    papers: tuple[DossierRule, ...]


@dataclass(frozen=True)
class Change:
    """What differs for one kind of unit; the limits are None where they stay."""

    name: str
    before: Bound | None
    after: Bound | None
    steps_added: list[str]
    steps_dropped: list[str]
    papers_added: list[str]
    papers_dropped: list[str]


def replacements(old: Pack) -> dict[str, Pack]:
    """The packs that a season may follow instead: those with rules for the same kinds of units."""
    others = (pack for pack in packs.available() if pack.id != old.id)
    return {pack.id: pack for pack in others if old.units.keys() & pack.units.keys()}


def of_pack(pack: Pack) -> list[KindRules]:
    known = [kind for kind in Kind.values if kind in pack.units or kind in pack.cells]
    return [_rules(pack, kind) for kind in known]


def changes(old: Pack, new: Pack) -> list[Change]:
    """Kind by kind, only where something differs."""
    found = []
    for kind in Kind.values:
        if kind not in {*old.units, *old.cells, *new.units, *new.cells}:
            continue
        was, will = _rules(old, kind), _rules(new, kind)
        same = (was.bound.until, was.bound.max_days) == (will.bound.until, will.bound.max_days)
        steps = _differ(was.steps, will.steps)
        papers = _differ(was.papers, will.papers)
        if same and not any(steps) and not any(papers):
            continue
        before, after = (None, None) if same else (was.bound, will.bound)
        found.append(Change(kind_name(new, kind), before, after, *steps, *papers))
    return found


def in_force(known: Iterable[Pack]) -> Pack:
    """The rules of these days: those that came last and still hold, else the newest."""
    today, newest = clock.today(), sorted(known, key=lambda pack: pack.valid_from, reverse=True)
    begun = [pack for pack in newest if pack.valid_from <= today]
    held = [pack for pack in begun if pack.valid_until is None or today <= pack.valid_until]
    return (held or begun or newest)[0]


def proposal(pack: Pack) -> dict[str, Any]:
    """Name and years of a season by this pack; a pack's title names its term where it has one."""
    years = _YEARS.search(pack.title)
    name = pack.title.split(" (")[0]
    first, last = (
        (int(years[1]), int(years[2])) if years else (pack.valid_from.year, pack.valid_from.year + 5)
    )
    return {"pack": pack.id, "name": name, "term_from": first, "term_until": last}


def _rules(pack: Pack, kind: str) -> KindRules:
    papers = tuple(p for p in campaign.dossier(pack, kind) if not p.personnel)
    return KindRules(kind, kind_name(pack, kind), bound_of(pack, kind), campaign.steps(pack, kind), papers)


def _differ(was: Any, will: Any) -> tuple[list[str], list[str]]:
    """Names that come and names that go."""
    old, new = {r.id: r.name for r in was}, {r.id: r.name for r in will}
    return [n for i, n in new.items() if i not in old], [n for i, n in old.items() if i not in new]
