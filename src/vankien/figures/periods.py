"""Which figure a time is said of: the compared one, its neighbour, its clause, its list."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes
from vankien.figures.times import Time

_ABOUT = r"(?:trên |hơn |gần |khoảng )?"
_ATTACHED = re.compile(
    r"\s?(?:[,(]?\s?(?:vào|trong|ở|của|tại|thời điểm|cuối|đầu|giai đoạn|hồi|đến|từ|tính đến)?\s?){0,3}$"
)
_CLINGS = re.compile(
    r"(?:\d|%|đồng|triệu|tỷ|ha|tấn|người|hộ|lần)\s\(?(?:vào |trong |ở |của |cuối |đầu )?$|"
    r"\b(?:vào|trong|từ)\s(?:cuối |đầu )?$"
)
_PART_OF_A_LIST = re.compile(r".{8}(?:trong đó|bao gồm)(?:[^.]|\.(?=\d))*$")
_DAY_ONLY = re.compile(r"\d{1,2}/\d{1,2}")
_NEXT_SUBJECT = re.compile(r"\s(?:ước |chỉ )?(?:là|đạt|có|chiếm)\s(?:[^\W\d]+\s){0,3}$")
_FROM_HERE = re.compile(rf"từ {_ABOUT}$")
_ONLY_BRACKET = re.compile(r"\s?\((?![^()]*(?:tăng|giảm))[^()]*\)\s?(?:so(?: [^\W\d]+){0,5})?\s?")
_CHANGES = re.compile(r"\b(?:tăng|giảm|gấp|cao hơn|thấp hơn)[^,;]{0,20}$")
_COMPARES = re.compile(r"\b(?:tăng|giảm|gấp|bằng|cao hơn|thấp hơn|vượt|đạt|là)\b|^\W*$")
_COMPARISON_FIRST = re.compile(r"\s?(?:nếu )?so (?:với|sánh với)?\s?(?:thời điểm |cuối |đầu |kết quả )*")
_DEPENDENT = re.compile(
    rf"(?:và |thì )?(?:tăng|giảm|vượt|đạt [\d.,]+%|đạt {_ABOUT}$|bằng|chiếm|cao hơn|thấp hơn|trong đó|"
    rf"gồm|riêng|so |$)"
)
_OPENING = re.compile(
    r"[\s\"'\-+*•]*(?:\(?(?:\d[\d.)]*|[a-zđ]\))\s)?(?:(?:và|cả|dự ước|thì|trong|cụ thể|theo đó|riêng|tính|"
    r"ước|cũng|ngay|bước sang|sau|qua|từ|"
    r"kể từ|như vậy|đến|vào|kết thúc|tổng kết|giai đoạn|nhiệm kỳ|mới|cuối|đầu|hết|suốt|chỉ|đó|"
    r"theo kế hoạch|phấn đấu|"
    r"mục tiêu|bình quân|trung bình|dự kiến|thời điểm)\s?)*"
)
_AVERAGE = re.compile(rf"(?:bình quân|trung bình) (?:tăng |giảm |đạt )?{_ABOUT}$")
_DURATION = re.compile(r"\d+ năm")
_MULTIPLE = re.compile(r"\b(?:gấp|bằng|so)\b[^,;]{0,20}$")
_GROWS = re.compile(r"\s?(?:và )?(?:tăng|giảm|gấp)\b")
_GROWS_OR_IS = re.compile(r"\s?(?:tăng|giảm|đạt|vượt|bằng)\b")
_SPAN = re.compile(r"(\d{4})-(\d{4})")
_AND_ONLY = re.compile(rf"\s?(?:,|và|cùng) {_ABOUT}")
_WITHIN = re.compile(r"\b(?:trong|vào|suốt|qua|cho)\s(?:cả |toàn |giai đoạn |thời kỳ |nhiệm kỳ )*$")
_RISES = re.compile(rf"\s?(?:lên|xuống|còn|đến|tới|thành)[^,;\d]{{0,12}}\s{_ABOUT}")
_REACH = 40  # figures back that a period may carry on from
_NO_SCENE = re.compile(r"(?:hằng|từng) .*|\d+ năm")
_UP_OR_DOWN = re.compile(r"\s?(?:giảm |tăng )?(?:lên|xuống|còn)\b")
_YEARLY = re.compile(r"(?:19|20)\d\d|hiện nay")  # what holds for the items that follow
_OPENED = re.compile(r"\s?(?:[,:(]|\w+)")
_TERM_AFTER = re.compile(r",\s(?:nhiệm kỳ|giai đoạn)\s$")
_UP_TO = re.compile(r"(?:đến|tới)(?: cuối| hết)?\s$")


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity's period, and whether it is that of something else it is compared with."""

    label: str | None
    compared: bool = False


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
    taken: set[int]  # where the times stand that cling to a quantity before

    @property
    def head(self) -> str:
        """The text since the quantity before."""
        return self.key[self.start : self.q.start]

    @property
    def lead_in(self) -> str:
        """The sentence up to the quantity before."""
        return self.key[self.where.sentence(self.q.start)[0] : self.start]

    def leads_on(self, t: Time) -> bool:
        """Whether a time opens what is said of the next quantity: "6,6% đến năm 2022 là 138 hộ"."""
        return self.end < len(self.key) and bool(_NEXT_SUBJECT.match(self.key[t.end : self.end]))


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
        at = bisect_left(found, lo, key=lambda f: f.start)
        first = found[at]
        out.append(
            _said(
                _Gap(q, start, end, near, key, where, where.clause(first.start)[0], taken),
                out[max(at, i - _REACH) :],
            )
        )
    return _of_both_ends(found, _shared(found, out, said, key, where), said, key, where)


