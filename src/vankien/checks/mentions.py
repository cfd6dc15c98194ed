"""Where a draft speaks of an indicator: its figures, figures beside its name, and bare mentions."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vankien.checks.draft import Draft
from vankien.checks.quantities import measured_alike
from vankien.checks.reading import sentence_around
from vankien.model import Figure, Place
from vankien.packs.model import Indicator
from vankien.text import fold

NEAR = 40


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({fold(n) for n in names}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))


def names(indicator: Indicator) -> re.Pattern[str]:
    """The indicator's name and aliases, to search in folded text."""
    return _pattern((indicator.name, *indicator.aliases))


def mentions(draft: Draft, indicator: Indicator) -> Iterator[Place]:
    """Every passage that names the indicator, in reading order."""
    for block in draft.blocks:
        key = fold(block.text)
        for hit in names(indicator).finditer(key):
            if not _ruled_out(key, hit, indicator):
                yield draft.place(block.index, hit.start(), hit.end())


def _ruled_out(key: str, hit: re.Match[str], indicator: Indicator) -> bool:
    """Whether one of the indicator's other readings covers the name, or stands right beside it."""
    around = key[max(0, hit.start() - 25) : hit.end() + 25]
    return any(fold(word) in around for word in indicator.not_words)


def figures_of(draft: Draft, id: str) -> list[Figure]:
    """The figures labelled with the indicator, and unlabelled ones of its unit in a sentence that names it."""
    labelled = [f for f in draft.figures if f.indicator == id]
    indicator = draft.indicator(id)
    return labelled or (list(_beside(draft, indicator)) if indicator else [])


def _beside(draft: Draft, indicator: Indicator) -> Iterator[Figure]:
    for place in mentions(draft, indicator):
        text = draft.document.blocks[place.block].text
        start, end = sentence_around(text, place.start)
        start, end = max(start, place.start - NEAR), min(end, place.end + NEAR)
        for figure in draft.figures:
            beside = figure.block == place.block and start <= figure.start and figure.end <= end
            if (beside or _same_row(draft, figure, place)) and _may_be(figure, indicator):
                yield figure


def _same_row(draft: Draft, figure: Figure, place: Place) -> bool:
    one, other = draft.document.blocks[figure.block].cell, draft.document.blocks[place.block].cell
    return bool(one and other and (one.table, one.row) == (other.table, other.row))


def _may_be(figure: Figure, indicator: Indicator) -> bool:
    return figure.indicator is None and any(measured_alike(figure.unit, unit) for unit in indicator.units)
