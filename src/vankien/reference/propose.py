"""How a sheet would be read, as plain data that a person can confirm and that is remembered by its shape."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Table_
from typing import Any

from vankien.packs.model import Indicator
from vankien.reference.columns import columns_of
from vankien.reference.facts import COMMUNE
from vankien.reference.model import Mapping
from vankien.reference.sheet import Sheet, Table, shape_key
from vankien.reference.words import (
    bare_place,
    is_place,
    measure_of,
    measures_in,
    period_of,
    periods_of,
    role_of,
)
from vankien.text import clean, fold
from vankien.word.books.grid import Grid

_UNIT_NOTE = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)\s*[:.]\s*([^()]{1,60})")
_LETTERHEAD = re.compile(
    r"cộng h[oò]a|độc lập|đảng cộng sản|^số\s*:|,\s*ngày|^ngày|kèm theo|ban hành theo|^mẫu|"
    r"phục vụ đại hội|^thanh tra"
)
_OWN_UNIT = re.compile(
    r"(?:^|\b)(?:ubnd|đảng ủy|đảng bộ|hđnd|đơn vị\s*(?:báo cáo)?\s*:?)?\s*((?:(?<!thị )xã|phường|thị trấn|"
    r"chi bộ|thôn)\s+[^\s,;:()-]+(?:\s+[^\s,;:()-]+){0,3})"
)
_STOP = re.compile(
    r"\s(?:năm|báo cáo|giai đoạn|quý|tháng|số liệu|gửi|từ|đến|theo|trên|thực hiện|\d|-).*$", re.IGNORECASE
)
_NO_UNIT = re.compile(r"\bxã(?= (?:hội|viên)\b)")  # "kinh tế - xã hội xã Quảng Tâm" names one commune
_OFFICE = re.compile(
    r"^(?:phòng|chi cục|cục|sở|ban (?!hành)|bảo hiểm xã hội|bhxh|công an|kho bạc|ủy ban|ubnd|hđnd|"
    r"đảng ủy|thành ủy|huyện ủy|"
    r"tỉnh ủy|văn phòng|trung tâm|hội (?!nghị)|liên đoàn|mặt trận|đoàn|thanh tra|viện|tòa|chi nhánh|"
    r"ban chqs|người lập)\b(?!.*(?:\d{4}|tỷ lệ|kết quả|số liệu))"
)
_REMARK = re.compile(r"^\W*(?:ghi chú|chú thích|lưu ý|đơn vị|đvt|\*|\(\d\)|\[\d\]|[¹²³])|^\*|^\(\d\)")
_UPPER = re.compile(r"^(?:ubnd |ủy ban nhân dân |hđnd )?(?:huyện|tỉnh|thành phố|tp\.?|thị xã|quận)\b")
_COMMON = re.compile(r"^(?:sheet|trang|biểu|bảng|phụ lục|pl|số liệu|du lieu|dl|tổng hợp|th)\s*\d*$")


def propose(
    grid: Grid,
    indicators: Iterable[Indicator] = (),
    units: Table_[str, str] | None = None,
    remembered: Table_[str, Any] | None = None,
) -> Mapping:
    """`units`: {name as people write it: code} of the units of the tree that may be meant; `remembered`: by
    shape, what a person has decided for workbooks of that shape (`names`, `units`, `heads`)."""
    sheet = Sheet(grid)
    codes = {bare_place(name): code for name, code in (units or {}).items()}
    known = (lambda text: bare_place(text) in codes) if codes else (lambda text: False)
    communes = {bare_place(name) for name in units or {} if COMMUNE.match(fold(name))}
    tables = [_table(sheet, t, known) | _listed(sheet, t, communes) for t in sheet.tables]
    for number, table in enumerate(tables):
        table["notes"] = _below(sheet, table["body"][1], [t["head"][0] for t in tables[number + 1 :]])
    mapping: Mapping = {
        "shape": shape(tables),
        "sheet": _facts(sheet_title(grid), known),
        "tables": tables,
        "names": {},
        "units": {},
        "heads": {},
    }
    if not codes:  # a letterhead's district or city is then simply the workbook's own unit
        for facts in (mapping["sheet"], *(table["title"] for table in tables)):
            facts["unit_name"] = "" if _UPPER.match(fold(facts["unit_name"])) else facts["unit_name"]
    return _overlaid(mapping, (remembered or {}).get(mapping["shape"]))


def shape(tables: list[dict[str, Any]]) -> str:
    """The same for workbooks whose headings are the same but for their years."""
    heads = [
        [sorted((c, [shape_key(h) for h in f["heads"]]) for c, f in t["columns"].items())] for t in tables
    ]
    return hashlib.sha256(repr(heads).encode()).hexdigest()


def sheet_title(grid: Grid) -> list[str]:
    """The name of the sheet where it says something."""
    return [] if _COMMON.match(fold(grid.name)) else [grid.name]


def _table(sheet: Sheet, table: Table, known: Callable[[str], bool]) -> dict[str, Any]:
    columns = columns_of(sheet, table, known)
    title = [
        text
        for row in range(table.top, table.first)
        for column, cell in sheet.filled(row)
        if cell.kind == "text" and (text := clean(cell.text))
    ]
    return {
        "top": table.top,
        "head": [table.first, table.last],
        "index": table.index,
        "body": [table.start, table.end],
        "columns": {str(c): facts for c, facts in columns.items()},
        "title": _facts(title, known),
    }


def _listed(sheet: Sheet, table: Table, communes: set[str]) -> dict[str, Any]:
    """How many of the tree's communes a table's title, headings and rows name, and how many there are."""
    texts = (cell.text for row in range(table.top, table.end + 1) for _, cell in sheet.filled(row))
    return {"listed": [len(communes & {bare_place(text) for text in texts}), len(communes)]}


def _below(sheet: Sheet, end: int, heads: list[int]) -> list[str]:
    """The lines under a table, as far as the next one's headings."""
    stop = heads[0] if heads else sheet.height
    cells = (cell for row in range(end + 1, stop) for _, cell in sheet.filled(row))
    texts = [text for cell in cells if cell.kind == "text" and (text := clean(cell.text))]
    return [text for text in texts if not heads or _REMARK.match(fold(text))]  # else the next table's title


