"""Requests about a section: written anew, given figures, made shorter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel

from vankien.checks.draft import Draft
from vankien.checks.reading.words import cues
from vankien.compare.tokens import key_of, letters, tokens_of
from vankien.model import Block, Figure, Place
from vankien.outline import section_named
from vankien.proposals.words import found_in
from vankien.proposals.words import parts as parts_in_words
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly

_COSMETIC = 0.15  # the share of new words up to which nothing was written anew
_ANEW = 0.4  # and from which on a section is
_KEPT = 0.75  # of the old words: a section that keeps more was added to, not written anew
_BARELY = 0.97  # of the old length: that is no shortening
_NOTHING = 0.1


@dataclass(frozen=True)
class Part:
    """A stretch of a draft: its heading, and its blocks [start, end)."""

    draft: Draft
    heading: Place
    start: int
    end: int

    @property
    def blocks(self) -> list[Block]:
        """Of the running text, the heading's own block left out."""
        running = [
            b
            for b in self.draft.document.blocks[self.start : self.end]
            if b.part in ("body", "table", "textbox")
        ]
        return [b for b in running if b.index != self.heading.block or b.text.rstrip()[-1:] in ".;"]

    @property
    def words(self) -> list[str]:
        return [t.key.lower() for b in self.blocks for t in tokens_of(b.text, b.index) if t.is_word]

    @property
    def figures(self) -> list[Figure]:
        """Those that measure something."""
        inside = (f for f in self.draft.figures if self.start <= f.block < self.end)
        return [f for f in inside if f.unit is not None and not cues("unit")["list"].fullmatch(f.unit)]


def rewrite_section(request: Request, old: Draft, new: Draft) -> Verdict:
    """Other words, not a few: and figures that measure."""
    found = _both(request, old, new)
    if isinstance(found, Verdict):
        return found
    before, after = found
    told = {"name": request.section}
    novelty, kept = _novelty(before.words, after.words)
    places = list(_evidence(before, after))
    if novelty <= _COSMETIC:
        return not_met("cosmetic", places, **told)
    if not after.figures:
        return partly("anew_without_figures", places, **told)
    if novelty < _ANEW or kept > _KEPT:
        return partly("added_to", places, **told)
    return met("anew", places, **told, figures=len(after.figures))


def add_figures(request: Request, old: Draft, new: Draft) -> Verdict:
    """The section states figures that it did not state before."""
    found = _both(request, old, new)
    if isinstance(found, Verdict):
        return found
    before, after = found
    known = Counter((f.value, f.unit) for f in before.figures)
    added = [f for f in after.figures if not known[f.value, f.unit]]
    told = {"name": request.section}
    if not after.figures:
        return not_met("no_figures", [after.heading], **told)
    if not added:
        return not_met("no_new_figures", map(new.place_of, after.figures[:3]), **told)
    if len(after.figures) <= len(before.figures):
        return partly("figures_changed", map(new.place_of, added[:3]), **told)
    return met("figures_added", map(new.place_of, added[:3]), **told, figures=len(added))


def shorten(request: Request, old: Draft, new: Draft) -> Verdict:
    """No longer than the asked share of the old words, and not by moving them elsewhere."""
    found = _both(request, old, new) if request.section or request.part else (_whole(old), _whole(new))
    if isinstance(found, Verdict):
        return found
    before, after = found
    was, now = len(before.words), len(after.words)
    told: dict[str, Any] = {
        "name": request.section,
        "was": was,
        "now": now,
        "most": int(request.to * was),
        "section": bool(request.section),
    }
    if not was:
        return needs_person("was_empty", **told)
    if now <= _NOTHING * was:
        return needs_person("gone_altogether", [after.heading], **told)
    if now > _BARELY * was:
        return not_met("not_shorter", [after.heading], **told)
    if now > request.to * was:
        return partly("somewhat_shorter", [after.heading], **told)
    if _moved_out(before, after):
        return partly("moved_out", [after.heading], **told)
    return met("shorter", [after.heading], **told)


def _both(request: Request, old: Draft, new: Draft) -> tuple[Part, Part] | Verdict:
    before, after = locate(request, old), locate(request, new)
    if after is None:
        return needs_person("section_gone" if before else "section_unknown", name=request.section)
    if before is None:
        return needs_person("section_new", [after.heading], name=request.section)
    return before, after


def locate(request: Request, draft: Draft) -> Part | None:
    """The section that the request names by number or title, else the part of the outline that it means."""
    section = section_named(request.section, draft.sections) if request.section else None
    if section is not None:
        at = section.title_block if section.title_block is not None else section.block
        return Part(draft, draft.place(at), section.block, section.end)
    part = request.part or next(
        (
            id
            for id, names in parts_in_words().items()
            if any(found_in(request.section, n) >= 0 for n in names)
        ),
        "",
    )
    match = draft.parts.get(part)
    return Part(draft, match.place, match.start, match.end) if match else None


def _whole(draft: Draft) -> Part:
    return Part(draft, draft.place(0), 0, len(draft.document.blocks))


def _novelty(old: list[str], new: list[str]) -> tuple[float, float]:
    """The share of the new words that are new, in their order and as such; and of the old that were kept."""
    if not new:
        return 0.0, 0.0
    known: dict[str, str] = {}
    one, other = (letters(side, known) for side in (old, new))
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


def _moved_out(before: Part, after: Part) -> bool:
    """Whether most of what the section lost stands elsewhere in the new version and did not before."""
    kept = {key_of(b.text) for b in after.blocks}
    lost = {key_of(b.text) for b in before.blocks} - kept
    elsewhere = {key_of(b.text) for b in after.draft.blocks if not after.start <= b.index < after.end}
    before_elsewhere = {
        key_of(b.text) for b in before.draft.blocks if not before.start <= b.index < before.end
    }
    return bool(lost) and len(lost & (elsewhere - before_elsewhere)) > 0.5 * len(lost)
