"""Requests that something be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import mentions
from vankien.checks.reading.words import any_of
from vankien.model import Place
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold


def remove_topic(request: Request, old: Draft, new: Draft) -> Verdict:
    """No passage speaks of it any more."""
    before, after = (list(_mentions(request.topic, draft)) for draft in (old, new))
    told: dict[str, Any] = {"topic": _name(request.topic, new), "was": len(before), "now": len(after)}
    if not before and not after:
        return needs_person("topic_unknown", **told)
    if not after:
        return met("topic_gone", **told)
    if len(after) < len(before):
        return partly("topic_less", after[:3], **told)
    return not_met("topic_there", after[:3], **told)


def _mentions(topic: str, draft: Draft) -> Iterator[Place]:
    words = _words(topic, draft)
    if words:
        pattern = any_of(words)
        for block in draft.blocks:
            for hit in pattern.finditer(fold(block.text)):
                yield draft.place(block.index, hit.start(), hit.end())
    elif (indicator := draft.indicator(topic)) is not None:
        yield from mentions(draft, indicator)


def _words(topic: str, draft: Draft) -> tuple[str, ...]:
    """The pack's cues of the topic, for this kind of unit or any other."""
    own = [o for o in draft.pack.outlines.values() for t in o.foreign_topics if t.id == topic]
    found = next((t for o in [draft.outline, *own] for t in o.foreign_topics if t.id == topic), None)
    indicator = draft.indicator(topic)
    return (
        *(found.cues if found else ()),
        *((indicator.name, *indicator.aliases) if indicator and found else ()),
    )


def _name(topic: str, draft: Draft) -> str:
    indicator = draft.indicator(topic)
    topics = (t for o in draft.pack.outlines.values() for t in o.foreign_topics)
    return next((t.name for t in topics if t.id == topic), indicator.name if indicator else topic)
