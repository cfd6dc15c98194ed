"""The congress that a draft is for: its ordinal and term, from which every other ordinal and term follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vankien.checks.draft import Draft
from vankien.checks.reading.bodies import Body, Mention, Term, owner, terms
from vankien.checks.reading.passages import Passage, passages
from vankien.text import fold

USUAL = 5  # years between two congresses
_BETWEEN = 90  # characters between "khóa XXVI" and the congress to which the report is presented
_OTHERS = re.compile(
    r"\b(?:hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd|quốc hội|mặt trận|mttq|đoàn(?! kết)|công đoàn|phụ nữ"
    r"|nông dân|cựu chiến binh|ccb|thanh niên|chi bộ|chi hội|trưởng (?:thôn|bản|khu phố)|tổ dân phố"
    r"|hợp tác xã|htx|thanh tra|hội thẩm|hội đồng trường|nhà trường|chữ thập đỏ|người cao tuổi|khuyến học"
    r"|ban quản trị|đảng bộ bộ phận)\b"
)
_UNION = re.compile(r"công đoàn|đoàn viên|đoàn phí")


@dataclass(frozen=True, slots=True)
class Stated:
    """A "nhiệm kỳ 2015 - 2020": whose it is, and whether another body's name is near."""

    term: Term
    passage: Passage
    start: int
    end: int
    kind: str | None
    body: Body | None
    others: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """The coming congress: number 27, term (2020, 2025)."""

    ordinal: int
    term: Term | None

    def ordinal_of(self, term: Term) -> int | None:
        """The ordinal that goes with a term; None where the years are no term of this body."""
        if self.term is None or not in_chain(term, self.term):
            return None
        return self.ordinal + (term[0] - self.term[0]) // USUAL

    def years_are_wrong(self, mention: Mention) -> bool:
        """A right ordinal beside years that are neither this term's nor the last one's."""
        near = (self.ordinal, self.ordinal - 1)
        if mention.term is None or self.term is None or mention.ordinal not in near:
            return False
        return mention.term not in (self.term, before(self.term))


def before(term: Term) -> Term:
    return term[0] - USUAL, term[0]


def in_chain(term: Term, of: Term, *, gap: int = 0) -> bool:
    """Whether both are terms of one body: five years each, a whole number of terms apart.

    `gap`: years that may lie between the end of one term and the next congress.
    """
    apart = abs(term[0] - of[0])
    return term[1] - term[0] == USUAL and (apart % USUAL == 0 or 0 < apart - USUAL <= gap)


def stated_terms(draft: Draft) -> tuple[Stated, ...]:
    return tuple(_stated(passage, *found) for passage in passages(draft) for found in terms(passage))


def _stated(passage: Passage, term: Term, start: int, end: int) -> Stated:
    text = fold(passage.text)
    kind, body = owner(text, start, end) or (None, None)
    sentence = text[text.rfind(".", 0, start) + 1 : end + 40]
    if passage.draft.unit.startswith("cong-doan"):
        sentence = _UNION.sub("", sentence)
    return Stated(term, passage, start, end, kind, body, bool(_OTHERS.search(sentence)))


def presented(found: tuple[Mention, ...], own: Body) -> Iterator[tuple[Mention, Mention]]:
    """Each committee and the congress to which it presents: "… khóa XXVI … trình Đại hội … lần thứ XXVII"."""
    for first, second in pairwise(found):
        if first.passage is not second.passage or (first.kind, second.kind) != ("committee", "congress"):
            continue
        between = fold(first.passage.text[first.end : second.start])
        alike = all(m.body.same_as(own) or not m.body.level for m in (first, second))
        if "nghị quyết" in between:  # "… trình báo cáo thực hiện Nghị quyết Đại hội …": the last one
            continue
        leads = "trình" in between.split() or (first.passage.title and "tại" in between.split())
        if alike and leads and "bầu" not in between and len(between) <= _BETWEEN + len(second.body.name):
            yield first, second


def anchor(found: tuple[Mention, ...], own: Body, stated: tuple[Stated, ...]) -> Anchor | None:
    """The congress to which a committee presents, or which the title page names; None without either."""
    pairs = [congress for _, congress in presented(found, own)]
    titled = [
        m for m in found
        if m.passage.title and m.kind == "congress" and (m.body.same_as(own) or not m.body.family)
    ]  # fmt: skip
    congress = max(pairs or titled, key=lambda m: m.ordinal or 0, default=None)
    if congress is None or congress.ordinal is None:
        return None
    return Anchor(congress.ordinal, new_term(stated))


def new_term(stated: tuple[Stated, ...]) -> Term | None:
    """The term that the coming congress begins: the title's, unless the rest of the draft outvotes it."""
    whole = [s for s in stated if s.term[1] - s.term[0] == USUAL and not s.others]
    titled = [_begun(s) for s in whole if s.passage.title]
    if not titled:
        return None
    if whole[0].passage.draft.unit.startswith("cong-doan"):
        return max(titled)
    phase = Counter(s.term[0] % USUAL for s in whole).most_common(1)[0][0]
    fitting = [t for t in titled if t[0] % USUAL == phase] or [
        s.term for s in whole if s.term[0] % USUAL == phase
    ]
    return max(fitting)


def _begun(stated: Stated) -> Term:
    """The title may name only the term that ends: "của Ban Chấp hành … nhiệm kỳ 2015-2020"."""
    ending = stated.kind == "committee"
    return (stated.term[1], stated.term[1] + USUAL) if ending else stated.term
