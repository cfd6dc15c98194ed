"""Whether a request's own words ask for more than its kind and target: what is not looked for is not met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import names
from vankien.checks.reading.words import any_of
from vankien.proposals.words import found_in, has, words
from vankien.proposals.words import parts as parts_in_words
from vankien.prove.doubts import doubt, table
from vankien.prove.locating import both, locate, within
from vankien.prove.plain import own_levels
from vankien.prove.requests import Kind, Request
from vankien.prove.sections import sentences_with_figures
from vankien.prove.topics import mentions_of, topic_words
from vankien.prove.verdict import Verdict
from vankien.text import fold

_WORD = re.compile(r"\w+|[^\w\s]")
_YEARS = re.compile(
    r"(?:so (?:sánh )?(?:với )?)?đầu nhiệm kỳ|(?:hằng|hàng|mỗi) năm|"
    r"(?:năm |(?:nhiệm kỳ|giai đoạn) )?(?:\d{1,2}/)*20\d\d(?:\s*-\s*20\d\d)?"
)
_PARTS: dict[Kind, str] = {
    "set_theme": "theme",
    "set_motto": "motto",
    "set_objectives": "objectives",
    "add_programmes": "key_programmes",
}
_SECTIONS = ("rewrite_section", "add_figures", "shorten")
_VERBS = ("add", "make", "lack", "rewrite", "empty")
_MORE: dict[str, tuple[str, ...]] = {"shorten": ("shorten", "remove"), "remove_topic": ("remove",)}
_COUNTING = ("correct_figure", "shorten", "set_theme")  # whose numbers are those of the target


def companions(request: Request, old: Draft, new: Draft) -> Iterator[Request]:
    """What the same words ask for besides, of a kind that can be seen: another indicator, the motto."""
    for kind, part in _PARTS.items():
        if request.kind in _PARTS and kind != request.kind and _names(request.text, part):
            yield replace(request, kind=kind)
    section = locate(request, old) if request.kind in _SECTIONS else None
    called = f"{request.section} {section.heading.quote}" if section else ""
    for part in parts_in_words() if section else ():
        if _names(request.text, part) and part != request.part and not _names(called, part):
            yield replace(request, section="", part=part)
    own = new.indicator(request.indicator) if request.kind == "add_indicator" else None
    if own is not None:
        rest = names(own).sub(" ", fold(request.text))
        for id, other in new.pack.indicators.items():
            if id != own.id and names(other).search(rest):
                yield replace(request, indicator=id)


def _names(text: str, part: str) -> bool:
    """Whether a text calls a part by one of its names."""
    return any(found_in(text, name) >= 0 for name in parts_in_words()[part])


def unexplained(request: Request, old: Draft, new: Draft) -> str:
    """The words of a request that neither its kind nor its target explains; empty where all are."""
    told = _target(request, old, new)
    verbs = (word for name in (*_VERBS, *_MORE.get(request.kind, ())) for word in words(name))
    key = _demands(request) if request.kind == "remove_topic" else fold(request.text)
    key = doubt("reasons").sub(" , ", _YEARS.sub(" , ", key))
    key = any_of(tuple(verbs)).sub(" , ", any_of(told).sub(" , ", key))
    known = set(_WORD.findall(fold(" ".join((*told, *_explained(request.kind), *own_levels(new))))))
    counts = request.kind in _COUNTING
    pieces = groupby(
        _WORD.findall(key), lambda word: word in known or not word.isalnum() or (counts and word.isdigit())
    )
    left = [" ".join(piece) for is_known, piece in pieces if not is_known]
    stated = _stated(request, old, new) if left else ""
    return ", ".join(piece for piece in left if not _says(stated, piece))


def _demands(request: Request) -> str:
    """Of what is asked beside leaving a topic out: the clauses that ask for text."""
    clauses = re.split(r"[,;.]|\bvà\b", fold(request.text))
    return ", ".join(
        clause for clause in clauses if any(has(clause, name) for name in ("add", "make", "rewrite"))
    )


def _stated(request: Request, old: Draft, new: Draft) -> str:
    """What the part or section in question says now, folded; where figures are asked for, beside them."""
    if request.kind in ("rewrite_section", "add_figures"):
        found = both(request, old, new)
        if isinstance(found, Verdict):
            return ""
        whole = (block.text for block in found[1].blocks)
        return fold(" ".join(whole if request.kind == "rewrite_section" else sentences_with_figures(*found)))
    if request.kind == "remove_topic":
        return fold(
            " ".join(old.document.blocks[place.block].text for place in mentions_of(request.topic, old))
        )
    part = _PARTS.get(request.kind, request.part)
    return fold(within(new, part).text(part)) if part and request.kind != "add_indicator" else ""


def _says(stated: str, piece: str) -> bool:
    """Whether most of a few words that follow each other do so there, too."""
    found = piece.split()
    pairs = [f"{one} {other}" for one, other in pairwise(found)] or found
    return 2 * sum(any_of((pair,)).search(stated) is not None for pair in pairs) >= len(pairs)


def _explained(kind: str) -> tuple[str, str]:
    return table("asked")["any"], table("asked").get(kind, "")


def _target(request: Request, old: Draft, new: Draft) -> tuple[str, ...]:
    """What the request points at, in every wording that is known of it."""
    indicators = [
        i for i in (new.indicator(r.indicator) for r in (request, *companions(request, old, new))) if i
    ]
    parts = [_PARTS.get(r.kind, r.part) for r in (request, *companions(request, old, new))]
    rules = [rule for part in parts if (rule := within(new, part).part(part))]
    section = locate(request, old) or locate(request, new) if request.section else None
    found = [
        *(name for i in indicators for name in (i.name, *i.aliases)),
        *(title for rule in rules for title in (rule.name, *rule.titles)),
        *(name for part in parts for name in parts_in_words().get(part, ())),
        *(topic_words(request.topic, old)[0] if request.topic else ()),
        *((section.heading.quote, *table("short")) if section else ()),
    ]
    return tuple(filter(None, (*found, request.section, request.unit, request.period)))
