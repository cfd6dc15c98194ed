"""Requests that something be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.words import any_of
from vankien.model import Place
from vankien.prove.doubts import table
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold


def remove_topic(request: Request, old: Draft, new: Draft) -> Verdict:
    """No passage speaks of it any more."""
    sure, loose = _words(request.topic, old)
    before, after = (list(_mentions(sure, draft)) for draft in (old, new))
    told: dict[str, Any] = {"topic": _name(request.topic, new), "was": len(before), "now": len(after)}
    if not before and not after:
        return needs_person("topic_unknown", list(_mentions(loose, new))[:3], **told)
    if after:
        less = len(after) < len(before)
        said = partly if less else not_met
        return said("topic_less" if less else "topic_there", after[:3], **told)
    near = [*_mentions(loose, new), *_figures_left(request.topic, old, new)]
    if near:
        return needs_person("topic_near", near[:3], **told, words=near[0].quote)
    return met("topic_gone", **told)


def _mentions(words: tuple[str, ...], draft: Draft) -> Iterator[Place]:
    if not words:
        return
    pattern = any_of(words)
    for block in draft.blocks:
        for hit in pattern.finditer(fold(block.text)):
            yield draft.place(block.index, hit.start(), hit.end())


def _figures_left(topic: str, old: Draft, new: Draft) -> Iterator[Place]:
    """Figures of the indicator that still stand, under whatever name."""
    indicator = old.indicator(topic)
    if indicator is None:
        return
    gone = {(f.value, f.unit) for f in old.figures if f.indicator == topic}
    for figure in new.figures:
        akin = figure.topic == indicator.topic and figure.indicator in (None, topic)
        if akin or (figure.indicator is None and (figure.value, figure.unit) in gone):
            yield new.place_of(figure)


def _words(topic: str, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What surely speaks of the topic, and what perhaps does: the pack's cues, for whatever kind of unit."""
    outlines = [draft.outline, *draft.pack.outlines.values()]
    found = next((t for o in outlines for t in o.foreign_topics if t.id == topic), None)
    indicator = draft.indicator(topic)
    more = table("topics").get(topic, {})
    sure = (
        *(found.cues if found else ()),
        *((indicator.name, *indicator.aliases) if indicator else ()),
        *more.get("surely", ()),
    )
    return sure, tuple(more.get("perhaps", ()))


def _name(topic: str, draft: Draft) -> str:
    indicator = draft.indicator(topic)
    topics = (t for o in draft.pack.outlines.values() for t in o.foreign_topics)
    return next((t.name for t in topics if t.id == topic), indicator.name if indicator else topic)
