"""What a text says of time, and which figure it says it of."""

from __future__ import annotations

import re
from bisect import bisect_left
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
        r"\b(\d{1,2}) tháng(?: (đầu|cuối) năm)?(?:(?:/| của năm | năm | )((?:19|20)\d\d))?(?! \d{1,2}\b(?![.,]))",
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
    (r"tháng (0?[1-9]|1[0-2])\b(?![.,]\d)(?: năm ((?:19|20)\d\d))?(?!\d)", _month, False),
    (r"\b" + _Y + _DASH + r"((?:19|20)\d\d|\d{2}(?![\d%.,]))\b", _span, False),
    (
        r"từ (?:cuối |đầu )?năm " + _Y + r" (?:đến|tới) (?:hết )?(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]" + _Y,
        _span,
        False,
    ),
    (r"từ (?:cuối |đầu )?năm " + _Y + r" (?:đến|tới) (?:cuối |hết )?(?:năm )?" + _Y, _span, False),
    (r"từ đầu nhiệm kỳ đến nay", _fixed("nhiệm kỳ"), False),
    (r"đầu nhiệm kỳ", _fixed("đầu nhiệm kỳ"), False),
    (r"(?:cuối|hết|kết thúc) nhiệm kỳ(?! \d)", _fixed("cuối nhiệm kỳ"), False),
    (r"giữa nhiệm kỳ", _fixed("giữa nhiệm kỳ"), False),
    (r"nhiệm kỳ (?:trước|liền kề trước)", _fixed("nhiệm kỳ trước"), False),
    (r"nhiệm kỳ tới", _fixed("nhiệm kỳ tới"), False),
    (
        r"(?<!đại hội đại biểu )(?<!đại hội )nhiệm kỳ(?! \d| thứ| mới)(?: qua| này| vừa qua)?",
        _fixed("nhiệm kỳ"),
        True,
    ),
    (
        r"(?:trong |sau |qua )?(?<!hơn )(?<!gần )(?<!niệm )(?<!hiệu )\b(\d{1,2}) năm(?: qua| tới)?\b(?! (?:tù|\d|tuổi|thành lập|ngày|triển khai))",
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
    (r"(?<=so với )đầu năm(?! \d)", _fixed("đầu năm"), False),
    (r"(?:hằng|hàng|mỗi) tháng", _fixed("hằng tháng"), True),
    (r"(?:hằng|hàng|mỗi) quý", _fixed("hằng quý"), True),
    (r"năm (?:trước|ngoái)", _fixed("năm trước"), False),
    (
        r"(?:cho )?(?:đến|tới) nay|hiện nay|hiện tại|đến thời điểm (?:này|hiện tại|hiện nay)|(?:(?<=[.,;:] )|^)hiện\b|\bhiện (?=có|còn|đã|đang|toàn|nay|xã|đảng|huyện|công)",
        _fixed("hiện nay"),
        True,
    ),
)
_FINDER = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<r{i}>{pattern})" for i, (pattern, _, _) in enumerate(_RULES)) + ")"
)
_SINGLE = tuple(re.compile(pattern) for pattern, _, _ in _RULES)
_COMPARE = re.compile(
    r"(?:so|so với|với|bằng|hơn|so sánh với|gấp|%|lần)\s(?:thời điểm |mức |cuối |đầu |thời kỳ |giai đoạn |nhiệm kỳ |kết quả |thực hiện |của )*$"
)
_SOVOI = re.compile(
    r"(?:cao|thấp|nhiều|ít|tốt|lớn)? hơn (?:so với )?$|"
    r"\bso (?:với|sánh)?[^,;()]{0,40}$|\bso $"
)
_ATTACHED = re.compile(
    r"\s?(?:[,(]?\s?(?:vào|trong|ở|của|tại|thời điểm|cuối|đầu|giai đoạn|hồi|đến|từ|tính đến)?\s?){0,3}$"
)


