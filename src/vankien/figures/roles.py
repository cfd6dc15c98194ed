"""What a figure is: a result, a target, where things stood before, a change, or a ratio of completion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes
from vankien.model import Role

_ABOUT = r"(?:còn |dưới |trên |gần |khoảng |hơn |mức |đến |ít nhất |tối thiểu |từ )*"
_PLAN = r"(?:chỉ tiêu|kế hoạch|kh\b|nghị quyết|nq\b|dự toán|mục tiêu|yêu cầu)"
# "Nghị quyết Đại hội Đảng bộ xã lần thứ XXVI, nhiệm kỳ 2015-2020 đề ra"
_RESOLVED = (
    r"(?:kế hoạch|dự toán|nghị quyết|chỉ tiêu)(?: [^,;.:()\d]{0,60}?)?(?: lần thứ \d+)?"
    r"(?:,? \(?nhiệm kỳ \d{4}\s?-\s?\d{4}\)?)? (?:là|đề ra|đặt ra|xác định|giao(?! quân| thông| đất| ban))\b"
)
_GIVEN = (
    r"(?:hđnd|ubnd|huyện|quận|tỉnh|thành phố|thị xã|cấp trên)(?: [^,;.\d]{1,15}?)? giao "
    r"(?:thu|chi|kết nạp|tuyển|chỉ tiêu|kế hoạch|dự toán)\b"
)
_AIM = re.compile(
    rf"{_RESOLVED}|{_GIVEN}|(?:kế hoạch|dự toán|nghị quyết) giao|kế hoạch năm|"
    r"(?:^|[.;] )[\s+-]*theo (?:nghị quyết|kế hoạch|chỉ tiêu|dự toán)\b|"
    r"phấn đấu|mục tiêu|(?:đặt|giao) (?:ra )?chỉ tiêu|xác định:|"
    r"chỉ tiêu (?:là|giao|đến|phấn đấu|cụ thể|chủ yếu|về|cơ bản)|chỉ tiêu\s?:|dự kiến|"
    r"định hướng (?:đến|phát triển)|\bsẽ\b|"
    r"(?:đề ra|xác định|thông qua|đặt ra|đưa ra)[^.;,\d]{0,40}(?:chỉ tiêu|mục tiêu)|"
    r"đề ra (?:\d|$)|đại hội[^.;,\d]{0,20} thông qua (?:\d|$)|"
    r"(?:đến|vào) (?:cuối )?năm 20(?:2[5-9]|[34]\d|50)|nhiệm kỳ tới|thời gian tới|giai đoạn (?:tới|"
    r"20(?:2[5-9]|[34]\d)\s?-)|năm tới|"
    r"tầm nhìn|quyết tâm|đặt mục tiêu"
)
_AIM_IS = re.compile(rf"(?:^|[.;] )[\s+-]*chỉ tiêu [^,;.]{{0,60}} là {_ABOUT}$")
_AIM_BEFORE = re.compile(rf"(?:mục tiêu|chỉ tiêu)\s{_ABOUT}$")
_NO_AIM = re.compile(
    r"(?:so với|đạt và vượt|vượt|hoàn thành|thực hiện|triển khai|kết thúc|tổng kết|sơ kết|kết quả|đạt|"
    r"\d|%)(?: mức| các| những| nhiều|"
    r" được)* (?:chỉ tiêu|mục tiêu|kế hoạch|nghị quyết|dự toán)[^,;.:]*|"
    r"(?:cao hơn|thấp hơn|sớm hơn|bằng|đúng)(?: mức| các)* "
    r"(?:chỉ tiêu|kế hoạch|nghị quyết|dự toán) [^,;.:\d]{0,40}(?:đề ra|đặt ra|giao|xác định)[^,;.:]*"
)
_STRIVEN = re.compile(r"(?:\bqua|\bsau|sự|quá trình|với|nhờ)\b[^,;.:]{0,30}phấn đấu")
_DONE = re.compile(
    r"\bđã (?!qua)|ước (?:đạt|thực hiện|tính)|đạt được|kết quả|thực hiện (?:được|đạt|\d)|"
    r"(?<!phấn đấu )thực hiện\s$|đến nay|hiện nay|hiện có|nhiệm kỳ qua|"
    r"thực tế(?= (?:đạt|còn|là|có|chỉ|thực hiện)\b|\s$)|năm qua|tính đến|"
    r"so với (?:mục tiêu|chỉ tiêu|kế hoạch|nghị quyết)|\bbầu\b"
)
_GROWS = (
    r"(?:(?<!tỷ lệ )(?<!tốc độ )(?<!mức )(?<!giá trị )tăng|giảm|(?<!đạt và )vượt(?! mức)|cao hơn|thấp hơn|"
    r"nhiều hơn|ít hơn|gấp|rút ngắn|cắt giảm|nâng thêm|thêm)"
)
_CHANGE = re.compile(
    rf"{_GROWS}(?:\s(?:lên|thêm|được|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|là|năm|trưởng|nhẹ|"
    rf"mạnh|khoảng|đạt|nhanh|từ))*\s{_ABOUT}\+?$|"
    rf"{_GROWS}\s(?:[^\W\d]+\s){{1,6}}{_ABOUT}$"
)
_LEVEL = re.compile(rf"(?:còn|xuống|lên|đạt|ở mức|là|chiếm|thành|tăng tới|lên tới)\s{_ABOUT}$")
_FROM = re.compile(rf"từ\s(?:chỗ |mức |chỉ |có )*{_ABOUT}$|từ chỗ [^,;\d]{{0,40}}$")
_TOWARDS = re.compile(r"\b(?:lên|xuống|còn|đến|tới|thành)\b")
_OF_PLAN = re.compile(rf"\s?(?:so |so với |với |của |trên )*(?:các |mức |tổng số )?{_PLAN}")
_PLAN_BEFORE = re.compile(rf"\bso (?:với )?{_PLAN}[^,;]{{0,30}}(?:đạt|bằng)\s{_ABOUT}$")
_STATED_PLAN = re.compile(
    rf"{_PLAN}(?: (?:là|giao|đề ra|đặt ra|năm \d{{4}}|nhiệm kỳ|đại hội|của|huyện|tỉnh))*\s?:?\s(?:là |"
    rf"đạt )?{_ABOUT}$"
)
_SET_BESIDE = re.compile(
    rf"(?:so (?:với )?|(?:vượt|hơn) (?:mức )?){_PLAN}[^,;()\d]{{0,40}} "
    rf"(?P<set>đề ra|đặt ra|giao|là) {_ABOUT}$"
)
_PLAN_IN_BRACKET = re.compile(rf"{_PLAN}[^,;()]{{0,40}}\((?:là )?{_ABOUT}$")
_BY_TIME = re.compile(r"\s?(?:so (?:với )?)?(?:cùng kỳ|năm trước|đầu nhiệm kỳ|năm \d{4})")
_EARLIER = re.compile(r"(?:đầu nhiệm kỳ|cùng kỳ|nhiệm kỳ trước)[^,;]{0,20}$")
_BRACKET = re.compile(r"\([^()]*\)")
_SPAN = re.compile(r"từ (?:đầu |cuối )?năm \d{4} đến (?:hết |cuối )?năm \d{4}")
_SINCE = re.compile(r"\s?so với (?:cuối |đầu )?(?:năm|cùng kỳ|nhiệm kỳ)")
_MOVING = re.compile(r"so với|tăng|giảm|xuống|lên|còn|đến nay|\bso ")


@dataclass(frozen=True, slots=True)
class _Words:
    """A quantity, the text between its neighbours, and its sentence up to it."""

    q: Quantity
    head: str
    tail: str
    said: str
    rest: str
    following: Quantity | None
    bridge: str  # up to the next quantity
    before: Quantity | None
    bracket: str | None  # the text of its brackets up to it


def role(i: int, found: list[Quantity], key: str, where: Scopes, aims: bool) -> Role:
    """The role of the i-th quantity. `aims`: its section or its intro speaks of targets."""
    w = _words(i, found, key, where)
    if _is_ratio(w):
        return "target" if aims and not _DONE.search(w.said) else "completion_ratio"
    if _is_baseline(w):
        return "baseline"
    if _BY_TIME.match(w.tail) and re.search(rf"bằng\s{_ABOUT}$", w.head):
        return "change"
    by_time = _SINCE.match(w.tail) or _SINCE.search(w.head)  # "tăng 1,5 lần so với năm 2020" among the aims
    if _is_target(w, aims) and not (by_time and _is_change(w)):
        return "target"
    return "change" if _is_change(w) else "actual"


def _words(i: int, found: list[Quantity], key: str, where: Scopes) -> _Words:
    q = found[i]
    lo, hi = where.sentence(q.start)
    before = found[i - 1] if i and found[i - 1].start >= lo else None
    following = found[i + 1] if i + 1 < len(found) and found[i + 1].start < hi else None
    bracket = where.bracket(q.start)
    return _Words(
        q=q,
        head=key[before.end if before else lo : q.start],
        tail=key[q.end : min(hi, q.end + 60)],
        said=key[lo : q.start],
        rest=key[q.end : hi],
        following=following,
        bridge=key[q.end : following.start] if following else "",
        before=before,
        bracket=key[bracket[0] : q.start] if bracket else None,
    )


def _is_ratio(w: _Words) -> bool:
    if w.q.unit != "%":
        return False
    more = isinstance(w.q.value, Decimal) and w.q.value >= 100  # "tăng 121% so với mục tiêu"
    if _OF_PLAN.match(w.tail) and not _AIM_BEFORE.search(w.head) and (more or not _CHANGE.search(w.head)):
        return True
    if _PLAN_BEFORE.search(w.head):
        return True
    alone = re.fullmatch(rf"[\s,;(]*(?:và )?(?:đạt|bằng)(?: tỷ lệ)?\s{_ABOUT}", w.head)
    return bool(
        alone
        and w.before
        and w.before.unit != "%"
        and ((w.before.total is None and (w.before.closed or _set_against_aim(w))) or _beyond_all(w))
        and re.match(r"\s?[,.;…)]|\s?$|\s?và tăng", w.tail)
    )


def _beyond_all(w: _Words) -> bool:
    """ "62/60 đảng viên, đạt 103,3%": more than the whole can only be more than was planned."""
    return (
        w.before is not None
        and w.before.total is not None
        and isinstance(w.q.value, Decimal)
        and w.q.value > 100
    )


def _set_against_aim(w: _Words) -> bool:
    """ "chỉ tiêu giao 45 đảng viên, thực hiện 52 đảng viên, đạt 115,6%": of what was aimed at."""
    last = _last_aim(w)
    return bool(last and _DONE.search(w.said[last:]))


def _leads_to(bridge: str) -> bool:
    """Whether what follows up to the next quantity goes from one to the other: "… năm 2015 lên …"."""
    return (
        len(bridge) < 70 and ";" not in bridge and "trở lên" not in bridge and bool(_TOWARDS.search(bridge))
    )


def _is_baseline(w: _Words) -> bool:
    if w.following and w.q.comparator != "range" and _FROM.search(w.head) and _leads_to(w.bridge):
        return True
    if re.search(r"so với (?:mức )?(?:trên |gần |hơn |khoảng )?$", w.head):
        return True
    local = (w.bracket if w.bracket is not None else w.head).rpartition(";")[2]
    return bool(_EARLIER.search(local) and not _MOVING.search(local))


def _is_target(w: _Words, aims: bool) -> bool:
    if _STATED_PLAN.search(w.head) and not re.search(r"(?:hoàn thành|so với|vượt|hơn)[^,;]*$", w.head):
        return True
    if re.search(r"so (?:với )?(?:chỉ tiêu|mục tiêu) $", w.head) and w.q.unit != "%":
        return True
    if _is_set_beside(w):
        return True
    if _AIM_IS.search(w.said):
        return True
    if w.bracket is not None and _PLAN_IN_BRACKET.search(w.said):
        return True
    if aims and not re.search(r"\bđã\b|đạt được|kết quả", w.said):
        return True
    last = _last_aim(w)
    if last:
        return not _DONE.search(w.said[last:]) and not re.match(r"\s*(?:vượt|hoàn thành)", w.said[last:])
    ahead = re.search(r"(?:đến|vào) (?:cuối )?năm 20(?:2[5-9]|3\d)", w.rest.split(";")[0])
    return bool(ahead and not _DONE.search(w.said))


def _is_set_beside(w: _Words) -> bool:
    """ "đạt 14 tỷ, so với Nghị quyết đề ra 12 tỷ"; "vượt … đề ra" says by how much, unless "là" follows."""
    beside = _SET_BESIDE.search(w.head)
    if beside is None or re.search(_GROWS, w.head[: beside.start()]):
        return False
    return beside["set"] == "là" or beside[0].startswith("so ")


def _last_aim(w: _Words) -> int:
    """Where the last words that speak of an aim end, 0 for none; another bracket's do not count."""
    if not _AIM.search(w.said):
        return 0
    clean = w.said if w.bracket is not None else _blank(_BRACKET, w.said)
    clean = _blank(_NO_AIM, _blank(_STRIVEN, _blank(_SPAN, clean)))
    return max((aim.end() for aim in _AIM.finditer(clean)), default=0)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _is_change(w: _Words) -> bool:
    if w.q.unit == "%" and re.match(r"\s?(?:so (?:với )?)?(?:cùng kỳ|năm trước|đầu nhiệm kỳ)", w.tail):
        return bool(re.search(rf"(?:bằng|tăng|giảm|đạt)\s{_ABOUT}$", w.head))
    if re.search(r"\([-+]$", w.head):
        return True
    if _LEVEL.search(w.head):
        return False
    return bool(_CHANGE.search(w.head))
