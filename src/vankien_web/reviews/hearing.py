"""What a meeting heard: every opinion sent, by document and its headings in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from vankien_web.accounts.models import User
from vankien_web.drafts.models import Reading
from vankien_web.reviews.models import AgendaItem, Followed, Meeting, Opinion, Sentence

_FIELDS = ("pk", "item_id", "version_id", "kind", "scope", "place", "section", "text", "sent_at", "noted",
           "person__name", "person__account", "entered_by", "entered_by__name")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """One opinion. `writer` is who wrote it down for somebody else; `sentences` those it was taken up in."""

    pk: int
    kind: str
    person: str
    writer: str
    section: str
    scope: str
    quote: str
    text: str
    sent_at: datetime
    noted: str
    sentences: tuple[int, ...]
    changed: bool


@dataclass(frozen=True)
class Part:
    """What was said under one heading; `name` is empty for the document as a whole."""

    name: str
    level: int
    rows: list[Heard]

    @property
    def kinds(self) -> Counter[str]:
        return Counter(row.kind for row in self.rows)


@dataclass(frozen=True)
class Chapter:
    """What was said of one item of the agenda; of the meeting as a whole where `item` is None."""

    item: AgendaItem | None
    parts: list[Part] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(part.rows) for part in self.parts)

    @property
    def kinds(self) -> Counter[str]:
        return sum((part.kinds for part in self.parts), Counter())


class _Heading(NamedTuple):
    name: str
    level: int
    block: int


def sent(user: User, meeting: Meeting) -> QuerySet[Opinion]:
    """What this person hears: everything for the committee, one's own for a guest."""
    return Opinion.objects.visible_to(user).filter(meeting=meeting, sent_at__isnull=False)


def speakers(user: User, meeting: Meeting) -> list[tuple[int, str]]:
    """Who said something, in the order of names."""
    names = sent(user, meeting).order_by("person__sort_key", "person_id")
    return list(dict.fromkeys(names.values_list("person_id", "person__name")))


def chosen(rows: QuerySet[Opinion], asked: Mapping[str, str]) -> QuerySet[Opinion]:
    """Those of a kind, an item, a person; taken up in the conclusion, not taken up, or noted there."""
    for name in ("kind", "item", "person"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if asked.get("taken") == "noted":
        return rows.exclude(noted="")
    if asked.get("taken"):
        taken = Opinion.objects.filter(sentences__isnull=False).values("pk")
        return rows.filter(pk__in=taken) if asked["taken"] == "yes" else rows.exclude(pk__in=taken)
    return rows


def chapters(meeting: Meeting, items: Sequence[AgendaItem], rows: QuerySet[Opinion]) -> list[Chapter]:
    """In the order of the agenda and, within a document, of its text; four queries."""
    moved = _moved(items)
    sentences = _sentences(meeting)
    by_item: dict[int | None, list[tuple[int, Heard]]] = defaultdict(list)
    tabled = {item.pk: item.version_id for item in items}
    for row in rows.order_by("pk").values_list(*_FIELDS):
        at, heard = _heard(row, tabled, moved, sentences)
        by_item[row[1] if row[1] in tabled else None].append((at, heard))
    outlines = _outlines(items)
    found = [
        Chapter(item, _parts(by_item[item.pk], outlines.get(item.version_id or 0, ()))) for item in items
    ]
    found.append(Chapter(None, _parts(by_item[None], ())))
    return [chapter for chapter in found if chapter.parts]


def _heard(
    row: tuple[Any, ...],
    tabled: Mapping[int, int | None],
    moved: Mapping[tuple[int, int], Any],
    sentences: Mapping[int, tuple[int, ...]],
) -> tuple[int, Heard]:
    """The opinion and the block that it speaks of: -1 for the whole, -2 where that has changed."""
    pk, item, version, kind, scope, place, section, text, sent_at, noted, name, account, by, writer = row
    there = place
    on_table = tabled.get(item)
    if place and on_table and on_table != version:
        there = moved.get((pk, on_table))
    changed = bool(place) and not there
    quote = place.get("quote", "") if place and scope != "section" else ""
    by_other = "" if account == by else writer
    known = sentences.get(pk, ())
    heard = Heard(pk, kind, name, by_other, section, scope, quote, text, sent_at, noted, known, changed)
    return (there["block"] if there else -2 if changed else -1), heard


def _parts(rows: Iterable[tuple[int, Heard]], headings: Sequence[_Heading]) -> list[Part]:
    """Under each heading what was said there; what has changed stands under the heading it had."""
    blocks = [h.block for h in headings]
    by_name = {h.name: at for at, h in reversed(list(enumerate(headings)))}
    parts: dict[tuple[int, str], list[tuple[int, Heard]]] = defaultdict(list)
    for block, heard in rows:
        at = bisect_right(blocks, block) - 1 if block >= 0 else by_name.get(heard.section, -1)
        name = headings[at].name if at >= 0 else heard.section
        parts[at if name else -2, name].append((block, heard))
    return list(_in_order(parts, headings))


def _in_order(
    parts: Mapping[tuple[int, str], list[tuple[int, Heard]]], headings: Sequence[_Heading]
) -> Iterator[Part]:
    """The whole first, then the headings, last those that the document has no more."""
    known = sorted((key for key in parts if key[0] != -1), key=lambda key: key[0])
    for at, name in (*known, *(key for key in parts if key[0] == -1)):
        rows = [heard for _block, heard in sorted(parts[at, name], key=lambda pair: (pair[0], pair[1].pk))]
        yield Part(name, headings[at].level if at >= 0 else 1, rows)


def _moved(items: Sequence[AgendaItem]) -> dict[tuple[int, int], Any]:
    versions = [item.version_id for item in items if item.version_id]
    rows = Followed.objects.filter(version__in=versions, opinion__item__in=items)
    return {
        (pk, version): place for pk, version, place in rows.values_list("opinion_id", "version_id", "place")
    }


def _sentences(meeting: Meeting) -> dict[int, tuple[int, ...]]:
    """In which sentences of the conclusion each opinion was taken up."""
    through = Sentence.objects.filter(conclusion__meeting=meeting, opinions__isnull=False)
    taken: dict[int, tuple[int, ...]] = {}
    for pk, number in through.order_by("number").values_list("opinions", "number"):
        taken[pk] = (*taken.get(pk, ()), number)
    return taken


def _outlines(items: Sequence[AgendaItem]) -> dict[int, list[_Heading]]:
    versions = [item.version_id for item in items if item.version_id]
    rows = Reading.objects.filter(version__in=versions).values_list("version_id", "outline")
    return {version: [_heading(section) for section in outline] for version, outline in rows}


def _heading(section: Mapping[str, Any]) -> _Heading:
    number, title = section.get("number"), section["title"]
    return _Heading((f"{number}. {title}" if number else title)[:255], section["level"], section["block"])