def _is_title(key: str, start: int) -> bool:
    """ "Đại hội Đảng bộ xã lần thứ XX, nhiệm kỳ 2020-2025": the term belongs to the congress's name."""
    return bool(
        re.search(r"(?:đại hội|nghị quyết)[^.;:\d]{0,60}nhiệm kỳ\s$", key[max(0, start - 80) : start])
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
        out.append(
            Time(
                match.start(),
                match.end(),
                _RULES[i][1](single),
                compared,
                _RULES[i][2] or _is_title(key, match.start()),
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class _Gap:
    """A quantity, the text on both sides up to its neighbours, and the times of its sentence."""

    q: Quantity
    start: int
    end: int
    near: list[Time]
    key: str
    where: Scopes
    scene: int  # where the clause of the sentence's first quantity begins
    taken: set[int]  # where the times stand that cling to the quantity before


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity's period, and whether it is that of something else it is compared with."""

    label: str | None
    compared: bool = False


def assign(found: list[Quantity], said: list[Time], key: str, where: Scopes) -> list[Said]:
    """The period of every quantity of a block, as its own sentence says it."""
    out: list[Said] = []
    taken: set[int] = set()
    starts = [t.start for t in said]
    for i, q in enumerate(found):
        lo, hi = where.sentence(q.start)
        start = found[i - 1].end if i and found[i - 1].start >= lo else lo
        end = found[i + 1].start if i + 1 < len(found) and found[i + 1].start < hi else hi
        near = said[bisect_left(starts, lo) : bisect_left(starts, hi)]
        first = found[bisect_left(found, lo, key=lambda f: f.start)]
        gap = _Gap(q, start, end, near, key, where, where.clause(first.start)[0], taken)
        compared = _compared(gap)
        if compared:
            out.append(Said(compared, True))
            continue
        attached = _attached(gap)
        if attached:
            taken.add(attached.start)
        label = (attached.label if attached else None) or _in_clause(gap) or _trailing(gap)
        if label is None and start > lo and _DEPENDENT.match(key[start : q.start].lstrip(" ,;()")):
            label = next((s.label for s in reversed(out) if not s.compared), None)
        out.append(Said(label or _carried(gap)))
    return out


def _compared(g: _Gap) -> str | None:
    """ "tăng 5% so với năm 2015", "so với cùng kỳ giảm 3 vụ"."""
    stop = re.search(r"[,;]|\)", g.key[g.q.end : g.end])
    after = g.q.end + stop.start() if stop else g.end
    outside = g.where.bracket(g.q.start) is None
    clause_start = max(g.where.clause(g.q.start)[0], g.start)
    for t in g.near:
        if not t.compared:
            continue
        if g.q.end <= t.start < after or clause_start <= t.start < g.q.start:
            return t.label
        if outside and t.start > g.q.end and _ONLY_BRACKET.fullmatch(g.key[g.q.end : t.start]):
            return t.label
        if t.start < g.q.start and _CHANGES.search(g.key[g.start : g.q.start]) and _fronted_comparison(t, g):
            return t.label
    return None


def _fronted_comparison(t: Time, g: _Gap) -> bool:
    """ "So với năm 2015, …": holds for every change of its sentence."""
    return bool(_COMPARISON_FIRST.fullmatch(g.key[g.where.clause(t.start)[0] : t.start]))


def _attached(g: _Gap) -> Time | None:
    """ "25 triệu đồng năm 2015", "8,5% (đầu nhiệm kỳ)"."""
    for t in g.near:
        if t.compared or not g.q.end <= t.start < g.end:
            continue
        between = g.key[g.q.end : t.start]
        opens_bracket = "(" in between and g.end < g.key.find(")", t.end)
        if (
            _NEXT_SUBJECT.match(g.key[t.end : g.end])
            and g.end < len(g.key)
            and not _FROM_HERE.search(g.key[: g.q.start][-12:])
        ):
            continue
        if "," not in between and len(between) < 30 and not opens_bracket and _ATTACHED.match(between):
            return t
    return None


def _in_clause(g: _Gap) -> str | None:
    """In the clause, before the quantity and after the last one; else after it, up to the clause's end."""
    start, end = g.where.clause(g.q.start)
    mine = g.where.bracket(g.q.start)
    head = [
        t
        for t in g.near
        if max(start, g.start) <= t.start < g.q.start and not t.compared and _seen(t, g, mine)
    ]
    if head:
        return _best(head)
    tail = [
        t
        for t in g.near
        if g.q.end <= t.start < min(end, g.end, g.q.end + 90)
        and not t.compared
        and _seen(t, g, mine)
        and g.where.bracket(t.start) == mine
        and not (_NEXT_SUBJECT.match(g.key[t.end : g.end]) and g.end < len(g.key))
    ]
    return _best(tail) if tail else None


def _seen(t: Time, g: _Gap, mine: tuple[int, int] | None) -> bool:
    """A bracket's time is seen from inside, or from outside when it says nothing but the time."""
    if t.start in g.taken:
        return False
    theirs = g.where.bracket(t.start)
    return theirs == mine or (
        theirs is not None
        and theirs[1] - theirs[0] - 2 <= t.end - t.start + 12
        and "chuẩn" not in g.key[theirs[0] : t.start]
    )


def _best(candidates: list[Time]) -> str:
    exact = [t for t in candidates if not t.vague]
    return (exact or candidates)[-1].label


def _trailing(g: _Gap) -> str | None:
    """ "15 đồng chí vào Ban Chấp hành khóa XIV, nhiệm kỳ 2020-2025"."""
    stop = min(g.end, g.where.item(g.q.start)[1])
    for t in g.near:
        if (
            g.q.end <= t.start < stop
            and not t.compared
            and re.search(r",\s(?:nhiệm kỳ|giai đoạn)\s$", g.key[: t.start][-12:])
        ):
            return t.label
    return None


def _carried(g: _Gap) -> str | None:
    """What the sentence said before and still holds in the enumeration: the same item's last time, else a fronted one."""
    mine = g.where.bracket(g.q.start)
    before = [
        t
        for t in g.near
        if t.start < g.q.start
        and t.start not in g.taken
        and not t.compared
        and g.where.bracket(t.start) in (None, mine)
    ]
    before = [t for t in before if _fronted(t, g) or not _clings(t, g.key)]
    item = g.where.item(g.q.start)[0]
    for holds in (
        lambda t: t.start >= item and (not t.vague or t.label == "hiện nay"),
        lambda t: _fronted(t, g),
        lambda t: t.start < g.scene and not t.vague and not _DAY_ONLY.fullmatch(t.label),
        lambda t: _aims_at(t, g),
    ):
        label = next((t.label for t in reversed(before) if holds(t)), None)
        if label:
            return label
    return None


def _fronted(t: Time, g: _Gap) -> bool:
    """A time that opens its sentence or clause holds for what follows."""
    start = g.where.clause(t.start)[0]
    if t.start < g.where.item(g.q.start)[0] and g.key[t.start : t.end].startswith(
        ("bình quân", "trung bình")
    ):
        return False
    return bool(_OPENING.fullmatch(g.key[start : t.start])) and bool(_OPENED.match(g.key[t.end :]))


def _aims_at(t: Time, g: _Gap) -> bool:
    return (
        bool(
            re.search(r"(?:đến|tới)(?: cuối| hết)?\s$", g.key[max(0, t.start - 10) : t.start])
            or g.key[t.start : t.end].startswith("đến")
        )
        and len(t.label) == 4
    )


def _clings(t: Time, key: str) -> bool:
    """Whether a time belongs to what stands right before it ("25 triệu đồng năm 2015", "đạt chuẩn vào năm 2018")."""
    before = key[max(0, t.start - 24) : t.start]
    return bool(
        re.search(
            r"(?:\d|%|đồng|triệu|tỷ|ha|tấn|người|hộ|lần)\s\(?(?:vào |trong |ở |của |cuối |đầu )?$|\b(?:vào|trong|từ)\s(?:cuối |đầu )?$",
            before,
        )
    )


_DAY_ONLY = re.compile(r"\d{1,2}/\d{1,2}")
_NEXT_SUBJECT = re.compile(r"\s(?:ước |chỉ )?(?:là|đạt|có|chiếm)\s(?:[^\W\d]+\s){0,3}$")
_FROM_HERE = re.compile(r"từ (?:trên |hơn |gần |khoảng )?$")
_ONLY_BRACKET = re.compile(r"\s?\([^()]*\)\s?(?:so|so với|so sánh)?\s?")
_CHANGES = re.compile(r"\b(?:tăng|giảm|gấp|cao hơn|thấp hơn)[^,;]{0,20}$")
_COMPARISON_FIRST = re.compile(r"\s?(?:nếu )?so (?:với|sánh với)?\s?(?:thời điểm |cuối |đầu |kết quả )*")
_DEPENDENT = re.compile(
    r"(?:và |thì )?(?:tăng|giảm|vượt|đạt [\d.,]+%|đạt (?:trên |gần |hơn )?$|bằng|chiếm|cao hơn|thấp hơn|trong đó|gồm|riêng|so |$)"
)
_OPENING = re.compile(
    r"[\s\"'\-+*•]*(?:\d[\d.)]*\s)?(?:(?:và|thì|trong|cụ thể|theo đó|riêng|tính|ước|cũng|ngay|bước sang|sau|qua|từ|kể từ|trong đó|như vậy|tính đến|đến|vào|kết thúc|tổng kết|"
    r"giai đoạn|nhiệm kỳ|mới|cuối|đầu|hết|suốt|chỉ|tính từ|theo kế hoạch|phấn đấu|phấn đấu đến|mục tiêu|mục tiêu đến|phấn đấu trong|bình quân|trung bình|dự kiến|dự kiến đến|thời điểm)\s?)*"
)
_OPENED = re.compile(r"\s?(?:[,:(]|là|có|đã|ước|bình quân|kết nạp|[^\W\d]+)")
