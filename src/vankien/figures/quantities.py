"""Numbers with their units as quantities: ranges, n of m, compound money, comparators."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal

from vankien.figures import comparators, exclusions, numerals, units
from vankien.figures.lexicon import Word
from vankien.model import Comparator, Value
from vankien.text import fold

_TO = re.compile(r"\s?(?:-|đến|tới|÷)\s?$")
_MEASURED_RANGE = re.compile(r"\s?(?:-|đến)\s?\d[\d.,]*\s?(?:%|(?:tỷ|triệu|nghìn|tấn|tạ|ha)\b)")
_FROM = re.compile(r"\btừ\s$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit in a block's text; [start, end) covers number and unit."""

    start: int
    end: int
    value: Value
    unit: str | None
    total: Decimal | None = None
    comparator: Comparator = "="
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    token: str
    total: str | None
    unit: units.Unit | None


def quantities(text: str, line: list[Word], *, english: bool = False) -> list[Quantity]:
    """The quantities of a block's text, in order. `line`: its folded words; `english`: dots are decimal."""
    key = fold(text)
    english = numerals.english_habit(key) or english
    numbers = _numbers(key, text, line)
    out: list[Quantity] = []
    i = 0
    while i < len(numbers):
        quantity, i = _quantity(numbers, i, key, english)
        said = comparators.comparator(key, quantity.start, quantity.end)
        plain = said == "=" or quantity.comparator == "range"
        out.append(quantity if plain else replace(quantity, comparator=said))
    return [q for q in _parts(out, key) if q.unit is not None or _stands_alone(key, q)]


def _numbers(key: str, text: str, line: list[Word]) -> list[_Number]:
    never, seldom = _Masks(exclusions.hard(key)), None
    starts = [w.start for w in line]
    out: list[_Number] = []
    for match in _TOKEN.finditer(key):
        at = match.start()
        beside = bool(out) and out[-1].end == at - 1 and key[at - 1] == "/" and _closed(out[-1])
        if never.cover(at) or (_glued(key, at) and not beside):
            continue
        unit = units.after(line, bisect_left(starts, match.end()), text)
        if not (unit and unit.known):
            seldom = seldom or _Masks(exclusions.soft(key))
            if seldom.cover(at) and not _opens_a_range(key, match.end()):
                continue
        end = unit.end if unit and unit.name else match.end()
        if key[at - 1 : at] == "(" and key[match.end() : match.end() + 1] == ")":
            unit = _past_bracket(line, bisect_left(starts, match.end()) + 1, text)
        out.append(_Number(at, end, match["number"], match["total"], unit))
    return out


def _opens_a_range(key: str, end: int) -> bool:
    """ "ở mức 54 - 55%": what may be a name with a number is none where a range with a unit begins."""
    return bool(_MEASURED_RANGE.match(key, end))


def _closed(number: _Number) -> bool:
    return bool(number.unit and number.unit.closed)


def _past_bracket(line: list[Word], i: int, text: str) -> units.Unit | None:
    """ "75% (6/8) thôn": the noun after the bracket counts what is in it."""
    unit = units.after(line, i, text)
    return unit if unit and unit.known and not unit.closed else None


_YEAR_ASIDE = re.compile(r"\((?:năm )?\d{4}\)|\((?:đầu|cuối) nhiệm kỳ\)")
_N = numerals.NUMBER.pattern
_TOKEN = re.compile(
    rf"(?P<number>{_N})(?:(?:\s?/\s?|\strong\s(?:tổng\s)?(?:số\s)?)(?P<total>{_N})(?! (?:ngày|tháng|năm)\b))?"
)


class _Masks:
    """Passages of a text, to be asked about positions in growing order."""

    def __init__(self, spans: list[exclusions.Span]) -> None:
        self._spans, self._reach, self._next = spans, 0, 0

    def cover(self, at: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][0] <= at:
            self._reach = max(self._reach, self._spans[self._next][1])
            self._next += 1
        return at < self._reach


