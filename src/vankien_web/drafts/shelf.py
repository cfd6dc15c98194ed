"""Drafts in rows: what each is, how it stands, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.text import capfirst

from vankien.packs import DossierRule, PackError
from vankien.packs import season as campaign
from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, DraftState, Version
from vankien_web.drafts.models.draft import DraftQuerySet
from vankien_web.drafts.naming import TONES, waiting
from vankien_web.drafts.permissions import can_create_draft, kinds_for, newest
from vankien_web.units.models import Unit

MOST = 1000


@dataclass(frozen=True)
class Row:
    """A kind of document and the draft of it, where there is one that this person sees."""

    name: str
    kind: str
    draft: Draft | None = None
    version: Version | None = None
    tone: str = ""
    waiting: str = ""
    paper: DossierRule | None = None  # the paper of the dossier that it answers
    may_begin: bool = False


def chosen(user: User, wanted: Mapping[str, str]) -> DraftQuerySet:
    """The drafts of congresses that `user` sees and a filter leaves; `unit` is a part of a name."""
    found: DraftQuerySet = Draft.objects.of_congresses(user)
    if wanted["season"]:
        found = found.filter(congress__season_id=int(wanted["season"]))
    if words := bare(wanted["unit"]).split():
        named = Unit.objects.all()
        for word in words:
            named = named.filter(folded__contains=word)
        found = found.filter(unit_path__in=named.values("path"))
    for name in ("kind", "state"):
        if wanted[name]:
            found = found.filter(**{name: wanted[name]})
    found = found.select_related("congress__unit__parent", "congress__season", "latest", "sent")
    return found.order_by("unit_path", "kind", "pk")


class Shelf(Paginator[Draft]):
    """Pages of a list that may be very long: no more than MOST are counted, nor shown."""

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @cached_property
    def counted(self) -> int:
        rows: DraftQuerySet = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: MOST + 1].count()

    @property
    def cut(self) -> bool:
        return self.counted > MOST


def rows(user: User, drafts: Iterable[Draft]) -> list[Row]:
    return [_row(user, draft, draft.title) for draft in drafts]


def of_congress(user: User, congress: Congress) -> list[Row]:
    """Every kind that the season's rules know: what the dossier asks for first, then what else was begun."""
    seen = Draft.objects.visible_to(user).filter(congress=congress).select_related("latest", "sent")
    there = {draft.kind: draft for draft in seen}
    asked = _asked(congress)
    found = []
    for kind, name in kinds_for(user, congress).items():
        draft, paper = there.get(kind), asked.get(kind)
        if draft is not None:
            draft.congress = congress
            found.append(_row(user, draft, capfirst(name), paper))
        else:
            may = can_create_draft(user, congress, kind)
            found.append(Row(capfirst(name), kind, paper=paper, may_begin=may))
    return sorted(found, key=lambda row: row.paper is None)


def _row(user: User, draft: Draft, name: str, paper: DossierRule | None = None) -> Row:
    return Row(
        name,
        draft.kind,
        draft,
        newest(user, draft),
        TONES[DraftState(draft.state)],
        waiting(draft),
        paper,
    )


def _asked(congress: Congress) -> dict[str, DossierRule]:
    try:
        papers = campaign.dossier(congress.season.rules, congress.kind)
    except PackError:
        return {}
    return {p.kind: p for p in papers if p.kind}
