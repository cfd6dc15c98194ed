"""The file does not look like the kind of document asked for: a news item, a plan, another report.

Told once, beside the many parts that are missing: fewer than a quarter of the outline's required parts have
a heading, and no short line at the top names the kind ("Báo cáo chính trị"). A draft of a few lines is let
pass. Authority: the outline of the pack.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding
from vankien.text import fold

CODE = "VK107"
TOP, TITLE_WORDS, FEWEST_WORDS = 30, 25, 60


def check(draft: Draft) -> Iterator[Finding]:
    required = [part.id for part in draft.outline.parts if part.required]
    found = sum(id in draft.parts for id in required)
    words = sum(len(block.text.split()) for block in draft.blocks)
    if found * 4 >= len(required) or words < FEWEST_WORDS or _is_named(draft):
        return
    name = draft.pack.kinds[draft.kind]
    params = {"kind": draft.kind, "kind_name": name, "found": found, "required": len(required)}
    yield Finding(CODE, params, draft.place(draft.blocks[0].index), authority=draft.outline.authority)


def _is_named(draft: Draft) -> bool:
    """Whether short lines at the top have the first two words of the kind's name and the next or last two."""
    lines = (fold(block.text) for block in draft.blocks[:TOP])
    top = " ".join(line for line in lines if len(line.split()) <= TITLE_WORDS)
    words = fold(draft.pack.kinds[draft.kind]).removeprefix("đề cương ").split()
    return " ".join(words[:2]) in top and any(" ".join(two) in top for two in (words[2:4], words[-2:]))
