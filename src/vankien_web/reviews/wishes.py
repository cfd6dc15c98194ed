"""What the sentences of a conclusion may become: proposals read from their words, and who could be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.text import capfirst

from vankien import packs
from vankien.model import Section
from vankien.packs import Outline, Pack, PackError
from vankien.proposals import Proposal, propose
from vankien.serial import sections_from_data
from vankien.text import fold
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import ancestors, holds_on, under
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import PERSONNEL, Draft, Reading, Version
from vankien_web.reviews.models import AgendaItem, ChangeRequest, Meeting, RequestKind, Sentence, SentenceKind
from vankien_web.reviews.proving import measure
from vankien_web.reviews.trace import Line, Part
from vankien_web.units.models import Post, Role, Unit, WorkingGroup

_ONE_OF_ITS_KIND = (
    RequestKind.SET_THEME,
    RequestKind.SET_MOTTO,
    RequestKind.SET_OBJECTIVES,
    RequestKind.ADD_PROGRAMMES,
)
_GENERIC = ("phòng", "chi cục", "ban", "sở", "chi bộ", "đảng bộ", "văn phòng", "thanh tra")


class Wish(NamedTuple):
    """A proposal that is not written as a request yet; `number` among those of its sentence."""

    number: int
    proposal: Proposal
    words: str


class Rules(NamedTuple):
    """By what a draft was checked, and its own headings."""

    pack: Pack | None = None
    outline: Outline | None = None
    sections: tuple[Section, ...] = ()


def rules_of(version: Version | None, outline: Any = ()) -> Rules:
    """The rules of the version on the table; `outline` is its stored one."""
    sections = sections_from_data(outline) if outline else ()
    if version is None:
        return Rules(sections=sections)
    try:
        pack = packs.load(version.pack)
    except PackError:
        return Rules(sections=sections)
    return Rules(pack, pack.outlines.get((version.unit, version.kind)), sections)


def rules_for(sentence: Sentence) -> Rules:
    """The rules of the draft that the sentence speaks of."""
    version = sentence.item.version if sentence.item else None
    if version is None:
        return Rules()
    return rules_of(
        version, Reading.objects.filter(version=version).values_list("outline", flat=True).first()
    )


def choices(sentence: Sentence, user: User) -> dict[str, Any]:
    """What the form of a request offers: AskForm's arguments."""
    item, meeting, rules = sentence.item, sentence.conclusion.meeting, rules_for(sentence)
    drafts = _drafts(sentence, user)
    return {
        "pack": rules.pack,
        "outline": rules.outline,
        "headings": [s.title for s in rules.sections],
        "units": list(dict.fromkeys(d.congress.unit for d in drafts if d.congress)),
        "departments": departments(meeting),
        "groups": groups(item, meeting),
        "drafts": drafts,
        "congresses": _congresses(drafts),
        "whole": item is None or item.draft is None,
    }


def _drafts(sentence: Sentence, user: User) -> list[Draft]:
    """That of its item; a sentence on no document may speak of any on the agenda."""
    if sentence.item is not None and sentence.item.draft is not None:
        return [sentence.item.draft]
    items = AgendaItem.objects.visible_to(user).filter(meeting=sentence.conclusion.meeting)
    rows = items.filter(draft__isnull=False).select_related("draft__congress__unit")
    return [item.draft for item in rows.order_by("number", "pk") if item.draft is not None]


def _congresses(drafts: Iterable[Draft]) -> list[Congress]:
    """Work that changes no text is asked of the congress; by a personnel plan alone none is named."""
    found = (draft.congress for draft in drafts if draft.kind != PERSONNEL)
    return list(dict.fromkeys(congress for congress in found if congress is not None))


def rules_by_item(parts: Iterable[Part]) -> dict[int | None, Rules]:
    """Of every item of the agenda; one query."""
    items = [part.item for part in parts if part.item is not None]
    versions = [item.version_id for item in items if item.version_id]
    stored = dict(Reading.objects.filter(version__in=versions).values_list("version", "outline"))
    found: dict[int | None, Rules] = {i.pk: rules_of(i.version, stored.get(i.version_id or 0)) for i in items}
    return found | {None: Rules()}


