"""Which figures changed: the same statement with another value, and what came or went.

Only the figures of changed passages are read, each in the light of its whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from vankien.compare.model import Comparison, FigureChange, Pair, Range
from vankien.figures import extract
from vankien.model import Document, Figure, Section
from vankien.outline import outline
from vankien.packs.model import Indicator

_Fit = Callable[[Figure, Figure], bool]
_STAYS = (None, "move", "renumber")
_MEASURES = frozenset("% ‰ trăm nghìn ngàn vạn triệu tỷ tỉ đồng usd ha km km2 m m2 m3 kg tạ tấn kwh".split())  # noqa: SIM905
_SAME: tuple[Callable[[Figure], object], ...] = (  # the surest first: two figures are one statement
    lambda f: (f.topic, f.indicator, f.unit, f.period, f.role),
    lambda f: (f.topic, f.indicator, f.unit, f.role),
    lambda f: (f.topic, f.indicator, f.role),
    lambda f: (f.indicator or f.topic, f.unit),
    lambda f: f.indicator or f.topic,
)


def figure_changes(
    comparison: Comparison,
    old: Document,
    new: Document,
    indicators: Mapping[str, Indicator],
    outlines: tuple[Sequence[Section], Sequence[Section]] | None = None,
) -> tuple[FigureChange, ...]:
    """In the order of the new version. `indicators`: the pack's; `outlines`: where they are known."""
    touched = [pair for pair in comparison.pairs if pair.op not in _STAYS]
    of_old, of_new = outlines or (None, None)
    before = _by_block(old, {i for pair in touched for i in pair.old}, indicators, of_old)
    after = _by_block(new, {i for pair in touched for i in pair.new}, indicators, of_new)
    return tuple(change for pair in touched for change in _changed(pair, before, after))


def _by_block(
    document: Document,
    blocks: set[int],
    indicators: Mapping[str, Indicator],
    sections: Sequence[Section] | None,
) -> dict[int, list[Figure]]:
    if not blocks:
        return {}
    found = extract(document, outline(document) if sections is None else sections, indicators, only=blocks)
    return {block: list(run) for block, run in groupby(found, key=lambda f: f.block)}


def _changed(
    pair: Pair, before: Mapping[int, list[Figure]], after: Mapping[int, list[Figure]]
) -> Iterator[FigureChange]:
    olds = [figure for block in pair.old for figure in before.get(block, ())]
    news = [figure for block in pair.new for figure in after.get(block, ())]
    _take_out(olds, news, _equal(lambda f: (f.value, f.total, f.unit, f.comparator, _SAME[0](f))))
    _take_out(olds, news, _equal(lambda f: (f.value, f.total, _measure(f), f.comparator)))  # in other words
    couples = _take_out(olds, news, _replaces(pair))
    for key in _SAME:
        couples += _take_out(olds, news, _equal(key))
    told = [FigureChange("changed", n.indicator or o.indicator, n.topic, o, n) for o, n in couples]
    told += [FigureChange("removed", f.indicator, f.topic, f, None) for f in olds]
    told += [FigureChange("added", f.indicator, f.topic, None, f) for f in news]
    yield from sorted(told, key=_order)


def _take_out(olds: list[Figure], news: list[Figure], fit: _Fit) -> list[tuple[Figure, Figure]]:
    """Pairs that fit, in order; they leave both lists."""
    couples = []
    for old in list(olds):
        twin = next((new for new in news if fit(old, new)), None)
        if twin is not None:
            couples.append((old, twin))
            olds.remove(old)
            news.remove(twin)
    return couples


def _equal(key: Callable[[Figure], object]) -> _Fit:
    return lambda old, new: key(old) == key(new)


def _measure(figure: Figure) -> str:
    """The unit where it makes the number what it is: a per cent sign, a multiple, a measure."""
    first = (figure.unit or "").partition(" ")[0].partition("/")[0]
    return first if first in _MEASURES else ""


def _replaces(pair: Pair) -> _Fit:
    """Whether the deleted words with the old figure and the inserted ones with the new stand side by side."""
    runs = [list(run) for same, run in groupby(pair.pieces, key=lambda p: p.kind == "same") if not same]
    return lambda old, new: any(
        _has((p.old for p in run if p.old), old) and _has((p.new for p in run if p.new), new) for run in runs
    )


def _has(ranges: Iterable[Range], figure: Figure) -> bool:
    return any(r.block == figure.block and r.start < figure.end and figure.start < r.end for r in ranges)


def _order(change: FigureChange) -> tuple[int, int]:
    figure = change.new or change.old
    return (figure.block, figure.start) if figure else (0, 0)
