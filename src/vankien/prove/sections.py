"""Requests about a section: written anew, given figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.compare.tokens import key_of
from vankien.model import Figure, Place
from vankien.prove.doubts import settled, waiting, waits
from vankien.prove.locating import Part, both, words
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly

_COSMETIC = 0.15  # the share of new words up to which nothing was written anew
_ANEW = 0.4  # and from which on a section is
_KEPT = 0.75  # of the old words: a section that keeps more was added to, not written anew
_LEAST = 12  # words that do not wait for more, below which nothing is written yet
_COPIED = 0.4  # of what is new: a section that takes more from elsewhere in the old version
_RUN = 3


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
    now = certain(after)
    if novelty <= _COSMETIC:
        more = len(now) > len(before.figures)
        return partly("added_to", places, **told) if more else not_met("cosmetic", places, **told)
    if not now:
        return partly("anew_without_figures", places, **told)
    if novelty < _ANEW or kept > _KEPT:
        return partly("added_to", places, **told)
    if _copied(before, after):
        return needs_person("copied", places, **told)
    return met("anew", places, **told, figures=len(now))


def add_figures(request: Request, old: Draft, new: Draft) -> Verdict:
    """The section states figures that it did not state before."""
    found = both(request, old, new)
    if isinstance(found, Verdict):
        return found
    before, after = found
    known = Counter((f.value, f.unit) for f in before.figures)
    now = certain(after)
    added = [f for f in now if not known[f.value, f.unit]]
    told = {"name": request.section or request.part}
    if not now:
        return not_met("no_figures", [after.heading], **told)
    if not added:
        return not_met("no_new_figures", map(new.place_of, now[:3]), **told)
    if len(now) <= len(before.figures):
        return partly("figures_changed", map(new.place_of, added[:3]), **told)
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


def certain(part: Part) -> list[Figure]:
    """The figures that measure something, in sentences that do not wait for others."""
    blocks = part.draft.document.blocks
    found = []
    for figure in part.figures:
        start, end = sentence_around(blocks[figure.block].text, figure.start)
        if not waits(blocks[figure.block].text[start:end]):
            found.append(figure)
    return found


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
