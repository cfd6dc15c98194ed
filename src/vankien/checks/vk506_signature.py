"""The signature block: marks of authority as the format writes them ("T/M" in the Party, "TM." in the state).

A committee is collective: its deputy secretary signs "T/M … PHÓ BÍ THƯ", not "K/T BÍ THƯ".
A draft owes no signature; a submitted paper with a letterhead has the block, be it unsigned.
Authority: the format of the pack (signature, collective).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import PARTY, letterhead
from vankien.model import Block, Finding
from vankien.text import fold

CODE = "VK506"
_LAST = 60  # blocks from the end among which the signature is looked for
_COLUMNS = 4  # a signature block has two, at most three
_MARK = re.compile(
    r"(?:^|(?<=\s))(T/M|K/T|T/L|TM\.?|KT\.?|TL\.?|TUQ\.?|T\.M\.?|K\.T\.?|T\.L\.?)\s+(?=[A-ZĐÀ-Ỹ]{2})"
)
_POST = re.compile(r"(?:phó )?(?:bí thư|chủ tịch|chánh văn phòng|trưởng ban|giám đốc|thủ trưởng)\b")


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    rule = head.rule("signature")
    tail = [b for b in _outside_lists(draft)[-_LAST:] if len(b.text.split()) <= 15]
    marks = [(b, m) for b in tail for m in [_MARK.search(b.text)] if m]
    for block, match in marks:
        place = draft.place(block.index, match.start(1), match.end(1))
        expected = _twin(match[1], rule.get("marks", []))
        if rule and match[1] not in rule.get("marks", []) and expected:
            yield head.finding(CODE, "signature", "mark", place, found=match[1], expected=expected)
        elif (
            head.family == PARTY
            and match[1] == "K/T"
            and fold(block.text[match.end() :]).startswith("bí thư")
        ):
            yield head.finding(CODE, "collective", "deputy", place, found=block.text, expected="T/M")
    posts = [b for b in tail if b.text.isupper() and _POST.match(fold(b.text))]
    if not marks and not posts and draft.phase == "submitted" and head.header is not None:
        yield head.finding(CODE, "signature", "missing", None, expected=", ".join(rule.get("marks", [])))


def _outside_lists(draft: Draft) -> list[Block]:
    """The blocks that are not in tables of many columns: a list may follow the signature as an annex."""
    wide = {b.cell.table for b in draft.blocks if b.cell and b.cell.column >= _COLUMNS}
    return [b for b in draft.blocks if b.cell is None or b.cell.table not in wide]


def _twin(mark: str, marks: list[str]) -> str | None:
    """The same mark as this format writes it."""
    letters = re.sub(r"[/.]", "", mark)
    return next((m for m in marks if re.sub(r"[/.]", "", m) == letters), None)
