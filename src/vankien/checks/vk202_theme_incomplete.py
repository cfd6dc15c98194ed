"""The theme lacks one of its four elements: the Party, the people, renewal, the goal of development.

Authority: guidance of Ngã Bảy 2019 and of Bảo Thắng ("chủ đề có bốn thành tố"); no central rule.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.reading.words import cues
from vankien.model import Finding
from vankien.text import fold

CODE = "VK202"


def check(draft: Draft) -> Iterator[Finding]:
    lines = content(draft, "theme")
    if not lines or unwritten_place(draft, "theme"):
        return
    block, start = lines[0]
    theme = fold(block.text[start:])
    lacking = [element for element, cue in cues("theme").items() if not cue.search(theme)]
    if lacking:
        params = {"part": "theme", "elements": lacking}
        yield Finding(CODE, params, draft.place(block.index, start))
