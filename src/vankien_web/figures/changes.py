"""What a version states otherwise than the one before it, and whether anybody asked for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vankien.ledger import Change, changes
from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.drafts.models import Draft, Version
from vankien_web.figures.contradictions import Document, Side, sides
from vankien_web.figures.ledger import Row, entries, rows
from vankien_web.figures.models import Figure


@dataclass(frozen=True)
class Asked:
    """What somebody asked to change in a draft: an indicator or a section, by number or title."""

    name: str
    url: str
    indicator: str = ""
    section: str = ""


# What rooms above know of requests on a draft, by who may see them, of versions before this one.
ASKED: list[Callable[[User, Draft, Version], Iterable[Asked]]] = []


@dataclass(frozen=True)
class Changed:
    """A statement in the version before and in this one; `asked` is empty where nobody asked for it."""

    old: Side
    new: Side
    asked: Sequence[Asked]


@dataclass(frozen=True)
class Since:
    """What changed since the version before; `before` is None for a first version."""

    before: Version | None
    changed: Sequence[Changed] = ()

    @property
    def unasked(self) -> list[Changed]:
        return [c for c in self.changed if not c.asked]


def since_last(user: User, version: Version) -> Since:
    """`version.draft` is there, as the page has it."""
    before = version.draft.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None:
        return Since(None)
    found = altered(before, version)
    figures = Figure.objects.in_bulk([pk for change in found for pk in ids(change)])
    return told(user, before, version, found, figures)


def altered(before: Version, version: Version) -> tuple[Change, ...]:
    """One query."""
    both = rows(Figure.objects.standing_in([before.pk, version.pk]))
    old, new = ([r for r in both if r.version_id == v.pk] for v in (before, version))
    before_it = {r.key: _said(r) for r in old}
    wanted = {r.key for r in new if before_it.get(r.key, _said(r)) != _said(r)}
    return changes(*(entries(r for r in some if r.key in wanted) for some in (old, new)))


def ids(change: Change) -> tuple[int, int]:
    """Of the two figures."""
    return int(str(change.old.id)), int(str(change.new.id))


def told(
    user: User, before: Version, version: Version, found: Sequence[Change], figures: Mapping[int, Figure]
) -> Since:
    """With the words of both, and with what was asked; `figures` has those of `found` at least."""
    if not found:
        return Since(before)
    by_version = {v.pk: Document(version.draft, v) for v in (before, version)}
    known = sides({pk: figures[pk] for change in found for pk in ids(change)}, by_version)
    asked = [one for more in ASKED for one in more(user, version.draft, version)]
    both = ([known[pk] for pk in ids(change)] for change in found)
    return Since(before, [Changed(o, n, [a for a in asked if _speaks_of(a, o, n)]) for o, n in both])


def _said(row: Row) -> tuple[object, ...]:
    return row.value, row.high, row.total, row.unit, row.comparator


def _speaks_of(asked: Asked, *both: Side) -> bool:
    """Whether a request may have meant this figure; one that names neither says nothing of it."""
    if asked.indicator:
        return any(side.figure.indicator == asked.indicator for side in both)
    wanted = bare(asked.section).strip(" .")
    return bool(wanted) and any(_stands_in(wanted, bare(side.figure.section)) for side in both)


def _stands_in(wanted: str, section: str) -> bool:
    """ "III" and "quốc phòng" both name "III/2. Quốc phòng - an ninh"."""
    number = section.partition(". ")[0]
    return number == wanted or number.startswith(f"{wanted}/") or wanted in section
