"""Which indicator of the pack's catalogue a figure states, if any."""

from __future__ import annotations

from collections.abc import Mapping

from vankien.figures.lexicon import Hit, Lexicon, Word
from vankien.figures.quantities import Quantity
from vankien.figures.topics import Governed
from vankien.packs.model import Indicator


class Catalogue:
    """The catalogue's aliases as one lexicon."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self._indicators = indicators
        self._lexicon = Lexicon(self._aliases(indicators))

    @staticmethod
    def _aliases(indicators: Mapping[str, Indicator]) -> dict[str, tuple[str, ...]]:
        out: dict[str, tuple[str, ...]] = {}
        for indicator in indicators.values():
            for alias in {indicator.name, *indicator.aliases}:
                if alias.strip():
                    out[alias] = (*out.get(alias, ()), indicator.id)
        return out

    def find(self, line: list[Word]) -> list[Hit[tuple[str, ...]]]:
        """The aliases in a line, left to right."""
        return list(self._lexicon.find(line))

    def choose(
        self,
        q: Quantity,
        governed: Governed,
        hits: list[Hit[tuple[str, ...]]],
        span: tuple[int, int],
        key: str,
    ) -> str | None:
        """The indicator of a quantity whose words stand in `span` of the folded text."""
        cue = governed.cue
        lo, hi = (min(span[0], cue.start), max(span[1], cue.end)) if cue else span
        words = key[lo:hi]
        for hit in sorted(hits, key=lambda h: -h.length):
            if not (lo <= hit.start < hi):
                continue
            for id in hit.payload:
                if self._fits(self._indicators[id], q, governed, words):
                    return id
        return None

    def _fits(self, indicator: Indicator, q: Quantity, governed: Governed, words: str) -> bool:
        if indicator.topic != governed.topic and governed.topic != "khac":
            return False
        if any(word.lower() in words for word in indicator.not_words):
            return False
        return (
            q.unit is None
            or q.unit in indicator.units
            or q.unit == indicator.unit
            or _base(q.unit) in {_base(u) for u in indicator.units}
        )


def _base(unit: str) -> str:
    return unit.split("/")[0]