def _glued(key: str, start: int) -> bool:
    return start > 0 and (
        key[start - 1].isalpha()
        or key[start - 1] in "_"
        or (key[start - 1] in "./," and start > 1 and key[start - 2].isalnum())
    )


def _quantity(numbers: list[_Number], i: int, key: str, english: bool) -> tuple[Quantity, int]:
    """One quantity and the index of the next number: a range, compound money, or a number alone."""
    first = numbers[i]
    second = numbers[i + 1] if i + 1 < len(numbers) else None
    third = numbers[i + 2] if i + 2 < len(numbers) else None
    listed = i > 0 and key[numbers[i - 1].end : first.start].strip() == "-"  # "43,5% - 27% - 29,5%"
    if second and not listed and _is_range(first, second, third, key):
        return _range(first, second, key, english), i + 2
    if second and _is_split_ratio(first, second, key):
        part, whole = _single(first, first.unit, english), _single(second, second.unit, english)
        assert isinstance(whole.value, Decimal)  # noqa: S101 - single values
        return replace(part, end=second.end, total=whole.value), i + 2
    if second and _is_compound(first, second, key):
        return _compound(numbers, i, key, english)
    unit = first.unit
    if (unit is None or unit.name is None) and second:
        unit = _shared(numbers, i, key)
    return _single(first, unit, english), i + 1


def _single(number: _Number, unit: units.Unit | None, english: bool) -> Quantity:
    factor = unit.factor if unit else Decimal(1)
    whole = _whole(unit)
    value = numerals.read(number.token, whole=whole, english=english) * factor
    total = numerals.read(number.total, whole=whole, english=english) * factor if number.total else None
    name = unit.name if unit else None
    return Quantity(number.start, number.end, value, name, total, "=", bool(unit and unit.closed))


def _whole(unit: units.Unit | None) -> bool:
    return bool(unit and unit.name and not unit.closed and unit.factor == 1)


def _is_range(first: _Number, second: _Number, third: _Number | None, key: str) -> bool:
    if first.total or second.total or second.unit is None or not _TO.match(key[first.end : second.start]):
        return False
    if (
        third
        and third.unit
        and "-" in key[first.end : second.start]
        and _TO.match(key[second.end : third.start])
    ):
        return False
    names = (u.name.split("/")[0] for u in (first.unit, second.unit) if u and u.name)
    shared = len(set(names)) == 1
    low_unit = first.unit if first.unit and first.unit.name else second.unit
    return shared and _amount(first, low_unit) < _amount(second, second.unit)


def _amount(number: _Number, unit: units.Unit) -> Decimal:
    return numerals.read(number.token, whole=_whole(unit)) * unit.factor


def _range(first: _Number, second: _Number, key: str, english: bool) -> Quantity:
    unit = second.unit
    assert unit is not None  # noqa: S101 - _is_range saw to it
    high = _single(second, unit, english).value
    low_unit = first.unit if first.unit and first.unit.name else unit
    low = _single(first, low_unit, english).value
    start = first.start
    before = _FROM.search(key[max(0, start - 4) : start])
    if before:
        start -= len("từ ")
    assert isinstance(low, Decimal) and isinstance(high, Decimal)  # noqa: S101 - single values
    return Quantity(start, second.end, (low, high), unit.name, None, "range", unit.closed)


def _is_split_ratio(first: _Number, second: _Number, key: str) -> bool:
    """ "83,2%/50%": the unit said with both."""
    same = first.unit and second.unit and first.unit.name and first.unit.name == second.unit.name
    return bool(same) and not (first.total or second.total) and key[first.end : second.start].strip() == "/"


def _is_compound(first: _Number, second: _Number, key: str) -> bool:
    """ "16 tỷ 434 triệu": the second is of the next smaller size and follows at once."""
    a, b = first.unit, second.unit
    if _is_compound_count(first, second, key):
        return True
    if not (a and b and a.money and b.money) or first.total or second.total:
        return False
    gap = key[first.end : second.start]
    return (
        gap in (" ", "", ", ", " và ")
        and a.money > b.money
        and (gap != ", " or "đồng" not in key[first.start : first.end])
    )


