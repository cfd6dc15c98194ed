"""What makes a value doubtful although every part of it was read: the bar is no silent error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from vankien.packs.model import Indicator
from vankien.reference.label import Row
from vankien.reference.model import Value
from vankien.reference.naming import Names
from vankien.reference.words import key_of, plain_label, role_of
from vankien.text import fold

Facts = dict[str, Any]
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALL = re.compile(r"^(?:tổng|tổng số|toàn bộ)\b")
_SUM = re.compile(
    r"^(?:tổng|cộng|tổng số|tổng cộng)$"
)  # of what stands above it; "toàn thành phố" says of what
_AGAINST = re.compile(
    r"\b(?:kế hoạch|kh|chỉ tiêu|mục tiêu|dự toán|dt|nghị quyết|nq|so với|so|giao|cùng kỳ)\b"
)
_INDEX = re.compile(r"=\s?100|(?:chỉ số|tốc độ) phát triển")
_MOST = {  # more than a province has: the scale is another one
    "đồng": Decimal(10) ** 13, "nghìn đồng": Decimal(10) ** 10, "triệu đồng": Decimal(10) ** 7,
    "tỷ đồng": Decimal(10) ** 4, "nghìn tỷ đồng": Decimal(10), "tấn": Decimal(2) * 10**6,
    "người": Decimal(10) ** 6,
    "lao động": Decimal(10) ** 5, "đảng viên": Decimal(10) ** 4, "doanh nghiệp": Decimal(10) ** 4,
}  # fmt: skip
_STATED = ("actual", "target")


def guards(
    value: Value, row: Row, facts: Facts, table: Facts, sheet: Facts, names: Names
) -> Iterator[tuple[str, dict[str, str]]]:
    """Why this value is to be asked about, each time with what the sentence needs."""
    if value.period and not _YEAR.search(value.period):
        yield "no_period", {}
    for title in (table["title"], sheet):
        if _another_year(value, title, table["columns"]):
            yield "two_periods", {"title": title["period"]}
    if value.role == "actual" and any(map(_planned, row.notes)):
        yield "plan_or_result", {}
    yield from _of_table(value, row, facts, table, sheet)
    if _another_scale(value, row, table["title"]["measure"]):
        yield "two_measures", {}
    if value.role == "actual" and "target" in map(role_of, (*facts.get("heads", ()), row.name)):
        yield "plan_or_result", {}
    if value.role not in _STATED:
        return
    indicator = names.indicators.get(value.indicator or "")
    if indicator is not None:
        yield from _of_indicator(value, row, facts, table["title"]["lines"], indicator, names)
    elif not names.set_aside(value.name):
        yield "not_in_catalogue", {"name": value.name}


def _of_table(
    value: Value, row: Row, facts: Facts, table: Facts, sheet: Facts
) -> Iterator[tuple[str, dict[str, str]]]:
    """A total of the communes listed, not of all; a share of completion of nothing that is said."""
    named, there = table["listed"]
    if 0 < named < there and _SUM.match(key_of(plain_label(value.unit_name))):
        yield "sum_of_listed", {"listed": str(named), "all": str(there)}
    if value.role == "completion_ratio" and not _against(facts, row, table, sheet):
        yield "ratio_of_what", {}


def _against(facts: Facts, row: Row, table: Facts, sheet: Facts) -> bool:
    """Whether heading, row, title or another column says what a share of completion is measured against."""
    said = (*facts.get("heads", ()), row.name, *row.over, *table["title"]["lines"], *sheet["lines"])
    planned = any(f.get("role") == "target" for f in table["columns"].values())
    return planned or any(_AGAINST.search(fold(text)) for text in said)


def _planned(note: str) -> bool:
    """A remark that the row's numbers are planned; not that a plan was reached."""
    return role_of(note) == "target" and not re.search(r"đạt|vượt|hoàn thành|so |theo|thấp|cao", fold(note))


