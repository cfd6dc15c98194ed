"""What two values allow as the change between them, and changes said with the year that they start from."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.quantities import base, measured_alike, step
from vankien.model import Figure
from vankien.text import fold

_YEARLY = re.compile(r"bình quân|mỗi năm|hằng năm|hàng năm|/năm|kế hoạch|chỉ tiêu|nghị quyết|mục tiêu")
_VERB = re.compile(r"\b(tăng|giảm)\b[^\d]{0,20}$")
_SET_BESIDE = re.compile(r"\s*so với (?:năm )?(?:20\d\d|đầu nhiệm kỳ)\s*\((?:năm 20\d\d )?(?:là |đạt )?")


class Value(NamedTuple):
    """A number, half of its last shown digit, and its unit."""

    value: Decimal
    half: Decimal
    unit: str | None


def value_of(figure: Figure) -> Value | None:
    """The value of a figure; None of a range."""
    value = figure.value
    return None if isinstance(value, tuple) else Value(value, step(value) / 2, figure.unit)


def allowed(first: Value, last: Value, change: Value, verb: str) -> list[tuple[Decimal, Decimal]]:
    """The changes that the two ends allow in the change's unit; empty where nothing can be said."""
    (kind, size), (last_kind, last_size), (by, by_size) = base(first.unit), base(last.unit), base(change.unit)
    if kind != last_kind or first.value <= first.half:
        return []
    only_points = (change.unit or "").startswith("điểm") and kind == "%"
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
        spans = [points] if only_points else [percent, points] if kind == "%" else [percent]
        return [(low - slack, high + slack) for low, high in spans]
    if by is not None and kind is not None and by in (kind, kind.split("/")[0]):
        return [((points[0]) / by_size - slack, points[1] / by_size + slack)]
    return []


def dated_changes(draft: Draft) -> Iterator[tuple[str, Figure, Figure, Figure]]:
    """The verb, the first value, the last value and the change: "40 tỷ đồng năm 2015, nay đạt 50 tỷ đồng,
    tăng 25% so với năm 2015"."""
    for change in draft.figures:
        text = draft.document.blocks[change.block].text
        start, end = sentence_around(text, change.start)
        verb = _VERB.search(fold(text[start : change.start]))
        if (
            change.role != "change"
            or not verb
            or _YEARLY.search(fold(text[change.start - 40 : change.end + 40]))
        ):
            continue
        near = [f for f in draft.figures_at(change.block) if start <= f.start < end and f.total is None]
        last = next((f for f in reversed(near) if f.end <= change.start and f.role == "actual"), None)
        first = _first(text, near, change)
        if first and last and first is not last and measured_alike(first.unit, last.unit):
            yield verb[1], first, last, change


def _first(text: str, near: list[Figure], change: Figure) -> Figure | None:
    """The value of the year that the change is measured from."""
    beside = _SET_BESIDE.match(fold(text[change.end :]))
    if beside:
        return next((f for f in near if f.start == change.end + beside.end()), None)
    dated = [
        f
        for f in near
        if f.period == change.period and f.end <= change.start and f.role in ("actual", "baseline")
    ]
    return dated[0] if change.period and len(dated) == 1 else None
