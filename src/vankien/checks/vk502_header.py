"""The header block: national or Party header on the right, issuing body (and "*" below it) on the left.

A draft without any formal part owes no header yet; one that has a number or a date does.
Authority: the format of the pack (national_header, issuing_body).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import PARTY, STATE, Letterhead, face, in_capitals, letterhead, sizes
from vankien.model import Block, Finding, Place
from vankien.text import fold

CODE = "VK502"
_ISSUER = re.compile(
    r"(?:đảng ủy|đảng bộ|ban chấp hành|chi bộ|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đại hội)\b"
)
_STAR = re.compile(r"(?:^|\s)\*+\s*$")


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    if head.header is None:
        if head.formal or draft.phase == "submitted":
            text = head.rule("national_header").get("text", "")
            place = draft.place(head.blocks[0].index) if head.blocks else None
            if text and not draft.unit.startswith("cong-doan"):
                yield head.finding(CODE, "national_header", "missing", place, expected=text)
        return
    block = draft.document.blocks[head.header.block]
    yield from _header(head, block, head.header)
    issuers = _issuers(head)
    if head.family == STATE and issuers and not draft.unit.startswith("cong-doan"):
        expected = "ĐẢNG CỘNG SẢN VIỆT NAM"
        yield head.finding(
            CODE, "national_header", "other", head.header, found=head.header.quote, expected=expected
        )
    elif head.family == PARTY and issuers and not _starred(head, issuers[-1]):
        issuer = issuers[-1]
        yield head.finding(
            CODE, "issuing_body", "separator", draft.place(issuer.index), found=issuer.text, expected="*"
        )


def _header(head: Letterhead, block: Block, place: Place) -> Iterator[Finding]:
    rule = head.rule("national_header")
    spans = face(block, place.start, place.end)
    allowed = rule.get("size")
    if not in_capitals(block, place.start, place.end):
        yield head.finding(
            CODE, "national_header", "caps", place, found=place.quote, expected=rule.get("text", "")
        )
    elif spans and rule.get("bold") and not all(s.bold for s in spans):
        yield head.finding(
            CODE, "national_header", "bold", place, found=place.quote, expected=rule.get("text", "")
        )
    elif allowed and any(
        not allowed[0] <= size <= allowed[1] for size in sizes(block, place.start, place.end)
    ):
        found = ", ".join(f"{s:g}" for s in sorted(sizes(block, place.start, place.end)))
        expected = f"{allowed[0]:g}" if allowed[0] == allowed[1] else f"{allowed[0]:g}-{allowed[1]:g}"
        yield head.finding(CODE, "national_header", "size", place, found=found, expected=expected)


def _issuers(head: Letterhead) -> list[Block]:
    """The capital lines that name Party bodies, the issuing one last; the title is none of them."""
    limit = head.number[0].block if head.number else head.blocks[-1].index
    found = []
    for block in head.blocks:
        if fold(block.text).startswith(("báo cáo", "nghị quyết", "đề án", "dự thảo", "đề cương", "tờ trình")):
            break
        if block.index <= limit and block.text.isupper() and _ISSUER.match(fold(block.text)):
            found.append(block)
    return found


def _starred(head: Letterhead, issuer: Block) -> bool:
    after = [b for b in head.blocks if b.index > issuer.index]
    return bool(_STAR.search(issuer.text)) or any(re.fullmatch(r"[*\s]+|\*.*", b.text) for b in after[:6])
