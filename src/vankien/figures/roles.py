"""What a figure is: a result, a target, where things stood before, a change, or a ratio of completion."""

from __future__ import annotations

import re

from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes
from vankien.model import Role

_AIM = re.compile(
    r"phấn đấu|(?<!so với )(?<!đạt )(?<!vượt )(?<!thực hiện )mục tiêu|(?<!so với )(?<!vượt )(?<!và )(?<!các )(?<![\d%] )chỉ tiêu (?:là|đề ra|giao|đặt ra|đến|phấn đấu|cụ thể|chủ yếu|về|:)|chỉ tiêu:|dự kiến|đề ra (?:chỉ tiêu|mục tiêu)|định hướng|"
    r"\bsẽ\b|kế hoạch (?:là|giao|đề ra|năm)|dự toán (?:là|giao)|nghị quyết (?:đề ra|đặt ra|xác định|là|giao)|(?:đến|vào) (?:cuối )?năm 20(?:2[5-9]|3\d|4\d|50)|"
    r"nhiệm kỳ tới|thời gian tới|giai đoạn tới|năm tới|tầm nhìn|quyết tâm|phương hướng|yêu cầu đạt|đặt mục tiêu|đề ra (?:các |một số |những |nhiều )?(?:chỉ tiêu|mục tiêu)"
)
_NO_AIM = re.compile(r"(?:so với|vượt|hoàn thành|thực hiện|triển khai)\b[^,;.:]*")
_DONE = re.compile(
    r"\bđã\b|ước đạt|ước thực hiện|đạt được|kết quả|thực hiện (?:được|đạt|\d)|thực hiện\s$|đến nay|hiện nay|hiện có|nhiệm kỳ qua|năm qua|vượt|hoàn thành \d|tính đến|so với (?:mục tiêu|chỉ tiêu|kế hoạch|nghị quyết)|(?:đạt|bằng) [\d.,]+\s?%"
)
_CHANGE = re.compile(
    r"(?:tăng|giảm|(?<!đạt và )(?<!đạt, )vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|tăng thêm|giảm bớt|tăng trưởng|rút ngắn|sụt giảm|tăng gấp|nâng thêm|cắt giảm)"
    r"(?:\s(?:lên|thêm|được|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|trên|gần|khoảng|hơn|ít nhất|tối thiểu|dưới|từ|gấp|là|năm|tới|đến|trưởng|nhẹ|mạnh|đạt|thêm được|[\w ]{1,14}))?\s?\+?$"
)
_LEVEL_NOW = re.compile(
    r"(?:còn|xuống|lên|xuống còn|đạt|lên đến|ở mức|đến nay|xuống dưới|là|chiếm)\s(?:còn |dưới |trên |gần |khoảng |hơn |mức |đến )*$"
)
_FROM = re.compile(r"(?:từ|từ chỗ|từ mức)\s(?:chỗ |mức |chỉ |hơn |gần |trên |dưới |khoảng |có )*$")
_TOWARDS = re.compile(r"\b(?:lên|xuống|còn|đến|tới|giảm|tăng|thành)\b")
_PLAN = r"(?:chỉ tiêu|kế hoạch|kh\b|nghị quyết|nq\b|dự toán|mục tiêu|so với (?:kế hoạch|kh|nghị quyết|nq|chỉ tiêu|dự toán|mục tiêu)|số phải|yêu cầu)"
_OF_PLAN = re.compile(r"\s?(?:so\s|so với\s|với\s|của\s|trên\s|vượt\s)*(?:các\s|mức\s|tổng số\s)?" + _PLAN)
_DONE_BY = re.compile(
    r"(?:đạt|bằng|hoàn thành|thực hiện|được|tương đương|so (?:với )?"
    + _PLAN
    + r"[^,;]{0,30}(?:đạt|bằng))\s(?:và vượt |được |tỷ lệ |hơn |trên |gần |khoảng )*$"
)
_BASE = re.compile(
    r"(?:đầu nhiệm kỳ|cùng kỳ|nhiệm kỳ trước|trước đây|năm (?:19|20)\d\d)\s?(?:là|có|chỉ|đạt|chỉ có|chỉ đạt|:|\s)*(?:trên |gần |hơn |khoảng |dưới )?$"
)


