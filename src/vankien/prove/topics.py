"""Requests that something be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.words import any_of
from vankien.figures.cues import find
from vankien.figures.lexicon import words as split
from vankien.model import Place
from vankien.prove.called import spoken
from vankien.prove.doubts import table
from vankien.prove.locating import above
from vankien.prove.requests import Request
from vankien.prove.sections import runs
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import bare, fold

_WORD = re.compile(r"\w+")
_MORE_OR_LESS = 0.9
_BOUND = re.compile(r"[,;:.]\s")
_REST = 0.4  # of a clause that spoke of the topic: more of it than others share


def remove_topic(request: Request, old: Draft, new: Draft) -> Verdict:
    """No passage speaks of it any more."""
    sure, loose = topic_words(request.topic, old)
    before, after = ([*_mentions(sure, d), *_of_family(request.topic, d)] for d in (old, new))
    told: dict[str, Any] = {"topic": _name(request.topic, new), "was": len(before), "now": len(after)}
    if not before and not after:
        return needs_person("topic_unknown", list(_mentions(loose, new))[:3], **told)
    if after:
        less = _told(new, after) < _MORE_OR_LESS * _told(old, before)
        said = partly if less else not_met
        return said("topic_less" if less else "topic_there", after[:3], **told)
    near = [
        *_mentions(loose, new),
        *_figures_left(request.topic, old, new),
        *_renamed(sure, old, new),
        *_retitled(sure, old, new),
    ]
    if near:
        return needs_person("topic_near", near[:3], **told, words=near[0].quote)
    return met("topic_gone", **told)


def _told(draft: Draft, places: list[Place]) -> int:
    """How many words the sentences have that speak of it."""
    texts = {place.block: draft.document.blocks[place.block].text for place in places}
    spans = {(p.block, *sentence_around(texts[p.block], p.start)) for p in places}
    return sum(len(texts[block][start:end].split()) for block, start, end in spans)


def mentions_of(topic: str, draft: Draft) -> Iterator[Place]:
    """Every passage that surely speaks of the topic."""
    return _mentions(topic_words(topic, draft)[0], draft)


def _mentions(words: tuple[str, ...], draft: Draft) -> Iterator[Place]:
    if not words:
        return
    pattern = any_of(words)
    for block in draft.document.blocks:
        for hit in pattern.finditer(fold(block.text)):
            yield draft.place(block.index, hit.start(), hit.end())


def _renamed(words: tuple[str, ...], old: Draft, new: Draft) -> Iterator[Place]:
    """Where a clause that spoke of the topic still stands, the topic's name alone left out or changed."""
    pattern = any_of(words)
    clauses = (clause for b in old.blocks for clause in _BOUND.split(fold(b.text)))
    spoke = [runs(_WORD.findall(clause)) for clause in clauses if pattern.search(clause)]
    for block in new.blocks:
        stands = runs(_WORD.findall(fold(block.text)))
        if any(len(gone & stands) > _REST * len(gone) for gone in spoke):
            yield new.place(block.index)


def _of_family(topic: str, draft: Draft) -> Iterator[Place]:
    """Where the topic's family of figures is named ("du khách" of "du lịch"), and its figures."""
    yield from (draft.place_of(figure) for figure in draft.figures if figure.topic == topic)
    for block in draft.blocks:
        for hit in find(split(fold(block.text))):
            if hit.payload.strong and hit.payload.topic == topic:
                yield draft.place(block.index, hit.start, hit.end)


def _retitled(words: tuple[str, ...], old: Draft, new: Draft) -> Iterator[Place]:
    """Sections with new titles, beside which the topic had a section of its own."""
    pattern, titles = any_of(words), {spoken(s.title) for s in old.sections}
    gone = {(s.level, above(s, old)) for s in old.sections if pattern.search(fold(s.title))}
    for section in new.sections:
        if spoken(section.title) not in titles and (section.level, above(section, new)) in gone:
            yield new.place(section.block)


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


def topic_words(topic: str, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What surely speaks of the topic, and what perhaps does: the pack's cues, for whatever kind of unit.

    A topic that the pack does not know is called by its id, with whatever accents the draft has.
    """
    outlines = [draft.outline, *draft.pack.outlines.values()]
    found = next((t for o in outlines for t in o.foreign_topics if t.id == topic), None)
    indicator = draft.indicator(topic)
    more = table("topics").get(topic, {})
    spelled = re.compile(rf"\b{re.escape(topic.replace('_', ' '))}\b")
    named = {fold(b.text)[m.start() : m.end()] for b in draft.blocks for m in spelled.finditer(bare(b.text))}
    sure = (
        *sorted(named),
        *(found.cues if found else ()),
        *((indicator.name, *indicator.aliases) if indicator else ()),
        *more.get("surely", ()),
    )
    return sure, tuple(more.get("perhaps", ()))


def _name(topic: str, draft: Draft) -> str:
    indicator = draft.indicator(topic)
    topics = (t for o in draft.pack.outlines.values() for t in o.foreign_topics)
    return next((t.name for t in topics if t.id == topic), indicator.name if indicator else topic)
