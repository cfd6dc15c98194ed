"""Group lines of a list: "I. Tái cử", "B. Ban Thường vụ", "Tổng cộng: 17 đồng chí"; and where a list ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vankien.personnel import cells
from vankien.personnel.grid import Grid
from vankien.personnel.model import Body, Track
from vankien.personnel.row import Row, is_head_again
from vankien.text import clean, fold

_GROUP = re.compile(r"\(?(?:[ivx]+|[a-zđ])\)?\s*[.\-)/:]?$")
_GROUP_TEXT = re.compile(r"(?:\(?(?:[ivx]+|[a-zđ]|\d+)\)?\s*[.\-)/:]\s*)?(.*)")
_GROUP_WORDS = re.compile(
    r"tái cử|lần đầu|tham gia mới|nhân sự|khối |cơ cấu|ban chấp hành|ban thường vụ|cấp ủy|ủy ban kiểm tra"
    r"|danh sách|giới thiệu|tổng (?:cộng|số)|cộng|đoàn đại biểu|bí thư|không tái cử"
)
_TOTAL = re.compile(r"tổng(?: cộng| số)?\b|cộng\b")
_END = re.compile(r"người lập|t/m |tm\.|nơi nhận|ghi chú|xác nhận|, ngày |lập biểu|thủ trưởng|\* ?ghi chú")
LEAVING = re.compile(r"không tái cử|thôi tham gia|không tham gia")


@dataclass
class Group:
    bodies: tuple[Body, ...] = ()
    track: Track | None = None
    leaving: bool = False


def group_line(grid: Grid, number: int, row: Row) -> str | None:
    """The words of a row that is about those below it, not one of them."""
    cells_here = [c for c in grid.row(number) if c.text]
    named = row.first("name")
    name = named[1] if named else None  # a name may be one letter, as the letter of a group is
    texts = [clean(c.line) for c in cells_here if c is name or not _GROUP.fullmatch(fold(clean(c.line)))]
    key = fold(texts[0]) if texts else ""
    if not texts or (named and is_head_again(named[1])):
        return None
    if len(texts) == 1 and cells_here[-1].column_span > 2:
        return texts[0]
    if _TOTAL.match(key) or (len(texts) <= 2 and _END.search(key)):
        return " ".join(texts)
    body = _GROUP_TEXT.fullmatch(key)
    counted = all(re.fullmatch(r"[\d., ]*|.*đồng chí.*|.*đ/c.*", fold(t)) for t in texts[1:])
    if counted and body and _GROUP_WORDS.match(body[1]) and not row.first("birth"):
        return " ".join(texts)
    alone = (
        len(texts) == 1 and not row.first("number") and (len(cells_here) > 1 or not _like_a_name(texts[0]))
    )
    return texts[0] if alone else None


def _like_a_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 6 and all(p[:1].isupper() or p[:1].isdigit() for p in parts)


def following(group: Group, line: str, around: tuple[Body, ...], union: bool) -> Group:
    """A group line changes the track, the bodies, or both; what it does not speak of goes on."""
    if _TOTAL.match(fold(line)):
        return group
    named = cells.bodies(line, union)
    track = cells.track(line)
    leaving = LEAVING.search(fold(line)) is not None
    return Group(
        named[-1:] or (group.bodies if track else around), track or (None if named else group.track), leaving
    )


def ends(line: str, row: Row) -> bool:
    """Whether what follows is no list any more: signatures, notes."""
    return _END.search(fold(line)) is not None and not row.first("number")
