"""Bảng tổng hợp ý kiến góp ý: every opinion sent on one draft, by its headings; nothing added to them."""

from __future__ import annotations

from collections import Counter, defaultdict

from vankien.outputs.papers.model import Signature
from vankien.outputs.papers.opinions import Count, DraftOpinions, Heading, OpinionRow, OpinionTable
from vankien_web.common.history import name_of
from vankien_web.reviews.models import Opinion, OpinionKind, Scope
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source
from vankien_web.reviews.papers.state import JOIN

_WHOLE = "Toàn văn bản"
_LAST = 10**9


def sent(source: Source) -> list[Opinion]:
    """On this draft, in this meeting or outside of any."""
    found = Opinion.objects.filter(draft=source.draft, sent_at__isnull=False)
    found = found.filter(meeting=source.meeting) | found.filter(meeting=None)
    return list(found.select_related("person", "version").order_by("sent_at", "pk"))


def content(source: Source) -> OpinionTable:
    opinions = sent(source)
    draft = DraftOpinions(_draft(source), _headings(opinions), _counts(opinions))
    return OpinionTable(occasion=source.meeting.title, drafts=(draft,))


def _draft(source: Source) -> str:
    if source.draft is None:
        raise ValueError("a table of opinions is about a draft")
    unit = source.draft.congress.unit.name if source.draft.congress else ""
    return f"{source.draft.title} – {unit}" if unit else source.draft.title


def _headings(opinions: list[Opinion]) -> tuple[Heading, ...]:
    """In the draft's order, the whole text first; under each in the order of the passages."""
    by_heading: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        by_heading[opinion.section if opinion.scope != Scope.WHOLE else ""].append(opinion)
    ordered = sorted(by_heading.items(), key=lambda pair: (bool(pair[0]), min(map(_block, pair[1])), pair[0]))
    return tuple(
        Heading(title or _WHOLE, tuple(_row(opinion) for opinion in sorted(rows, key=_block)))
        for title, rows in ordered
    )


def _block(opinion: Opinion) -> int:
    return int(opinion.place["block"]) if opinion.place and "block" in opinion.place else _LAST


def _row(opinion: Opinion) -> OpinionRow:
    quoted = opinion.place.get("quote", "") if opinion.place and opinion.scope != Scope.SECTION else ""
    return OpinionRow(
        opinion=opinion.text,
        kind=opinion.get_kind_display(),
        giver=opinion.person.name,
        place="" if quoted or opinion.scope == Scope.WHOLE else opinion.get_scope_display(),
        passage=quoted,
    )


def _counts(opinions: list[Opinion]) -> tuple[Count, ...]:
    counted = Counter(opinion.kind for opinion in opinions)
    kinds = [(kind, str(label)) for kind, label in OpinionKind.choices]
    return (
        Count("lượt ý kiến", len(opinions)),
        *(Count(label, counted[kind]) for kind, label in kinds if counted[kind]),
    )


def words(source: Source) -> str:
    return f"tổng hợp ý kiến góp ý đối với {small(_draft(source))}"


def record(source: Source) -> str:
    return JOIN.join((name_of(source.meeting), source.subject))


def recipients(source: Source) -> Recipients:
    """The committee alone: the unit does not learn who said what."""
    return Recipients(lines=(f"Thường trực {source.body.partition(' ')[2].removeprefix('Thường vụ ')}",))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    return (signature(signing.post, source.meeting.body, signing.head),)


RULE = Rule("tong-hop-y-kien", "draft", content, words, signatures, recipients, record)
