"""Counts that a draft may state only once, though no indicator names them: members, branches, admissions."""

import re
from collections.abc import Iterator
from itertools import combinations

from vankien.checks.draft import Draft
from vankien.checks.reading.quantities import agree, measured_alike
from vankien.checks.reading.scope import subject
from vankien.checks.reading.terms import ahead, period
from vankien.model import Figure
from vankien.text import fold

_EVENT = re.compile(r"\b(kết nạp|khai trừ|phát triển)(?: được| mới| thêm)*$")
_STOCK = re.compile(
    r"\b(?:toàn )?(đảng bộ|xã|phường|thị trấn|huyện|thành phố|cơ quan|công ty|công đoàn)\b[^.;\d]{0,40}"
    r"(?:\b(?:có|gồm) \d[\d.]* chi bộ[^.;\d]{0,30}|\b(?:có|gồm|với|là|tổng số|dân số))"
    r"(?: tất cả| tổng cộng)?$"
)
_ONCE = re.compile(r"\b(?:khi|lúc|trước|ban đầu|ngày đầu|thành lập|tiền thân|sau)\b[^.;]*$")
_REST = re.compile(
    r"\s*(?:mới\b)?\s*(?:[,.;)]|$|và\b|với\b|trực thuộc\b|trong nhiệm kỳ\b|(?:đang )?sinh hoạt\b)"
)
KINDS = frozenset(("branch", "member", "hamlet", "union"))
_COUNTED = ("đảng viên", "chi bộ", "người", "đoàn viên", "nhân khẩu", "thôn", "đoàn viên công đoàn")


def rival_counts(draft: Draft) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of unlike counts of one thing in one period, in different passages."""
    told = [(key, f) for f in draft.figures if (key := counted(draft, f))]
    for (one, first), (two, second) in combinations(told, 2):
        if one == two and first.block != second.block and _rivals(draft, first, second):
            yield first, second


def _rivals(draft: Draft, first: Figure, second: Figure) -> bool:
    return (
        measured_alike(first.unit, second.unit)
        and not agree(first, second)
        and subject(draft, first) - KINDS == subject(draft, second) - KINDS
    )


def counted(draft: Draft, figure: Figure) -> tuple[str, str | None, bool, str | None] | None:
    """What a figure counts, for whom, when; None where it might be one of many."""
    if figure.unit not in _COUNTED or figure.role != "actual" or figure.total is not None:
        return None
    text = draft.document.blocks[figure.block].text
    before, rest = fold(text[: figure.start]).rstrip(), fold(text[figure.end :])
    if not _REST.match(rest):
        return None
    when, later = period(draft, figure), ahead(draft, figure)
    if (event := _EVENT.search(before)) and when:
        return event[1], when, later, figure.unit
    if (stock := _STOCK.search(before)) and not _ONCE.search(before):
        return stock[1], None if when == "hiện nay" else when, later, figure.unit
    return None
