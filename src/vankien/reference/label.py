"""The rows of a table: what each is called, of which unit and period, in what unit of measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vankien.model import Role
from vankien.reference.sheet import Sheet, is_order, is_year
from vankien.reference.words import (
    is_place,
    key_of,
    measure_of,
    measures_in,
    period_of,
    plain_label,
    remainder,
    role_of,
)
from vankien.text import clean, fold

_PART = re.compile(r"^\s*(?:[-–—+*•·]|trong đó|chia ra|gồm)")


@dataclass(slots=True)
class Row:
    """`unit`: None where the table has no column of units. `context`: the unit that a line above named.
    `over`: the lines without numbers and the groups under which it stands; `notes`: the remarks beside it;
    `dated`: its period as written."""

    number: int
    name: str = ""
    unit: str | None = None
    period: str | None = None
    measure: str | None = None
    source: str = ""
    code: str = ""
    within: str = ""
    role: Role | None = None
    context: str = ""
    name_period: str | None = None
    name_measures: tuple[str, ...] = ()
    by_period: bool = False
    over: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dated: str = ""


def rows_of(sheet: Sheet, first: int, last: int, columns: dict[int, dict[str, Any]]) -> Iterator[Row]:
    """Every row of the body. Names, units and periods that are written once hold for the rows below."""
    where = {
        kind: c
        for c, f in columns.items()
        if (kind := f["is"]) in ("name", "unit", "period", "quarter", "measure", "source", "code", "role")
    }
    values = [c for c, f in columns.items() if f["is"] == "value"]
    above = _Above()
    for number in range(first, last + 1):
        row = Row(number, by_period="period" in where and "name" not in where)
        row.notes = tuple(t for c, f in columns.items() if f["is"] == "note" and (t := sheet.said(number, c)))
        row.over = above.lines(sheet, number, columns, values)
        said = {kind: sheet.said(number, c) for kind, c in where.items()}
        if "unit" in where:
            above.unit = said["unit"] or (above.unit if said.get("name") else "")
            row.unit = said["unit"] or above.unit
            if not row.unit:
                row.unit = _elsewhere(sheet, number, columns)
        if "period" in where:
            above.period = _period(said["period"]) or (above.period if not said["period"] else None)
            row.period = above.period
            row.dated = said["period"]
            if role_of(said["period"]) == "target":
                row.role = "target"  # "Kế hoạch 2024" under "Năm"
        if said.get("quarter"):
            head = key_of(columns[where["quarter"]]["heads"][-1])
            row.period = period_of(f"{head} {said['quarter'].split()[-1].lower()}", row.period or "")
        row.measure = _measure(said.get("measure", ""))
        row.source, row.code = said.get("source", ""), said.get("code", "")
        if said.get("role"):
            row.role = role_of(said["role"])
        if "name" in where:
            has = any((number, c) in sheet.grid.cells for c in values)
            _name(row, said["name"] or _elsewhere(sheet, number, columns), above, has)
        elif row.code:
            row.name = row.code
        yield row


@dataclass(slots=True)
class _Above:
    unit: str = ""
    period: str | None = None
    name: str = ""
    context: str = ""
    sections: list[tuple[int, str]] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)

    def lines(
        self, sheet: Sheet, number: int, columns: dict[int, dict[str, Any]], values: list[int]
    ) -> tuple[str, ...]:
        """The lines without numbers that stand over this row, the wider first, and its groups."""
        kinds = ("order", "code", "group", "name", "unit", "period", "none")
        said = [t for c, f in columns.items() if f["is"] in kinds and (t := sheet.said(number, c))]
        rank = _rank(said)
        words = next((t for t in said if sum(c.isalpha() for c in t) >= 3), "")
        alone = bool(words) and not any((number, c) in sheet.grid.cells for c in values)
        over = rank if alone or rank < len(_RANKS) else rank + 1
        self.sections = [s for s in self.sections if s[0] < over]
        if alone:
            self.sections.append((rank, words))
        for c, facts in columns.items():
            if facts["is"] == "group" and (text := sheet.said(number, c)):
                self.groups[c] = "" if is_order(text) else text
        return (*(text for _, text in self.sections), *(t for t in self.groups.values() if t))


_RANKS = (
    r"^(?:[A-ZĐ]|[IVXL]+)[.)/:]?(?:\s|$)|^(?:phần|mục)\b",
    r"^\d{1,2}[.)]?(?:\s|$)",
    r"^\d{1,2}\.\d{1,2}",
)


def _rank(said: list[str]) -> int:
    """How deep a line stands by its number: A, I before 1 before 1.1 before a dash."""
    if not said:
        return 9
    return next((i for i, rule in enumerate(_RANKS) if re.match(rule, clean(said[0]))), 3)


def _name(row: Row, said: str, above: _Above, has_values: bool) -> None:
    if said and not has_values and is_place(said):
        above.context, above.name = plain_label(said), ""
        return
    row.context = above.context
    label = clean(said)
    part = bool(_PART.match(fold(label)))
    if (
        label
        and not remainder(label)
        and measure_of(plain_label(label)) is None
        and above.name
        and role_words(label)
    ):
        row.role = role_of(label)
        row.name, row.name_period = above.name, period_of(label)
        return
    row.name = label
    row.within = above.name if part else ""
    row.name_period = period_of(label)
    row.name_measures = tuple(m.name for m in measures_in(label))
    if not part and label:
        above.name = label


def role_words(label: str) -> bool:
    """ "Kế hoạch", "Thực hiện" below the line that they are of."""
    key = key_of(plain_label(label))
    return bool(re.match(r"^(?:kế hoạch|kh|thực hiện|th|ước|kết quả|dự toán|mục tiêu|năm|\d{4})\b", key))


def _elsewhere(sheet: Sheet, number: int, columns: dict[int, dict[str, Any]]) -> str:
    """A total written in the column of numbers or of groups: "Tổng số" under "STT"."""
    for c, facts in columns.items():
        if facts["is"] == "value":
            break
        text = sheet.said(number, c)
        if (
            text
            and facts["is"] in ("order", "group", "code", "none")
            and not is_order(text)
            and sum(x.isalpha() for x in text) >= 3
        ):
            return text
    return ""


def _period(text: str) -> str | None:
    if not text:
        return None
    if is_year(text):
        return text
    found = period_of(text)
    if found:
        return found
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "-", clean(text)) if any(c.isdigit() for c in text) else None


def _measure(text: str) -> str | None:
    if not text:
        return None
    found = measure_of(text)
    return found.name if found else fold(clean(text)).strip(" ()") or None
