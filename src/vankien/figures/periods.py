"""What a text says of time, and which figure it says it of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes

_Y = r"((?:19|20)\d\d)"
_DASH = r"\s?(?:-|đến|tới|/)\s?(?:hết\s)?(?:cuối\s)?(?:năm\s)?"


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: where it stands, its short form, and whether something is compared with it ("so với …")."""

    start: int
    end: int
    label: str
    compared: bool = False
    vague: bool = False  # hằng năm, hiện nay: gives way to a date or year in the same clause


def _day(m: re.Match[str]) -> str:
    parts = [str(int(p)) for p in m.groups()[:2]]
    return "/".join([*parts, m.group(3)] if m.group(3) else parts)


def _month(m: re.Match[str]) -> str:
    return f"{int(m.group(1))}/{m.group(2)}" if m.group(2) else f"tháng {int(m.group(1))}"


def _months(m: re.Match[str]) -> str:
    part = f" {m.group(2)} năm" if m.group(2) else ""
    year = (" " if part else " năm ") + m.group(3) if m.group(3) else ""
    return f"{int(m.group(1))} tháng{part}{year}"


def _quarter(m: re.Match[str]) -> str:
    return f"quý {m.group(1).upper()}" + (f"/{m.group(2)}" if m.group(2) else "")


def _span(m: re.Match[str]) -> str:
    last = m.group(2) if len(m.group(2)) == 4 else m.group(1)[:2] + m.group(2)
    return f"{m.group(1)}-{last}"


def _fixed(label: str) -> Callable[[re.Match[str]], str]:
    return lambda _: label


_RULES: tuple[tuple[str, Callable[[re.Match[str]], str], bool], ...] = (
    (r"cùng kỳ(?: (?:năm (?:trước|ngoái|\d{4})|nhiệm kỳ trước|\d{4}))?", _fixed("cùng kỳ"), False),
    (
        r"\b(\d{1,2}) tháng(?: (đầu|cuối) năm)?(?:(?:/| của năm | năm | )((?:19|20)\d\d))?(?! \d)",
        _months,
        False,
    ),
    (r"quý (iv|i{1,3}|[1-4])(?:(?:/| năm |-)((?:19|20)\d\d))?\b", _quarter, False),
    (r"(?:ngày )?\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b", _day, False),
    (r"ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?", _day, False),
    (
        r"(?:(?:đến|tới|tính đến|đến hết|hết|ngày|đến ngày|hết ngày|trước ngày|trước) )(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/])()",
        _day,
        False,
    ),
    (r"(?:tháng )?\b(\d{1,2})\s?[/-]\s?((?:19|20)\d\d)\b", _month, False),
    (r"tháng (\d{1,2})(?: năm ((?:19|20)\d\d))?(?!\d)", _month, False),
    (r"\b" + _Y + _DASH + r"((?:19|20)\d\d|\d{2}(?![\d%.,]))\b", _span, False),
    (r"từ (?:cuối |đầu )?năm " + _Y + r" (?:đến|tới) (?:cuối |hết )?(?:năm )?" + _Y, _span, False),
    (
        r"(?:từ |kể từ )?đầu nhiệm kỳ(?: đến nay)?",
        lambda m: "nhiệm kỳ" if m.group().endswith("nay") else "đầu nhiệm kỳ",
        False,
    ),
    (r"(?:cuối|hết|kết thúc) nhiệm kỳ(?! \d)", _fixed("cuối nhiệm kỳ"), False),
    (r"giữa nhiệm kỳ", _fixed("giữa nhiệm kỳ"), False),
    (r"nhiệm kỳ (?:trước|liền kề trước)", _fixed("nhiệm kỳ trước"), False),
    (r"(?:nhiệm kỳ|khóa) (?:tới|mới)", _fixed("nhiệm kỳ tới"), False),
    (
        r"(?<!đại hội đại biểu )(?<!đại hội )nhiệm kỳ(?! \d| thứ)(?: qua| này| vừa qua)?",
        _fixed("nhiệm kỳ"),
        True,
    ),
    (
        r"(?:trong |sau |qua )?\b(\d{1,2}) năm(?: qua| tới)?(?=[^\w]|\s(?!tù|\d))",
        lambda m: f"{int(m.group(1))} năm",
        False,
    ),
    (r"(?:trong |sau |qua |suốt )?năm năm qua", _fixed("5 năm"), False),
    (r"\bnăm (?:học )?" + _Y, lambda m: m.group(1), False),
    (r"(?<=\()" + _Y + r"(?=[):])", lambda m: m.group(1), False),
    (
        r"(?<![\d.,/])\b(?:trước |đến |cuối |đầu )?"
        + _Y
        + r"\b(?![.,/]?\d|\s?(?:%|tỷ|triệu|đồng|ha|hộ|người|tấn))",
        lambda m: m.group(1),
        False,
    ),
    (
        r"(?:bình quân |trung bình )?(?:hằng|hàng|mỗi|từng) năm|(?:bình quân|trung bình)(?:/| một | 1 | )năm\b(?! \d)|(?<=bình quân )/năm",
        _fixed("hằng năm"),
        True,
    ),
    (r"(?:hằng|hàng|mỗi) tháng", _fixed("hằng tháng"), True),
    (r"(?:hằng|hàng|mỗi) quý", _fixed("hằng quý"), True),
    (r"năm (?:trước|ngoái)", _fixed("năm trước"), False),
    (
        r"(?:cho )?(?:đến|tới) nay|hiện nay|hiện tại|đến thời điểm (?:này|hiện tại|hiện nay)|\bhiện (?=có|còn|đã|đang|toàn|nay|xã|đảng|huyện|công)",
        _fixed("hiện nay"),
        True,
    ),
)
_FINDER = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (pattern, _, _) in enumerate(_RULES)))
_SINGLE = tuple(re.compile(pattern) for pattern, _, _ in _RULES)
_COMPARE = re.compile(
    r"(?:so|so với|với|bằng|hơn|so sánh với|gấp|%|lần)\s(?:thời điểm |mức |cuối |đầu |thời kỳ |giai đoạn |nhiệm kỳ |kết quả |thực hiện |của )*$"
)
_SOVOI = re.compile(r"\bso (?:với|sánh)?[^,;()]{0,40}$|\bso $")
_ATTACHED = re.compile(
    r"\s?(?:[,(]?\s?(?:vào|trong|ở|của|tại|thời điểm|cuối|đầu|giai đoạn|hồi|đến|từ|tính đến)?\s?){0,3}$"
)


