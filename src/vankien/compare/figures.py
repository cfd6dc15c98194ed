"""Which figures changed: the same statement with another value, and what came or went.

Only the figures of changed passages are read, each in the light of its whole document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from vankien.compare.model import Comparison, FigureChange
from vankien.compare.pairing import SURE
from vankien.compare.statements import Place, amount, around
from vankien.compare.tokens import Token, tokens_of
from vankien.figures import extract
from vankien.model import Document, Figure, Section
from vankien.outline import outline
from vankien.packs.model import Indicator

_STAYS = (None, "move", "renumber")
_STOP = re.compile(r"[.!?…]\s")


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
    places = [Place(pair, (old, new), before, after) for pair in touched]
    _went_with_their_sentences(places, old, new)
    return tuple(change for place in places for change in _told(place))


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


def _went_with_their_sentences(places: Sequence[Place], old: Document, new: Document) -> None:
    """A figure that stands in the same sentence elsewhere neither came nor went."""
    came: dict[object, list[tuple[Place, Figure]]] = defaultdict(list)
    for place in places:
        for figure in place.news:
            came[amount(figure), figure.unit].append((place, figure))
    for place in places:
        for figure in list(place.olds):
            twins = came[amount(figure), figure.unit]
            for twin in twins:
                if twin[0] is not place and _same_sentence(old, figure, new, twin[1]):
                    place.olds.remove(figure)
                    twin[0].news.remove(twin[1])
                    twins.remove(twin)
                    break


def _same_sentence(old: Document, one: Figure, new: Document, other: Figure) -> bool:
    words = [[t.key for t in _sentence(d, f)] for d, f in ((old, one), (new, other))]
    return Indel.normalized_similarity(*words) >= SURE


def _sentence(document: Document, figure: Figure) -> list[Token]:
    block = document.blocks[figure.block]
    start, end = around(block, figure, _STOP)
    return tokens_of(block.text[start:end], block.index)


def _told(place: Place) -> Iterator[FigureChange]:
    place.couple_the_rest()
    told = [FigureChange("changed", n.indicator or o.indicator, n.topic, o, n) for o, n in place.couples]
    told += [FigureChange("removed", f.indicator, f.topic, f, None) for f in place.olds]
    told += [FigureChange("added", f.indicator, f.topic, None, f) for f in place.news]
    yield from sorted(told, key=_order)


def _order(change: FigureChange) -> tuple[int, int]:
    figure = change.new or change.old
    return (figure.block, figure.start) if figure else (0, 0)
