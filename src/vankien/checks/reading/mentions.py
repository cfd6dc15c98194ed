"""Where a draft speaks of an indicator: its figures, figures beside its name, and bare mentions."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vankien.checks.draft import Draft, without_numbers
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.quantities import measured_alike
from vankien.checks.reading.words import cues
from vankien.model import Block, Figure, Place
from vankien.packs.model import Indicator
from vankien.text import fold

NEAR, HELP_NEAR = 40, 30


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({fold(n) for n in names}, key=len, reverse=True)
    gap = r"(?:\s[\d.,]+)?\s"
    gapped = (re.escape(name).replace(r"\ ", gap).replace("tỷ", "t[ỷỉ]") for name in longest_first)
    return re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in gapped))


def names(indicator: Indicator) -> re.Pattern[str]:
    """The indicator's name and aliases in folded text; a number may stand inside: "kết nạp 12 đoàn viên"."""
    return _pattern((indicator.name, *indicator.aliases))


@lru_cache(maxsize=512)
def _cores(names: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest names, one of which every other holds: "hộ nghèo" of "tỷ lệ hộ nghèo"."""
    found: list[str] = []
    for name in sorted((without_numbers(fold(n)) for n in names), key=len):
        if not any(core in name for core in found):
            found.append(name)
    return tuple(found)


def mentions(draft: Draft, indicator: Indicator) -> Iterator[Place]:
    """Every passage that names the indicator, in reading order."""
    cores = _cores((indicator.name, *indicator.aliases))
    for block, wording in zip(draft.blocks, draft.wordings, strict=True):
        if not any(core in wording for core in cores):
            continue
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
    beside = {(f.block, f.start) for f in _beside(draft, indicator)} if indicator else set()
    return [
        f
        for f in draft.figures
        if (f.indicator == id or (f.block, f.start) in beside) and not _is_help(draft, f)
    ]


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
    figures = [f for f in draft.figures_at(block) if f.indicator]
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
        block = draft.document.blocks[place.block]
        first, last = sentence_around(block.text, place.start)
        start, end = max(first, place.start - NEAR), min(last, place.end + NEAR)
        sentence = fold(block.text[first:last])
        near = [f for f in draft.figures_at(block.index) if start <= f.start and f.end <= end]
        yield from (f for f in near if _may_be(draft, f, indicator, sentence))
        yield from (f for f in _in_row(draft, block) if _may_be(draft, f, indicator, ""))


def _in_row(draft: Draft, block: Block) -> Iterator[Figure]:
    """The figures in the same row of a table."""
    for other in draft.row(block.cell):
        yield from draft.figures_at(other.index)


def _may_be(draft: Draft, figure: Figure, indicator: Indicator, sentence: str) -> bool:
    """Whether a figure's unit fits and its label, if any, was only carried over from another sentence."""
    label = draft.indicator(figure.indicator or "")
    carried = label is None or not names(label).search(sentence)
    return carried and any(measured_alike(figure.unit, unit) for unit in indicator.units)
