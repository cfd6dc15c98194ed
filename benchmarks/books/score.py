"""Reads workbooks, nothing remembered, nothing answered: a cell is right, asked, aside, lost or silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from benchmarks.books.truth import Book, Truth
from vankien import packs
from vankien.packs.model import Indicator
from vankien.reference import Reading, Value, across, grids, propose, read
from vankien.reference.words import bare_place, is_total, key_of, plain_label

STORED = ("actual", "target")
NO_DATA = ("heading", "order", "code", "note", "title", "measure", "period")
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_SAME = (
    {"doanh nghiệp", "dn", "công ty", "cơ sở"},
    {"htx", "hợp tác xã"},
    {"trường", "trường học", "nhà trường"},
    {"trạm", "trạm y tế"},
    {"người", "lao động", "người lao động", "công dân", "thanh niên"},
    {"đảng viên", "đồng chí"},
    {"hộ", "hộ gia đình", "hộ dân", "hộ nghèo", "hộ cận nghèo", "gia đình"},
    {"tccsđ", "tổ chức cơ sở đảng"},
    {"khu dân cư", "kdc"},
)


@dataclass
class Result:
    """`lost`: a value of the catalogue that is shown among what is left out; `lines`: every error."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)


def measure(books: Iterable[Book], units: list[str]) -> Result:
    """All workbooks of a set, or some."""
    result, catalogue = Result(), dict(packs.load("dang-2019").indicators)
    for book in books:
        _one(book, units, catalogue, result)
    return result


def _one(book: Book, units: list[str], catalogue: dict[str, Indicator], result: Result) -> None:
    # the tree of the site begins at the workbook's own unit
    names = {name: name for name in units if book.top.startswith("Tỉnh") or not name.startswith("Tỉnh")}
    sheets: list[tuple[Reading, dict[str, str]]] = []
    for grid in grids(book.path):
        mapping = propose(grid, catalogue.values(), names, {})
        sheets.append((read(grid, mapping, catalogue.values()), mapping["units"]))
    across([reading for reading, _ in sheets])
    seen: set[str] = set()
    for reading, units_of_sheet in sheets:
        for value in reading.values:
            seen.add(value.cell)
            _value(book, value, _owner(value.unit_name, book, names, units_of_sheet), result)
        for doubt in reading.doubts:
            seen.add(doubt.cell)
            result.counts["asked"] += 1
            result.asked[doubt.why] += 1
        for aside in reading.aside:
            seen.add(aside.cell)
            if aside.cell in book.cells:
                _tell(result, "lost", book, aside.cell, f"{aside.text!r} left aside as {aside.why}")
            elif aside.why not in NO_DATA:
                result.counts["aside"] += 1
    for cell in book.cells.keys() - seen:
        _tell(result, "silent", book, cell, "not shown anywhere")


def _value(book: Book, value: Value, own: str | None, result: Result) -> None:
    truth = book.cells.get(value.cell)
    if value.role not in STORED or value.indicator is None:  # the site does not keep it
        if truth:
            _tell(result, "lost", book, value.cell, f"{value.role} {value.indicator} {value.value}")
        else:
            result.counts["aside"] += 1
        return
    if own is None:
        result.counts["asked"] += 1
        result.asked["unknown_unit"] += 1
        return
    wrong = _wrong(value, own, truth, book.top)
    if not wrong:
        result.counts["right"] += 1
        return
    said = (value.indicator, str(value.value), value.measure, value.period, value.role, own)
    _tell(result, "silent", book, value.cell, f"{', '.join(wrong)}: read {said}, right {truth}")


def _tell(result: Result, kind: str, book: Book, cell: str, why: str) -> None:
    result.counts[kind] += 1
    result.lines.append(f"{kind}: {book.path.name} {cell}: {why}")


def _owner(name: str, book: Book, names: dict[str, str], decided: dict[str, str]) -> str | None:
    """As the site finds a unit: no name or a total is the workbook's own; None where it has to ask."""
    if not name or is_total(name):
        return book.top
    full = key_of(plain_label(name))
    if code := decided.get(full):
        return code
    same = [unit for unit in names if bare_place(unit) == bare_place(name)]
    if len(same) > 1:
        same = [unit for unit in same if full in key_of(unit)] or same
    return same[0] if len(same) == 1 else None


def _wrong(value: Value, own: str, truth: Truth | None, top: str) -> list[str]:
    if truth is None:
        return ["of no indicator"]
    if truth.only_ask:
        return ["nobody could say"]
    return [
        part
        for part, ok in (
            ("indicator", value.indicator in truth.codes),
            (
                "value or unit of measure",
                _amount(value.value, value.measure) == _amount(truth.value, truth.unit),
            ),
            ("period", moment(value.period) in truth.periods),
            ("role", value.role in truth.roles),
            ("owner", own == (truth.own or top)),
        )
        if not ok
    ]


def _amount(number: Decimal, measure: str | None) -> tuple[Decimal, str]:
    """The number without words of scale, and the unit in one spelling; a year is what a rate is of anyway."""
    unit = re.sub(r"/(?:năm|nhiệm kỳ)$", "", (measure or "").lower()).replace("điểm %", "%")
    for word, factor in _SCALE.items():
        if unit.startswith(word + " "):
            number, unit = number * factor, unit.removeprefix(word + " ")
    unit = unit.replace("đồng/người", "đồng") if not unit.endswith("tháng") else unit
    unit = unit.replace("đồng/ha", "đồng")
    same = next((sorted(group)[0] for group in _SAME if unit in group), unit)
    return number, same


def moment(period: str | None) -> str:
    """As the truth writes it: 2019, 2015-2020, 2019Q1, 2019H1, 2019M9; the end of a year is that year."""
    said = (period or "").lower().replace("–", "-").replace(" ", "")
    years = re.findall(r"20\d\d", said)
    if len(years) != 1:
        return "-".join(years) or said
    if hit := re.search(r"quý(iv|iii|ii|i|[1-4])", said):
        return f"{years[0]}Q{ {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}.get(hit[1], hit[1]) }"
    if hit := re.search(r"(\d+)tháng", said):
        return f"{years[0]}{'H1' if hit[1] == '6' else 'M' + hit[1]}"
    return years[0] if re.fullmatch(r"(?:năm|hết|cuốinăm|hếtnăm|(?:31/)?12/)?20\d\d", said) else said
