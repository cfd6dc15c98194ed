"""Ambiguous growth: "tăng 118% so với mục tiêu" is either 118 % of the target or 118 % above it.

Beside an earlier year the same words are clear and are let pass. Authority: the report of the congress of
Quảng Tâm, 2020, as the press printed it; a matter of clear speech, no rule.
"""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import indicator_at
from vankien.checks.reading.quantities import plain
from vankien.figures.numerals import read
from vankien.model import Finding
from vankien.text import fold

CODE = "VK404"
_AGAINST = r"(?:mục tiêu|kế hoạch|chỉ tiêu|nghị quyết|dự toán|nq|kh|ct|mt|đề ra)"
_PERCENT = r"(?:[^\d\W]+\s+){0,2}?(\d[\d.,]*)\s*(?:%|phần trăm)"
_GROWTH = re.compile(
    rf"\b(tăng|vượt)\s+{_PERCENT}\s+so\s+(?:với\s+)?(?:[^\d\W]+,?\s+){{0,3}}?{_AGAINST}\b"
    rf"|\b(vượt)\s+{_PERCENT}\s+{_AGAINST}\b"
    rf"|\bso\s+(?:với\s+)?(?:[^\d\W]+\s+){{0,2}}?{_AGAINST}\b[^\d.;:()]{{0,60}}?\b(tăng|vượt)\s+{_PERCENT}(?!\s+so\b)"
)
_SMALLEST = 100


def check(draft: Draft) -> Iterator[Finding]:
    for block in draft.blocks:
        for hit in _GROWTH.finditer(fold(block.text)):
            verb, number = filter(None, hit.groups())
            number = number.rstrip(".,")
            value = read(number)
            if value < _SMALLEST:
                continue
            place = draft.place(block.index, *hit.span())
            params = {
                "indicator": indicator_at(draft, block.index, *hit.span()),
                "verb": verb,
                "value": plain(value),
                "excess": plain(value - 100),
                "words": place.quote,
            }
            yield Finding(CODE, params, place)