def _of_both_ends(
    found: list[Quantity], out: list[Said], said: list[Time], key: str, where: Scopes
) -> list[Said]:
    """ "từ năm 2015 đến năm 2020 tăng từ 45% lên 61%": each end has its year."""
    spans = {t.label for t in said if key.startswith("từ", t.start)}
    for i, (a, b) in enumerate(pairwise(found)):
        if _FROM_HERE.search(key[max(0, a.start - 16) : a.start]) and _RISES.fullmatch(key[a.end : b.start]):
            ends = _SPAN.fullmatch(out[i].label or "")
            if ends and out[i] == out[i + 1] and out[i].label in spans:
                out[i], out[i + 1] = Said(ends[1]), Said(ends[2])
            elif not any(where.item(a.start)[0] <= t.start < where.item(b.start)[1] for t in said):
                out[i : i + 2] = _as_the_pair_before(out[:i]) or out[i : i + 2]
    return out


def _as_the_pair_before(out: list[Said]) -> list[Said]:
    """The two years between which the sentence moves: "…; dịch vụ tăng từ 22% lên 31%"."""
    years = [
        s.label for s in out[-_REACH:] if s.label and _YEARLY.fullmatch(s.label) and s.label[0].isdigit()
    ]
    ends = sorted(dict.fromkeys(reversed(years)))[:2] if len(set(years)) == 2 else []
    return [Said(year) for year in ends]


def _shared(found: list[Quantity], out: list[Said], said: list[Time], key: str, where: Scopes) -> list[Said]:
    """What is said once at the end, for all before it in the same item, and what a span says of two ends."""
    compared = ended = None
    item = (0, 0)
    for i in range(len(found) - 1, -1, -1):
        q, last = found[i], item
        item = where.item(q.start)
        if item != last:
            compared, ended = None, _said_after(item, said, key)
        changes = _CHANGES.search(key[max(item[0], q.start - 40) : q.start])
        if out[i].compared:
            compared = out[i] if changes else None
        elif changes and compared and _goes_with_the_next(found, i, key, where):
            out[i] = compared
        elif out[i].label is None and ended and q.end <= ended.start:
            out[i] = Said(ended.label)
    return out


def _goes_with_the_next(found: list[Quantity], i: int, key: str, where: Scopes) -> bool:
    """ "tăng 230 tổ chức và 124 đảng viên so với …", "11 vụ (giảm 4), chết 5 người (giảm 2) so với …"."""
    gap = key[found[i].end : found[i + 1].start]
    return bool(_AND_ONLY.fullmatch(gap)) or where.bracket(found[i].start) is not None


def _said_after(item: tuple[int, int], said: list[Time], key: str) -> Time | None:
    """The first time of an item, said of what stands before it: "kết nạp 5 đoàn viên, … trong năm 2019"."""
    lo, hi = (bisect_left(said, at, key=lambda t: t.start) for at in item)
    first = said[lo] if lo < hi and not said[lo].compared else None
    return first if first and _WITHIN.search(key[max(0, first.start - 40) : first.start]) else None


def _said(g: _Gap, before: list[Said]) -> Said:
    """The rules in order. `before`: of the quantities of the same sentence before it."""
    compared = _compared(g)
    if compared:
        return Said(compared, True)
    attached = _attached(g)
    if attached:
        g.taken.add(attached.start)
        return Said(attached.label, bool(_MULTIPLE.search(g.head)))
    label = _in_clause(g) or _trailing(g)
    return Said(label or _of_those_before(g, before) or _carried(g))


