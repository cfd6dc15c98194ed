"""A change disagrees with its own ends: "tăng từ 40 lên 50 triệu đồng, tăng 30%".

The percentage is of the first value; between two percentages the difference in points is let pass as
well. A yearly average, or a comparison with something else, is not judged. Authority: arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.changes import Value, allowed, dated_changes, value_of
from vankien.checks.reading.mentions import indicator_at
from vankien.checks.reading.quantities import plain, step
from vankien.figures.numerals import read
from vankien.model import Block, Figure, Finding, Place
from vankien.text import fold

CODE = "VK406"
_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_ABOUT = r"(?:(?:mức|chỉ|khoảng|gần|trên|hơn|còn|đạt|là|có|ước|được)\s+)*"
_WORDS = (
    r"(?:(?!\d)[^.;()]|(?<=\s)(?:năm\s+)?20\d\d|/20\d\d|"
    r"\((?:(?:đầu\s+)?năm\s+)?20\d\d\)|\((?:đầu|cuối) (?:nhiệm kỳ|năm)\))"
)
_TO = r"\b(?:lên đến|lên tới|lên thành|lên|xuống còn|xuống|còn|đến|thành)\s+"
_FROM_TO = (
    rf"từ\s+(?:(?:chỗ|mức)\s[^\d.,;:()]{{0,40}}?)?{_ABOUT}(?P<a>{_N})(?![\d.,]*\d)"
    rf"{_WORDS}{{0,60}}?{_TO}{_ABOUT}(?P<b>{_N})(?![\d.,]*\d)"
)
_BY = (
    r"(?P<verb>tăng gấp|gấp|tăng|giảm)\s+(?:(?:được|thêm|đi|gấp|tới|gần|hơn|khoảng)\s+)*"
    rf"(?P<c>{_N})(?![\d.,]*\d)"
)
_AFTER = re.compile(
    rf"{_FROM_TO}(?P<gap>{_WORDS}{{0,60}}?)[,;(]\s*"
    rf"(?:tức|tương ứng|tương đương|như vậy|đã|bằng|với)?\s*(?:(?:là|mức|tiết|kéo|cắt)\s+)?{_BY}"
)
_BEFORE = re.compile(rf"{_BY}(?P<gap>[^.;\d]{{0,40}}?)\(\s*{_FROM_TO}")
_THEN = re.compile(
    rf"(?:năm 20\d\d|đầu nhiệm kỳ|nhiệm kỳ trước|trước đây)(?: \(?năm 20\d\d\)?)?"
    rf"[^\d.;()]{{0,60}}?\b(?P<a>{_N})"
    rf"(?![\d.,]*\d){_WORDS}{{0,50}}?[,;]\s*(?:thì\s+)?(?:đến|tới|nay|hiện nay|hiện|cuối|năm)\b"
    rf"{_WORDS}{{0,50}}?"
    rf"(?<!\d)(?P<b>(?!20\d\d\b){_N})(?![\d.,]*\d)(?P<gap>{_WORDS}{{0,40}}?)[,;(]\s*(?:đã\s+)?{_BY}"
)
_AVERAGE = re.compile(r"bình quân|mỗi năm|hằng năm|hàng năm|/năm|so với|trong đó|kế hoạch")
_WITH_FIRST = re.compile(
    r"\s*so với (?:(?:thời điểm )?đầu nhiệm kỳ|(?:cuối )?nhiệm kỳ trước|ban đầu|trước đây|năm (20\d\d))\b"
)


def check(draft: Draft) -> Iterator[Finding]:
    for block in draft.blocks:
        key = fold(block.text)
        told: set[int] = set()
        for pattern in (_AFTER, _BEFORE, _THEN):
            for hit in pattern.finditer(key):
                if hit.start("c") not in told:
                    told.add(hit.start("c"))
                    yield from _judge_words(draft, block, hit, key)
    for verb, *figures in dated_changes(draft):
        values = [value_of(f) for f in figures]
        if all(values):
            start, end = min(f.start for f in figures), max(f.end for f in figures)
            place = draft.place(figures[0].block, start, end)
            yield from _judge(draft, verb, [v for v in values if v], place)


def _judge_words(draft: Draft, block: Block, hit: re.Match[str], key: str) -> Iterator[Finding]:
    last = _figure(draft, block, hit.start("b"))
    between = key[last.end if last else hit.end("b") : hit.end("gap")]
    if _AVERAGE.search(between + _compared(block, key, hit, _end(draft, block, hit))):
        return
    end = _value(draft, block, hit, "b", None)
    first, change = _value(draft, block, hit, "a", end.unit), _value(draft, block, hit, "c", None)
    place = draft.place(block.index, hit.start(), _end(draft, block, hit))
    yield from _judge(draft, hit["verb"], [first, end, change], place)


def _judge(draft: Draft, verb: str, values: list[Value], place: Place) -> Iterator[Finding]:
    first, last, change = values
    spans = allowed(first, last, change, verb)
    if not spans or any(low <= change.value <= high for low, high in spans):
        return
    params = {
        "indicator": indicator_at(draft, place.block, place.start, place.end),
        "first": plain(first.value),
        "last": plain(last.value),
        "stated": plain(change.value),
        "computed": plain(round((spans[0][0] + spans[0][1]) / 2, 1)),
        "unit": change.unit or "%",
        "verb": verb,
    }
    yield Finding(CODE, params, place)


def _figure(draft: Draft, block: Block, start: int) -> Figure | None:
    return next((f for f in draft.figures_at(block.index) if f.start <= start < f.end), None)


def _compared(block: Block, key: str, hit: re.Match[str], end: int) -> str:
    """What follows the change; nothing where it is only set against the first value once more."""
    after = key[hit.end("c") : hit.end("c") + 30].split(";")[0]
    again = _WITH_FIRST.match(key, end)
    said = re.search(r"20\d\d", hit[0][: hit.start("b") - hit.start()])
    return "" if again and (not again[1] or not said or said[0] == again[1]) else after


def _end(draft: Draft, block: Block, hit: re.Match[str]) -> int:
    figure = _figure(draft, block, hit.start("c"))
    return max(hit.end(), figure.end if figure else 0)


def _value(draft: Draft, block: Block, hit: re.Match[str], group: str, unit: str | None) -> Value:
    """A number of the sentence with its figure's unit; a bare first number has the unit of the second."""
    figure = _figure(draft, block, hit.start(group))
    value = read(hit[group])
    own = figure.unit if figure and not isinstance(figure.value, tuple) else None
    if figure and own and isinstance(figure.value, Decimal):
        value = figure.value
    return Value(value, step(value) / 2, own or unit)
