"""Number and symbol not as the format writes them: "Số 127-BC/ĐU" (Party), "Số: 05/BC-UBND" (state).

A draft may still have no number; a submitted paper with a letterhead may not.
Authority: the format of the pack (number).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import Letterhead, letterhead
from vankien.checks.reading.passages import title_blocks
from vankien.model import Finding
from vankien.text import fold

CODE = "VK503"
_UNNUMBERED = re.compile(r"\bchương trình (?:hội nghị|phiên họp|kỳ họp|đại hội)\b")
_LEAST_WITHOUT_ZERO = 10


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    example = head.rule("number").get("example", "")
    if head.number is None:
        if draft.phase == "submitted" and head.header is not None and not _unnumbered(draft):
            yield head.finding(CODE, "number", "missing", head.header, expected=example)
        return
    place, match = head.number
    variant = _fault(head, place.quote, match)
    if variant:
        yield head.finding(CODE, "number", variant, place, found=place.quote, expected=example)


def _unnumbered(draft: Draft) -> bool:
    """The programme of a meeting goes with its invitation and has no number of its own."""
    title = " ".join(fold(draft.document.blocks[i].text) for i in title_blocks(draft))
    return bool(_UNNUMBERED.search(title))


def _fault(head: Letterhead, quote: str, match: re.Match[str]) -> str | None:
    rule = head.rule("number")
    if not rule:
        return None
    if rule.get("colon") is not None and (":" in quote.partition(match["mark"])[0]) != rule["colon"]:
        return "no_colon" if rule["colon"] else "colon"
    if match["mark"].replace("–", "-") != rule.get("separator", match["mark"]):
        return "separator"
    parts = re.split(r"\s?[-–/&]\s?", match["symbol"])
    if len(parts) < 2 and rule.get("separator") == "-":
        return "symbol"
    kinds = [*rule.get("kinds", []), *head.rule("administrative").get("kinds", [])]
    if len(parts) > 1 and kinds and parts[0] not in kinds:
        return "kind"
    digits = match["number"] or ""
    if (
        rule.get("leading_zero")
        and digits.isdigit()
        and int(digits) < _LEAST_WITHOUT_ZERO
        and len(digits) < 2
    ):
        return "zero"
    return None
