"""Old and new text of what a request speaks of, side by side: changed words marked, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from vankien.compare import Pair
from vankien.model import Block, Document, Place, Section
from vankien.outline import section_at
from vankien_web.drafts.comparison.words import came, went, whole
from vankien_web.drafts.models import Version
from vankien_web.reviews.anchors import heading

MOST = 40  # pairs shown of one section: the comparison of the whole has a page of its own
_OUTSIDE = ("header", "footer", "footnote", "endnote")
_AROUND = 1  # unchanged pairs kept on either side of what changed


@dataclass(frozen=True)
class Run:
    """Words that are the same, or `changed`: gone on the old side, come on the new; `evidence` or not."""

    text: str
    changed: bool = False
    evidence: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph, with its block."""

    block: int
    runs: list[Run]
    heading: bool = False


@dataclass(frozen=True)
class Row:
    """A passage in both versions, one side empty where it came or went; `op` is the library's, "" where
    nothing changed. `left`: instead, how many unchanged passages are not shown here."""

    old: list[Line]
    new: list[Line]
    op: str = ""
    left: int = 0

    @property
    def moved(self) -> bool:
        return self.op in ("move", "move_edit")


@dataclass(frozen=True)
class Group:
    """A stretch of the text under one heading."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Sides:
    """`more`: pairs of the section that are not shown. `block`: where to go on reading in the new version."""

    old: Version
    new: Version
    groups: list[Group]
    more: int = 0
    block: int | None = None


@dataclass(frozen=True)
class Marks:
    """Where to look: the passage in either version, and the evidence in the new one."""

    old: Place | None
    new: Place | None
    evidence: Sequence[Place] = ()


def sides(old: Version, new: Version, compared: Sequence[Pair], marks: Marks) -> Sides | None:
    """The section around the passage, then other evidence one by one; None where nothing is pointed at."""
    texts = old.reading.document, new.reading.document
    pairs = [pair for pair in compared if not _is_outside(pair, *texts)]
    view = _View(old, new, marks.evidence)
    olds = _range(old.reading.sections, marks.old)
    news = _range(new.reading.sections, marks.new)
    own = [n for n, pair in enumerate(pairs) if _touches(pair.old, olds) or _touches(pair.new, news)]
    groups, more = [], 0
    if own:
        kept = _window(pairs, own, view)
        more = len(own) - len(kept)
        place, text = (marks.new, new) if marks.new is not None else (marks.old, old)
        title = heading(section_at(text.reading.sections, place.block)) if place else ""
        groups.append(Group(title, list(view.rows(pairs, kept))))
    others = [n for n, pair in enumerate(pairs) if n not in set(own) and view.proves(pair)]
    for title, some in groupby(others, key=lambda n: view.title(pairs[n])):
        groups.append(Group(title, list(view.rows(pairs, list(some)))))
    spot = marks.new or next(iter(marks.evidence), None)
    return Sides(old, new, groups, more, spot.block if spot else None) if groups else None


class _View:
    """How pairs are shown: their words in runs, headings and evidence known."""

    def __init__(self, old: Version, new: Version, evidence: Iterable[Place]) -> None:
        self._old, self._new = old.reading, new.reading
        self._evidence: dict[int, list[tuple[int, int]]] = {}
        for place in evidence:
            self._evidence.setdefault(place.block, []).append((place.start, place.end))
        self._headings = [{s.block for s in text.sections} for text in (self._old, self._new)]

    def proves(self, pair: Pair) -> bool:
        return any(block in self._evidence for block in pair.new)

    def title(self, pair: Pair) -> str:
        return heading(section_at(self._new.sections, pair.new[0])) if pair.new else ""

    def rows(self, pairs: Sequence[Pair], wanted: Sequence[int]) -> Iterator[Row]:
        """What changed, is a heading or evidence, with a neighbour; the rest is counted."""
        telling = {n for n in wanted if pairs[n].op or self.proves(pairs[n])}
        near = {n + step for n in telling for step in range(-_AROUND, _AROUND + 1)}
        shown = {n for n in wanted if n in near or n == wanted[0]} if telling else set(wanted)
        for visible, some in groupby(wanted, key=lambda n: n in shown):
            run = list(some)
            if visible or len(run) == 1:
                yield from (self._row(pairs[n]) for n in run)
            else:
                yield Row([], [], left=len(run))

    def _row(self, pair: Pair) -> Row:
        bit = whole(pair, self._old.document, self._new.document)
        return Row(
            [self._line(block, 0, went(bit, block)) for block in bit.old],
            [self._line(block, 1, came(bit, block)) for block in bit.new],
            bit.op,
        )

    def _line(self, block: Block, side: int, changed: Iterable[tuple[int, int]]) -> Line:
        proof = self._evidence.get(block.index, []) if side else []
        runs = _runs(block.text, list(changed), proof)
        return Line(block.index, list(runs), block.index in self._headings[side])


def _runs(text: str, changed: Sequence[tuple[int, int]], proof: Sequence[tuple[int, int]]) -> Iterator[Run]:
    cuts = sorted({0, len(text)} | {min(n, len(text)) for pair in (*changed, *proof) for n in pair})
    for start, end in pairwise(cuts):
        inside = [any(a <= start and end <= b for a, b in ranges) for ranges in (changed, proof)]
        yield Run(text[start:end], *inside)


def _range(sections: Sequence[Section], place: Place | None) -> range:
    """The blocks of the innermost section around a place; above the first heading, its neighbours."""
    if place is None:
        return range(0)
    section = section_at(sections, place.block)
    near = range(place.block - _AROUND, place.block + _AROUND + 1)
    return range(section.block, section.end) if section else near


def _touches(blocks: Sequence[int], stretch: range) -> bool:
    return any(block in stretch for block in blocks)


def _window(pairs: Sequence[Pair], own: list[int], view: _View) -> list[int]:
    """The first MOST of a long section, or those around its evidence, or its changes."""
    telling = [n for n in own if view.proves(pairs[n])] or [n for n in own if pairs[n].op]
    first = own.index(telling[0]) if telling else 0
    begin = 0 if first < MOST else first - MOST // 4
    return own[begin : begin + MOST]


def _is_outside(pair: Pair, old: Document, new: Document) -> bool:
    parts = [old.blocks[b].part for b in pair.old] + [new.blocks[b].part for b in pair.new]
    return any(part in _OUTSIDE for part in parts)
