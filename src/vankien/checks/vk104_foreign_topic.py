"""A topic that is foreign to this kind of unit: the season's crops in a government office's report.

A heading about it, a figure of it, or two sentences that dwell on it; the title of a law, a quotation, or
work done for others (advising, supporting) is only a mention. Topics that stand in one section make one
finding. Authority: the source document asks an office to report by its own function.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.words import any_of
from vankien.model import Finding, Place
from vankien.packs.model import Topic
from vankien.text import fold

CODE = "VK104"
_IN_PASSING = re.compile(
    r"\b(?:nghị quyết|quyết định|chỉ thị|kết luận|luật|nghị định|thông tư|pháp lệnh|đề án|kế hoạch|hướng dẫn|"
    r"công văn|chương trình mục tiêu|tham mưu|giúp ubnd|giúp ủy ban|thẩm định|trình|ban hành|ủng hộ|"
    r"quyên góp|giúp đỡ|đỡ đầu|hỗ trợ|kết nghĩa|tặng|tuyên truyền|chung sức|chung tay|hưởng ứng|"
    r"phong trào thi đua|quỹ)\b[^.]*$|[“\"][^”\"]*$"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    topic: Topic
    place: Place
    weight: int


def check(draft: Draft) -> Iterator[Finding]:
    dwelt: dict[str | None, list[_Mention]] = {}
    for topic in draft.outline.foreign_topics:
        mentions = list(_mentions(draft, topic))
        if sum(m.weight for m in mentions) >= 2:
            first = max(mentions, key=lambda m: (m.weight, -m.place.block, -m.place.start))
            dwelt.setdefault(first.place.section, []).append(first)
    for found in dwelt.values():
        first = min(found, key=lambda m: (m.place.block, m.place.start))
        part = draft.part_at(first.place.block)
        params = {
            "part": part.id if part else None,
            "topics": [m.topic.id for m in found],
            "topic_names": [m.topic.name for m in found],
            "unit_name": draft.pack.units[draft.unit],
        }
        yield Finding(CODE, params, first.place, authority=first.topic.authority)


def _mentions(draft: Draft, topic: Topic) -> Iterator[_Mention]:
    """One mention a sentence. A heading or a sentence with a figure weighs as much as two bare ones."""
    cues = any_of(topic.cues)
    headings = {i for s in draft.sections for i in (s.block, s.title_block) if i is not None}
    for block in draft.blocks:
        key, seen = fold(block.text), set()
        for hit in cues.finditer(key):
            start, end = sentence_around(block.text, hit.start())
            if start in seen or _IN_PASSING.search(key[start : hit.start()]):
                continue
            seen.add(start)
            heavy = block.index in headings or any(
                f.block == block.index and start <= f.start < end for f in draft.figures
            )
            yield _Mention(topic, draft.place(block.index, hit.start(), hit.end()), 2 if heavy else 1)