def times(key: str) -> list[Time]:
    """The time expressions of a folded text."""
    out = []
    for match in _FINDER.finditer(key):
        i = int((match.lastgroup or "r0")[1:])
        single = _SINGLE[i].match(key, match.start())
        if single is None:
            continue
        before = key[max(0, match.start() - 50) : match.start()]
        compared = bool(
            _SOVOI.search(before) or (match.group().startswith("cùng kỳ") and _COMPARE.search(before))
        )
        out.append(Time(match.start(), match.end(), _RULES[i][1](single), compared, _RULES[i][2]))
    return out


def period(i: int, found: list[Quantity], said: list[Time], key: str, where: Scopes) -> str | None:
    """The period of the i-th quantity of a block, as its own sentence says it."""
    quantity = found[i]
    lo, hi = where.sentence(quantity.start)
    previous = found[i - 1].end if i and found[i - 1].start >= lo else lo
    following = found[i + 1].start if i + 1 < len(found) and found[i + 1].start < hi else hi
    near = [t for t in said if lo <= t.start < hi]
    for rule in (_compared, _attached, _in_clause, _carried):
        label = rule(quantity, near, key, where, (previous, following))
        if label:
            return label
    return None


def _compared(q: Quantity, near: list[Time], key: str, where: Scopes, gap: tuple[int, int]) -> str | None:
    """ "tăng 5% so với năm 2015", "so với cùng kỳ giảm 3 vụ"."""
    stop = re.search(r"[,;]|\)", key[q.end : gap[1]])
    after = q.end + stop.start() if stop else gap[1]
    bracket = where.bracket(q.start)
    clause_start = max(where.clause(q.start)[0], gap[0])
    for t in near:
        if not t.compared:
            continue
        if q.end <= t.start < after or clause_start <= t.start < q.start:
            return t.label
        if bracket is None and t.start > q.end and _only_bracket_between(key[q.end : t.start]):
            return t.label
    return None


def _only_bracket_between(text: str) -> bool:
    return bool(re.fullmatch(r"\s?\([^()]*\)\s?(?:so|so với|so sánh)?\s?", text))


def _attached(q: Quantity, near: list[Time], key: str, where: Scopes, gap: tuple[int, int]) -> str | None:
    """ "25 triệu đồng năm 2015", "8,5% (đầu nhiệm kỳ)"."""
    for t in near:
        if not t.compared and q.end <= t.start < gap[1] + 30:
            between = key[q.end : t.start]
            if "," not in between and len(between) < 30 and _ATTACHED.match(between) and t.start < gap[1]:
                return t.label
    return None


def _in_clause(q: Quantity, near: list[Time], key: str, where: Scopes, gap: tuple[int, int]) -> str | None:
    """In the clause, before the quantity and after the last one; else after it, up to the clause's end."""
    start, end = where.clause(q.start)
    head = [t for t in near if max(start, gap[0]) <= t.start < q.start and not t.compared]
    if head:
        return _best(head)
    tail = [t for t in near if q.end <= t.start < min(end, gap[1]) and not t.compared]
    return _best(tail) if tail else None


def _best(candidates: list[Time]) -> str:
    exact = [t for t in candidates if not t.vague]
    return (exact or candidates)[-1].label


def _carried(q: Quantity, near: list[Time], key: str, where: Scopes, gap: tuple[int, int]) -> str | None:
    """What the sentence said before and still holds in the enumeration."""
    mine = where.bracket(q.start)
    kept = []
    for t in near:
        if t.start >= q.start or t.compared:
            continue
        theirs = where.bracket(t.start)
        if (theirs is None or theirs == mine) and not _clings(t, key):
            kept.append(t)
    return kept[-1].label if kept else None


def _clings(t: Time, key: str) -> bool:
    """Whether a time belongs to the number right before it ("25 triệu đồng năm 2015") and to no other."""
    before = key[max(0, t.start - 24) : t.start]
    return bool(
        re.search(
            r"(?:\d|%|đồng|triệu|tỷ|ha|tấn|người|hộ|lần)\s\(?(?:vào |trong |ở |của |cuối |đầu )?$", before
        )
    )
