"""How each figure stands, marked in the text where it is read (drafts.pages.SIGNS)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from vankien.model import Place
from vankien_web.accounts.models import User
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.drafts.reading import Signs
from vankien_web.figures.models import Figure, Standing, Verification

LABELS: dict[str, str] = {
    Standing.VERIFIED: "✓",
    Standing.DIFFERS: "≠",
    Standing.STALE: "↻",
    Standing.WAITING: "…",
    Standing.UNVERIFIED: "",
}


class Stands(NamedTuple):
    """How one figure of a version stands; `asked` is its verification, for who sees that."""

    block: int
    start: int
    end: int
    surface: str
    standing: str
    asked: int | None


@dataclass(frozen=True)
class FigureSign:
    """The mark of one figure; `url` is where it is verified, for who sees that."""

    place: Place
    css: str
    label: str
    spoken: str
    url: str = ""


def standings(user: User, draft: Draft, version: Version) -> list[Stands]:
    """How the figures of a version stand; none where nothing of the draft was sent out. One query a page."""
    if draft.standings is None:
        draft.standings = {}
    if version.pk not in draft.standings:
        asked = Verification.objects.visible_to(user).filter(draft=draft)
        one = asked.filter(key=OuterRef("key")).order_by().values("pk")[:1]
        rows = Figure.objects.filter(Exists(asked), version=version).annotate(asked=Subquery(one))
        found = rows.order_by("number").values_list(*Stands._fields)
        draft.standings[version.pk] = [Stands(*row) for row in found]
    return draft.standings[version.pk]


def signs(user: User, version: Version) -> Signs | None:
    """None where no figure of the draft was sent to a department."""
    draft = version.draft
    if draft.kind == PERSONNEL or draft.congress_id is None:
        return None
    if not (known := standings(user, draft, version)):
        return None
    words, page = _words(), reverse("verify_figures", args=[draft.pk])
    made = []
    for block, start, end, surface, standing, asked in known:
        way = f"{page}?so={asked}" if asked and standing else ""
        place = Place(block, start, end, quote=surface)
        made.append(FigureSign(place, standing or "unverified", LABELS[standing], words[standing], way))
    return Signs(tuple(made), "figures/signs.html", tuple(_legend()))


def _legend() -> Iterator[tuple[str, str, str]]:
    for standing in (
        Standing.VERIFIED,
        Standing.DIFFERS,
        Standing.STALE,
        Standing.WAITING,
        Standing.UNVERIFIED,
    ):
        yield standing or "unverified", LABELS[standing], _words()[standing]


def _words() -> dict[str, str]:
    return {value: str(label) for value, label in Standing.choices}