def role(i: int, found: list[Quantity], period: str | None, key: str, where: Scopes, aims: bool) -> Role:
    """The role of the i-th quantity. `aims`: its section or its intro speaks of targets."""
    quantity = found[i]
    lo, hi = where.sentence(quantity.start)
    head = key[max(lo, found[i - 1].end if i else lo) : quantity.start]
    tail = key[quantity.end : min(hi, quantity.end + 60)]
    if _is_ratio(quantity, head, tail):
        return "completion_ratio"
    if _is_baseline(i, found, head, tail, key, where):
        return "baseline"
    if _is_target(quantity, key, where, (lo, hi), aims):
        return "target"
    return "change" if _is_change(head) else "actual"


def _is_ratio(q: Quantity, head: str, tail: str) -> bool:
    if q.unit != "%":
        return False
    if _OF_PLAN.match(tail) and not _CHANGE.search(head):
        return True
    return bool(re.search(r"so (?:với )?" + _PLAN + r"[^,;]{0,30}(?:đạt|bằng)\s$", head))


def _is_baseline(i: int, found: list[Quantity], head: str, tail: str, key: str, where: Scopes) -> bool:
    q = found[i]
    if _FROM.search(head) and i + 1 < len(found) and q.comparator != "range":
        bridge = key[q.end : found[i + 1].start]
        if len(bridge) < 60 and ";" not in bridge and _TOWARDS.search(bridge) and "trở lên" not in bridge:
            return True
    bracket = where.bracket(q.start)
    local = key[bracket[0] : q.start] if bracket else head
    if re.search(r"so với[^,;(]{0,20}$", head) and not re.search(r"tăng|giảm", head[head.rfind("so với") :]):
        return True
    return bool(
        re.search(r"(?:đầu nhiệm kỳ|cùng kỳ|nhiệm kỳ trước)[^,;]{0,20}$", local)
        and not re.search(r"so với|tăng|giảm|xuống|lên|còn|đến nay|\bso ", local)
    )


def _is_target(q: Quantity, key: str, where: Scopes, sentence: tuple[int, int], aims: bool) -> bool:
    before = _NO_AIM.sub(lambda m: " " * len(m.group()), key[sentence[0] : q.start])
    said = key[sentence[0] : q.start]
    clause = key[where.clause(q.start)[0] : q.start]
    if re.search(
        r"(?:kế hoạch|kh|chỉ tiêu|mục tiêu|nghị quyết|nq|dự toán)(?: (?:là|giao|đề ra|đặt ra|năm \d{4}|nhiệm kỳ))*:?\s(?:là |đạt )?(?:trên |dưới )?$",
        clause,
    ):
        return True
    if aims and not re.search(r"\bđã\b|đạt được|kết quả", before):
        return True
    aim = None
    for aim in _AIM.finditer(before):
        pass
    whole = key[slice(*sentence)]
    if aim is None:
        return bool(
            re.search(r"(?:đến|vào) (?:cuối )?năm 20(?:2[5-9]|3\d)", key[q.end : sentence[1]])
            and not _DONE.search(whole)
        )
    return not _DONE.search(said[aim.end() :]) and not re.match(
        r"vượt|hoàn thành", said[aim.end() :].strip()
    )


def _is_change(head: str) -> bool:
    if _LEVEL_NOW.search(head) and not re.search(r"(?:tăng|giảm|vượt)[^,;]{0,12}$", head):
        return False
    if re.search(
        r"(?:tăng lên|giảm còn|giảm xuống|xuống còn|tăng tới|lên|còn|xuống|tăng lên đến)\s(?:còn |dưới |trên |gần |hơn |khoảng |mức |đến )*$",
        head,
    ):
        return False
    return bool(_CHANGE.search(head))
