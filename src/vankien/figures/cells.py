"""The figures of a table's cell: their units, periods and roles as row, column and caption give them."""

from __future__ import annotations

import re
from decimal import Decimal

from vankien.figures import units
from vankien.figures.lexicon import words
from vankien.figures.numerals import read
from vankien.figures.quantities import Quantity, quantities
from vankien.figures.tables import BARE, PLANNED, DataCell
from vankien.figures.units import Unit
from vankien.model import Comparator, Role
from vankien.text import fold

_PER_CENT = Unit("%", Decimal(1), 0, 0, closed=True, known=True)
_IN_BRACKETS = re.compile(r"\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()]{1,30}?)\s*\)")
_CAPTION_UNIT = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*([^()]{1,30})")
_COUNTED = re.compile(r"(?:^|\b)(?:tổng số|số lượng|số)\s")
_SHARE = re.compile(r"%|tỷ lệ|phần trăm|tốc độ")
_AGAINST_PLAN = re.compile(
    r"(?:%|tỷ lệ|đạt|so|so sánh|mức độ)[^|]*(?:kh\b|kế hoạch|nq|nghị quyết|chỉ tiêu|mục tiêu|dự toán)|"
    r"th ?/ ?kh|tỷ lệ đạt|đạt tỷ lệ|(?:%|tỷ lệ|mức độ) hoàn thành|hoàn thành (?:%|kế hoạch|chỉ tiêu)|% đạt"
)
_COMPARED = re.compile(r"^(?:tỷ lệ )?(?:so sánh|đạt)\s?(?:\(?%\)?|tỷ lệ)?$")
_CHANGED = re.compile(r"tăng|giảm|chênh lệch|so (?:với )?(?:cùng kỳ|năm|đầu)|tốc độ")
_COMPARES = re.compile(r"so (?:sánh|với)|tỷ lệ đạt|% (?:đạt|hoàn thành|thực hiện)")
_REACHED = re.compile(r"thực hiện|\bth\b|ước|kết quả|đạt được")
_ONLY_PLANNED = re.compile(r"dự kiến|phấn đấu|mục tiêu|kế hoạch")
_ONLY_A_YEAR = re.compile(r"(?:cuối |hết )?(?:năm )?20\d\d")
_SIGNS: dict[str, Comparator] = {
    "<": "<", ">": ">", "≥": ">=", "≤": "<=", "~": "~",
    "trên": ">=", "hơn": ">=", "dưới": "<=", "gần": "~", "khoảng": "~",
}  # fmt: skip


def quantities_of(cell: DataCell, *, english: bool = False) -> list[Quantity]:
    """The numbers of a data cell, each with the unit that the cell, its row or its column gives."""
    key = fold(cell.block.text)
    match = BARE.match(key)
    if match is None or any(c.isdigit() for c in match["rest"]):
        return quantities(cell.block.text, words(key), english=english)
    at = match.end("high") if match["high"] else match.end("low")
    line = words(key)
    after = next((i for i, w in enumerate(line) if w.start >= at), len(line))
    own = units.after(line, after, cell.block.text)
    unit = own if own and own.name and own.known else _given(cell, counted=match["to"] == "/") or own
    name, factor, closed = (unit.name, unit.factor, unit.closed) if unit else (None, Decimal(1), False)
    end = own.end if own and own.name == name and name else at
    low = read(match["low"], english=english) * factor
    start = match.start("sign") if match["sign"] == "-" else match.start("low")
    if match["high"] is None:
        value = -low if match["sign"] == "-" else low
        return [Quantity(start, end, value, name, None, _comparator(match), closed)]
    high = read(match["high"], english=english) * factor
    if match["to"] == "/":
        return [Quantity(start, end, low, name, high, "=", closed)]
    return [Quantity(start, end, (low, high), name, None, "range", closed)]


def _comparator(match: re.Match[str]) -> Comparator:
    return ">=" if "trở lên" in match["rest"] else _SIGNS.get(match["sign"] or "", "=")


def _given(cell: DataCell, *, counted: bool = False) -> Unit | None:
    """The unit that row, column or caption give to a bare number.

    `counted`: the cell says how many of how many, so that its head begins with what is counted.
    """
    if _SHARE.search(cell.head):
        return _PER_CENT
    caption = _CAPTION_UNIT.search(cell.caption)
    in_brackets = (*_IN_BRACKETS.findall(cell.head), *_IN_BRACKETS.findall(cell.label))
    for text in (cell.unit, *in_brackets, caption.group(1) if caption else ""):
        if unit := _canonical(text):
            return unit
    if re.match(r"(?:\d+\.? |- )?(?:tỷ lệ|tốc độ)", cell.label):
        return _PER_CENT
    if number := _COUNTED.search(cell.label):
        return _canonical(cell.label[number.end() :])
    return _counted(cell.leaf, begins=counted) or (_counted(cell.label, begins=True) if counted else None)


def counted_by_head(head: str) -> str | None:
    """A column headed "Đảng viên" or "Số đảng viên kết nạp" counts them."""
    unit = _counted(head)
    return unit.name if unit else None


def _counted(head: str, *, begins: bool = False) -> Unit | None:
    """`begins`: whether more may follow the noun ("Chi bộ đã đại hội")."""
    if number := _COUNTED.search(head):
        return _canonical(head[number.end() :])
    line = words(head)
    unit = units.after(line, 0, head) if line and not PLANNED.search(head) else None
    whole = unit and unit.known and not unit.closed and (begins or unit.next == len(line))
    return unit if whole else None


def _canonical(text: str) -> Unit | None:
    """A unit as written alone ("Tr.đồng/ người", "%") in canonical form; None when it is none."""
    key = fold(text).strip(" .:")
    key = re.sub(r"tr\.?\s?đồng|trđ|tr\.đ\b", "triệu đồng", key)
    key = re.sub(r"^1\.?000 ?(?:đồng|đ)|^ngàn đồng", "nghìn đồng", key)
    line = words(key)
    return units.after(line, 0, key) if line else None


def role_of(cell: DataCell) -> Role | None:
    """What the column's head says of its figures."""
    head, outer = cell.head, cell.head.removesuffix(cell.leaf)
    against = _AGAINST_PLAN.search(head) or (_COMPARES.search(outer) and PLANNED.search(cell.leaf))
    if against or (cell.with_plan and _COMPARED.match(cell.leaf)):
        return "completion_ratio"
    if _CHANGED.search(head):
        return "change"
    if _REACHED.search(head):
        return "actual"
    if PLANNED.search(head):
        return "target"
    if cell.with_plan and _ONLY_A_YEAR.fullmatch(cell.leaf):
        return "actual"  # "Năm 2024" beside "Mục tiêu năm 2030"
    if re.search(r"đầu nhiệm kỳ|cùng kỳ", head):
        return "baseline"
    return "target" if _ONLY_PLANNED.search(cell.caption) and not _REACHED.search(cell.caption) else None
