"""What the documents of one congress contradict: each other, and what the last term aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from vankien.checks.reading.contents import sentence_around
from vankien.ledger import Entry, Pair, Term, across, terms
from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import PERSONNEL, Draft, Reading, Version
from vankien_web.drafts.permissions import newest
from vankien_web.figures.ledger import entries, rows
from vankien_web.figures.models import Figure

ORDER = ("outline", "political_report", "self_review", PERSONNEL, "resolution", "congress_programme")
_AIMS = ("resolution", "political_report", "outline")  # where the last term's targets stand, the surest first
_RESULTS = ("political_report", "outline")


@dataclass(frozen=True)
class Document:
    """A draft with the version of it that this person reads."""

    draft: Draft
    version: Version

    @property
    def url(self) -> str:
        return reverse("version", args=(self.draft.pk, self.version.number))


@dataclass(frozen=True)
class Side:
    """A statement where it stands, with its sentence."""

    figure: Figure
    document: Document
    sentence: str

    @property
    def url(self) -> str:
        return f"{self.document.url}#b{self.figure.block}"


class Contradiction(NamedTuple):
    """Two statements of two documents, beside each other."""

    first: Side
    second: Side


class Aim(NamedTuple):
    """A target of the last term: `kind` as in vankien.ledger.Term; `share` is what the ratio should be."""

    kind: str
    target: Side
    stated: Side | None
    result: Side | None
    share: Decimal | None


@dataclass(frozen=True)
class Found:
    """`compared` are the documents set beside each other; `former` the one with the last term's aims."""

    compared: Sequence[Document]
    former: Document | None
    across: Sequence[Contradiction]
    aims: Sequence[Aim]

    @cached_property
    def unanswered(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.kind == "unanswered"]

    @cached_property
    def missed(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.kind != "unanswered"]


def of_congress(user: User, congress: Congress) -> Found:
    """In what this person may read; a document that may not be seen is as if there were none."""
    own, before = documents(user, congress), _former(user, congress)
    aims, report = _first(before, _AIMS), _first(own, _RESULTS)
    wanted = [d.version.pk for d in (*own, *([aims] if aims and report else []))]
    statements = rows(Figure.objects.standing_in(wanted).filter(~Q(matter="") | ~Q(indicator="")))
    place = {d.version.pk: n for n, d in enumerate(own)}
    told = sorted(
        (r for r in statements if r.matter and r.version_id in place), key=lambda r: place[r.version_id]
    )
    pairs = across(entries(told)) if len(own) > 1 else ()
    judged: Sequence[Term] = ()
    if aims and report:
        targets = (
            r for r in statements if r.version_id == aims.version.pk and r.ahead and r.role == "target"
        )
        results = (r for r in statements if r.version_id == report.version.pk and not r.ahead)
        judged = terms(entries(targets), entries(results))
    return _shown(own, aims, pairs, judged)


def documents(user: User, congress: Congress) -> list[Document]:
    """Those of a congress that this person sees, in the order in which they are written; two queries."""
    found = Draft.objects.visible_to(user).filter(congress=congress).select_related("latest", "sent")
    own = []
    for draft in found:
        draft.congress = congress
        version = newest(user, draft)
        if version is not None:
            version.draft = draft
            own.append(Document(draft, version))
    return sorted(
        own, key=lambda d: (ORDER.index(d.draft.kind) if d.draft.kind in ORDER else len(ORDER), d.draft.pk)
    )


def _former(user: User, congress: Congress) -> list[Document]:
    """The documents of the same unit's congress before."""
    ended = {"season__term_until__lte": congress.season.term_from}
    earlier = Congress.objects.filter(unit=congress.unit_id, **ended).select_related("unit", "season")
    last = earlier.order_by("-season__term_until", "-pk").first()
    return documents(user, last) if last is not None else []


def _first(found: Iterable[Document], kinds: Sequence[str]) -> Document | None:
    by_kind = {d.draft.kind: d for d in found}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


def _shown(
    own: Sequence[Document], former: Document | None, pairs: Sequence[Pair], aims: Sequence[Term]
) -> Found:
    by_version = {d.version.pk: d for d in (*own, *([former] if former else []))}
    stated = [e for p in pairs for e in (p.first, p.second)]
    stated += [e for t in aims for e in (t.target, t.stated, t.result) if e is not None]
    known = sides(Figure.objects.in_bulk([e.id for e in stated]), by_version)

    def side(entry: Entry | None) -> Side | None:
        return known[entry.id] if entry is not None else None

    return Found(
        own,
        former,
        [Contradiction(known[p.first.id], known[p.second.id]) for p in pairs],
        [Aim(t.kind, known[t.target.id], side(t.stated), side(t.result), t.share) for t in aims],
    )


def sides(figures: Mapping[Any, Figure], by_version: Mapping[int, Document]) -> dict[Any, Side]:
    """Figures with their words, by id; a query for the words of a personnel plan."""
    words = sentences(figures.values())
    return {pk: Side(f, by_version[f.version_id], words[f.pk]) for pk, f in figures.items()}


def sentences(figures: Iterable[Figure]) -> dict[int, str]:
    """The sentence of each, by its id; a personnel plan's are read from the document each time."""
    found = {f.pk: f.sentence for f in figures}
    hidden = [f for f in figures if f.kind == PERSONNEL]
    read = Reading.objects.in_bulk({f.version_id for f in hidden}) if hidden else {}
    for figure in hidden:
        text = read[figure.version_id].document.blocks[figure.block].text
        start, end = sentence_around(text, figure.start)
        found[figure.pk] = text[start:end]
    return found
