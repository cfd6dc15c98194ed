"""Where a passage of one version stands in another, and which section a request speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vankien import outline
from vankien.model import Block, Document, Place, Section
from vankien.packs import Pack
from vankien.text import clean, fold
from vankien_web.drafts.models import Reading
from vankien_web.reviews.aligning import Text, Trail
from vankien_web.reviews.anchors import passage_at

Fate = Literal["there", "edited", "gone"]
EDITED = 0.4  # of the pairs of neighbouring words that an edited passage keeps
SHORT = 4  # words: so few may be written anew altogether and still say the same


@dataclass(frozen=True)
class Found:
    """`place` is where the passage, or what was made of it, stands now; None where it is gone."""

    fate: Fate
    place: Place | None = None


def follow(place: Place, before: Reading, after: Reading) -> Found:
    """What became of a passage: there (perhaps moved), edited, or gone.

    It can only have been edited into text that is new: results and targets of one draft are
    often alike. A passage with fewer than SHORT words is never called gone: a person must look.
    """
    old, new = before.document, after.document
    followed = Trail(Text(old, before.sections), Text(new, after.sections)).follow(place)
    if followed is not None:
        return Found("there", followed)
    key = fold(place.quote or _own(old.blocks[place.block])).strip()
    kept = {fold(_own(block)) for block in old.blocks}
    best, share = _most_alike(key, [block for block in new.blocks if fold(_own(block)) not in kept])
    if share >= EDITED or len(key.split()) < SHORT:
        return Found("edited", passage_at(new, after.sections, best.index) if best else None)
    return Found("gone")


def part_place(
    part: str, document: Document, sections: Sequence[Section], pack: Pack, kinds: tuple[str, str]
) -> Place | None:
    """Where a part of the outline stands; `kinds` are those of the unit and of the document."""
    rules = pack.outlines.get(kinds)
    match = outline.match_parts(document, sections, rules).get(part) if rules else None
    return match.place if match else None


def place_of(section: Section, document: Document) -> Place:
    """A section as a passage: its title."""
    block = document.blocks[section.title_block if section.title_block is not None else section.block]
    start = max(block.text.find(section.title), 0)
    return Place(block.index, start, start + len(section.title), section.path, section.title)


def find(quote: str, document: Document, sections: Sequence[Section], within: Section | None) -> Place | None:
    """The first passage that says exactly this, in a section if one is told."""
    key = fold(clean(quote))
    first, last = (within.block, within.end) if within else (0, len(document.blocks))
    for block in document.blocks[first:last]:
        start = fold(block.text).find(key)
        if key and start >= 0:
            return passage_at(document, sections, block.index, start, start + len(key))
    return None


def _most_alike(key: str, blocks: Sequence[Block]) -> tuple[Block | None, float]:
    """The block that keeps most of the passage's pairs of words, alone or with its neighbour (a split)."""
    wanted = Counter(_pairs(key))
    had = [Counter(_pairs(fold(block.text))) & wanted for block in blocks]
    best, most = None, 0
    for block, own, following in zip(blocks, had, [*had[1:], Counter()], strict=False):
        if (kept := max(own.total(), ((own + following) & wanted).total() if own else 0)) > most:
            best, most = block, kept
    return best, most / wanted.total() if most else 0.0


def _pairs(key: str) -> Iterator[tuple[str, str]]:
    return pairwise(key.split())


def _own(block: Block) -> str:
    """Its text without the automatic number."""
    return block.text[len(block.label) :].strip()
