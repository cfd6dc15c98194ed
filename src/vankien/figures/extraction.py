"""From a document's blocks to its figures: the one pass that joins quantities, periods, topics and roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vankien.figures import periods, roles, scope, topics
from vankien.figures.indicators import Catalogue
from vankien.figures.lexicon import words
from vankien.figures.numerals import english_habit
from vankien.figures.quantities import quantities
from vankien.model import Block, Document, Figure, Section
from vankien.packs.model import Indicator
from vankien.text import fold

_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^\s*(?:[-–+*•]|\(?\d{1,2}[.)]|\(?[a-zđ][.)])\s?")
_AIM_TITLE = re.compile(
    r"mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ (?:trọng tâm|chủ yếu)|định hướng|giải pháp|nhiệm kỳ tới|kế hoạch năm"
)
_PAST_TITLE = re.compile(r"kết quả|đánh giá|tình hình|thực trạng|thành tựu|tổng kết|kiểm điểm|việc thực hiện")


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands above a block: the topic, the period and whether targets are spoken of."""

    topic: topics.Governed = topics.NOTHING
    period: str | None = None
    aims: bool = False


def extract(
    document: Document, sections: Sequence[Section], indicators: Mapping[str, Indicator]
) -> tuple[Figure, ...]:
    """The figures of a document, in reading order. `indicators`: the pack's catalogue; may be empty."""
    catalogue = Catalogue(indicators)
    english = english_habit(" ".join(b.text for b in document.blocks if _DIGIT.search(b.text)))
    intro = _Context()
    out: list[Figure] = []
    sides = _Sides(sections)
    for block in document.blocks:
        section = sides.at(block.index)
        title = _of_title(section)
        is_item = bool(_ITEM.match(block.text))
        context = _joined(intro, title) if is_item else title
        if _DIGIT.search(block.text):
            out.extend(_of_block(block, section, context, catalogue, english))
        if block.text.rstrip().endswith(":"):
            intro = _of_intro(block.text, title)
        elif not is_item:
            intro = _Context()
    return tuple(out)


def _of_block(
    block: Block, section: Section | None, above: _Context, catalogue: Catalogue, english: bool
) -> list[Figure]:
    text, key = block.text, fold(block.text)
    found = quantities(text, english=english)
    if not found:
        return []
    line, where = words(key), scope.scopes(text, key)
    said = periods.assign(found, periods.times(key), key, where)
    governed = topics.assign(found, topics.find(line), key, where, above.topic)
    aliases = catalogue.find(line)
    out = []
    for i, q in enumerate(found):
        period = said[i].label or above.period
        start = max(where.clause(q.start)[0], found[i - 1].end if i else 0)
        end = min(where.clause(q.start)[1], found[i + 1].start if i + 1 < len(found) else len(key))
        out.append(
            Figure(
                block=block.index,
                start=q.start,
                end=q.end,
                surface=text[q.start : q.end],
                value=q.value,
                total=q.total,
                unit=q.unit,
                comparator=q.comparator,
                period=period,
                topic=governed[i].topic,
                indicator=catalogue.choose(q, governed[i], aliases, (start, end), key),
                role=roles.role(i, found, period, key, where, above.aims),
                section=section.path if section else None,
            )
        )
    return out


class _Sides:
    """The innermost section of every block, without searching the tree for each."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._at: dict[int, Section] = {}
        for section in sections:
            for block in range(section.block, section.end):
                self._at[block] = section

    def at(self, block: int) -> Section | None:
        return self._at.get(block)


def _of_title(section: Section | None) -> _Context:
    if section is None:
        return _Context()
    key = fold(section.title)
    hits = topics.find(words(key))
    strong = [h for h in hits if h.payload.strong] or hits
    governed = (
        topics.Governed(strong[0].payload.topic, "heading", strong[0])
        if len({h.payload.topic for h in strong}) == 1
        else topics.NOTHING
    )
    aims = bool(_AIM_TITLE.search(key)) and not _PAST_TITLE.search(key)
    return _Context(topics.Governed(governed.topic, governed.how), None, aims)


def _of_intro(text: str, title: _Context) -> _Context:
    key = fold(text)
    hits = [h for h in topics.find(words(key)) if h.payload.strong]
    topic = topics.Governed(hits[-1].payload.topic, "heading") if hits else title.topic
    said = [t for t in periods.times(key) if not t.compared]
    aims = bool(re.search(r"mục tiêu|chỉ tiêu|phấn đấu", key)) and not _PAST_TITLE.search(key)
    return _Context(topic, said[-1].label if said else None, aims or title.aims)


def _joined(intro: _Context, title: _Context) -> _Context:
    topic = intro.topic if intro.topic.how != "nothing" else title.topic
    return _Context(topic, intro.period or title.period, intro.aims or title.aims)
