"""Where a draft speaks of an indicator: its figures, figures beside its name, and bare mentions."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vankien.checks.draft import Draft
from vankien.checks.quantities import measured_alike
from vankien.checks.reading import sentence_around
from vankien.checks.words import cues
from vankien.model import Figure, Place
from vankien.packs.model import Indicator
from vankien.text import fold

NEAR, HELP_NEAR = 40, 30


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({fold(n) for n in names}, key=len, reverse=True)
    gapped = (re.escape(name).replace(r"\ ", r"(?:\s[\d.,]+)?\s") for name in longest_first)
    return re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in gapped))


def names(indicator: Indicator) -> re.Pattern[str]:
    """The indicator's name and aliases in folded text; a number may stand inside: "kết nạp 12 đoàn viên"."""
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
    """The figures labelled with the indicator, and others of its unit beside its name."""
    indicator = draft.indicator(id)
    beside = list(_beside(draft, indicator)) if indicator else []
    return [f for f in draft.figures if (f.indicator == id or f in beside) and not _is_help(draft, f)]


def _is_help(draft: Draft, figure: Figure) -> bool:
    """ "Hỗ trợ 15 hộ nghèo" counts help given, it does not say how many are poor."""
    if figure.unit is None or figure.unit.startswith("%") or figure.role == "target":
        return False
    text = draft.document.blocks[figure.block].text
    start, end = sentence_around(text, figure.start)
    around = fold(text[max(start, figure.start - HELP_NEAR) : min(end, figure.end + HELP_NEAR)])
    return bool(cues("help")["given"].search(around))


def indicator_at(draft: Draft, block: int, start: int, end: int) -> str | None:
    """Whose figures a passage holds: by their labels, else by the last figure or name before it."""
    figures = [f for f in draft.figures if f.block == block and f.indicator]
    inside = next((f for f in figures if start <= f.start < end), None)
    if inside:
        return inside.indicator
    text = draft.document.blocks[block].text
    first = sentence_around(text, start)[0]
    key = fold(text[:end])
    before = [(f.end, f.indicator or "") for f in figures if first <= f.start < start]
    named = [(m.end(), i.id) for i in draft.pack.indicators.values() for m in names(i).finditer(key, first)]
    return max(before + named)[1] if before or named else None


def _beside(draft: Draft, indicator: Indicator) -> Iterator[Figure]:
    for place in mentions(draft, indicator):
        text = draft.document.blocks[place.block].text
        first, last = sentence_around(text, place.start)
        start, end = max(first, place.start - NEAR), min(last, place.end + NEAR)
        for figure in draft.figures:
            beside = figure.block == place.block and start <= figure.start and figure.end <= end
            sentence = fold(text[first:last]) if beside else ""
            near = beside or _same_row(draft, figure, place)
            if near and _may_be(draft, figure, indicator, sentence):
                yield figure


def _same_row(draft: Draft, figure: Figure, place: Place) -> bool:
    one, other = draft.document.blocks[figure.block].cell, draft.document.blocks[place.block].cell
    return bool(one and other and (one.table, one.row) == (other.table, other.row))


def _may_be(draft: Draft, figure: Figure, indicator: Indicator, sentence: str) -> bool:
    """Whether a figure's unit fits and its label, if any, was only carried over from another sentence."""
    label = draft.indicator(figure.indicator or "")
    carried = label is None or not names(label).search(sentence)
    return carried and any(measured_alike(figure.unit, unit) for unit in indicator.units)
