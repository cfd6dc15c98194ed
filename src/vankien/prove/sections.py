"""Requests about a section: written anew, given figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.words import any_of
from vankien.compare.tokens import key_of
from vankien.model import Figure, Place
from vankien.prove.claims import TERM, is_of_others, looks_ahead, term_ahead, years_of
from vankien.prove.doubts import doubt, plans, settled, table, waiting, waits
from vankien.prove.fresh import Before
from vankien.prove.locating import Part, both, words
from vankien.prove.plain import takes_back
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_COSMETIC = 0.15  # the share of new words up to which nothing was written anew
_ANEW = 0.4  # and from which on a section is
_KEPT = 0.75  # of the old words: a section that keeps more was added to, not written anew
_LEAST = 12  # words that do not wait for more, below which nothing is written yet
_COPIED = 0.4  # of what is new: a section that takes more from elsewhere in the old version
_RUN = 3
_ENOUGH = 2  # figures of its own, below which a section written anew may still lack them


def rewrite_section(request: Request, old: Draft, new: Draft) -> Verdict:
    """Other words, not a few: and figures that measure."""
    found = both(request, old, new)
    if isinstance(found, Verdict):
        return found
    before, after = found
    told = {"name": request.section or request.part}
    if unwritten := still_waits(after, told):
        return unwritten
    novelty, kept = _novelty(before.words, after.words)
    places = list(_evidence(before, after))
    now, added = content_figures(after), _added(before, after)
    if novelty <= _COSMETIC or (not added and (novelty < _ANEW or kept > _KEPT)):
        return partly("added_to", places, **told) if added else not_met("cosmetic", places, **told)
    if not now:
        return partly("anew_without_figures", places, **told)
    if novelty < _ANEW or kept > _KEPT:
        return partly("added_to", places, **told)
    if _copied(before, after):
        return needs_person("copied", places, **told)
    if len(added) < _ENOUGH:
        return needs_person("few_figures", places, **told)
    return met("anew", places, **told, figures=len(now))


def add_figures(request: Request, old: Draft, new: Draft) -> Verdict:
    """The section states figures that it did not state before."""
    found = both(request, old, new)
    if isinstance(found, Verdict):
        return found
    before, after = found
    now, added = content_figures(after), _added(before, after)
    told = {"name": request.section or request.part}
    if not now:
        return not_met("no_figures", [after.heading], **told)
    if not added:
        return not_met("no_new_figures", map(new.place_of, now[:3]), **told)
    if len(now) <= len(content_figures(before)):
        return partly("figures_changed", map(new.place_of, added[:3]), **told)
    if _copied(before, after):
        return needs_person("copied", map(new.place_of, added[:3]), **told)
    return met("figures_added", map(new.place_of, added[:3]), **told, figures=len(added))


def still_waits(part: Part, told: dict[str, str]) -> Verdict | None:
    """A section that says that it will be written, and little else."""
    lines = [(block, 0) for block in part.blocks]
    said = waiting(lines)
    if said and settled(lines) < max(_LEAST, 0.5 * len(part.words)):
        return needs_person(
            "section_waits", [part.draft.place(b.index) for b, _ in lines[:1]], **told, words=said
        )
    return None


def content_figures(part: Part) -> list[Figure]:
    """The figures that tell a result, or in what is to come an aim: no papers counted, nothing uncertain."""
    running = {b.index for b in part.blocks}
    return [f for f in part.figures if f.block in running and _tells(part.draft, f)]


def _foreign_topics(title: str) -> set[str]:
    """The families of figures of other fields than the title names; none where it names no field."""
    fields = table("fields").values()
    own = [field for field in fields if any_of(tuple(field["title"].split("|"))).search(fold(title))]
    return {topic for field in fields if own and field not in own for topic in field["topics"].split()}


def sentences_with_figures(before: Part, after: Part) -> Iterator[str]:
    """The sentences that state what the old section had not."""
    for figure in _added(before, after):
        text = after.draft.document.blocks[figure.block].text
        start, end = sentence_around(text, figure.start)
        yield text[start:end]


def _tells(draft: Draft, figure: Figure) -> bool:
    text = draft.document.blocks[figure.block].text
    start, end = sentence_around(text, figure.start)
    said, before = text[start:end], text[start : figure.start]
    past = 0 < max(years_of(figure), default=0) <= term_ahead(draft) - TERM
    aim = (figure.role == "target" or plans(before)) and looks_ahead(draft, figure) is not True
    papers = doubt("papers").match(fold(text[figure.start : end]).lstrip("0123456789.,/ "))
    return not (past or aim or papers or is_of_others(draft, before) or waits(said) or takes_back(said))


def _added(before: Part, after: Part) -> list[Figure]:
    """The figures of the new section that the old one had not, in sentences that stood nowhere.

    An indicator that the old version stated in other sections only is none of this one, nor is what tells of
    another field.
    """
    known = {(f.value, f.unit) for f in before.figures}
    others = {f.indicator for f in before.draft.figures} - {f.indicator for f in before.figures} - {None}
    foreign = _foreign_topics(before.heading.quote)
    now = (f for f in content_figures(after) if (f.value, f.unit) not in known)
    now = (f for f in now if f.indicator not in others and f.topic not in foreign)
    stated = Before(before.draft)
    return [f for f in now if stated.lacks(after.draft, f)]


def runs(found: list[str]) -> set[tuple[str, ...]]:
    """Every few words that follow each other."""
    return set(zip(*(found[i:] for i in range(_RUN)), strict=False))


def _copied(before: Part, after: Part) -> bool:
    """Whether much of what is new stood elsewhere in the old version."""
    fresh = runs(after.words) - runs(before.words)
    return len(fresh & runs(words(before.elsewhere))) > _COPIED * len(fresh)


def _novelty(old: list[str], new: list[str]) -> tuple[float, float]:
    """The share of the new words that are new, in their order and as such; and of the old that were kept."""
    if not new:
        return 0.0, 0.0
    known: dict[str, str] = {}
    one, other = ("".join(known.setdefault(w, chr(0xE000 + len(known))) for w in side) for side in (old, new))
    common = (len(one) + len(other) - Indel.distance(one, other)) // 2
    shared = (Counter(old) & Counter(new)).total()
    in_order, as_such = 1 - common / len(new), 1 - shared / len(new)
    return min(in_order, as_such * 1.6), shared / max(len(old), 1)


def _evidence(before: Part, after: Part) -> Iterator[Place]:
    """Up to three passages of the new section that the old one had not."""
    known = {key_of(b.text) for b in before.blocks}
    fresh = [b for b in after.blocks if key_of(b.text) not in known]
    for block in fresh[:3] or after.blocks[:1]:
        yield after.draft.place(block.index)
