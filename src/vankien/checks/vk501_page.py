"""Page, margins, font or size are not those of the format.

A text or PDF file says nothing of them and is left alone; a landscape page (an annex) keeps its own margins.
Authority: the format of the pack (page, margins, font, body).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import Letterhead, letterhead
from vankien.model import Finding, PageSetup

CODE = "VK501"
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_PAPER = 2.0  # millimetres by which printers' A4 differ
_ENOUGH = 200  # characters of body text below which no font is usual
_MOST = 0.6  # share of the text that must be in the usual size before the size is judged
_FORMATTED = frozenset(("docx", "doc", "odt", "rtf"))


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    if draft.document.format not in _FORMATTED and not draft.document.pages:
        return
    yield from _paper(draft, head)
    yield from _margins(draft, head)
    yield from _letters(draft, head)


def _paper(draft: Draft, head: Letterhead) -> Iterator[Finding]:
    paper = head.rule("page")
    for page in draft.document.pages if paper else ():
        sides, usual = sorted((page.width, page.height)), sorted((paper["width"], paper["height"]))
        if any(abs(a - b) > _PAPER for a, b in zip(sides, usual, strict=True)):
            found = f"{page.width:g} × {page.height:g} mm"
            yield head.finding(CODE, "page", "paper", None, found=found, expected="A4 (210 × 297 mm)")
            return


def _margins(draft: Draft, head: Letterhead) -> Iterator[Finding]:
    for page in draft.document.pages:
        wrong = _wrong_margins(page, head) if page.width <= page.height else []
        if wrong:
            found = [round(getattr(page, side), 2) for side in wrong]
            expected = [_range(head.rule("margins")[side]) for side in wrong]
            sides = [_SIDES[side] for side in wrong]
            yield head.finding(
                CODE, "margins", "margins", None, found=found, expected=expected, sides=wrong, names=sides
            )
            return


def _wrong_margins(page: PageSetup, head: Letterhead) -> list[str]:
    """The sides that keep neither the front's margins nor the reverse side's."""
    rules = [rule for rule in (head.rule("margins"), head.rule("margins_reverse")) if rule]
    wrong = [[side for side in _SIDES if not _within(getattr(page, side), rule, side)] for rule in rules]
    return [] if not wrong or any(not sides for sides in wrong) else wrong[0]


def _within(value: float, rule: dict[str, Any], side: str) -> bool:
    low, high = rule[side]
    tolerance = float(rule.get("tolerance", 1))
    return bool(low - tolerance <= value <= high + tolerance)


def _letters(draft: Draft, head: Letterhead) -> Iterator[Finding]:
    fonts, sizes = Counter[str](), Counter[float]()
    for block in draft.blocks:
        if block.part == "body" and block.index > (head.blocks[-1].index if head.blocks else -1):
            for span in block.spans:
                fonts[span.font or ""] += span.end - span.start
                sizes[span.size or 0] += span.end - span.start
    total = sum(fonts.values())
    if total < _ENOUGH:
        return
    font, count = fonts.most_common(1)[0]
    families = head.rule("font").get("family", [])
    if (
        font
        and families
        and count > total / 2
        and font.lower() not in map(str.lower, families)
        and not _legacy(font)
    ):
        yield head.finding(CODE, "font", "font", None, found=font, expected=", ".join(families))
    size, count = sizes.most_common(1)[0]
    allowed = head.rule("body").get("size")
    if size and allowed and count > total * _MOST and not allowed[0] <= size <= allowed[1]:
        yield head.finding(CODE, "body", "size", None, found=f"{size:g}", expected=_range(allowed))


def _legacy(font: str) -> bool:
    """The old fonts are VK511's business."""
    return font.lower().startswith((".vn", "vni-"))


def _range(values: list[float]) -> str:
    low, high = values
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
