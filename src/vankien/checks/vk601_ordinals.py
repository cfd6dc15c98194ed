"""The ordinals of committee terms and congresses disagree.

Congress k elects the committee of term k, which reports to congress k + 1: "khóa XXVI, nhiệm kỳ 2015-2020"
goes with "Đại hội lần thứ XXVII, nhiệm kỳ 2020-2025".
Authority: how Party documents name congress and committee (HD 36-HD/VPTW, title block and issuing body).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.bodies import Body, Mention, Term, mentions, own_body
from vankien.checks.reading.own_term import Anchor, anchor, presented, stated_terms
from vankien.model import Finding
from vankien.text import fold, to_roman

CODE = "VK601"
_NEAR = 2
_NATIONAL = range(10, 16)  # a bare "Đại hội lần thứ XIII" is the whole Party's
_PAST = re.compile(r"so với|trước đây|nhiệm kỳ trước|các khóa|các kỳ|lịch sử|thành lập|tiền thân|đầu tiên")
_SENTENCE = re.compile(r"[^.;]*$")


def check(draft: Draft) -> Iterator[Finding]:
    found = mentions(draft)
    own = own_body(draft, found)
    for committee, congress in presented(found, own):
        if congress.ordinal != committee.ordinal + 1:
            yield _finding("sequence", congress, term=committee.ordinal, expected=committee.ordinal + 1)
            return
    root = anchor(found, own, stated_terms(draft))
    if root is None:
        yield from _two_ordinals_for_one_term(found)
        return
    told: set[tuple[int | None, Term | None]] = set()
    for mention in found:
        key = (mention.ordinal, mention.term)
        if key not in told and _ours(mention, own, root) and _contradicts(mention, root):
            told.add(key)
            yield _against(mention, root)


def _ours(mention: Mention, own: Body, root: Anchor) -> bool:
    """A mention of the draft's own body, or a bare "Ban Chấp hành khóa XXIV" whose number is near."""
    bare = mention.body == Body("", "", "") and (
        mention.kind == "committee" or mention.ordinal not in _NATIONAL
    )
    return mention.body.same_as(own) or (bare and abs(mention.ordinal - root.ordinal) <= _NEAR)


def _contradicts(mention: Mention, root: Anchor) -> bool:
    number = mention.ordinal
    if mention.term is not None and root.term is not None:
        expected = root.ordinal_of(mention.term)
        return expected is not None and expected != number and not root.years_are_wrong(mention)
    if number > root.ordinal:
        return True
    before = _SENTENCE.search(fold(mention.passage.text[: mention.start]))
    return number < root.ordinal - 1 and not (before and _PAST.search(before[0]))


def _against(mention: Mention, root: Anchor) -> Finding:
    if mention.term is not None and root.term is not None:
        expected = root.ordinal_of(mention.term) or root.ordinal
        return _finding("years", mention, years="-".join(map(str, mention.term)), expected=expected)
    return _finding("mention", mention, congress=root.ordinal, expected=None)


def _two_ordinals_for_one_term(found: tuple[Mention, ...]) -> Iterator[Finding]:
    known: dict[tuple[Body, Term], Mention] = {}
    for mention in found:
        if mention.term is None or not (mention.body.level and mention.body.name):
            continue
        first = known.setdefault((mention.body, mention.term), mention)
        if first.ordinal != mention.ordinal:
            yield _finding("years", mention, years="-".join(map(str, mention.term)), expected=first.ordinal)
            return


def _finding(variant: str, mention: Mention, *, expected: int | None, **params: str | int | None) -> Finding:
    place = mention.place
    numbers = {k: to_roman(v) if isinstance(v, int) and v else v for k, v in params.items()}
    return Finding(
        CODE,
        {
            "variant": variant,
            "found": to_roman(mention.ordinal),
            "expected": to_roman(expected) if expected else "",
            "quote": place.quote,
            **numbers,
        },
        place,
    )
