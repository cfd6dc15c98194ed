"""Where single passages cannot be tracked: stretches of both versions that are put in place of each other.

That comes out right by construction: nothing of such a stretch stays, whatever earlier authors, controls and
text boxes make of its paragraphs. The larger it is, the less around it can disturb; at last it is everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vankien.compare import Pair
from vankien.model import Block
from vankien.outputs.cutting import Element
from vankien.outputs.redline.sheet import Sheet

MARGINS = ("hdr", "ftr")
MOVES = ("move", "move_edit")


@dataclass(frozen=True)
class Stretch:
    """`pairs`: their positions; blocks of both versions; `tops`: what holds the new ones in the file.

    `twins`: headers or footers that say the same as one of them and are read but once.
    """

    pairs: range
    old: range
    new: tuple[int, ...]
    tops: tuple[Element, ...]
    twins: tuple[Element, ...]


class Stretches:
    def __init__(self, sheet: Sheet, old: Sequence[Block], pairs: Sequence[Pair]) -> None:
        self._sheet, self._pairs, self._count = sheet, pairs, len(old)
        self._tops = {b: sheet.top(b) for pair in pairs for b in pair.new}
        ends = dict[Element, tuple[int, int]]()
        for number, pair in enumerate(pairs):
            for block in pair.new:
                top = self._tops[block]
                if top is not None:
                    ends[top] = ends.get(top, (number, 0))[0], number
        self._ends = ends
        self._tied = [p.old if p.new and p.op not in MOVES else () for p in pairs]

    def around(self, seeds: Collection[int], reach: int) -> list[Stretch]:
        """Stretches that hold these pairs and `reach` more on both sides, none next to another."""
        found: list[range] = []
        for seed in sorted(seeds):
            one = self._closed(range(max(seed - reach, 0), min(seed + reach + 1, len(self._pairs))))
            while found and self._touch(found[-1], one):
                last = found.pop()
                one = self._closed(range(min(last.start, one.start), max(last.stop, one.stop)))
            found.append(one)
        return [stretch for one in found if (stretch := self._stretch(one)) is not None]

    def _touch(self, one: range, other: range) -> bool:
        """Whether no passage between them stays: then it is not told which has what went there."""
        return not any(self._tied[one.stop : other.start])

    def _closed(self, one: range) -> range:
        """As large as it must be to begin and end where nothing goes on, in both versions."""
        while (grown := self._grown(one)) != one:
            one = grown
        return one

    def _grown(self, one: range) -> range:
        start, stop = one.start, one.stop
        tops = self._tops_of(one)
        for top in tops:
            start, stop = min(start, self._ends[top][0]), max(stop, self._ends[top][1] + 1)
        if not tops or self._goes_on(tops[0]):
            start, stop = max(start - 1, 0), stop if tops else min(stop + 1, len(self._pairs))
        old = self._old(one)
        outside = [n for n, tied in enumerate(self._tied) if n not in one and any(o in old for o in tied)]
        inside = [n for n in one if any(o not in old for o in self._tied[n])]
        if outside or inside:
            start, stop = min([start, *outside]), max([stop, *(n + 1 for n in outside)])
            start = max(start - 1, 0) if inside else start
        return range(start, stop)

    def _goes_on(self, top: Element) -> bool:
        """Whether the paragraph before it goes on with it."""
        before = top.getprevious()
        return before is not None and self._sheet.runs_on(before)

    def _old(self, one: range) -> range:
        """The old blocks between what stays before and what stays behind."""
        before = [o for tied in self._tied[: one.start] for o in tied]
        behind = [o for tied in self._tied[one.stop :] for o in tied]
        return range(max(before, default=-1) + 1, min(behind, default=self._count))

    def _tops_of(self, one: range) -> list[Element]:
        blocks = (block for number in one for block in self._pairs[number].new)
        return list(dict.fromkeys(top for block in blocks if (top := self._tops[block]) is not None))

    def _stretch(self, one: range) -> Stretch | None:
        tops = self._tops_of(one)
        new = tuple(block for number in one for block in self._pairs[number].new)
        return Stretch(one, self._old(one), new, tuple(tops), tuple(self._twins(tops))) if tops else None

    def _twins(self, tops: Sequence[Element]) -> Iterator[Element]:
        kinds = {top.getparent().tag for top in tops} & {self._sheet.space + name for name in MARGINS}  # type: ignore[union-attr]
        read = {top.getparent() for top in self._ends}
        for root in self._sheet.roots:
            if root.tag in kinds and root not in read:
                yield from root
