"""Where a figure's words stand: sentences, clauses, and brackets of a block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=\S)")
_ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]|\b(?:TP|Tp|TX|TT|PGS|TS|ThS|GS|BS|đ|Đ|tr|v\.v|ng))$")
_CLAUSE_END = re.compile(
    r"[,;:]|\bcòn lại\b|\btrong đó\b|\bvới (?=tổng|diện tích|năng suất|dân số|kinh phí|mức|trị giá|số|"
    r"sản lượng|quy mô)|"
    r"\bvà (?=(?:tỷ lệ|số|tổng|thu nhập|tốc độ|giá trị|có|đạt|bằng|vượt|tăng|giảm|trên|hơn|nâng|bầu|\d))"
)
_PLACES = (
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "thị xã",
    "tỉnh",
    "thôn",
    "làng",
    "bản",
    "buôn",
    "ấp",
    "khóm",
    "xóm",
)
_AND_PLACES = re.compile(
    r"(?:xã|phường|thị trấn|thị xã|thành phố|đặc khu|thôn|làng|bản|buôn|ấp|khóm|xóm|khu phố|"
    r"tổ dân phố|khu dân cư|cơ quan|trường học|đơn vị)\b(?! \d)"
)
_PAIRS = (
    *((place, _AND_PLACES) for place in _PLACES),
    ("phòng", re.compile(r"ban\b")),
    ("ban", re.compile(r"ngành\b")),
    ("sở", re.compile(r"(?:ban|ngành)\b")),
    ("cơ quan", re.compile(r"đơn vị|doanh nghiệp|trường học")),
    ("an ninh", re.compile(r"trật tự")),
    ("kiểm tra", re.compile(r"giám sát")),
    ("cán bộ", re.compile(r"công chức|đảng viên|chiến sĩ")),
    ("công chức", re.compile(r"viên chức|người lao động")),
    ("trâu", re.compile(r"bò\b")),
    ("gia trại", re.compile(r"trang trại")),
)
_NUMBERED = re.compile(r"\(\d{1,2}\)\.?\s")
_PAGE = 3000
_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Scopes:
    """The borders of a block's sentences and clauses, and its brackets, as offsets."""

    sentences: list[int]
    clauses: list[int]  # outside brackets
    inner: list[int]  # inside brackets
    brackets: list[tuple[int, int]]  # none inside another, in order
    strong: list[int]  # after semicolons and sentences

    def sentence(self, at: int) -> tuple[int, int]:
        return _around(self.sentences, at)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around an offset; brackets are clauses of their own and cut no other."""
        bracket = self.bracket(at)
        if bracket is None:
            return _around(self.clauses, at)
        start, end = _around(self.inner, at)
        return max(start, bracket[0] + 1), min(end, bracket[1] - 1)

    def item(self, at: int) -> tuple[int, int]:
        """The stretch between semicolons around an offset."""
        return _around(self.strong, at)

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The brackets around an offset, if any."""
        i = bisect_left(self.brackets, (at, 0)) - 1
        return self.brackets[i] if i >= 0 and at < self.brackets[i][1] else None


def scopes(text: str, key: str, phrases: Iterable[tuple[int, int]] = ()) -> Scopes:
    """Cuts a block into sentences and clauses; commas inside numbers and `phrases` do not cut."""
    whole = {at for start, end in phrases for at in range(start, end) if key[at] == ","}
    brackets = [m.span() for m in _BRACKET.finditer(key)]
    inside = _inside(brackets)
    sentences, items = _sentences(text, inside)
    clauses, inner, strong = {*sentences, *items}, {0}, {*sentences, *items}
    for match in _CLAUSE_END.finditer(key):
        at = match.end() if len(match.group()) == 1 else match.start()
        if match.group() == "," and (match.start() in whole or _joins(key, match.start())):
            continue
        if match.group().startswith("và") and not _number_since_border(key, match.start()):
            continue
        (inner if inside(match.start()) else clauses).add(at)
        if match.group() == ";" and not inside(match.start()):
            strong.add(at)
    end = len(text)
    return Scopes(
        [*sentences, end], [*sorted(clauses), end], [*sorted(inner), end], brackets, [*sorted(strong), end]
    )


def _sentences(text: str, inside: Callable[[int], bool]) -> tuple[list[int], list[int]]:
    """Where sentences begin, and where the items "(2) …" of a list that runs on."""
    sentences: list[int] = [0]
    items: list[int] = []
    for match in _SENTENCE_END.finditer(text):
        short = _ABBREVIATION.search(text[max(0, match.start() - 4) : match.start()])
        goes_on = text.startswith("Trong đó", match.end())
        if short or goes_on or text[match.end()].islower() or inside(match.start()):
            continue
        (items if _NUMBERED.match(text, match.end()) else sentences).append(match.end())
    return _no_longer_than_a_page(sentences, len(text)), items


def _no_longer_than_a_page(sentences: list[int], end: int) -> list[int]:
    """What runs on longer than a page is no sentence: cut, so that its figures need not look at all."""
    borders = [*sentences, end]
    return [at for start, stop in pairwise(borders) for at in range(start, max(stop, start + 1), _PAGE)]


def _joins(key: str, comma: int) -> bool:
    """Inside a number, and in "thôn, bản", "cán bộ, công chức": one subject, not two clauses."""
    if key[comma - 1 : comma].isdigit() and key[comma + 1 : comma + 2].isdigit():
        return True
    before, after = key[max(0, comma - 16) : comma], key[comma + 2 : comma + 20]
    return any(before.endswith(a) and b.match(after) for a, b in _PAIRS)


def _number_since_border(key: str, at: int) -> bool:
    """ "hộ nghèo và hộ cận nghèo giảm 2%": "và" parts two statements only where the first has its number."""
    border = max(key.rfind(sign, 0, at) for sign in (", ", ";", ":"))
    return any(c.isdigit() for c in key[max(border, at - 80) : at])


def _inside(brackets: list[tuple[int, int]]) -> Callable[[int], bool]:
    starts = [b[0] for b in brackets]

    def inside(at: int) -> bool:
        i = bisect_right(starts, at) - 1
        return i >= 0 and at < brackets[i][1]

    return inside


def _around(borders: list[int], at: int) -> tuple[int, int]:
    i = bisect_right(borders, at)
    if i >= len(borders):
        return (borders[-2] if len(borders) > 1 else 0), borders[-1]
    return borders[i - 1], borders[i]
