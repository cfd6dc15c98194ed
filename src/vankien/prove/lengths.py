"""Requests that a section, or the whole, be shorter."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from vankien.checks.draft import Draft
from vankien.model import Block
from vankien.prove.locating import Part, both, words
from vankien.prove.requests import Request
from vankien.prove.sections import runs, still_waits
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_BARELY = 0.97  # of the old length: that is no shortening
_NOTHING = 0.1
_MOVED = 0.04  # of the old length, found elsewhere: more than wording that any report shares
_PARTS = {"nửa": 1 / 2, "1/2": 1 / 2, "1/3": 1 / 3, "một phần ba": 1 / 3, "2/3": 2 / 3, "hai phần ba": 2 / 3}
_SAID = re.compile(
    r"(?:(giảm|bớt|cắt|lược)(?! còn| xuống)(?: [^\W\d]+){0,2} )?"
    r"(?:(\d+)\s?%|(một nửa|nửa|1/2|1/3|2/3|một phần ba|hai phần ba))"
)
_SAME = 0.35  # of its words: a section that has fewer from the old one tells something else


def shorten(request: Request, old: Draft, new: Draft) -> Verdict:
    """No longer than the asked share of the old words, and not by moving them elsewhere."""
    named = request.section or request.part
    found = both(request, old, new) if named else (_whole(old), _whole(new))
    if isinstance(found, Verdict):
        return found
    before, after = found
    was, now, share = len(before.words), len(after.words), _share(request)
    told: dict[str, Any] = {"name": named, "was": was, "now": now, "most": int(share * was)}
    if not was:
        return needs_person("was_empty", **told)
    if now <= _NOTHING * was:
        return needs_person("gone_altogether", [after.heading], **told)
    if now > _BARELY * was:
        return not_met("not_shorter", [after.heading], **told)
    if unwritten := still_waits(after, {"name": named}):
        return unwritten
    if now > share * was:
        return partly("somewhat_shorter", [after.heading], **told)
    moved, where = _moved_out(before, after)
    if moved > _MOVED * was and now + moved > share * was:
        places = [after.heading, *(new.place(block.index) for block in where[:2])]
        return partly("moved_out", places, **told)
    if (Counter(before.words) & Counter(after.words)).total() < _SAME * now:
        return needs_person("other_content", [after.heading], **told)
    return met("shorter", [after.heading], **told)


def _share(request: Request) -> float:
    """What the section may keep: the least that the key and the request's own words say."""
    said = [request.to]
    for cut, percent, part in _SAID.findall(fold(request.text)):
        share = float(percent) / 100 if percent else _PARTS[part.replace("một nửa", "nửa")]
        said.append(1 - share if cut else share)
    return min(share for share in said if share > 0)


def _whole(draft: Draft) -> Part:
    return Part(draft, draft.place(0), 0, len(draft.document.blocks))


def _moved_out(before: Part, after: Part) -> tuple[int, list[Block]]:
    """How many of the words that the section lost newly stand elsewhere, and where most of them."""
    lost = runs(before.words) - runs(after.words) - runs(words(before.elsewhere))
    found = {b.index: (len(lost & runs(words([b]))), b) for b in after.elsewhere}
    there = sorted((f for f in found.values() if f[0]), key=lambda f: -f[0])
    return sum(count for count, _ in there), [block for _, block in there]