def _of_indicator(
    value: Value, row: Row, facts: Facts, over: Sequence[str], indicator: Indicator, names: Names
) -> Iterator[tuple[str, dict[str, str]]]:
    """What may be wrong with taking the value for this indicator."""
    if row.code and (other := _named_otherwise(row, indicator, value.measure, names)):
        yield "code_and_name", {"code": row.code, "name": other}
    yield from _sizes(value, indicator)
    if (_of_all(value, facts, indicator) and not _says_all(indicator)) or _counted(value, facts, indicator):
        yield "which_indicator", {"name": value.name}
    if indicator.measure == "growth" and any(_INDEX.search(fold(text)) for text in (*over, row.name)):
        yield "index_or_growth", {"name": indicator.name}


def _counted(value: Value, facts: Facts, indicator: Indicator) -> bool:
    """ "Số hộ đạt" under "Gia đình văn hóa": a count where the indicator is a share, named only above it."""
    share = indicator.unit.startswith("%") and not (value.measure or "%").startswith("%")
    return share and len(facts.get("heads") or ()) > 1


def _another_year(value: Value, title: Facts, columns: dict[str, Facts]) -> bool:
    """The title dates the table, and neither this value nor any column is of that year."""
    year = title["period"]
    if not year or not _YEAR.fullmatch(year) or not value.period or year in value.period:
        return False
    return not any(year in (facts.get("period") or "") for facts in columns.values())


def _another_scale(value: Value, row: Row, notes: Sequence[str]) -> bool:
    """The note over the table says million đồng, the row thousand million."""
    said = {note for note in notes if note.endswith("đồng")}
    return bool(row.measure and row.measure.endswith("đồng") and said and row.measure not in said)


def _of_all(value: Value, facts: Facts, indicator: Indicator) -> bool:
    """ "Tổng số hộ" under "Gia đình văn hóa"; "Tổng số HTX" where the indicator counts new ones."""
    leaf = facts["heads"][-1] if facts.get("heads") else ""
    new = indicator.measure == "sum" and _ALL.match(key_of(plain_label(value.name)))
    return bool(new or _ALL.match(key_of(plain_label(leaf))))


def _named_otherwise(row: Row, indicator: Indicator, measure: str | None, names: Names) -> str:
    """The row's name where it names indicators and that of its code is not among them."""
    named = names.of([row.name], measure) if row.name else None
    ids = {named.id, *named.others} - {None} if named else set()
    return row.name if ids and indicator.id not in ids else ""


def _sizes(value: Value, indicator: Indicator) -> Iterator[tuple[str, dict[str, str]]]:
    """Stated in a unit that the catalogue does not know for it, or of a size that it never has."""
    said = {"name": indicator.name, "measure": value.measure or ""}
    if value.measure and _root(value.measure) not in {_root(unit) for unit in indicator.units}:
        yield "unusual_measure", said
    elif indicator.plausible and value.measure and _root(value.measure) == _root(indicator.unit):
        low, high = indicator.plausible
        if not low <= value.value <= high:
            yield "unusual_size", said
    elif value.measure and value.value > _MOST.get(_root(value.measure), value.value):
        yield "unusual_size", said


def _root(unit: str) -> str:
    return unit.split("/")[0]


def _says_all(indicator: Indicator) -> bool:
    return any(_ALL.match(key_of(name)) for name in (indicator.name, *indicator.aliases))


def unread_beside(columns: dict[int, Facts], wordy: Sequence[int]) -> set[int]:
    """Columns of values to the right of a column of words that was not read as the rows' names or units.

    `wordy`: the columns in whose cells stand words.
    """
    values = [c for c, facts in columns.items() if facts["is"] == "value"]
    unread = [
        c for c in wordy if columns[c]["is"] in ("none", "note", "group") and c > min(values, default=c)
    ]
    return {c for c in values if any(c > other for other in unread)}