def _of_those_before(g: _Gap, before: list[Said]) -> str | None:
    """What depends on the quantity before has its period; a later item the last that was said."""
    said = [s.label for s in before if s.label and not s.compared and s.label != "đầu nhiệm kỳ"]
    if not said or (_is_rate(g) and _YEARLY.fullmatch(said[-1])):
        return None
    start = g.where.clause(g.q.start)[0]
    clause = g.key[max(g.start, start) : g.q.start]
    depends = _DEPENDENT.match(g.head.lstrip(" ,()")) or (
        clause.strip() and _DEPENDENT.match(clause.lstrip(" ,()"))
    )
    if depends and len(set(said[-2:])) == 2 and _GROWS.match(clause):
        return None  # "từ 12 năm 2015 lên 20 năm 2019, tăng 66%" spans both years
    if depends or _PART_OF_A_LIST.search(g.lead_in):
        return said[-1]
    if any(g.start <= t.start < g.q.start and not t.compared and _fronted(t, g) for t in g.near):
        return None  # "…; trong nhiệm kỳ, kết nạp 26 đảng viên": a time of its own
    return said[-1] if _carries(g, said, before) else None


def _carries(g: _Gap, said: list[str], before: list[Said]) -> bool:
    """A year holds on; "hằng năm" and "5 năm" only within their item, and while nothing broke them off."""
    if g.where.item(g.q.start)[0] >= g.start:  # an item of its own
        return not _NO_SCENE.fullmatch(said[-1]) and not _is_now(g, said[-1])
    if _UP_OR_DOWN.match(g.head) or (_DURATION.fullmatch(said[-1]) and _is_share(g)):
        return False
    broken = next((s.label is None for s in reversed(before) if not s.compared), False)
    return not (broken and _NO_SCENE.fullmatch(said[-1])) and not _is_now(g, said[-1])


def _is_now(g: _Gap, label: str) -> bool:
    """Of a share nobody says that it is so "now" because something before it was."""
    return label == "hiện nay" and g.q.unit == "%"


def _is_share(g: _Gap) -> bool:
    """ "trong 5 năm kết nạp 57 đảng viên; 95% chi bộ …": a share is no sum of five years."""
    return g.q.unit == "%" or g.q.total is not None


def _is_rate(g: _Gap) -> bool:
    """A rate per year or an average is not of the single year said before it."""
    unit = g.q.unit or ""
    return unit == "%/năm" or (unit.endswith("/năm") and bool(_AVERAGE.search(g.head)))


def _compared(g: _Gap) -> str | None:
    """ "tăng 5% so với năm 2015", "so với cùng kỳ giảm 3 vụ"."""
    stop = re.search(r"[,;:]|\)", g.key[g.q.end : g.end])
    after = g.q.end + stop.start() if stop else g.end
    outside = g.where.bracket(g.q.start) is None
    clause_start = max(g.where.clause(g.q.start)[0], g.start)
    changes = _CHANGES.search(g.head)
    for t in g.near:
        if not t.compared:
            continue
        leads = clause_start <= t.start < g.q.start and _COMPARES.search(g.key[t.end : g.q.start])
        beside = g.q.end <= t.start < after or leads
        past_bracket = (outside is False and _after_its_bracket(t, g)) or (
            outside and t.start > g.q.end and _ONLY_BRACKET.fullmatch(g.key[g.q.end : t.start])
        )
        first = changes and t.start < g.q.start and _COMPARISON_FIRST.fullmatch(_clause_before(t, g))
        if beside or past_bracket or first:
            return t.label
    return None


def _after_its_bracket(t: Time, g: _Gap) -> bool:
    """ "giảm 5 vụ (tương đương 2%) so với vụ trước"."""
    bracket = g.where.bracket(g.q.start)
    end = bracket[1] if bracket else len(g.key)
    return t.start >= end and bool(
        re.fullmatch(r"\s?so (?:với |sánh với )?(?:[^\W\d]+ ){0,3}", g.key[end : t.start])
    )


def _clause_before(t: Time, g: _Gap) -> str:
    return g.key[g.where.clause(t.start)[0] : t.start]


def _attached(g: _Gap) -> Time | None:
    """ "25 triệu đồng năm 2015", "8,5% (đầu nhiệm kỳ)"."""
    for t in g.near:
        if t.compared or not g.q.end <= t.start < g.end:
            continue
        between = g.key[g.q.end : t.start]
        opens_bracket = "(" in between and g.end < g.key.find(")", t.end)
        elsewhere = g.leads_on(t) and not _FROM_HERE.search(g.key[max(0, g.q.start - 12) : g.q.start])
        if not (elsewhere or opens_bracket or "," in between or len(between) >= 30) and _ATTACHED.match(
            between
        ):
            return t
    return None


