"""A part that the outline requires is missing.

Theme, motto, objectives, key programmes and breakthroughs have codes of their own (VK201-VK206).
Authority: the outline of the pack. There is no central template, so a finding says "missing per outline".
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK101"
OWN_CODES = frozenset({"theme", "motto", "objectives", "key_programmes", "breakthroughs"})


def check(draft: Draft) -> Iterator[Finding]:
    for part in draft.outline.parts:
        if part.required and part.id not in OWN_CODES and part.id not in draft.parts:
            params = {"part": part.id, "part_name": part.name, "outline": draft.outline.title}
            yield Finding(CODE, params, authority=part.authority)
