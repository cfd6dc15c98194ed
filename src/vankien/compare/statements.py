"""Which figure of a passage is which of its other version: one statement, with the same value or another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from vankien.compare.model import Pair, Piece, Range
from vankien.compare.tokens import key_of, numbered
from vankien.model import Block, Document, Figure

Couple = tuple[Figure, Figure]
_Fit = Callable[[Figure, Figure], bool]
_MEASURES = frozenset("% ‰ trăm nghìn ngàn vạn triệu tỷ tỉ đồng usd ha km km2 m m2 m3 kg tạ tấn kwh".split())  # noqa: SIM905
_YEAR, _MARK = re.compile(r"\b\d{4}\b"), re.compile(r"[.!?…,;:]\s")
_SAME: tuple[Callable[[Figure], object], ...] = (  # the surest first: two figures are one statement
    lambda f: (f.topic, f.indicator, f.unit, f.period, f.role),
    lambda f: (f.topic, f.indicator, f.unit, f.role),
    lambda f: (f.topic, f.indicator, f.role),
    lambda f: (f.indicator or f.topic, f.unit),
    lambda f: f.indicator or f.topic,
)


class Place:
    """A pair of passages: the figures that are one statement with another value, and those that are left.

    Figures that say the same are none of either.
    """

    def __init__(
        self,
        pair: Pair,
        documents: tuple[Document, Document],
        before: Mapping[int, list[Figure]],
        after: Mapping[int, list[Figure]],
    ) -> None:
        self.olds = [figure for block in pair.old for figure in before.get(block, ())]
        self.news = [figure for block in pair.new for figure in after.get(block, ())]
        self.couples: list[Couple] = []
        self._pair, self._documents = pair, documents
        if self.olds and self.news:
            self._couple()

    def couple_the_rest(self) -> None:
        """By what they are about."""
        for key in _SAME:
            self.couples += self._take_out(_same(key))

    def _couple(self) -> None:
        """What stands in the same words or in the same place is one statement, then what says the same."""
        segments = [list(run) for _same, run in groupby(self._pair.pieces, key=lambda p: p.kind == "same")]
        replaced = [run for run in segments if run[0].kind != "same"]
        same = self._take_out(lambda old, new: _equal(old, new) and self._words(old, new))
        same += self._take_out(lambda old, new: _equal(old, new) and _beside(segments, old, new))
        self.couples += self._take_out(lambda old, new: not _apart(old, new) and _beside(replaced, old, new))
        self._take_out(lambda old, new: _equal(old, new) and not _apart(old, new))
        if self._pair.op == "edit":  # elsewhere, another heading alone may make a result a target
            self.couples += [couple for couple in same if _is_of_another_time(*couple)]

    def _words(self, old: Figure, new: Figure) -> bool:
        one, other = (_clause(d, f) for d, f in zip(self._documents, (old, new), strict=True))
        return one == other

    def _take_out(self, fit: _Fit) -> list[Couple]:
        """Pairs that fit, in order; they are left no more."""
        couples = []
        for old in list(self.olds):
            twin = next((new for new in self.news if fit(old, new)), None)
            if twin is not None:
                couples.append((old, twin))
                self.olds.remove(old)
                self.news.remove(twin)
        return couples


def amount(figure: Figure) -> object:
    """How much: what makes a changed figure when it changes."""
    return figure.value, figure.total, figure.comparator


def _same(key: Callable[[Figure], object]) -> _Fit:
    return lambda old, new: key(old) == key(new)


def _equal(old: Figure, new: Figure) -> bool:
    """In the same unit, or in other words for what is counted."""
    return amount(old) == amount(new) and _measure(old) == _measure(new)


def _measure(figure: Figure) -> str:
    """The unit where it makes the number what it is: a per cent sign, a multiple, a measure."""
    first = (figure.unit or "").partition(" ")[0].partition("/")[0]
    return first if first in _MEASURES else ""


def _apart(old: Figure, new: Figure) -> bool:
    """Whether they are known to be of different indicators."""
    return bool(old.indicator and new.indicator and old.indicator != new.indicator)


def _is_of_another_time(old: Figure, new: Figure) -> bool:
    """Whether both name their years, and other ones; or one is a result and the other a target."""
    years = [_YEAR.findall(figure.period or "") for figure in (old, new)]
    return (all(years) and years[0] != years[1]) or {old.role, new.role} == {"actual", "target"}


def _clause(document: Document, figure: Figure) -> str:
    """The words around a figure, up to the nearest marks."""
    start, end = around(document.blocks[figure.block], figure, _MARK)
    return key_of(document.blocks[figure.block].text[start:end]).rstrip(".;,:").lower()


def around(block: Block, figure: Figure, stop: re.Pattern[str]) -> tuple[int, int]:
    """From behind the last such stop, or the paragraph's number, to the next one."""
    begin = numbered(block.text, block.label)[1]
    start = max((m.end() for m in stop.finditer(block.text, 0, figure.start)), default=0)
    end = stop.search(block.text, figure.end)
    return max(begin, start), end.start() if end else len(block.text)


def _beside(segments: Iterable[list[Piece]], old: Figure, new: Figure) -> bool:
    """Whether the old figure and the new one stand in one of these runs of words."""
    return any(
        _has((p.old for p in run if p.old), old) and _has((p.new for p in run if p.new), new)
        for run in segments
    )


def _has(ranges: Iterable[Range], figure: Figure) -> bool:
    return any(r.block == figure.block and r.start < figure.end and figure.start < r.end for r in ranges)
