"""n/m and the percentage beside it disagree: "66/112 thôn (60,9%)".

Rounding and cutting off after the last digit shown are both let pass, and so are "trên" and "gần".
Authority: arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import indicator_at
from vankien.checks.reading.quantities import plain, step
from vankien.figures.numerals import read
from vankien.model import Figure, Finding, Place
from vankien.text import fold

CODE = "VK402"
_OPENING = (
    r"(?:\(|\[|,|-|;(?=\s*(?:đạt|chiếm|bằng|tỷ lệ)\b))?\s*"
    r"(?:đạt|chiếm|bằng|tương ứng|tương đương|tỷ lệ|=|là|ước đạt|được)?\s*"
    r"(?:tỷ lệ|gần|trên|hơn|khoảng)?\s*(?:là|:)?\s*"
)
_THEN_PERCENT = re.compile(rf"[^\d.;:()]{{0,70}}?{_OPENING}")
_FOREIGN = re.compile(
    r"\b(?:tăng|giảm|vượt|so với|trong đó|còn lại|chỉ tiêu|kế hoạch|"
    r"nghị quyết (?:đại hội|đề|đặt|giao)|đề ra|riêng|với"
    r"|và (?:tỷ lệ|số|có))\b"
)
_MET = re.compile(
    r"[^\d.,;:()]{0,40}\b(?:đạt và vượt|vượt và đạt|đạt, vượt)\b[^\d.,;:()]{0,40}"
    r"[(,]\s*(?:đạt|chiếm|bằng|tỷ lệ)?\s*"
)
_THEN_RATIO = re.compile(r"[^\d.;:()]{0,40}?\(\s*(?:tương ứng|tương đương|bằng|đạt|là|=)?\s*")
_OUT_OF = re.compile(
    rf"(?<![\d.,/])(\d[\d.]*)\s+(?:[^\W\d]+\s+){{0,3}}?(?:trên|trong)\s+tổng\s+(?:số\s+)?(\d[\d.]*)\s+"
    rf"[^\d.;:()]{{0,70}}?{_OPENING}(?P<percent>\d[\d.]*(?:,\d+)?)\s*%"
)


def check(draft: Draft) -> Iterator[Finding]:
    told = list(_of_figures(draft))
    yield from told
    for block in draft.blocks:
        for hit in _OUT_OF.finditer(fold(block.text)):
            part, whole, percent = (read(hit[n].rstrip(".")) for n in (1, 2, "percent"))
            if any(f.place and f.place.block == block.index and f.place.end > hit.start() for f in told):
                continue
            if not _FOREIGN.search(hit[0]) and part <= whole and not _fits(part / whole * 100, percent, "="):
                place = draft.place(block.index, *hit.span())
                yield _finding(draft, place, f"{hit[1]}/{hit[2]}", f"{hit['percent']}%", part, whole, percent)


def _of_figures(draft: Draft) -> Iterator[Finding]:
    for first, second in pairwise(draft.figures):
        if first.block != second.block:
            continue
        gap = fold(draft.document.blocks[first.block].text[first.end : second.start])
        ratio, percent = (first, second) if first.total is not None else (second, first)
        joined = (_THEN_PERCENT if ratio is first else _THEN_RATIO).fullmatch(gap)
        if joined and (_MET.fullmatch(gap) or not _FOREIGN.search(gap)) and _is_pair(ratio, percent):
            yield from _judge(draft, ratio, percent)


def _is_pair(ratio: Figure, percent: Figure) -> bool:
    return (
        ratio.total is not None
        and percent.unit == "%"
        and percent.role not in ("change", "baseline")
        and percent.total is None
    )


def _judge(draft: Draft, ratio: Figure, percent: Figure) -> Iterator[Finding]:
    if isinstance(ratio.value, tuple) or isinstance(percent.value, tuple) or not ratio.total:
        return
    if not _fits(ratio.value / ratio.total * 100, percent.value, percent.comparator):
        place = draft.place(ratio.block, min(ratio.start, percent.start), max(ratio.end, percent.end))
        numbers = ratio.value, ratio.total, percent.value
        yield _finding(draft, place, ratio.surface, percent.surface, *numbers)


def _finding(
    draft: Draft, place: Place, ratio: str, percent: str, part: Decimal, whole: Decimal, stated: Decimal
) -> Finding:
    digits = max(1, -int(step(stated).log10()))
    params = {
        "indicator": indicator_at(draft, place.block, place.start, place.end),
        "ratio": ratio,
        "percent": percent,
        "value": plain(part),
        "total": plain(whole),
        "stated": plain(stated),
        "computed": plain(round(part / whole * 100, digits)),
    }
    return Finding(CODE, params, place)


def _fits(true: Decimal, stated: Decimal, comparator: str) -> bool:
    if comparator in (">=", ">"):
        return true >= stated - step(stated) / 2
    if comparator in ("<=", "<"):
        return true <= stated + step(stated) / 2
    tolerance = Decimal(3) if comparator == "~" else step(stated)
    return abs(true - stated) < tolerance
