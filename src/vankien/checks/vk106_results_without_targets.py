"""The results are stated, but nowhere set against the targets of the last resolution.

One comparison with a figure is enough: "đạt 104% chỉ tiêu", "vượt 2% so với Nghị quyết", "15/17 chỉ
tiêu", a table with both columns. A report of few results is let pass: under three of the outline's own
indicators, and under eight figures or four indicators in all. The yearly military call-up is no
comparison, it is assigned from above. Authority: guidance of Khánh Hòa 2019 (results compared with the
targets of the previous resolution).
"""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.terms import ahead
from vankien.model import Figure, Finding
from vankien.text import fold

CODE = "VK106"
FEWEST_REQUIRED, FEWEST_FIGURES, FEWEST_INDICATORS = 3, 8, 4
_TARGET = r"(?:chỉ tiêu|mục tiêu|nghị quyết|kế hoạch|nq|kh|ct|mt|đề ra|đại hội)"
_COMPARED = re.compile(
    rf"\b(?:so với|so|bằng|vượt|hoàn thành|đạt|đúng|cao hơn|thấp hơn|hơn|kém)\b[^.;]{{0,60}}?\b{_TARGET}\b|"
    rf"\b{_TARGET}\b\s*(?:(?:đại hội|đề ra|giao|là|tăng|giảm|đạt|còn|từ|trên|dưới|:)\s*)*\d|"
    r"\d\s*/\s*\d+\s+(?:chỉ tiêu|mục tiêu)"
)
_ASSIGNED = re.compile(r"giao quân|tuyển quân|nhập ngũ|nghĩa vụ quân sự|gọi công dân")
_PLANNED = re.compile(r"\b(?:nghị quyết|chỉ tiêu|kế hoạch|mục tiêu|nq|kh)\b")
_DONE = re.compile(r"\b(?:thực hiện|kết quả|đạt|th)\b")


def check(draft: Draft) -> Iterator[Finding]:
    figures = draft.figures_in("results")
    compared = any(_compares(draft, f) for f in draft.figures if not ahead(draft, f))
    indicators = {f.indicator for f in figures if f.indicator}
    required = indicators & set(draft.outline.required_indicators)
    many = len(figures) >= FEWEST_FIGURES and len(indicators) >= FEWEST_INDICATORS
    if not (many or len(required) >= FEWEST_REQUIRED) or compared or _compared_in_table(draft):
        return
    rule = draft.part("results")
    params = {"part": "results", "part_name": rule.name if rule else "", "results": len(figures)}
    yield Finding(CODE, params, draft.parts["results"].place)


def _compares(draft: Draft, figure: Figure) -> bool:
    text = draft.document.blocks[figure.block].text
    start, end = sentence_around(text, figure.start)
    words = fold(text[start:end])
    if _ASSIGNED.search(words):
        return False
    return figure.role == "completion_ratio" or bool(_COMPARED.search(words))


def _compared_in_table(draft: Draft) -> bool:
    headers: dict[int, str] = {}
    for block in draft.blocks:
        if block.cell and (block.cell.header or block.cell.row == 0):
            headers[block.cell.table] = f"{headers.get(block.cell.table, '')} | {fold(block.text)}"
    return any(_PLANNED.search(h) and _DONE.search(h) for h in headers.values())
