"""Where a passage of one version stands in another: same words, same heading, same order.

Blocks are compared by their folding key without the automatic number, which changes when something is put in
before them. A passage whose block is the same has gone where the block went; else its words are looked for in
the block that resembles the old one most. Repeated text is told apart by its heading, then by its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from vankien.model import Block, Document, Place, Section
from vankien.outline import section_at
from vankien.text import fold
from vankien_web.reviews.anchors import passage_at

_TELLING = 24  # characters: a shorter quote could stand anywhere
_ENDS = " .,:;"  # a sentence made an item of a list is the same sentence
_NO = ("không", "chưa", "chẳng")
_ALIKE = 0.5  # how many words two blocks must share for a short quote to be followed


class Text:
    """A version's blocks by what they say."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.document, self.sections = document, sections
        self.keys = [_key(block) for block in document.blocks]

    @cached_property
    def by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            found[key].append(index)
        return found

    def under(self, block: int) -> tuple[str, ...]:
        """The folded titles of the headings above a block, the innermost first."""
        section, titles = section_at(self.sections, block), []
        while section is not None:
            titles.append(fold(section.title))
            section = self.sections[section.parent] if section.parent is not None else None
        return tuple(titles)


class Trail:
    """From one version to another."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new
        pairs = [
            (spots[0], new.by_key[key][0]) for key, spots in old.by_key.items() if _once(spots, key, new)
        ]
        self._old, self._new = [p[0] for p in sorted(pairs)], [p[1] for p in sorted(pairs)]

    def follow(self, place: Place) -> Place | None:
        """The same passage in the other version; None where its words have changed."""
        if place.block >= len(self.old.keys):
            return None
        key = self.old.keys[place.block]
        if key and key in self.new.by_key:
            spot = self._twin(place.block, self.old.by_key[key], self.new.by_key[key])
            return None if spot is None else self._same_block(place, spot)
        return self._same_words(place)

    def _twin(self, block: int, olds: list[int], news: list[int]) -> int | None:
        """Which of the blocks that say the same: the first is the first, where none was added or lost."""
        here = self.old.under(block)
        same = [o for o in olds if self.old.under(o) == here], [n for n in news if self.new.under(n) == here]
        for before, after in (same, (olds, news)):
            if len(before) == len(after):
                return after[before.index(block)]
        spot = min(news, key=lambda new: self._distance(block, new))
        return spot if min(olds, key=lambda old: self._distance(old, spot)) == block else None

    def _same_block(self, place: Place, spot: int) -> Place:
        shift = _lead(self.new.document.blocks[spot]) - _lead(self.old.document.blocks[place.block])
        start, end = max(place.start + shift, 0), place.end + shift
        if place.start == 0 and place.end >= len(self.old.document.blocks[place.block].text):
            start, end = 0, len(self.new.document.blocks[spot].text)
        return passage_at(self.new.document, self.new.sections, spot, start, end)

    def _same_words(self, place: Place) -> Place | None:
        words = fold(place.quote).strip(_ENDS)
        if not words:
            return None
        said = self._pattern(words, place)
        hits = [index for index, key in enumerate(self.new.keys) if said.search(key)]
        if len(words) < _TELLING:
            hits = [index for index in hits if self._alike(place.block, index) >= _ALIKE]
        if not hits:
            return None
        spot = min(hits, key=lambda hit: self._distance(place.block, hit))
        match = said.search(fold(self.new.document.blocks[spot].text))
        start, end = match.span() if match else (0, 0)
        return passage_at(self.new.document, self.new.sections, spot, start, end)

    def _pattern(self, words: str, place: Place) -> re.Pattern[str]:
        """These words, not within a longer figure, nor under a "no" that was not there before."""
        before = fold(self.old.document.blocks[place.block].text)[: place.start].split()
        denied = "" if before and before[-1] in _NO else "".join(rf"(?<!\b{no} )" for no in _NO)
        return re.compile(rf"(?<!\d)(?<!\d[.,]){denied}{re.escape(words)}(?!\d|[.,]\d)")

    def _distance(self, block: int, spot: int) -> tuple[int, int]:
        """Under the same headings first, then nearest to where its neighbours went."""
        above = self.old.under(block)
        shared = sum(title in above for title in self.new.under(spot))
        return -shared, abs(spot - self._expected(block))

    def _expected(self, block: int) -> int:
        at = bisect_right(self._old, block) - 1
        return block + (self._new[at] - self._old[at] if at >= 0 else 0)

    def _alike(self, old: int, new: int) -> float:
        one, two = Counter(self.old.keys[old].split()), Counter(self.new.keys[new].split())
        return 2 * (one & two).total() / max((one.total() + two.total()), 1)


def _once(spots: list[int], key: str, new: Text) -> bool:
    return len(spots) == 1 and len(new.by_key.get(key, ())) == 1


def _key(block: Block) -> str:
    return fold(block.text[len(block.label) :].strip())


def _lead(block: Block) -> int:
    """Where a block's own text begins after its number."""
    rest = block.text[len(block.label) :]
    return len(block.label) + len(rest) - len(rest.lstrip())
