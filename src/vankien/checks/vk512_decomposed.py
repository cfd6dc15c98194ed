"""Letters stand apart from their marks (decomposed Unicode): they look right but are not found by a search.

Authority: TCVN 6909:2001; official documents use composed letters.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK512"


def check(draft: Draft) -> Iterator[Finding]:
    told = [n for n in draft.document.notes if n.code == "decomposed"]
    if told:
        block = next((n.block for n in told if n.block is not None), None)
        place = draft.place(block) if block is not None else None
        yield Finding(CODE, {"count": len({n.block for n in told})}, place)