def _in_clause(g: _Gap) -> str | None:
    """In the clause, before the quantity and after the last one; else after it, up to the clause's end."""
    start, end = g.where.clause(g.q.start)
    if g.key[start - 1 : start] == ":":
        start = g.where.clause(start - 1)[0]
    mine = g.where.bracket(g.q.start)
    seen = [t for t in g.near if not t.compared and t.start not in g.taken and _seen(t, g, mine)]
    head = [t for t in seen if max(start, g.start) <= t.start < g.q.start]
    if head:
        return _best(head)
    stop = min(end, g.end, g.q.end + 90)
    tail = [
        t
        for t in seen
        if g.q.end <= t.start < stop and g.where.bracket(t.start) == mine and not g.leads_on(t)
    ]
    return _best(tail) if tail else None


def _seen(t: Time, g: _Gap, mine: tuple[int, int] | None) -> bool:
    """A bracket's time is seen from inside, or from outside when it says nothing but the time."""
    theirs = g.where.bracket(t.start)
    if theirs is None or theirs == mine:
        return theirs == mine
    only_time = theirs[1] - theirs[0] - 2 <= t.end - t.start + 12
    return only_time and "chuẩn" not in g.key[theirs[0] : t.start]


def _best(candidates: list[Time]) -> str:
    exact = [t for t in candidates if not t.vague]
    return (exact or candidates)[-1].label


def _trailing(g: _Gap) -> str | None:
    """ "15 đồng chí vào Ban Chấp hành khóa XIV, nhiệm kỳ 2020-2025"."""
    stop = min(g.end, g.where.item(g.q.start)[1])
    after = (t for t in g.near if g.q.end <= t.start < stop and not t.compared)
    term = next((t for t in after if _TERM_AFTER.search(g.key[max(0, t.start - 12) : t.start])), None)
    if term:
        g.taken.add(term.start)
    return term.label if term else None


def _carried(g: _Gap) -> str | None:
    """What was said before and still holds: the item's time, a fronted one, the scene's, the aim's."""
    mine = g.where.bracket(g.q.start)
    said = [
        t
        for t in reversed(g.near)
        if t.start < g.q.start
        and t.start not in g.taken
        and not t.compared
        and g.where.bracket(t.start) in (None, mine)
        and (_fronted(t, g) or t.start < g.scene or not _CLINGS.search(g.key[max(0, t.start - 24) : t.start]))
    ]
    item = g.where.item(g.q.start)[0]
    if _is_rate(g):
        said = [t for t in said if not _YEARLY.fullmatch(t.label) or _is_aim(t, g)]
    if _is_share(g):
        said = [t for t in said if t.start >= item or not _DURATION.fullmatch(t.label)]
    alone = g.start <= g.where.sentence(g.q.start)[0] and _GROWS_OR_IS.match(
        g.key[g.where.clause(g.q.start)[0] : g.q.start]
    )  # "thu hằng năm đều vượt, đạt 246%"
    near = [t for t in said if t.start >= item and (not t.vague or t.label == "hiện nay" or alone)]
    fronted = [t for t in said if _fronted(t, g)]
    scene = [t for t in said if t.start < g.scene and not t.vague and not _DAY_ONLY.fullmatch(t.label)]
    aims = [t for t in said if _is_aim(t, g)]
    return next((group[0].label for group in (near, fronted, scene, aims) if group), None)


def _fronted(t: Time, g: _Gap) -> bool:
    """A time that opens its sentence or clause holds for what follows; an average only for its own item."""
    average = g.key[t.start : t.end].startswith(("bình quân", "trung bình"))
    if average and t.start < g.where.item(g.q.start)[0]:
        return False
    if g.key[t.end : t.end + 2].lstrip().startswith(":"):
        return True
    return bool(_OPENING.fullmatch(_clause_before(t, g)) and _OPENED.match(g.key[t.end :]))


def _is_aim(t: Time, g: _Gap) -> bool:
    """ "thu nhập đến năm 2025 đạt 70 triệu đồng; …": the year of the aim holds for the aims that follow."""
    before = g.key[max(0, t.start - 10) : t.start]
    return len(t.label) == 4 and bool(_UP_TO.search(before) or g.key[t.start : t.end].startswith("đến"))
