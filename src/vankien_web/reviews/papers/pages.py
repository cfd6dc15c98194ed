"""On which page of the paper a passage stands: found by its words, or not said at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vankien.text import fold

_WORDS = 8  # of the passage's beginning: enough to be met once, short enough to stand on one page
_NOT_A_LETTER = re.compile(r"\W+")


def squeezed(text: str) -> str:
    """Letters and digits alone: lines break elsewhere on paper, and hyphens go."""
    return _NOT_A_LETTER.sub("", fold(text))


def page_of(passage: str, pages: Sequence[str]) -> int | None:
    """Counted from 1; `pages` hold each page `squeezed`. None where it stands on no page or on several."""
    words = passage.split()
    for length in (len(words), 4 * _WORDS, _WORDS):
        sought = squeezed(" ".join(words[:length]))
        if not sought:
            return None
        found = [number for number, text in enumerate(pages, start=1) if sought in text]
        if len(found) == 1 and len(sought) > _WORDS:
            return found[0]
        if found:
            return None
    return None
