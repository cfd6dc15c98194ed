"""Finding units, people, documents and passages by words, with or without accents.

    search.put("draft:12", "passage", [Entry(part="b37", title="Phần II", text="…", place={"block": 37})])
    search.find("hộ nghèo", subjects={"passage": Draft.objects.visible_to(user)}, limit=20)

`put` and `drop` are called by the action that changes the thing, in its transaction. `find` sees only entries
whose owner is in the queryset given for their kind: neither hits nor totals tell of anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from vankien.text import clean, fold
from vankien_web.common import excerpts, matching, queries
from vankien_web.common.entries import Entry

_Ranked = Sequence[tuple[int, bool]]
COUNTED = 1000  # more results than this are not counted and not paged: the words should be narrower
_INDEXED = 100_000  # letters of one entry; PostgreSQL holds no more than 1 MB of words


@dataclass(frozen=True)
class Total:
    """How many entries match; `more` when there are more than that."""

    count: int = 0
    more: bool = False


@dataclass(frozen=True)
class Hit:
    """`exact`: with the accents as they were typed. `title` and `excerpt` are HTML with <mark>."""

    kind: str
    subject: str
    owner: int
    part: str
    place: dict[str, Any]
    title: SafeString
    excerpt: SafeString
    exact: bool


@dataclass(frozen=True)
class Results:
    """The best hits first; at most `limit` of each kind, in the order in which the kinds were asked for."""

    hits: tuple[Hit, ...] = ()
    totals: Mapping[str, Total] = field(default_factory=dict)

    def of(self, kind: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.kind == kind]


def put(subject: str, kind: str, entries: Iterable[Entry]) -> None:
    """Replace the entries of that kind of `subject`, "draft:12"."""
    rows = [_prepared(entry, subject, kind) for entry in entries]
    with transaction.atomic():
        Entry.objects.filter(subject=subject, kind=kind).delete()
        Entry.objects.bulk_create(rows, batch_size=500)
        matching.add((row, _words(row)) for row in rows)


def rebuild() -> None:
    """The words of every entry anew: after an import into an empty site."""
    entries = Entry.objects.order_by("pk").iterator(500)
    while batch := list(islice(entries, 500)):
        matching.add((entry, _words(entry)) for entry in batch)


def drop(subject: str) -> None:
    """Forget everything about `subject`."""
    Entry.objects.filter(subject=subject).delete()


def find(
    query: str, *, subjects: Mapping[str, QuerySet[Any, Any]], limit: int = 20, offset: int = 0
) -> Results:
    """Every word must occur; "words in quotes" stand together; the last word may be unfinished."""
    asked = queries.parse(query)
    if not asked.terms:
        return Results()
    found = dict.fromkeys(subjects, ()) | _found(asked, matching.narrowed(subjects))
    page = [row for rows in found.values() for row in rows[:COUNTED][offset : offset + limit]]
    entries = Entry.objects.in_bulk([number for number, _ in page])
    return Results(
        tuple(_hit(entries[number], asked, exact) for number, exact in page if number in entries),
        {kind: Total(min(len(rows), COUNTED), len(rows) > COUNTED) for kind, rows in found.items()},
    )


def _found(asked: queries.Query, visible: Mapping[str, matching.Visible]) -> dict[str, _Ranked]:
    """The entries of each kind, the best first; where there are none, those with words so begun."""
    found: dict[str, _Ranked] = dict(matching.ranked(asked.steps(), visible, COUNTED + 1))
    unfinished = asked.unfinished()
    nowhere = {kind: owners for kind, owners in visible.items() if not found[kind]}
    if unfinished and nowhere:
        found |= matching.ranked([unfinished], nowhere, COUNTED + 1)
    return found


def _prepared(entry: Entry, subject: str, kind: str) -> Entry:
    entry.title, entry.text = clean(entry.title)[:512], clean(entry.text)
    entry.subject, entry.owner, entry.kind = subject, int(subject.split(":")[1]), kind
    return entry


def _words(entry: Entry) -> str:
    """What the entry is found by. A part's title is that of its whole: it would find every part."""
    text = entry.text if entry.part else f"{entry.title} {entry.text}"
    return " ".join(queries.WORD.findall(fold(text[:_INDEXED])))


def _hit(entry: Entry, asked: queries.Query, exact: bool) -> Hit:
    return Hit(
        kind=entry.kind,
        subject=entry.subject,
        owner=entry.owner,
        part=entry.part,
        place=entry.place,
        title=excerpts.marked(entry.title, asked, exact=exact),
        excerpt=excerpts.excerpt(entry.text, asked, exact=exact),
        exact=exact,
    )