def _facts(lines: list[str], known: Callable[[str], bool]) -> dict[str, Any]:
    """What the lines over a table say of all of it."""
    said = [line for line in lines if not _LETTERHEAD.search(fold(line))]
    titles = [
        line
        for line in said
        if not _UNIT_NOTE.match(fold(line).strip("( ")) and not _OFFICE.match(fold(line))
    ]
    periods = list(dict.fromkeys(p for line in titles for p in periods_of(line)))
    own = _own_unit(lines, known)
    return {
        "lines": titles,
        "period": period_of(*titles) or (periods[0] if len(periods) == 1 else None),
        "periods": periods,
        "measure": _measure(lines),
        "unit_name": own,
        "role": _role(titles),
    }


def _role(titles: list[str]) -> str:
    """Only a title that speaks of nothing but plans makes targets of a table."""
    key = " ".join(fold(t) for t in titles)
    if re.search(r"kết quả|thực hiện|tình hình|số liệu|báo cáo thu|tổng hợp (?:kết|tình)|so sánh", key):
        return "actual"
    planned = re.search(
        r"dự kiến|mục tiêu|kế hoạch|dự toán|giao chỉ tiêu|chỉ tiêu (?:giao|kế hoạch|phấn đấu)|phấn đấu", key
    )
    return "target" if planned and role_of(key) in ("target", "completion_ratio") else "actual"


def _measure(lines: list[str]) -> list[str]:
    """The unit of measure that a note over the table gives; several where it names several."""
    found: list[str] = []
    for line in lines:
        key = fold(clean(line))
        note = _UNIT_NOTE.search(key)
        parts = re.split(r"[;,]|\bvà\b", note[1]) if note else []
        found += [m.name for part in parts if (m := measure_of(part))]
        if note and not found:
            found += [m.name for m in measures_in(note[1])] or _inside(note[1])
        if not note and (inside := re.findall(r"\(([^()]{1,30})\)", key)):
            found += [m.name for text in inside if (m := measure_of(text))]
    return list(dict.fromkeys(found))


def _inside(text: str) -> list[str]:
    """ "GTSX tính theo tỷ đồng": the unit at the end of the words."""
    words = text.strip(" .").split()
    for n in (3, 2, 1):
        for start in range(len(words) - n + 1):
            part = " ".join(words[start : start + n]).strip(",.")
            found = measure_of(part)
            if found and (found.name.endswith("đồng") or found.name == "%"):
                return [found.name]
    return []


def _own_unit(lines: list[str], known: Callable[[str], bool]) -> str:
    """The commune that all of a sheet is about, where its title names one."""
    found: list[str] = []
    for line in lines:
        text = clean(line)
        if (is_place(text) and not re.search(r"\d", text)) or known(text):
            found.append(text)
            continue
        key = _NO_UNIT.sub("--", fold(text))
        match = _OWN_UNIT.search(key)
        if match is None or re.search(r"các (?:xã|phường)|xã,|phường,|theo (?:xã|phường)", key):
            continue
        name = _STOP.sub("", text[match.start(1) : match.end(1)])
        rest = name.split()[1:]
        if rest and all(w[0].isupper() for w in rest if w[0].isalpha()):
            found.append(name)
    places = {bare_place(f): f for f in found}
    return next(iter(places.values())) if len(places) == 1 else ""


def _overlaid(mapping: Mapping, remembered: Table_[str, Any] | None) -> Mapping:
    """The decisions of a person over what was read."""
    if not remembered:
        return mapping
    mapping["names"] = dict(remembered.get("names", {}))
    mapping["units"] = dict(remembered.get("units", {}))
    mapping["heads"] = dict(remembered.get("heads", {}))
    for table in mapping["tables"]:
        for facts in table["columns"].values():
            decided = mapping["heads"].get(head_key(facts["heads"]))
            if decided:
                facts |= decided
    return mapping


def head_key(heads: list[str]) -> str:
    """By what a person's decision on a column is remembered."""
    return " | ".join(shape_key(h) for h in heads)
