"""What stands above a block and holds for it: its headings, and the line that opens its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vankien.figures import cues, times
from vankien.figures.lexicon import words
from vankien.model import Block, Section
from vankien.text import fold

_ITEM = re.compile(r"^\s*(?:[-–+*•]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zđ][.)])\s?")
_AIM_TITLE = re.compile(
    r"mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ (?:trọng tâm|chủ yếu)|định hướng|nhiệm kỳ tới|kế hoạch năm|"
    r"nhiệm vụ,? giải pháp"
)
_AIM_YEAR = re.compile(r"đến (?:cuối |hết )?năm (20\d\d)")
_PAST_TITLE = re.compile(
    r"kết quả|đánh giá|tình hình|thực trạng|thành tựu|tổng kết|kiểm điểm|thực hiện|"
    r"tổng hợp|thống kê|số liệu|hiện trạng"
)


@dataclass(frozen=True, slots=True)
class Above:
    """The topic, the period and whether targets are spoken of, where the block itself does not say."""

    topic: cues.Governed = cues.NOTHING
    period: str | None = None
    aims: bool = False


ABOVE_NOTHING = Above()


class Headings:
    """Follows the blocks in order and knows what stands above each."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._at: dict[int, int] = {}
        for i, section in enumerate(sections):
            for block in range(section.block, section.end):
                self._at[block] = i
        self._intro: Above | None = None

    def path(self, block: Block) -> str | None:
        """The path of the innermost section."""
        i = self._at.get(block.index)
        return self._sections[i].path if i is not None else None

    def above(self, block: Block) -> Above:
        """What holds for this block; to be asked once for every block, in reading order."""
        title = self._of_titles(self._at.get(block.index))
        item = bool(_ITEM.match(block.text))
        out = _joined(self._intro, title) if self._intro and item else title
        if block.text.rstrip().endswith(":"):
            self._intro = _of_intro(block.text, out)
        elif not item:
            self._intro = None
        return out

    def _of_titles(self, i: int | None) -> Above:
        """The innermost heading's topic; targets as soon as one heading on the way out speaks of them."""
        out, aims, past = ABOVE_NOTHING, False, False
        while i is not None:
            section = self._sections[i]
            key = fold(section.title)
            if out.topic.how == "nothing":
                out = replace(out, topic=_one_topic(key))
            if out.period is None and (year := _AIM_YEAR.search(key)):
                out = replace(out, period=year.group(1))
            past = past or bool(_PAST_TITLE.search(key))
            aims = aims or (bool(_AIM_TITLE.search(key)) and not past)
            i = section.parent
        return replace(out, aims=aims, period=out.period if aims else None)


def _one_topic(key: str) -> cues.Governed:
    """A heading's topic, where it speaks of one only."""
    hits = [h for h in cues.find(words(key)) if h.payload.topic != "chi_tieu"]
    named = [h for h in hits if h.payload.strong] or hits
    if len({h.payload.topic for h in named}) != 1:
        return cues.NOTHING
    return cues.Governed(named[0].payload.topic, "heading")


def _of_intro(text: str, title: Above) -> Above:
    key = fold(text)
    hits = [h for h in cues.find(words(key)) if h.payload.strong and h.payload.topic != "chi_tieu"]
    topic = cues.Governed(hits[-1].payload.topic, "heading") if hits else title.topic
    said = [t for t in times.times(key) if not t.compared]
    aims = bool(re.search(r"mục tiêu|chỉ tiêu|phấn đấu", key)) and not _PAST_TITLE.search(key)
    return Above(topic, said[-1].label if said else title.period, aims or title.aims)


def _joined(intro: Above, title: Above) -> Above:
    topic = intro.topic if intro.topic.how != "nothing" else title.topic
    return Above(topic, intro.period or title.period, intro.aims or title.aims)
