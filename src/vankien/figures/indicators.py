"""Which indicator of the pack's catalogue a figure states, if any."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vankien.figures.cues import Governed
from vankien.figures.lexicon import Hit, Lexicon, Word
from vankien.figures.quantities import Quantity
from vankien.model import Role
from vankien.packs.model import Indicator

_REACH = 80
_YEARS, _ENDS = re.compile(r"(?:\d{1,2}/)*(?:19|20)\d\d"), re.compile(r"[\d.;]")


class Catalogue:
    """The catalogue's aliases as one lexicon."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self._indicators = indicators
        self._lexicon = Lexicon(self._aliases(indicators))
        self._sole = {i.topic: (i,) for i in indicators.values() if i.sole}

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
        role: Role,
    ) -> str | None:
        """The indicator of a quantity whose words stand in `span` of the folded text."""
        cue = governed.cue
        lo, hi = (min(span[0], cue.start), max(span[1], cue.end)) if cue else span
        # An alias may run over the comma at which a span begins.
        near = [hit for hit in sorted(hits, key=lambda h: -h.length) if hit.start < hi and hit.end > lo]
        if not near and governed.how == "unit":
            near = [hit for hit in hits if _reaches(key[hit.end : q.start])][-1:]
        named = [self._indicators[id] for hit in near for id in hit.payload]
        words = key[lo:hi]
        known = (*named, *self._growths(named, words)) or self._sole.get(governed.topic, ())
        allowed = [i for i in known if self._speaks(i, governed, words)]
        stated = next((i.id for i in allowed if self._fits(i, q)), None)
        # "đạt 103% chỉ tiêu" and "tăng 5%" are of the indicator too, whatever its own unit.
        compared = role in ("change", "completion_ratio") and (q.unit or "").startswith(("%", "lần", "điểm"))
        return stated or (allowed[0].id if compared and allowed else None)

    def _growths(self, named: list[Indicator], words: str) -> list[Indicator]:
        """What "thu ngân sách đạt 12 tỷ đồng, tăng 12%/năm" states besides: the growth of what it names."""
        topics = {indicator.topic for indicator in named} if "tăng" in words else set()
        return [i for i in self._indicators.values() if i.measure == "growth" and i.topic in topics]

    def _speaks(self, indicator: Indicator, governed: Governed, words: str) -> bool:
        if indicator.topic != governed.topic and governed.topic != "khac":
            return False
        return not any(word.lower() in words for word in indicator.not_words)

    def _fits(self, indicator: Indicator, q: Quantity) -> bool:
        if q.unit is None or q.unit in indicator.units or q.unit == indicator.unit:
            return True
        return _base(q.unit) in {_base(unit) for unit in indicator.units}


def _reaches(gap: str) -> bool:
    """Whether a name still governs what follows it: "Sản lượng lương thực (26.770 tấn)", "… có chuyển biến,
    đến cuối năm 2019 đạt 88 doanh nghiệp"; not over another number or the end of a sentence."""
    return 0 < len(gap) < _REACH and not _ENDS.search(_YEARS.sub("", gap))


@lru_cache(maxsize=16)
def catalogue(indicators: tuple[Indicator, ...]) -> Catalogue:
    """The catalogue of these indicators; built once for all drafts that are checked with them."""
    return Catalogue({indicator.id: indicator for indicator in indicators})


def _base(unit: str) -> str:
    return unit.split("/")[0].split(",")[0]
