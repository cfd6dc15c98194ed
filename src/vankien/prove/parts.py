"""Requests about a part of the outline: it stands in the new version and is more than a promise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, sentences, unwritten_place
from vankien.model import Block, Place
from vankien.outline.titles import fit
from vankien.packs.model import PartRule
from vankien.proposals.words import found_in
from vankien.proposals.words import parts as parts_in_words
from vankien.prove.claims import PARTS_AHEAD, term_ahead
from vankien.prove.doubts import doubt, settled, waiting, waits
from vankien.prove.locating import within
from vankien.prove.locating import words as words_of
from vankien.prove.requests import Request
from vankien.prove.sections import runs
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_SOME = 15  # words: a part of fewer says that it exists, no more
_FEW = 8
_THIN = 25  # words in one statement: it may as well refer elsewhere, or put the matter off
_LISTED = ("key_programmes", "breakthroughs")  # whose items may be all that is written of them
_TITLE = 0.96  # from here on a line only repeats the title of its part
_FEW_NEW = 0.1  # of its words: a part that was to be changed and has no more is as it was
_WHOLLY = 0.9
_COPIED = 0.5  # of a part's words: one that takes more from elsewhere in the old version is not written
_BRACKETED = re.compile(r"\s*[(\[].*[)\]][\s.]*")
_WORD = re.compile(r"\w+")
_DENIED = ("không", "chưa")
_YEAR = re.compile(r"20\d\d")
Lines = Sequence[tuple[Block, int]]


def add_part(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(request, old, new, request.part, least=_SOME)


def set_objectives(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(request, old, new, "objectives", least=_FEW)


def add_programmes(request: Request, old: Draft, new: Draft) -> Verdict:
    """Programmes, or projects, are named; tasks alone are none."""
    said = _part(request, old, new, "key_programmes", least=_FEW)
    match, rule = new.parts.get("key_programmes"), new.part("key_programmes")
    if said.value == "needs_person" or rule is None:
        return said
    lines = _own_lines(new, "key_programmes") if match else []
    words = fold(" ".join([match.place.quote if match else "", *(b.text[at:] for b, at in lines)]))
    if doubt("programme").search(words):
        return said
    for section in new.sections:
        if not doubt("programmes").search(fold(section.title)):
            continue
        lines = [(b, 0) for b in new.document.blocks[section.block + 1 : section.end]]
        if settled(lines) >= _FEW and _copied(old, lines) <= _COPIED:
            return met("part_there", [new.place(b.index) for b, _ in lines[:3]], name=rule.name)
    return said if said.value == "not_met" else not_met("part_absent", name=rule.name)


def _part(request: Request, old: Draft, new: Draft, id: str, *, least: int) -> Verdict:
    new, old = within(new, id), within(old, id)
    rule = new.part(id)
    if rule is None:
        return needs_person("unknown_part", part=id)
    if (lacks := missing(new, rule)) is not None:
        return lacks
    lines = _own_lines(new, id)
    places = places_of(new, id, lines)
    return (
        _unwritten(new, rule, lines, places, least)
        or _thin(rule, lines, places)
        or as_it_was(request, old, new, rule, places)
        or _taken(old, new, rule, lines, places)
        or met("part_there", places, name=rule.name)
    )


def _unwritten(new: Draft, rule: PartRule, lines: Lines, places: list[Place], least: int) -> Verdict | None:
    """The verdict on a part of a few words, of headings alone, or of promises."""
    lines = [(block, start) for block, start in lines if fit(block.text[start:].strip(" .:"), rule) < _TITLE]
    words = sum(len(block.text[start:].split()) for block, start in lines)
    if not words:
        titles = sum(len(title.split()) for title in _inner(new, rule.id) if not waits(title))
        if rule.id in _LISTED and titles >= least:
            return None
        return partly("part_short", places, name=rule.name, words=titles) if titles else _empty(new, rule)
    if settled(lines) < least and (said := waiting(lines)):
        if all(waits(block.text[start:]) for block, start in lines):
            return not_met("part_promised", places, name=rule.name, words=said)
        return needs_person("part_waits", places, name=rule.name, words=said)
    told = min(words, 2 * settled(lines))  # the same word again and again tells nothing
    return partly("part_short", places, name=rule.name, words=words) if told < least else None


def _thin(rule: PartRule, lines: Lines, places: list[Place]) -> Verdict | None:
    """The verdict on a part of one statement that is short, or speaks of the part itself: "we have drawn many
    lessons". What is denied states nothing."""
    texts = [block.text[start:] for block, start in lines]
    said = [fold(text[a:b]).lstrip(" -+*") for text in texts for a, b in sentences(text)]
    plain = [piece for piece in said if len(piece.split()) > 1 and not piece.startswith(_DENIED)]
    own = (rule.name, *rule.titles, *parts_in_words().get(rule.id, ()))
    of_itself = any(found_in(piece, name) >= 0 for piece in plain for name in own)
    long = sum(len(text.split()) for text in texts) >= _THIN
    if not texts or len(plain) > 1 or (long and not of_itself):
        return None
    return needs_person("part_thin", places, name=rule.name)


