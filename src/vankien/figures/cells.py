"""The figures of a table's cell: their units, periods and roles as row, column and caption give them."""

from __future__ import annotations

import re
from decimal import Decimal

from vankien.figures import units
from vankien.figures.lexicon import words
from vankien.figures.numerals import read
from vankien.figures.quantities import Quantity, quantities
from vankien.figures.tables import BARE, PLANNED, DataCell
from vankien.model import Comparator, Role
from vankien.text import fold

_IN_BRACKETS = re.compile(r"\(\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()]{1,30}?)\s*\)")
_CAPTION_UNIT = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*([^()]{1,30})")
_COUNTED = re.compile(r"(?:^|\b)(?:tổng số|số lượng|số)\s")
_SHARE = re.compile(r"%|tỷ lệ|phần trăm|tốc độ")
_AGAINST_PLAN = re.compile(
    r"(?:%|tỷ lệ|đạt|so|so sánh|mức độ)[^|]*(?:kh\b|kế hoạch|nq|nghị quyết|chỉ tiêu|mục tiêu|dự toán)|"
    r"th ?/ ?kh|tỷ lệ đạt|đạt tỷ lệ|% hoàn thành|hoàn thành (?:%|kế hoạch|chỉ tiêu)|% đạt"
)
_COMPARED = re.compile(r"^(?:tỷ lệ )?(?:so sánh|đạt)\s?(?:\(?%\)?|tỷ lệ)?$")
_CHANGED = re.compile(r"tăng|giảm|chênh lệch|so (?:với )?(?:cùng kỳ|năm|đầu)|tốc độ")
_REACHED = re.compile(r"thực hiện|\bth\b|ước|kết quả|đạt được")
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
    name, factor = (own.name, own.factor) if own and own.name and own.closed else (unit_of(cell), Decimal(1))
    if name is None and own:
        name = own.name
    end = own.end if own and own.name == name and name else at
    low = read(match["low"], english=english) * factor
    start = match.start("sign") if match["sign"] == "-" else match.start("low")
    if match["high"] is None:
        return [Quantity(start, end, -low if match["sign"] == "-" else low, name, None, _comparator(match))]
    high = read(match["high"], english=english) * factor
    if match["to"] == "/":
        return [Quantity(start, end, low, name, high, "=")]
    return [Quantity(start, end, (low, high), name, None, "range")]


def _comparator(match: re.Match[str]) -> Comparator:
    return ">=" if "trở lên" in match["rest"] else _SIGNS.get(match["sign"] or "", "=")


def unit_of(cell: DataCell) -> str | None:
    """The unit that row, column or caption give to a bare number."""
    if _SHARE.search(cell.head):
        return "%"
    caption = _CAPTION_UNIT.search(cell.caption)
    in_brackets = (*_IN_BRACKETS.findall(cell.head), *_IN_BRACKETS.findall(cell.label))
    for text in (cell.unit, *in_brackets, caption.group(1) if caption else ""):
        if unit := canonical(text):
            return unit
    if re.match(r"(?:\d+\.? |- )?(?:tỷ lệ|tốc độ)", cell.label):
        return "%"
    if counted := _COUNTED.search(cell.label):
        return canonical(cell.label[counted.end() :])
    return counted_by_head(cell.head)


def counted_by_head(head: str) -> str | None:
    """A column headed "Đảng viên" or "Số đảng viên kết nạp" counts them."""
    if counted := _COUNTED.search(head):
        return canonical(head[counted.end() :])
    line = words(head)
    unit = units.after(line, 0, head) if line else None
    return unit.name if unit and unit.known and not unit.closed and unit.next == len(line) else None


def canonical(text: str) -> str | None:
    """A unit as written alone ("Tr.đồng/ người", "%") in canonical form; None when it is none."""
    key = fold(text).strip(" .:")
    key = re.sub(r"tr\.?\s?đồng|trđ|tr\.đ\b", "triệu đồng", key)
    key = re.sub(r"^1\.?000 ?(?:đồng|đ)|^ngàn đồng", "nghìn đồng", key)
    line = words(key)
    unit = units.after(line, 0, key) if line else None
    return unit.name if unit else None


def role_of(cell: DataCell) -> Role | None:
    """What the column's head says of its figures."""
    head = cell.head
    if _AGAINST_PLAN.search(head) or (cell.with_plan and _COMPARED.match(head)):
        return "completion_ratio"
    if _CHANGED.search(head):
        return "change"
    if _REACHED.search(head):
        return "actual"
    if PLANNED.search(head):
        return "target"
    if cell.with_plan and _ONLY_A_YEAR.fullmatch(head):
        return "actual"  # "Năm 2024" beside "Mục tiêu năm 2030"
    return "baseline" if re.search(r"đầu nhiệm kỳ|cùng kỳ", head) else None
