"""Years of terms disagree: another length, years that no term of this body has, a heading of the wrong term.

A wrong chain is told once; a union may hold its congress a year late, so a gap of one year is none there.
Terms of other bodies (people's councils, fronts, cells, associations) have years of their own: left alone.
Authority: Party congresses at these levels are held every five years (Điều lệ Đảng); the draft's own title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.bodies import Body, Mention, Term, mentions, own_body
from vankien.checks.reading.own_term import USUAL, Stated, anchor, before, in_chain, new_term, stated_terms
from vankien.checks.reading.passages import Passage
from vankien.model import Finding
from vankien.text import fold

CODE = "VK602"
_OURS_AFTER = re.compile(r"\)?,? (?:toàn )?(?:đảng bộ|đảng ủy|ban chấp hành đảng bộ)\b")
_ONCE = ("chain", "heading")  # once one term is off, so is whatever is measured by it
_GAP = 1  # a union's congress may come a year late
_RESULTS = re.compile(r"kết quả|kiểm điểm|đánh giá|tình hình|thực hiện nghị quyết|tổng kết|hạn chế|bài học")
_COMING = re.compile(r"phương hướng|mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|trọng tâm|đột phá|quan điểm|dự báo")


def check(draft: Draft) -> Iterator[Finding]:
    found, stated = mentions(draft), stated_terms(draft)
    own = own_body(draft, found)
    root = anchor(found, own, stated)
    new = root.term if root else new_term(stated)
    headings = {b for s in draft.sections for b in (s.block, s.title_block) if b is not None}
    told: set[Term] = set()
    broken = False
    for finding, term in (
        *((_judged(s, own, new, headings), s.term) for s in stated),
        *((_mention(m, own, new), m.term) for m in found if m.term and root and root.years_are_wrong(m)),
    ):
        if finding is None or term is None or term in told or (broken and finding.params["variant"] in _ONCE):
            continue
        told.add(term)
        broken = broken or finding.params["variant"] == "chain"
        yield finding


def _judged(stated: Stated, own: Body, new: Term | None, headings: set[int]) -> Finding | None:
    ours = stated.body is not None and stated.body.same_as(own)
    if stated.others and not ours:
        return None
    if stated.body is not None and not ours and stated.body.level:
        return None
    if stated.term[1] - stated.term[0] != USUAL:
        return _finding("length", stated.passage, stated.start, stated.end, stated.term, new)
    heading = stated.passage.blocks[0] in headings
    ours = ours or bool(_OURS_AFTER.match(fold(stated.passage.text[stated.end :])))
    if new and (ours or heading or stated.passage.title) and not _in_chain(stated, new):
        return _finding("chain", stated.passage, stated.start, stated.end, stated.term, new)
    if new and heading and _heading_off(stated, new):
        return _finding("heading", stated.passage, stated.start, stated.end, stated.term, new)
    return None


def _in_chain(stated: Stated, new: Term) -> bool:
    union = stated.passage.draft.unit.startswith("cong-doan")
    return in_chain(stated.term, new, gap=_GAP if union else 0)


def _heading_off(stated: Stated, new: Term) -> bool:
    """A heading about results that names the coming term, or one about what is to come that names another."""
    text = fold(stated.passage.text)
    results, coming = bool(_RESULTS.search(text)), bool(_COMING.search(text))
    if results == coming:
        return False
    return stated.term == new if results else stated.term != new


def _mention(mention: Mention, own: Body, new: Term | None) -> Finding | None:
    if mention.term is None or not mention.body.same_as(own):
        return None
    return _finding("chain", mention.passage, mention.start, mention.end, mention.term, new)


def _finding(variant: str, passage: Passage, start: int, end: int, term: Term, new: Term | None) -> Finding:
    return Finding(
        CODE,
        {
            "variant": variant,
            "found": f"{term[0]}-{term[1]}",
            "years": term[1] - term[0],
            "new": f"{new[0]}-{new[1]}" if new else "",
            "old": "-".join(map(str, before(new))) if new else "",
        },
        passage.place(start, end),
    )