def _empty(new: Draft, rule: PartRule) -> Verdict:
    return not_met("part_empty", [new.parts[rule.id].place], name=rule.name)


def _taken(old: Draft, new: Draft, rule: PartRule, lines: Lines, places: list[Place]) -> Verdict | None:
    """The verdict on a part that stood elsewhere in the old version, or is another term's."""
    copied = _copied(old, lines, rule.id)
    if copied > _WHOLLY:
        return not_met("part_moved", places, name=rule.name)
    if _is_of_earlier_term(new, rule.id) or copied > _COPIED:
        return needs_person("part_copied", places, name=rule.name)
    return None


def missing(
    new: Draft, rule: PartRule, *, elsewhere: Sequence[Place] = (), bracketed: bool = False
) -> Verdict | None:
    """The verdict on a part that is not there, or empty, or promised; None where something is written.

    `elsewhere`: where its name stands though no part was found; `bracketed`: in brackets nothing is stated.
    """
    match = new.parts.get(rule.id)
    if match is None:
        if elsewhere:
            return needs_person("part_elsewhere", elsewhere[:3], name=rule.name)
        return not_met("part_absent", name=rule.name)
    unwritten = unwritten_place(new, rule.id)
    lines = content(new, rule.id)
    written = [b.text[at:] for b, at in lines if any(c.isalnum() for c in b.text[at:])]
    aside = bracketed and bool(_BRACKETED.fullmatch(written[0] if written else ""))
    if unwritten is None and not aside and (written or not lines):
        return None
    promised = bool(lines)
    place = unwritten or new.place(lines[0][0].index, lines[0][1])
    return not_met("part_promised" if promised else "part_empty", [place], name=rule.name, words=place.quote)


def _inner(new: Draft, id: str) -> list[str]:
    """The titles below the part's own heading."""
    own = new.parts[id].section
    return [s.title for s in new.sections if own is not None and own.block < s.block < own.end]


def _own_lines(new: Draft, id: str) -> Lines:
    """The content under the part's own heading; that of headings beside it is another part's, too."""
    match, lines = new.parts[id], content(new, id)
    if match.how == "heading" and match.section is not None:
        lines = [(block, start) for block, start in lines if block.index < match.section.end]
    return [(block, start) for block, start in lines if not _is_anothers(new, id, block.text[start:])]


def _is_anothers(new: Draft, id: str, text: str) -> bool:
    """Whether a line says by its label that it is another part's: "Khâu đột phá: …"."""
    label, colon, _ = text.partition(":")
    rules = new.outline.parts if colon else ()
    best = max(rules, key=lambda rule: fit(label, rule), default=None)
    return best is not None and best.id != id and fit(label, best) >= _TITLE


def as_it_was(
    request: Request, old: Draft, new: Draft, rule: PartRule, places: list[Place]
) -> Verdict | None:
    """The verdict on a part that says what it said; where a change was asked for, but for few words."""
    before, after = (Counter(_said(draft, rule.id)) for draft in (old, new))
    changes = doubt("change").search(fold(request.text))
    other = (after - before).total()
    if not before or other > (_FEW_NEW * after.total() if changes else 0):
        return None
    return not_met("part_unchanged", places, name=rule.name)


def _said(draft: Draft, id: str) -> list[str]:
    """The words of a part, its inner titles included."""
    if id not in draft.parts:
        return []
    texts = (*_inner(draft, id), *(block.text[at:] for block, at in _own_lines(draft, id)))
    return _WORD.findall(fold(" ".join(texts)))


def _copied(old: Draft, lines: Lines, id: str = "") -> float:
    """The share of a part that stood elsewhere in the old version."""
    own = {block.index for block, _ in content(old, id)} if id else set()
    said = runs(words_of([block for block, _ in lines]))
    return len(said & runs(words_of([b for b in old.blocks if b.index not in own]))) / max(len(said), 1)


def _is_of_earlier_term(new: Draft, id: str) -> bool:
    """Whether the heading of a part that looks ahead names a term that has ended."""
    years = [int(year) for year in _YEAR.findall(new.parts[id].place.quote)]
    return id in PARTS_AHEAD and bool(years) and max(years) <= term_ahead(new)


def places_of(new: Draft, id: str, lines: Lines) -> list[Place]:
    return [new.place(block.index, start) for block, start in lines[:3]] or [new.parts[id].place]
