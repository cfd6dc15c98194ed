"""A draft's text with what was said of it: opinions beside their passages, and what somebody may do there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.model import Block, Place
from vankien.outline import section_at
from vankien_web.accounts.models import User
from vankien_web.common.forms import numeral
from vankien_web.common.frame import Tab
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.reading import lay_out
from vankien_web.reviews.actions.opinions import About
from vankien_web.reviews.anchors import heading, heading_at, passage_at
from vankien_web.reviews.models import AgendaItem, Opinion, Scope
from vankien_web.reviews.permissions import (
    can_speak_for,
    can_speak_on,
    can_take_position,
    hears,
    item_for,
    items_of,
    stands_above,
)
from vankien_web.reviews.tally import stands_in_the_way
from vankien_web.units.models import Person, who

_FIGURE = re.compile(r"[\d.,/%\s+-]*\d[\d.,/%\s+-]*(?:\w+(?: \w+)?)?")


@dataclass(frozen=True)
class Voice:
    """An opinion beside the text; `place` is where its passage stands in the version shown."""

    opinion: Opinion
    number: int
    place: Place | None
    changed: bool = False
    own: bool = False
    css: str = "opinion"
    rank: int = 9  # a finding at the same words gives the colour
    template: str = "reviews/opinion.html"

    @property
    def key(self) -> str:
        return f"o{self.opinion.pk}"

    @property
    def label(self) -> str:
        return f"Ý{self.number}"

    @cached_property
    def spoken(self) -> str:
        blanks = {"kind": self.opinion.get_kind_display(), "person": self.opinion.person.name}
        return _("Opinion: %(kind)s, %(person)s") % blanks

    @property
    def private(self) -> bool:
        return self.opinion.sent_at is None

    @property
    def for_another(self) -> bool:
        return self.opinion.entered_by_id != self.opinion.person.account_id

    @property
    def quote(self) -> str:
        said: dict[str, Any] = self.opinion.place or {}
        return str(said.get("quote", "")) if self.opinion.scope != Scope.SECTION else ""


@dataclass(frozen=True)
class Part:
    """What one person may do here: `item` is under what it would be said; None outside of a meeting.

    `stands`: the meeting's page of positions is this person's, too.
    """

    item: AgendaItem | None
    speaks: bool
    for_others: bool
    hears: bool
    stands: bool


def part(user: User, draft: Draft) -> Part:
    """Raises Http404 where the draft's opinions are none of this person's business."""
    above = stands_above(user, draft)
    draft.on_agendas = items_of(user, draft)
    item = item_for(user, draft.on_agendas)
    if not above and item is None and not seen(user, draft).exists():
        raise Http404
    heard = item is not None and hears(user, item.meeting)
    return Part(
        item,
        item is not None or can_speak_on(user, draft),
        item is not None and can_speak_for(user, item.meeting),
        heard,
        heard or (item is not None and can_take_position(user, item)),
    )


def seen(user: User, draft: Draft) -> QuerySet[Opinion]:
    return Opinion.objects.visible_to(user).filter(draft=draft)


def tabs(user: User, draft: Draft, version: Version, items: Sequence[AgendaItem]) -> list[Tab]:
    """The tab "Opinions" of a draft's page, for those who may speak or hear; `items`: as `items_of` gives."""
    if draft.congress_id is None or draft.shared_at is None:
        return []
    if not stands_above(user, draft) and item_for(user, items) is None and not seen(user, draft).exists():
        return []
    return [Tab(_("Opinions on the text"), address(draft, version), among=_("Opinions"))]


def address(draft: Draft, version: Version) -> str:
    """Where this version's text stands with its opinions."""
    if version.pk in (draft.latest_id, draft.sent_id):
        return reverse("draft_opinions", args=(draft.pk,))
    return reverse("version_opinions", args=(draft.pk, version.number))


def people_for(mine: Part) -> QuerySet[Person] | None:
    """In whose names this person may write; None where in no other."""
    if not mine.for_others or mine.item is None:
        return None
    return Person.objects.filter(pk__in=mine.item.meeting.attendance.values("person"))


def about(draft: Draft, version: Version, chosen: Mapping[str, Any]) -> About:
    """Of what a form speaks: `block` with `start`, `end` or `quote` in it, else `section`, else the whole."""
    stored = version.reading
    document, sections = stored.document, stored.sections
    block, quote = chosen.get("block"), str(chosen.get("quote") or "")
    if block is not None:
        place = passage_at(document, sections, block, chosen.get("start") or 0, chosen.get("end") or 0, quote)
        scope = Scope.FIGURE if _FIGURE.fullmatch(place.quote) else Scope.PASSAGE
        return About(draft, version, scope=scope, place=place, section=heading(section_at(sections, block)))
    if chosen.get("section"):
        place = heading_at(document, sections, int(chosen["section"]))
        name = heading(section_at(sections, place.block))
        return About(draft, version, scope=Scope.SECTION, place=place, section=name)
    return About(draft, version)


def paragraphs(version: Version, section: str) -> list[Block]:
    """Those that stand directly under a heading, to choose one of them; none where none is chosen."""
    stored = version.reading
    at = numeral(section) if section else -1
    chosen = next((s for s in stored.sections if s.block == at), None)
    if chosen is None:
        return []
    inside = stored.document.blocks[chosen.block + 1 : chosen.end]
    return [
        block for block in inside if section_at(stored.sections, block.index) == chosen and block.text.strip()
    ]


def voices(user: User, draft: Draft, version: Version) -> list[Voice]:
    """What this person sees of the opinions on this version and earlier ones, in the order of the text."""
    rows = (
        seen(user, draft)
        .filter(version__number__lte=version.number)
        .annotate(there=FilteredRelation("followed", condition=Q(followed__version=version)))
        .annotate(moved=F("there__place"))
        .select_related("person", "entered_by", "version")
    )
    placed = [(row, _place(row, version)) for row in rows]
    placed.sort(key=lambda pair: (pair[1].block, pair[1].start) if pair[1] else (-1, 0))
    person = who(user).person_id
    return [
        Voice(
            row,
            number,
            place,
            changed=place is None and row.place is not None,
            own=row.person_id == person or row.entered_by_id == user.pk,
        )
        for number, (row, place) in enumerate(placed, start=1)
    ]


def reading(user: User, draft: Draft, version: Version, mine: Part, language: str) -> dict[str, Any]:
    """The text with opinions and open findings beside it."""
    stored, found = version.reading, drafts.open_remarks(version, language)
    said = voices(user, draft, version)
    return {
        "page": lay_out(stored.document, found, drafts.levels(stored.sections), said),
        "sections": stored.sections,
        "voices": said,
        "unsent": [voice for voice in said if voice.own and voice.private],
        "found": len(found),
        "mine": mine,
        "holding": stands_in_the_way(mine.item) if mine.item and mine.hears else [],
    }


def _place(opinion: Any, version: Version) -> Place | None:
    data = opinion.place if opinion.version_id == version.pk else opinion.moved
    return Place(**data) if data else None