def wishes(line: Line, rules: Rules) -> list[Wish]:
    """What the sentence asks for by its words and no request says yet."""
    if line.sentence.kind != SentenceKind.REQUEST:
        return []
    there = [one.request for one in line.asked]
    return [w for w in read(line.sentence.text, rules) if not any(_is(w.proposal, r) for r in there)]


def read(text: str, rules: Rules) -> list[Wish]:
    indicators = rules.pack.indicators if rules.pack else {}
    found = propose(text, rules.outline, indicators, rules.sections)
    return [Wish(n, p, in_words(p.kind, p.target, rules)) for n, p in enumerate(found)]


def _is(proposal: Proposal, request: ChangeRequest) -> bool:
    if proposal.kind != request.kind:
        return False
    if proposal.kind in (RequestKind.FREE, RequestKind.TASK, RequestKind.VERIFY):
        return fold(proposal.text) == fold(request.text)
    return proposal.kind in _ONE_OF_ITS_KIND or all(
        request.target.get(name) == value for name, value in proposal.target.items()
    )


def in_words(kind: str, target: dict[str, Any], rules: Rules) -> str:
    """ "Bổ sung chỉ tiêu: Tỷ lệ hộ nghèo", "Sửa số liệu: Tỷ lệ hộ nghèo: 3,2% (2019)"."""
    said = capfirst(str(RequestKind(kind).label))
    names = "" if kind in _ONE_OF_ITS_KIND else _names(target, rules)
    return ": ".join(filter(None, (said, names, measure(target))))


def _names(target: dict[str, Any], rules: Rules) -> str:
    if (key := target.get("indicator")) and rules.pack and key in rules.pack.indicators:
        return rules.pack.indicators[key].name
    if target.get("section"):
        return str(target["section"])
    part = rules.outline.part(target["part"]) if rules.outline and target.get("part") else None
    if part is not None:
        return part.name
    topics: Sequence[Any] = rules.outline.foreign_topics if rules.outline else ()
    return next((t.name for t in topics if t.id == target.get("topic")), "")


def as_fields(wish: Wish, sentence: Sentence, meeting: Meeting) -> list[dict[str, Any]]:
    """The requests that a proposal makes: one, or one for each department that the sentence names."""
    proposal = wish.proposal
    fields: dict[str, Any] = {"kind": proposal.kind, "text": proposal.text, "target": proposal.target}
    if proposal.owner == "department":
        asked: list[Unit | None] = [u for u in departments(meeting) if _is_named(u, sentence.text)]
        return [fields | {"owner_unit": unit, "owner_group": None} for unit in asked or [None]]
    if proposal.owner == "group":
        group = next(iter(groups(sentence.item)), None)
        return [fields | {"owner_unit": None, "owner_group": group}]
    return [fields]


def departments(meeting: Meeting) -> list[Unit]:
    """Units below the committee for which somebody verifies figures."""
    posts = Post.objects.held().filter(role=Role.VERIFIER)
    return list(Unit.objects.filter(under(meeting.unit.path or "!"), pk__in=posts.values("unit")))


def groups(item: AgendaItem | None, meeting: Meeting | None = None) -> list[WorkingGroup]:
    """Working groups that follow the unit of the item's draft; without one, those of the committee."""
    today = clock.today()
    rows = WorkingGroup.objects.filter(holds_on(today))
    draft = item.draft if item else None
    if draft is not None and draft.unit_path:
        rows = rows.filter(
            holds_on(today, "assignments__since", "assignments__until"),
            assignments__unit__path__in=ancestors(draft.unit_path),
        )
    elif meeting is not None:
        rows = rows.filter(unit=meeting.unit)
    else:
        return []
    return list(rows.distinct().order_by("name", "pk"))


def _is_named(unit: Unit, text: str) -> bool:
    """Whether the sentence names the department by the first two syllables of its field of work."""
    name = fold(unit.name)
    for word in _GENERIC:
        name = name.removeprefix(word).strip()
    core = " ".join(name.split()[:2])
    return bool(core) and core in fold(text)
