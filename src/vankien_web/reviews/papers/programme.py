"""Chương trình hội nghị: from the ordered agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from vankien import titles
from vankien.outputs.papers.model import Signature
from vankien.outputs.papers.programme import Programme, ProgrammeItem
from vankien_web.reviews.models import AgendaItem
from vankien_web.reviews.papers.rule import Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source


def content(source: Source) -> Programme:
    items = source.items()
    return Programme(
        meeting=source.meeting.title,
        starts=source.starts,
        place=source.meeting.place,
        chair=source.chair,
        items=tuple(
            ProgrammeItem(item.title, item.presenter, at, item.minutes, _papers(item))
            for item, at in zip(items, _times(source.starts, items), strict=True)
        ),
    )


def _times(start: datetime, items: Iterable[AgendaItem]) -> Iterator[time | None]:
    """When each begins, as long as it is known how long those before it take."""
    at: datetime | None = start
    for item in items:
        yield at.time() if at else None
        at = at + timedelta(minutes=item.minutes) if at and item.minutes else None


def _papers(item: AgendaItem) -> tuple[str, ...]:
    if item.draft is None:
        return ()
    mark = f" ({titles.version_mark(item.version.number)})" if item.version else ""
    return (f"{item.draft.title}{mark}",)


def words(source: Source) -> str:
    return source.meeting.title


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    return (signature(signing.post, source.meeting.body, signing.head),)


RULE = Rule("chuong-trinh", "meeting", content, words, signatures)
