"""A part of the outline has a heading but no content, or only a promise of it: "(sẽ bổ sung)", "…".

A part that refers to an annex is not empty. Authority: the outline of the pack.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.vk101_part_missing import OWN_CODES
from vankien.model import Finding

CODE = "VK102"


def check(draft: Draft) -> Iterator[Finding]:
    reported: set[int] = set()
    for part in draft.outline.parts:
        place = None if part.item or part.id in OWN_CODES else unwritten_place(draft, part.id)
        if place is None or reported & set(range(draft.parts[part.id].start, draft.parts[part.id].end + 1)):
            continue
        reported |= set(range(draft.parts[part.id].start, draft.parts[part.id].end + 1))
        variant = "stub" if content(draft, part.id) else "empty"
        params = {"part": part.id, "part_name": part.name, "variant": variant, "words": place.quote}
        yield Finding(CODE, params, place, authority=part.authority)
