"""Which department verifies a figure: the one that the pack names, found by name, or a person's choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from vankien import packs
from vankien.packs import Pack, PackError
from vankien.text import bare
from vankien_web.common.fields import ancestors, under
from vankien_web.drafts.models import Draft, Version
from vankien_web.figures.models import Figure, Route
from vankien_web.units.models import Post, Role, Unit

# What may follow a department's name in the tree: whose it is ("Phòng Kinh tế thành phố Thanh Hóa").
_WHOSE = "(?: (?:trung uong|tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)(?: .*)?)?"


@dataclass
class Share:
    """The figures that go to one department; `name` is the pack's for it, empty where the pack names none."""

    name: str
    department: Unit | None
    figures: list[Figure] = field(default_factory=list)


def departments(draft: Draft) -> QuerySet[Unit]:
    """Units in which somebody verifies: of the committee above the draft's unit, and of those above that."""
    unit = draft.congress.unit if draft.congress else None
    above = (unit.parent or unit) if unit else None
    if above is None or above.path is None:
        return Unit.objects.none()
    posts = Post.objects.held().filter(role=Role.VERIFIER)
    near = under(above.path) | Q(path__in=ancestors(above.path))
    return Unit.objects.filter(near, pk__in=posts.values("unit"), ended=None)


def shares(
    version: Version, figures: Iterable[Figure], known: Iterable[Unit], committee: Unit
) -> list[Share]:
    """The figures by department, in the pack's names; those for which the pack names none come last."""
    named, found = _verifiers(version), dict[str, Share]()
    remembered = {r.name: r.department for r in _remembered(committee)}
    units = list(known)
    for figure in figures:
        name = named.get(figure.indicator, "")
        if name not in found:
            chosen = remembered.get(bare(name)) if name else None
            found[name] = Share(name, chosen if chosen in units else department_for(name, units))
        found[name].figures.append(figure)
    return sorted(found.values(), key=lambda share: (not share.name, -len(share.figures)))


def department_for(name: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit that the pack's name fits; of several between commas the first that fits."""
    known = [(unit, {bare(unit.name), bare(unit.short_name)}) for unit in units]
    for one in _names(name):
        wanted = re.compile(re.escape(bare(one)) + _WHOSE)
        fitting = [unit for unit, names in known if any(wanted.fullmatch(n) for n in names)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def remember(committee: Unit, chosen: Mapping[str, Unit]) -> None:
    """The choices that a name alone does not tell; the next draft is sent the same way."""
    for name, unit in chosen.items():
        if name and department_for(name, [unit]) is None:
            Route.objects.update_or_create(
                committee=committee, name=bare(name), defaults={"department": unit}
            )


def _remembered(committee: Unit) -> QuerySet[Route]:
    return Route.objects.filter(committee=committee).select_related("department")


def _verifiers(version: Version) -> dict[str, str]:
    """Indicator → the pack's name of the department that verifies it."""
    return {i.id: i.verifier for i in _indicators(version)}


def _indicators(version: Version) -> Iterable[packs.Indicator]:
    try:
        rules: Pack = packs.load(version.pack)
    except PackError:
        return ()
    return rules.indicators.values()


def _names(name: str) -> Iterator[str]:
    """The whole ("Phòng Kinh tế, Hạ tầng và Đô thị" is one), then its parts, each also without brackets."""
    parts = re.split(r",\s*(?![^()]*\))", name)
    for one in (name, *(parts if len(parts) > 1 else ())):
        yield one
        if "(" in one:
            yield re.sub(r"\s*\([^)]*\)", "", one)
