"""The theme lacks one of the elements that the pack asks for: the Party, the people, renewal, the goal.

Authority: the pack's rule `theme_elements` (Ngã Bảy 2019, Bảo Thắng: "chủ đề có bốn thành tố"); no central
rule.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.reading.words import any_of
from vankien.model import Finding
from vankien.text import fold

CODE = "VK202"


def check(draft: Draft) -> Iterator[Finding]:
    rule = draft.pack.rules.get("theme_elements")
    lines = content(draft, "theme")
    if rule is None or not lines or unwritten_place(draft, "theme"):
        return
    block, start = lines[0]
    theme = fold(block.text[start:])
    elements = rule.value["elements"]
    lacking = {id: e["name"] for id, e in elements.items() if not any_of(tuple(e["cues"])).search(theme)}
    if lacking:
        params = {"part": "theme", "elements": list(lacking), "in_words": lacking}
        yield Finding(CODE, params, draft.place(block.index, start), authority=rule.authority)
