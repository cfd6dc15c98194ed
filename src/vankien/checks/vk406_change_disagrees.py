"""A change disagrees with its own ends: "tăng từ 40 lên 50 triệu đồng, tăng 30%".

The percentage is of the first value; between two percentages the difference in points is let pass as
well. A yearly average, or a comparison with something else, is not judged. Authority: arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from vankien.checks.draft import Draft
from vankien.checks.mentions import indicator_at
from vankien.checks.quantities import base, plain, step
from vankien.figures.numerals import read
from vankien.model import Block, Figure, Finding
from vankien.text import fold

CODE = "VK406"
_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_ABOUT = r"(?:(?:mức|chỉ|khoảng|gần|trên|hơn|còn|đạt|là|có|ước|được)\s+)*"
_WORDS = (
    r"(?:(?!\d)[^.;()]|(?<=\s)(?:năm\s+)?20\d\d|/20\d\d|"
    r"\((?:(?:đầu\s+)?năm\s+)?20\d\d\)|\((?:đầu|cuối) (?:nhiệm kỳ|năm)\))"
)
_TO = r"\b(?:lên đến|lên tới|lên thành|lên|xuống còn|xuống|còn|đến|thành)\s+"
_FROM_TO = rf"từ\s+{_ABOUT}(?P<a>{_N})(?![\d.,]*\d){_WORDS}{{0,60}}?{_TO}{_ABOUT}(?P<b>{_N})(?![\d.,]*\d)"
_BY = (
    r"(?P<verb>tăng gấp|gấp|tăng|giảm)\s+(?:(?:được|thêm|đi|gấp|tới|gần|hơn|khoảng)\s+)*"
    rf"(?P<c>{_N})(?![\d.,]*\d)"
)
_AFTER = re.compile(
    rf"{_FROM_TO}(?P<gap>{_WORDS}{{0,60}}?)[,;(]\s*"
    rf"(?:tức|tương ứng|tương đương|như vậy|đã|bằng)?\s*(?:là\s+)?{_BY}"
)
_BEFORE = re.compile(rf"{_BY}(?P<gap>[^.;\d]{{0,40}}?)\(\s*{_FROM_TO}")
_AVERAGE = re.compile(r"bình quân|mỗi năm|hằng năm|hàng năm|/năm|so với|trong đó|kế hoạch")


class _Value(NamedTuple):
    value: Decimal
    half: Decimal
    unit: str | None


def check(draft: Draft) -> Iterator[Finding]:
    for block in draft.blocks:
        key = fold(block.text)
        if "từ" not in key:
            continue
        for pattern in (_AFTER, _BEFORE):
            for hit in pattern.finditer(key):
                yield from _judge(draft, block, hit, key)


def _judge(draft: Draft, block: Block, hit: re.Match[str], key: str) -> Iterator[Finding]:
    if _AVERAGE.search(hit["gap"] + key[hit.end("c") : hit.end("c") + 30].split(";")[0]):
        return
    last = _value(draft, block, hit, "b", None)
    first = _value(draft, block, hit, "a", last.unit)
    change = _value(draft, block, hit, "c", None)
    allowed = _allowed(first, last, change, hit["verb"])
    if not first.value or not allowed or any(low <= change.value <= high for low, high in allowed):
        return
    params = {
        "indicator": indicator_at(draft, block.index, hit.start("a"), hit.end("b")),
        "first": plain(first.value),
        "last": plain(last.value),
        "stated": plain(change.value),
        "computed": plain(round((allowed[0][0] + allowed[0][1]) / 2, 1)),
        "unit": change.unit or "%",
        "verb": hit["verb"],
    }
    yield Finding(CODE, params, draft.place(block.index, hit.start(), _end(draft, block, hit)))


def _figure(draft: Draft, block: Block, start: int) -> Figure | None:
    return next((f for f in draft.figures if f.block == block.index and f.start <= start < f.end), None)


def _end(draft: Draft, block: Block, hit: re.Match[str]) -> int:
    figure = _figure(draft, block, hit.start("c"))
    return max(hit.end(), figure.end if figure else 0)


def _value(draft: Draft, block: Block, hit: re.Match[str], group: str, unit: str | None) -> _Value:
    """A number of the sentence with its figure's unit; a bare first number has the unit of the second."""
    figure = _figure(draft, block, hit.start(group))
    value = read(hit[group])
    own = figure.unit if figure and not isinstance(figure.value, tuple) else None
    if figure and own and isinstance(figure.value, Decimal):
        value = figure.value
    return _Value(value, step(value) / 2, own or unit)


def _allowed(first: _Value, last: _Value, change: _Value, verb: str) -> list[tuple[Decimal, Decimal]]:
    """The changes that the two ends allow in the change's unit; empty where nothing can be said."""
    (kind, size), (last_kind, last_size), (by, by_size) = base(first.unit), base(last.unit), base(change.unit)
    if kind != last_kind or first.value <= first.half:
        return []
    a, b = (first.value * size, first.half * size), (last.value * last_size, last.half * last_size)
    slack = change.half * 2 - change.half / 1000
    ratio = ((b[0] - b[1]) / (a[0] + a[1]), (b[0] + b[1]) / (a[0] - a[1]))
    down = verb == "giảm"
    if by == "lần":
        times = [ratio, (ratio[0] - 1, ratio[1] - 1)] if "gấp" not in verb else [ratio]
        return [(low - slack, high + slack) for low, high in times] if not down else []
    sign = -1 if down else 1
    points = sorted((sign * (b[0] - a[0] - a[1] - b[1]), sign * (b[0] - a[0] + a[1] + b[1])))
    if by == "%":
        percent = sorted((sign * (ratio[0] - 1) * 100, sign * (ratio[1] - 1) * 100))
        spans = [percent, points] if kind == "%" else [percent]
        return [(low - slack, high + slack) for low, high in spans]
    if by == kind:
        return [((points[0]) / by_size - slack, points[1] / by_size + slack)]
    return []
