"""A second look at what was read: beside its neighbours, a value may be of another size, or claimed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import Any, Protocol

from vankien.reference.model import Doubt, Reading, Value
from vankien.reference.words import is_total, key_of, plain_label
from vankien.word.books.formats import plain

_APART = {"column": 250, "row": 30}  # so many times its neighbours: units differ more than the years of one


class Found(Protocol):
    """A value that may be doubted."""

    value: Value
    why: str

    def doubt(self, why: str, offers: Iterable[Value] | None = None, **params: str) -> None: ...


Item = tuple[Found, dict[str, Any]]


def second_look(found: Sequence[Item]) -> None:
    """Doubts what only the whole table shows: 0.98 among 91.4 and 89.9, another size, two claims."""
    lines: dict[tuple[Any, ...], list[Item]] = defaultdict(list)
    for item, where in found:
        line = where["column"] if where["by"] == "column" else where["row"]
        lines[where["table"], where["by"], line, item.value.role, item.value.measure].append((item, where))
    for line in lines.values():
        for item, where in line:
            others = [abs(o.value.value) for o, _ in line if o is not item and not o.why and o.value.value]
            if not item.why:
                _fraction(item, where, others)
            if not item.why:
                _size(item, others, _APART[where["by"]])
    for line in lines.values():
        _total(line)
    for row in _by(found, lambda item, where: (where["table"], where["row"])):
        _ratio(row)
        _swapped(row)
    for column in _by(found, _share_of):
        _hundred(column)
    _twice(found)


def _by(found: Sequence[Item], key: Callable[[Found, dict[str, Any]], Any]) -> list[list[Item]]:
    """In groups of one key; without those whose key is None."""
    groups: dict[Any, list[Item]] = defaultdict(list)
    for item, where in found:
        groups[key(item, where)].append((item, where))
    return [group for at, group in groups.items() if at is not None]


def _share_of(item: Found, where: dict[str, Any]) -> Any:
    share = (item.value.measure or "").startswith("%")
    return (where["table"], where["column"], _unit(item.value), item.value.period) if share else None


def _fraction(item: Found, where: dict[str, Any], others: list[Decimal]) -> None:
    """A share of at most 1 that is not shown as percent may be 0.98 % or 98 %."""
    value, cell = item.value, where["cell"]
    if value.role == "change" and where["points"]:
        return
    if (
        not (value.measure or "").startswith("%")
        or cell.percent
        or (cell.kind == "text" and "%" in cell.text)
    ):
        return
    most = Decimal("1.5") if value.role == "completion_ratio" else Decimal(1)
    size = abs(value.value)
    if not 0 < size <= most:
        return
    if value.role != "completion_ratio" and others and max(others) > 1:
        typical = median(others)
        if size * 100 > 4 * max(others) and typical < 20 * size:
            return
    item.doubt("fraction_or_percent", (value, replace(value, value=plain(value.value * 100))))


def _size(item: Found, others: list[Decimal], apart: int) -> None:
    value = item.value
    if value.measure == "%" and value.role != "change" and abs(value.value) > 100 and _of_a_whole(value):
        item.doubt("over_hundred", (value,))
    if len(others) < 2 or not value.value or is_total(value.unit_name):
        return
    ratio = abs(value.value) / median(others)
    if ratio > apart or ratio < Decimal(1) / apart:
        item.doubt("far_from_others", (value,))


def _total(line: list[Item]) -> None:
    """A line of the whole that is neither the sum nor the mean of the lines of its parts."""
    parts = [i.value.value for i, w in line if w["by"] == "column" and i.value.unit_name and not _whole(i)]
    if len(parts) < 2 or any((i.value.measure or "%").startswith("%") for i, _ in line):
        return
    for item, _ in line:
        whole = sum(parts, Decimal(0))
        mean = whole / len(parts)
        if _whole(item) and whole != item.value.value and abs(mean - item.value.value) * 20 > mean:
            item.doubt("not_the_sum", sum=str(plain(whole)))


def _ratio(row: list[Item]) -> None:
    """A row whose completion is not what its result and its plan give: one of them is of another scale."""
    roles = ("target", "actual", "completion_ratio")
    said = {role: [i for i, _ in row if i.value.role == role] for role in roles}
    if any(len(same) != 1 for same in said.values()):
        return
    (plan,), (came,), (ratio,) = said.values()
    if not plan.value.value:
        return
    right = came.value.value / plan.value.value * 100
    if min(abs(ratio.value.value - right), abs(ratio.value.value * 100 - right)) > max(
        right / 100, Decimal(1)
    ):
        for item in (plan, came, ratio):
            item.doubt("ratio_differs")


def _swapped(row: list[Item]) -> None:
    """A share beside a count that is no whole number: the two may stand in each other's cells."""
    if any(item.why == "part_of_a_whole" for item, _ in row):
        for item, _ in row:
            if (item.value.measure or "").startswith("%"):
                item.doubt("beside_odd_count")


def _hundred(parts: list[Item]) -> None:
    """The shares of a structure in one column; one that is broken down again is asked about too."""
    if not any(where["structure"] for _, where in parts):
        return
    total = sum((i.value.value for i, _ in parts), Decimal(0))
    if len(parts) > 1 and abs(total - 100) > Decimal("0.5"):
        for item, where in parts:
            if where["structure"]:
                item.doubt("parts_of_hundred", sum=str(plain(total)))


def _whole(item: Found) -> bool:
    return is_total(item.value.unit_name) and bool(item.value.unit_name)


def _of_a_whole(value: Value) -> bool:
    return value.role in ("actual", "target") and key_of(value.name).startswith(
        ("tỷ lệ", "tỉ lệ", "cơ cấu", "tỷ trọng")
    )


def across(readings: Sequence[Reading]) -> None:
    """Values that another sheet of the workbook contradicts become doubts."""
    claims: dict[tuple[Any, ...], list[tuple[Reading, Value]]] = defaultdict(list)
    for reading in readings:
        for v in reading.values:
            if v.indicator:
                claims[v.indicator, key_of(v.name), _unit(v), v.period, v.measure, v.role].append(
                    (reading, v)
                )
    for same in claims.values():
        if len({v.value for _, v in same}) > 1:
            for reading, v in same:
                others = tuple(o for _, o in same if o is not v)
                reading.values.remove(v)
                said = {"other": others[0].cell}
                reading.doubts.append(Doubt(v.cell, str(v.value), "claimed_twice", said, (v, *others)))


def _twice(found: Sequence[Item]) -> None:
    """Two cells that claim the same indicator, unit and period with two values."""
    claims: dict[tuple[Any, ...], list[Found]] = defaultdict(list)
    for item, where in found:
        v = item.value
        if item.why in ("which_indicator", "part_of_indicator"):
            continue
        name = (key_of(v.name), key_of(v.within)) if v.indicator is None or where["structure"] else ("", "")
        claims[v.indicator or "", name, _unit(v), v.period, v.measure, v.role].append(item)
    for same in claims.values():
        if len({i.value.value for i in same}) > 1 or len({key_of(i.value.name) for i in same}) > 1:
            totals = [i for i in same if key_of(i.value.name).startswith("tổng ")]
            for item in same:
                if len(totals) == 1 and item is totals[0] and item.value.indicator:
                    continue
                others = tuple(i.value for i in same if i is not item)
                item.doubt("claimed_twice", (item.value, *others), other=others[0].cell)


def _unit(value: Value) -> str:
    return "" if is_total(value.unit_name) else key_of(plain_label(value.unit_name))
