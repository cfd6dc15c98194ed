"""What each column of a table holds, from its headings and from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from vankien.reference.numbers import has_digit
from vankien.reference.sheet import Sheet, Table, is_order, is_year
from vankien.reference.words import (
    Measure,
    counted,
    is_place,
    is_total,
    key_of,
    measure_of,
    measures_in,
    period_of,
    periods_of,
    plain_label,
    remainder,
    role_of,
)
from vankien.text import clean

_ORDER = re.compile(r"^(?:s?tt|số tt|số thứ tự|thứ tự|no)$")
_CODE = re.compile(r"^(?:mã(?: .*)?|id|indicator|ký hiệu|code)$")
_MEASURE = re.compile(r"^(?:đvt|đơn vị tính|đơn vị đo|đv tính|unit|dvt|đv|đơn vị tính toán)$")
_PERIOD = re.compile(
    r"^(?:kỳ(?: số liệu| báo cáo)?|năm(?: số liệu| báo cáo)?|thời (?:kỳ|điểm|gian)|period|giai đoạn)$"
)
_QUARTER = re.compile(r"^(?:(?:quý|tháng) )?(?:i{1,3}|iv|\d|1[0-2]|0\d)$", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:nguồn(?: số liệu| dữ liệu| cung cấp)?|source|văn bản|căn cứ|số văn bản)$")
_NOTE = re.compile(
    r"^(?:ghi chú|chú thích|điện thoại|đt|sđt|số điện thoại|người .*|cơ quan .*|email|cán bộ .*|phụ trách.*|"
    r"đánh giá|nhận xét|lý do|xếp loại|ký nhận|tài khoản|địa chỉ|diễn giải|quyết định.*|ngày ban hành)$"
)
_ROLE = re.compile(r"^(?:vai trò|role|loại số liệu|tính chất số liệu)$")
_VALUE = re.compile(r"^(?:giá trị|số liệu|value|kết quả)$")
_TREE = re.compile(
    r"^(?:tên )?(?:các )?(?:xã|phường|đơn vị|địa phương|địa bàn|thị trấn|huyện|đảng bộ|chi bộ|"
    r"tổ chức đảng|trường|thôn|"
    r"khu phố|bản|đơn vị hành chính|cơ sở|tccsđ|cụm)(?:[ ,/]|$)(?!.*(?:đạt|hoàn thành|chuẩn|tính|tỷ lệ|số ))"
)
_NAMES = re.compile(
    r"^(?:tên )?(?:các )?(?:chỉ tiêu|nội dung|danh mục|tiêu chí|chỉ số|ngành|lĩnh vực|nguồn vốn|"
    r"cấp học|loại .*|diễn giải|khoản .*|"
    r"name|hạng mục|nhóm .*|mặt hàng|sản phẩm|cây trồng|vật nuôi|đối tượng|chỉ tiêu.*)$"
)

Facts = dict[str, Any]


def columns_of(sheet: Sheet, table: Table, known: Callable[[str], bool]) -> dict[int, Facts]:
    """`is` of every column: order, code, measure, period, source, note, role, unit, name, value or none; of a
    value also period, role, measure, the unit of the tree and the `labels` that its headings may mean."""
    found = {c: _column(sheet, table, c, known) for c in range(sheet.width)}
    _settle_labels(found)
    by_unit = any(f["is"] == "unit" for f in found.values()) or _rows_are_units(sheet, table, found)
    for c, facts in found.items():
        if facts["is"] == "value":
            facts |= _of_value(sheet, table, c, known, by_unit=by_unit)
    _rates_beside_counts(found)
    _sums_of_columns(found)
    return found


def _column(sheet: Sheet, table: Table, column: int, known: Callable[[str], bool]) -> Facts:
    heads = sheet.heads(table, column)
    keys = [key_of(plain_label(h)) for h in heads]
    texts = [t for r in range(table.start, table.end + 1) if (t := sheet.said(r, column))]
    values = sum(
        1
        for r in range(table.start, table.end + 1)
        if (r, column) in sheet.grid.cells
        and sheet.is_value(r, column)
        and sheet.grid.cells[r, column].kind != "error"
    )
    facts: Facts = {"is": _kind(sheet, keys, texts, values, known), "heads": heads}
    return facts


def _kind(sheet: Sheet, keys: list[str], texts: list[str], values: int, known: Callable[[str], bool]) -> str:
    leaf = keys[-1] if keys else ""
    if not texts and not keys:
        return "none"
    for kind, rule in (
        ("order", _ORDER), ("code", _CODE), ("source", _SOURCE), ("note", _NOTE), ("role", _ROLE)
    ):  # fmt: skip
        if any(rule.match(k) for k in keys):
            return kind
    measures = sum(
        1
        for t in texts
        if measure_of(t)
        and not has_digit(t.replace("m2", "").replace("m3", "").replace("1000", "").replace("1.000", ""))
    )
    if any(_MEASURE.match(k) for k in keys) or (
        leaf in ("đơn vị", "đv", "") and texts and measures * 2 > len(texts)
    ):
        return "measure"
    when = sum(1 for t in texts if is_year(t) or (period_of(t) and not remainder(t)))
    if _PERIOD.match(leaf) and when * 2 >= max(len(texts), 1):
        return "period"
    if leaf in ("quý", "tháng") and texts and all(_QUARTER.match(t) for t in texts):
        return "quarter"
    words = sum(1 for t in texts if _is_words(t))
    if words > values:
        return _label_kind(leaf, texts, known)
    if not leaf and texts and all(is_order(t) for t in texts) and not _VALUE.match(leaf):
        return "order"
    return "value" if values or keys else "none"


def _is_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 2 and not re.match(r"^[≥≤<>~(+-]*\s*\d", clean(text))


def _label_kind(leaf: str, texts: list[str], known: Callable[[str], bool]) -> str:
    labels = [t for t in texts if _is_words(t)]
    places = sum(1 for t in labels if is_place(t) or known(t))
    if _TREE.match(leaf) or (
        places * 5 > len(labels) * 3 and not (_NAMES.match(leaf) and places * 10 < len(labels) * 9)
    ):
        return "unit"
    return "name"


def _rows_are_units(sheet: Sheet, table: Table, found: dict[int, Facts]) -> bool:
    """The one column of names has a heading that says neither names nor a breakdown, and the headings of the
    values say what they are of: then its rows are units, whatever they are called ("Cơ quan")."""
    names = [c for c, f in found.items() if f["is"] == "name"]
    values = [c for c, f in found.items() if f["is"] == "value"]
    if len(names) != 1 or not found[names[0]]["heads"]:
        return False
    if any(_NAMES.match(key_of(plain_label(h))) for h in found[names[0]]["heads"]):
        return False
    named = [c for c in values if any(remainder(h) for h in sheet.heads(table, c))]
    if len(named) * 2 <= len(values):
        return False
    found[names[0]]["is"] = "unit"
    return True


def _settle_labels(found: dict[int, Facts]) -> None:
    """Words to the right of the first number are remarks; of two columns of names the last is the name."""
    first = next((c for c, f in found.items() if f["is"] == "value"), None)
    for c, facts in found.items():
        if facts["is"] in ("name", "unit") and first is not None and c > first:
            sure = bool(facts["heads"]) and (
                _TREE.match(key_of(facts["heads"][-1])) or _NAMES.match(key_of(facts["heads"][-1]))
            )
            facts["is"] = (
                facts["is"]
                if sure
                and facts["is"] == "name"
                and not any(f["is"] in ("name", "unit") for x, f in found.items() if x < first)
                else "note"
            )
    for kind in ("name", "unit"):
        same = [c for c, f in found.items() if f["is"] == kind]
        for c in same[:-1]:
            found[c]["is"] = "group"
    if not any(f["is"] in ("name", "unit", "period", "code") for f in found.values()):
        left = [
            c
            for c, f in found.items()
            if f["is"] == "value" and f["heads"] and _PERIOD.match(key_of(f["heads"][-1]))
        ]
        for c in left[:1]:
            found[c]["is"] = "period"


def _of_value(
    sheet: Sheet, table: Table, column: int, known: Callable[[str], bool], *, by_unit: bool
) -> Facts:
    heads = found_heads = sheet.heads(table, column)
    day = next(
        (
            cell.day
            for r in range(table.first, table.last + 1)
            if (cell := sheet.cell(r, column)) and cell.day
        ),
        None,
    )
    measures = next((found for h in reversed(heads) if (found := _measures(h))), [])
    names = {m.name for m in measures}
    rest = [h for h in heads if measure_of(h) is None and (remainder(h) or is_place(h) or known(h))]
    if not rest and heads and (noun := measure_of(heads[-1])) and noun.name[0].isalpha():
        rest = heads[-1:]  # "Đảng viên", "Hộ": what is counted is the name too
    units = [h for h in rest if is_place(h) or known(h)]
    named = [h for h in rest if h not in units]
    return {
        "heads": found_heads,
        "period": _period(heads, day),
        "periods": len({p for h in heads for p in periods_of(h)}),
        "role": role_of(*heads),
        "measure": measures[0].name if len(names) == 1 else None,
        "measures": sorted(names),
        "unit_name": units[-1] if len(units) == 1 and not by_unit else "",
        "labels": _labels(heads, named),
        "named": bool(named),
    }


def _measures(head: str) -> list[Measure]:
    whole = measure_of(head)
    if whole:
        return [whole]
    count = counted(head)
    return measures_in(head) or ([count] if count else [])


def _sums_of_columns(found: dict[int, Facts]) -> None:
    """ "Cộng" beside 2015 … 2019: a sum over periods, and of which is not written."""
    periods = {f["period"] for f in found.values() if f["is"] == "value" and f["period"]}
    for facts in found.values():
        if facts["is"] == "value" and facts["heads"] and is_total(facts["heads"][-1]) and not facts["period"]:
            facts["sum"] = len(periods) > 1


def _period(heads: list[str], day: Any) -> str | None:
    if day is not None:
        texts = [h for h in heads if "/" in h]
        if texts and re.fullmatch(r"\d{2}/\d{4}", texts[-1]):
            return f"{day.month}/{day.year}"
        if any(is_year(h) for h in heads):
            return str(day.year)
        return f"{day.day}/{day.month}/{day.year}"
    return period_of(*heads)


def _labels(heads: list[str], named: list[str]) -> list[str]:
    """What the headings may mean together, the narrowest first: the leaf, the leaf of what stands over it."""
    if not named:
        return []
    leaf = heads[-1]
    if (
        leaf in named
        or measure_of(leaf)
        or re.match(r"^(?:tỷ|tỉ) lệ|^số lượng|^tổng số|^cơ cấu", key_of(leaf))
    ):
        outer = [h for h in named if h != leaf]
        joined = [f"{_head_word(leaf)} {h[:1].lower()}{h[1:]}" for h in reversed(outer)]
        return [*([leaf] if leaf in named else []), *joined, *([] if leaf in named else reversed(outer))]
    return list(reversed(named))


def _head_word(leaf: str) -> str:
    return "Tỷ lệ" if leaf.strip(" ()") == "%" else re.sub(r"\s*\(.*?\)|\s*%", "", leaf)


def _rates_beside_counts(found: dict[int, Facts]) -> None:
    """ "Số hộ nghèo" | "Tỷ lệ (%)": the rate is of what is counted to its left."""
    before = ""
    for facts in found.values():
        if facts["is"] != "value":
            continue
        leaf = key_of(facts["heads"][-1]) if facts["heads"] else ""
        if (
            re.fullmatch(r"(?:tỷ lệ|tỉ lệ)?\s*%?", leaf)
            and leaf
            and before
            and facts["role"] == "actual"
            and not facts["named"]
        ):
            thing = re.sub(r"^(?:tổng )?số (?:lượng )?", "", before)
            facts["labels"] = [*facts["labels"], f"Tỷ lệ {thing}"]
            facts["beside"] = before
        elif re.match(r"^(?:tổng )?số ", leaf):
            before = clean(plain_label(facts["heads"][-1])).lower()
