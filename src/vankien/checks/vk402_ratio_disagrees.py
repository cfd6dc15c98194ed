"""n/m and the percentage beside it disagree: "66/112 thôn (60,9%)".

Rounding and cutting off after the last digit shown are both let pass, and so are "trên" and "gần".
Authority: arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from vankien.checks.draft import Draft
from vankien.checks.mentions import indicator_at
from vankien.checks.quantities import plain, shown, step
from vankien.model import Figure, Finding
from vankien.text import fold

CODE = "VK402"
_OPENING = (
    r"(?:\(|\[|,|-)?\s*(?:đạt|chiếm|bằng|tương ứng|tương đương|tỷ lệ|=|là|ước đạt|được)?\s*"
    r"(?:tỷ lệ|gần|trên|hơn|khoảng)?\s*(?:là|:)?\s*"
)
_THEN_PERCENT = re.compile(rf"[^\d.;:()]{{0,70}}?{_OPENING}")
_FOREIGN = re.compile(
    r"\b(?:tăng|giảm|vượt|so với|trong đó|còn lại|chỉ tiêu|kế hoạch|nghị quyết|đề ra|riêng|và|với)\b"
)
_THEN_RATIO = re.compile(r"[^\d.;:()]{0,40}?\(\s*(?:tương ứng|tương đương|bằng|đạt|là|=)?\s*")


def check(draft: Draft) -> Iterator[Finding]:
    for first, second in pairwise(draft.figures):
        if first.block != second.block:
            continue
        gap = fold(draft.document.blocks[first.block].text[first.end : second.start])
        ratio, percent = (first, second) if first.total is not None else (second, first)
        joined = (_THEN_PERCENT if ratio is first else _THEN_RATIO).fullmatch(gap)
        if joined and not _FOREIGN.search(gap) and _is_pair(ratio, percent):
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
    true = ratio.value / ratio.total * 100
    if _fits(true, percent.value, percent.comparator):
        return
    start, end = min(ratio.start, percent.start), max(ratio.end, percent.end)
    params = {
        "indicator": indicator_at(draft, ratio.block, start, end),
        "ratio": ratio.surface,
        "percent": percent.surface,
        "value": shown(ratio),
        "total": plain(ratio.total),
        "stated": shown(percent),
        "computed": plain(round(true, max(1, -int(step(percent.value).log10())))),
    }
    yield Finding(CODE, params, draft.place(ratio.block, start, end))


def _fits(true: Decimal, stated: Decimal, comparator: str) -> bool:
    if comparator in (">=", ">"):
        return true >= stated - step(stated) / 2
    if comparator in ("<=", "<"):
        return true <= stated + step(stated) / 2
    tolerance = Decimal(3) if comparator == "~" else step(stated)
    return abs(true - stated) < tolerance
