"""Unit of measure, period and unit of the tree of a value, from its row, its headings, its title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from vankien.reference.label import Row
from vankien.reference.naming import kind_of
from vankien.reference.words import bare_place, counted, is_part, is_total, names_unit, period_of, plain_label
from vankien.text import clean, fold
from vankien.word.books.grid import Cell

Facts = dict[str, Any]
COMMUNE = re.compile(r"^(?:ubnd |đảng bộ |đảng ủy )?(?:xã|phường|thị trấn)\b")
_RATES = ("tỷ lệ", "tỉ lệ", "cơ cấu", "tỷ trọng", "tốc độ", "tl ")


@dataclass(frozen=True, slots=True)
class Measured:
    """`loose`: only said for the whole table, so that a cell's own unit goes before it."""

    name: str | None
    why: str = ""
    loose: bool = False
    others: tuple[str, ...] = ()

    def beside(self, own: str | None) -> Measured:
        """With what the cell itself says: "91,4%", "1.250 hộ"."""
        if own is None:
            return self
        if self.name is None or self.loose:
            return Measured(own)
        if own == self.name or kind_of(own) == kind_of(self.name) == "%":
            return self
        if kind_of(own) == kind_of(self.name) and own.split("/")[0] == self.name.split("/")[0]:
            return replace(self, name=max(own, self.name, key=len))
        if kind_of(own) == kind_of(self.name) == "người":
            return replace(self, name=own)
        why = self.why or ("percent_against_unit" if own == "%" else "two_measures")
        return replace(self, why=why, others=(own, self.name))


def measure_for(row: Row, facts: Facts, title: Facts, cell: Cell, labels: list[str]) -> Measured:
    role, heading = row.role or facts["role"], facts.get("measure")
    if len(facts.get("measures", ())) > 1:
        return Measured(None, "two_measures", others=tuple(facts["measures"]))
    if role == "completion_ratio":
        return Measured(heading if heading and heading.startswith(("%", "lần")) else "%")
    of_row = row.measure or (row.name_measures[0] if len(row.name_measures) == 1 else None)
    if role == "change":
        return Measured(heading or ("%" if cell.percent else of_row), loose=not heading)
    if of_row and heading and kind_of(of_row) != kind_of(heading):
        return Measured(of_row, "two_measures", others=(of_row, heading))
    if of_row or heading:
        return Measured(of_row or heading)
    if labels and any(fold(plain_label(x)).startswith(_RATES) for x in labels[:1]):
        return Measured("%")
    if labels and (count := counted(labels[0])):
        return Measured(count.name)
    notes = title.get("measure", [])
    if len(notes) == 1:
        return Measured(notes[0], loose=True)
    return Measured(None, "two_measures" if notes else "", loose=True, others=tuple(notes))


def unit_for(row: Row, facts: Facts, title: Facts, sheet: Facts) -> tuple[str, str]:
    """The unit of the tree as written, "" for the workbook's own; and why it is not sure."""
    said = row.unit if row.unit is not None else facts.get("unit_name") or row.context
    if said:
        label = clean(plain_label(said))
        if is_total(said):
            return label, "sum_of_some" if fold(label) in ("bình quân", "trung bình") else ""
        over = title.get("unit_name") or sheet.get("unit_name") or ""
        both = COMMUNE.match(fold(over)) and COMMUNE.match(fold(label))
        if both and bare_place(over) != bare_place(label):
            return label, "two_units"
        return label, "sum_of_some" if is_part(said) else "" if names_unit(said) else "odd_unit"
    if row.unit is not None:
        return "", "no_unit"
    names = [n for n in (title.get("unit_name"), sheet.get("unit_name")) if n]
    if len({bare_place(n) for n in names}) > 1:
        return names[0], "two_units"
    return (names[0], "") if names else ("", "")


def period_for(
    row: Row, c: int, columns: dict[int, Facts], title: Facts, sheet: Facts, role: str
) -> str | None:
    if row.period:
        return row.period
    over: str | None = title.get("period") or (sheet.get("period") if not title.get("periods") else None)
    own: str | None = columns[c].get("period")
    if own:
        dated = any(d.isdigit() for d in own.replace("6 tháng", "").replace("9 tháng", ""))
        return own if dated or not over else period_of(own, over) or own
    if role in ("completion_ratio", "change"):
        left = [
            f.get("period")
            for x, f in sorted(columns.items(), reverse=True)
            if x < c and f["is"] == "value" and f["role"] == "actual" and f.get("period")
        ]
        if left:
            return left[0]
    if columns[c].get("periods"):
        return None
    return row.name_period or over
