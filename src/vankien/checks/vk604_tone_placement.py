"""Tone marks stand in two places in one draft: "hòa, ủy" beside "hoà, uỷ".

Either placement is in use, each demanded by one guide or another; mixing them in one paper is not.
Authority: uniform spelling within one document; the organisation's own style.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding, Place

CODE = "VK604"
_FEWEST = 2  # a stray word is a slip, not a style
_SHARE = 0.01
_OLD = r"[òóỏõọ][ae]|(?<!q)[ùúủũụ]y"
_NEW = r"o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ]"
_WORD = re.compile(rf"(?<!\w)([^\W\d_]*?)(?:({_OLD})|({_NEW}))(?!\w)", re.IGNORECASE)


def check(draft: Draft) -> Iterator[Finding]:
    old, new = _placed(draft)
    fewer, more = (old, new) if len(old) <= len(new) else (new, old)
    if len(fewer) < max(_FEWEST, _SHARE * len(more)):
        return
    yield Finding(
        CODE,
        {
            "old": len(old),
            "new": len(new),
            "old_words": _usual(old),
            "new_words": _usual(new),
            "variant": "old" if fewer is old else "new",
        },
        fewer[0],
    )


def _placed(draft: Draft) -> tuple[list[Place], list[Place]]:
    old: list[Place] = []
    new: list[Place] = []
    for block in draft.blocks:
        for match in _WORD.finditer(block.text):
            (old if match[2] else new).append(draft.place(block.index, match.start(), match.end()))
    return old, new


def _usual(places: list[Place]) -> list[str]:
    """The three words of this placement that stand most often in the draft."""
    return [word for word, _ in Counter(p.quote.lower() for p in places).most_common(3)]