def _is_compound_count(first: _Number, second: _Number, key: str) -> bool:
    """ "7 triệu 520 nghìn con": a bare scale word, then a count of the next smaller scale."""
    a, b = first.unit, second.unit
    if not (a and b and a.money and b.name) or b.closed or first.total or second.total:
        return False
    bare = "đồng" not in key[first.start : first.end] and key[first.end : second.start] == " "
    return bare and Decimal(1) < b.factor < a.money


def _compound(numbers: list[_Number], i: int, key: str, english: bool) -> tuple[Quantity, int]:
    head = _single(numbers[i], numbers[i].unit, english)
    unit = numbers[i].unit
    value, end, j = head.value, head.end, i + 1
    assert unit is not None and unit.money and isinstance(value, Decimal)  # noqa: S101 - _is_compound saw to it
    name = head.unit
    if _is_compound_count(numbers[i], numbers[i + 1], key):
        rest = _single(numbers[j], numbers[j].unit, english)
        assert isinstance(rest.value, Decimal)  # noqa: S101 - a single value
        return replace(rest, start=head.start, value=value * unit.factor * unit.money + rest.value), j + 1
    while j < len(numbers) and _is_compound(numbers[j - 1], numbers[j], key):
        part, size = _single(numbers[j], numbers[j].unit, english), numbers[j].unit
        assert size is not None and size.money and isinstance(part.value, Decimal)  # noqa: S101
        value += part.value * size.money / unit.money
        if part.unit and "/" in part.unit and name and "/" not in name:
            name += part.unit[part.unit.index("/") :]
        end, j = part.end, j + 1
    return replace(head, value=value, end=end, unit=name), j


def _shared(numbers: list[_Number], i: int, key: str) -> units.Unit | None:
    """ "lần lượt 15, 16,2 và 17%": a bare number takes the unit that ends its enumeration."""
    for j in range(i + 1, min(i + 8, len(numbers))):
        gap = _YEAR_ASIDE.sub("", key[numbers[j - 1].end : numbers[j].start])
        if not re.fullmatch(
            r"\s?(?:,|;|-|và|/|(?:lên|xuống|còn|tăng|giảm|đến|tới|thành|\s)+(?:gần|trên|hơn|khoảng|"
            r"dưới)?)\s?",
            gap,
        ):
            return None
        unit = numbers[j].unit
        if unit and unit.name:
            return unit if unit.closed else None
    return None


def _parts(found: list[Quantity], key: str) -> list[Quantity]:
    """ "kỷ luật 29 tổ chức đảng: khiển trách 26, cảnh cáo 03": numbers that divide the count."""
    out: list[Quantity] = []
    for q in found:
        whole = out[-1] if out else None
        divides = q.unit is None and whole and whole.unit and not whole.closed
        if divides and whole and _PART.fullmatch(key[whole.end : q.start]) and _PART_ENDS.match(key[q.end :]):
            q = replace(q, unit=whole.unit)
        out.append(q)
    return out


_PART_ENDS = re.compile(r"\s?(?:[,;.)]|và\s|$)")
_PART = re.compile(
    r"[,;:.(]?[^.;:\d]{0,50}[,;:(]\s?(?:trong đó,? )?(?:có )?[^\W\d]+(?: [^\W\d]+){0,4}:?\s|"
    r"[,;]\s?[^\W\d]+(?: [^\W\d]+){0,4}:?\s"
)


def _stands_alone(key: str, quantity: Quantity) -> bool:
    """A number without a unit is a figure only where something says it is a value."""
    before = key[max(0, quantity.start - 20) : quantity.start]
    if quantity.total is not None:
        return (
            bool(re.search(r"(?:đạt|được|có|là|:|hoàn thành|xong)\s(?:\w+\s)?$", before))
            or quantity.total > 31
        )
    return bool(re.search(r"(?:đạt|là|còn|bằng|:|lên|xuống)\s(?:gần |trên |hơn |khoảng |dưới )?$", before))
