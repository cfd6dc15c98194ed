"""Time expressions in their short form: 2019, 2015-2020, 6/2018, 6 tháng đầu năm 2020, đầu nhiệm kỳ …"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_Y = r"((?:19|20)\d\d)"
_UNTIL = r" (?:đến|tới) (?:hết |cuối )?"
_MONTH = r"(0?[1-9]|1[0-2])\b(?![.,]\d)"
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
PAST_TERM = "nhiệm kỳ qua"  # the term that a draft reports on; elsewhere the one before
_SINCE = rf"từ (?:cuối |đầu )?năm {_Y}{_UNTIL}"
_BY = r"(?:đến|tới|tính đến|đến hết|hết|ngày|đến ngày|hết ngày|trước ngày|trước) "
_NO_YEARS = r"(?! (?:tù|(?:19|20)\d\d|tuổi|trở lên|thành lập|ngày|triển khai))"
_NOW = (
    r"(?:cho )?(?:đến|tới) nay|hiện nay|hiện tại|đến thời điểm (?:này|hiện tại|hiện nay)|"
    r"(?:(?<=[.,;:] )|^)hiện\b|(?<!thực )(?<!thể )(?<!phát )(?<!biểu )(?<!xuất )\bhiện "
    r"(?=có(?! ?[.,;)]|$)|còn|đã|đang|toàn|xã|đảng|huyện|công|giảm|tăng|chỉ|đạt|ở)"
)


@dataclass(frozen=True, slots=True)
class Time:
    """Where a time stands, its short form, and whether something is compared with it ("so với …")."""

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
    joined = " năm " if m.group(2) == " năm " else "/"
    return f"quý {m.group(1).upper()}" + (joined + m.group(3) if m.group(3) else "")


def _span(m: re.Match[str]) -> str:
    last = m.group(2) if len(m.group(2)) == 4 else m.group(1)[:2] + m.group(2)
    return f"{m.group(1)}-{last}"


def _years(m: re.Match[str]) -> str:
    return f"{int(m.group(1))} năm"


def _as_said(m: re.Match[str]) -> str:
    return m.group()


def _in_words(m: re.Match[str]) -> str:
    part = f"{_COUNTS[m.group(1)]} tháng {m.group(2)} năm"
    return f"{part} {m.group(3)}" if m.group(3) else part


def _year(m: re.Match[str]) -> str:
    return m.group(1)


_Short = str | Callable[[re.Match[str]], str]
_EXACT: tuple[tuple[str, _Short], ...] = (
    (r"cùng kỳ(?: (?:năm (?:trước|ngoái|\d{4})|nhiệm kỳ trước|\d{4}))?", "cùng kỳ"),
    (
        rf"\b(\d{{1,2}}) tháng(?: (đầu|cuối) năm)?(?:(?:/| của năm | năm | ){_Y})?"
        rf"(?! tuổi| \d{{1,2}}\b(?![.,]))",
        _months,
    ),
    (rf"(ba|sáu|chín) tháng (đầu|cuối) năm(?: {_Y})?", _in_words),
    (rf"quý (iv|i{{1,3}}|[1-4])(?:(/| năm |-){_Y})?\b", _quarter),
    (r"(?:ngày )?\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b", _day),
    (r"ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?", _day),
    (rf"(?:{_BY})(\d{{1,2}})\s?[/-]\s?(\d{{1,2}})(?![\d/])()", _day),
    (rf"(?:tháng )?\b(\d{{1,2}})\s?[/-]\s?{_Y}\b", _month),
    (rf"tháng (\d{{1,2}})\.{_Y}\b", _month),
    (rf"tháng {_MONTH}(?: năm {_Y})?(?!\d)", _month),
    (
        rf"(?:năm học |niên vụ )?\b{_Y}\s?(?:-|đến|tới|/)\s?(?:hết\s)?(?:cuối\s)?(?:năm\s)?((?:19|"
        rf"20)\d\d|\d{{2}}(?![\d%.,]))\b",
        _span,
    ),
    (rf"{_SINCE}(?:ngày )?\d{{1,2}}[/-]\d{{1,2}}[/-]{_Y}", _span),
    (rf"{_SINCE}(?:năm )?{_Y}", _span),
    (r"từ đầu nhiệm kỳ(?: đến nay|(?=,))", "nhiệm kỳ"),
    (r"nửa (?:đầu|cuối) nhiệm kỳ|nửa nhiệm kỳ (?:đầu|cuối)", _as_said),
    (r"đầu nhiệm kỳ", "đầu nhiệm kỳ"),
    (r"(?:cuối|hết|kết thúc) nhiệm kỳ(?! \d{4}\b)", "cuối nhiệm kỳ"),
    (r"giữa nhiệm kỳ", "giữa nhiệm kỳ"),
    (r"nhiệm kỳ (?:trước|liền kề trước)", "nhiệm kỳ trước"),
    (r"nhiệm kỳ tới", "nhiệm kỳ tới"),
    (r"khóa trước", "nhiệm kỳ trước"),
    (r"(?:tháng|quý|vụ|giai đoạn) trước", _as_said),
    (
        rf"(?:trong |sau |qua )?(?<!hơn )(?<!gần )(?<!niệm )(?<!hiệu )\b(\d{{1,2}}) năm(?: qua|"
        rf" tới)?\b{_NO_YEARS}",
        _years,
    ),
    (r"(?:trong |sau |qua |suốt )?năm năm (?:qua|liền|liên tục)", "5 năm"),
    (rf"\bnăm (?:học )?{_Y}(?!\s?(?:-|đến|tới)\s?(?:năm )?(?:19|20)\d\d)", _year),
    (rf"(?<=\(){_Y}(?=[):])", _year),
    (
        rf"(?<![\d.,/])\b(?:trước |đến |cuối |đầu )?{_Y}\b(?![.,/]?\d|\s?(?:%|tỷ|triệu|đồng|ha|hộ|người|"
        rf"tấn))",
        _year,
    ),
    (r"(?<=so với )đầu năm(?! \d)", "đầu năm"),
    (r"năm (?:trước|ngoái)", "năm trước"),
)
_VAGUE: tuple[tuple[str, _Short], ...] = (
    (r"nhiệm kỳ (?:vừa )?qua", PAST_TERM),
    (
        r"(?<!đại hội đại biểu )(?<!đại hội )(?<!chỉ tiêu )(?<!kế hoạch )"
        r"nhiệm kỳ(?! \d{4}\b| thứ| mới)(?: này)?",
        "nhiệm kỳ",
    ),
    (
        r"(?:bình quân |trung bình )?(?<!cây )(?:hằng|hàng|mỗi|từng) năm|"
        r"(?:bình quân|trung bình)(?:/| một | 1 | )năm\b(?! \d)",
        "hằng năm",
    ),
    (r"(?:hằng|hàng|mỗi) tháng", "hằng tháng"),
    (r"(?:hằng|hàng|mỗi) quý", "hằng quý"),
    (_NOW, "hiện nay"),
)
_RULES = _EXACT + _VAGUE
_SINGLE = tuple(re.compile(pattern) for pattern, _ in _RULES)
# The syllables with which a time can begin: elsewhere the long alternation need not be tried.
_BEGINS = (
    r"\d|cùng|cuối|cho|quý|qua|ngày|năm|nhiệm|nửa|niên|tháng|từ|trước|trong|trung|tới|tính|đến|đầu|hết|hiện|hằng|"
    r"hàng|kết|khóa|giữa|giai|vụ|sau|suốt|sáu|ba|bình|mỗi|chín"
)
_ANY = re.compile(
    rf"(?<!\w)(?={_BEGINS})(?:"
    + "|".join(f"(?P<r{i}>{pattern})" for i, (pattern, _) in enumerate(_RULES))
    + ")"
)
_COMPARED = re.compile(r"\bhơn (?:so với )?$|\bso (?:với|sánh)?[^,;()]{0,40}$|\bso $")
_SAME_TIME = re.compile(r"(?:với|bằng|hơn|gấp|%|lần)\s(?:mức |kết quả |thực hiện |của )*$")
_NO_TIME = re.compile(
    r"giá (?:so sánh|cố định|hiện hành|thực tế)(?: năm)?\s$|chuẩn (?:hộ )?nghèo (?:[^\W\d]+ ){0,5}$"
)
_IN_A_TITLE = re.compile(r"(?:đại hội|nghị quyết)[^.;:\d]{0,60}nhiệm kỳ\s$")


def times(key: str) -> list[Time]:
    """The time expressions of a folded text, left to right.

    The term in a congress's name ("Đại hội lần thứ XX, nhiệm kỳ 2020-2025") counts as vague.
    """
    out = []
    for match in _ANY.finditer(key):
        i = int((match.lastgroup or "r0")[1:])
        single = _SINGLE[i].match(key, match.start())
        before = key[max(0, match.start() - 80) : match.start()]
        founded = before.endswith("thành lập ") and match.group().startswith("ngày")
        if single is None or founded or _NO_TIME.search(before):
            continue
        short = _RULES[i][1]
        same_time = match.group().startswith("cùng kỳ") and _SAME_TIME.search(before)
        label = short if isinstance(short, str) else short(single)
        vague = i >= len(_EXACT) or bool(_IN_A_TITLE.search(before))
        compared = bool(_COMPARED.search(before[-50:]) or same_time)
        out.append(Time(match.start(), match.end(), label, compared, vague))
    return out
