"""What the words of a heading or label say: period, role, unit of measure, unit of the tree, total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vankien.figures import units
from vankien.figures.lexicon import words
from vankien.figures.times import times
from vankien.model import Role
from vankien.text import clean, fold

_ENUMERATOR = re.compile(
    r"^(?:(?:[IVXL]+|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/:]\s*|[IVXL]+\s*-\s*|"
    r"\d{1,2}(?:\.\d{1,2})+\s+|"
    r"\(?[a-zđ\d]{1,2}\)\s+|[-–—+*•·]+\s*)+"
)
_NOTE_MARK = re.compile(r"(?:\s*\(\d\)|\s*\*+|[¹²³⁴]+|\s*\[\d\])+$")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SAYS_UNIT = re.compile(r"^(?:đvt|đơn vị tính|đơn vị|tính theo|đv tính)\s*[:.]?\s*")
_THOUSANDS = re.compile(r"^1[.,]?000\s*")
_MILLIONS = re.compile(r"^1[.,]?000[.,]?000\s*|^10\^?6\s*")
_COUNTED = re.compile(r"^(?:tổng )?số (?:lượng )?")
_TOTAL = re.compile(
    r"^(?:tổng(?: số| cộng| toàn \w+(?: \w+)?)?|cộng|toàn (?:thành phố|tp|huyện|tỉnh|thị xã|quận|đảng bộ|xã|"
    r"phường|ngành|khối|địa bàn|bộ)|chung toàn \w+(?: \w+)?|bình quân(?: chung| toàn \w+(?: \w+)?)?|"
    r"trung bình(?: chung)?|tổng số toàn \w+(?: \w+)?|chung)$"
)
_PART = re.compile(r"^(?:cộng|tổng(?: số| cộng)?|khối|nhóm|cụm|vùng|khu vực|các|tiểu khu) ")
_PLACE = re.compile(
    r"^(?:(?:ubnd|ủy ban nhân dân|đảng bộ|đảng ủy|chi bộ|hđnd|trường|trạm y tế|công an|hợp tác xã)\s+)*"
    r"(?:xã|phường|thị trấn|thị xã|thành phố|huyện|quận|tỉnh|thôn|bản|làng|ấp|xóm|khu phố|tổ dân phố"
    r"|khóm|buôn|"
    r"p\.|x\.|tt\.|tp\.?|đảng bộ|đảng ủy|chi bộ|trường|trạm y tế|mn|th|thcs|thpt)"
    r"(?<=[\w.])(?![^\W\d_])\s*(?=\S)"
)
_SCHOOL = re.compile(r"(?:mn|th|thcs|thpt|tt\.|p\.|x\.)\b|(?:tt|p|x)\.")
_OFFICE = re.compile(
    r"^(?:đảng bộ|đảng ủy|đb|chi bộ|cb|phòng|ban|sở|hội|đoàn|trường|công ty|cơ quan|trung tâm|bệnh viện|"
    r"công an|văn phòng|chi cục|cục|kho bạc|tòa án|viện|trạm|hợp tác xã|htx|doanh nghiệp|liên đoàn|mặt trận|"
    r"ủy ban|ubnd|xã|phường|thị trấn|thành phố|huyện|tỉnh|quận|thị xã|thôn|bản|tổ|khu phố|ngân hàng|"
    r"bảo hiểm|chi nhánh|xí nghiệp|nhà máy|bảo tàng|thư viện|đài|quân sự|bch)\b\s+\S"
)
_GROUPS = frozenset(("kinh", "khác", "thái", "mường", "khmer"))
_DOCUMENT = re.compile(r"(?:số\s*:?\s*)?\b\d+[/-]\d{4}[/-][^\s,;)]*[^\W\d_][^\s,;)]*|\bsố\s*:?\s*\d+/\S+")
_STANDARD = re.compile(  # "theo chuẩn nghèo đa chiều 2021 - 2025" dates the standard, not the values
    r"(?:theo )?(?:chuẩn|tiêu chí)(?: [^\W\d]+){0,6} \(?20\d\d(?:\s*[-–]\s*20\d\d)?\)?"
)
_NO_PLACE = re.compile(
    r"^(?:trường (?:cqg|ctqg|đạt)|xã hội|xã,|xã viên|phường,|thị trấn,|thôn,|trường học|trường đạt|"
    r"trường chuẩn|xã đạt|"
    r"thôn đạt|bản đạt|"
    r"làng đạt|xã ntm|xã nông thôn|chi bộ đạt|chi bộ hoàn|huyện ủy|tỉnh ủy|thành ủy|ấp đạt|khu phố đạt|"
    r"trường mầm non đạt|trường tiểu học đạt|th 20|th năm|th/|th so|th$|bản hướng|trường, )"
)
_AGAINST_PLAN = re.compile(
    r"(?:\bth|thực hiện|ước|kq|kết quả)\s*(?:20\d\d)?\s*(?:/|so(?: với)?|:)\s*(?:kh|kế hoạch|dt|"
    r"dự toán|nq|chỉ tiêu|mục tiêu)|"
    r"(?:%|tỷ lệ|so|so sánh|mức độ|đạt|bằng)[^|]*(?:\bkh\b|kế hoạch|\bnq\b|nghị quyết|chỉ tiêu|"
    r"mục tiêu|dự toán|\bdt\b|được giao)|"
    r"hoàn thành (?:kế hoạch|chỉ tiêu|kh)|mức độ hoàn thành|"
    r"(?:\bkh\b|kế hoạch|dự toán|chỉ tiêu) \(?%\)?$"
)
_ONLY_REACHED = re.compile(
    r"^(?:đạt tỷ lệ|tỷ lệ đạt)$|"
    r"^(?:tỷ lệ|mức|%)?\s*(?:đạt|hoàn thành|đạt tỷ lệ|so sánh|"
    r"th)\s*(?:được)?\s*(?:tỷ lệ)?\s*\(?%\)?$|^(?:tỷ lệ|%) (?:đạt|hoàn thành)(?: được)?$"
)
_CHANGED = re.compile(
    r"so (?:với |sánh )?(?:với )?(?:cùng kỳ|năm|đầu|th\b|thực hiện|ck\b|20\d\d|19\d\d|kỳ)|"
    r"tăng\s*[,/(]?\s*(?:\(\+\)\s*[,/]?\s*)?giảm|"
    r"\+/-|\+, ?-|chênh lệch|% tăng|tăng \(\+\)|/cùng kỳ|so ck|cùng kỳ (?:năm trước )?\(?%|"
    r"(?:\d{4}|th|ước)\s*/\s*(?:19|20)\d\d|tăng, giảm|^so sánh(?: \(?%\)?)?$|^tăng(?: \(?%\)?)?$|"
    r"^giảm(?: \(?%\)?)?$"
)
_ABBREVIATED = {
    "lđ": "lao động",
    "đ/c": "đồng chí",
    "hs": "học sinh",
    "gv": "giáo viên",
    "đvt": "",
    "ng": "người",
    "ng.": "người",
}
_NO_MEASURE = frozenset(  # nouns that are counted in prose, and say something else over a column
    ("kế hoạch", "chỉ tiêu", "mục tiêu", "nghị quyết", "dự toán", "kết quả", "báo cáo", "năm", "kỳ", "quý",
     "tháng",
     "giai đoạn", "nhiệm kỳ", "tổng số", "chương trình", "nội dung", "đơn vị", "ghi chú", "thứ tự")
)  # fmt: skip
_MONEY = (
    (re.compile(r"\b(?:tr|triệu)\s?\.?\s?(?:đ|vnđ|vnd)(?:ồng)?(?![^\W\d_])\.?"), "triệu đồng"),
    (re.compile(r"\b(?:tỷ|tỉ)\s?\.?\s?(?:đ|vnđ|vnd)(?:ồng)?(?![^\W\d_])\.?"), "tỷ đồng"),
    (re.compile(r"\b(?:ng|nghìn|ngàn)\s?\.?\s?(?:đ|vnđ|vnd)(?:ồng)?(?![^\W\d_])\.?"), "nghìn đồng"),
)
_TARGET = re.compile(
    r"kế hoạch|\bkh\b|dự toán|\bdt\b|mục tiêu|phấn đấu|\bnq\b|nghị quyết|dự kiến|định hướng|"
    r"được giao|\bgiao\b(?! (?:thông|quân|dịch|lưu|đất|khoán))|"
    r"chỉ tiêu (?:giao|nq|đh|đại hội|năm|nhiệm kỳ|kh|đề ra|20|được|đến)|chỉ tiêu$(?<!^chỉ tiêu)"
)
_REACHED = re.compile(r"\bth\b|thực hiện|\bước\b|kết quả|đạt được|đã đạt|chính thức|sơ bộ|số liệu")
_GENERIC = re.compile(
    r"\b(?:thực hiện|th|ước thực hiện|ước|kết quả|đạt được|đạt|chính thức|sơ bộ|số liệu|giá trị|năm|kỳ|"
    r"trong năm|cả năm|thời điểm|tính đến|đến|ngày|hết|cuối|giai đoạn|nhiệm kỳ|báo cáo|số tuyệt đối|"
    r"tuyệt đối|kế hoạch|kh|dự toán|nghị quyết|nq|chỉ tiêu|mục tiêu|so với|so|cùng kỳ|tăng|giảm|tỷ lệ|tỉ lệ|"
    r"hoàn thành|đơn vị tính|đvt|tổng số|số lượng|mức|của|các|theo|hđnd|ubnd|giao|được giao|đề ra|phấn đấu|"
    r"dự kiến|đại hội|đh|xã|phường|thị trấn|đơn vị|địa phương|diễn biến|qua|trong đó|kq|so sánh|thứ|lần)\b"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: canonical name, and the words as written."""

    name: str
    written: str


def plain_label(text: str) -> str:
    """Without its number, dash, colon and the mark of a footnote: "1.2. Hộ nghèo (1):" → "Hộ nghèo"."""
    label = clean(text)
    shorter = _ENUMERATOR.sub("", label)
    label = shorter if shorter and any(c.isalpha() for c in shorter) else label
    return _NOTE_MARK.sub("", label.rstrip(" :;,")).rstrip(" :;,.")


def key_of(text: str) -> str:
    """Folded, words alone: what two writings of one heading share."""
    return " ".join(re.findall(r"[^\W_]+|%|‰", fold(clean(text))))


@lru_cache(maxsize=8192)
def measure_of(text: str) -> Measure | None:
    """The unit of measure that the whole text is: "Tr.đ", "(triệu đồng)", "ĐVT: %", "1000 đồng"."""
    written = clean(text).strip(" ()[].,:;")
    key = _SAYS_UNIT.sub("", fold(written)).strip(" ()[].:;")
    if not key or len(key) > 40 or key in _NO_MEASURE:
        return None
    prefix = ""
    for rule, word in ((_MILLIONS, "triệu "), (_THOUSANDS, "nghìn ")):
        if rule.match(key):
            prefix, key = word, rule.sub("", key)
            break
    if key.startswith("tỉ lệ") or key.startswith("tỷ lệ"):
        key = key[5:].strip(" ()")
    for rule, word in _MONEY:
        key = rule.sub(word, key)
    said = prefix + _ABBREVIATED.get(key, key)
    found = units.after(words(said), 0, said)
    if found is None or found.name is None or not found.known or found.end < len(said.rstrip(". ")):
        return None
    scale = {1000: "nghìn ", 10**6: "triệu ", 10**9: "tỷ "}.get(int(found.factor), "")
    if found.factor != 1 and not scale:
        return None
    return Measure(scale + found.name, clean(text).strip(" ()[]"))


def measures_in(text: str) -> list[Measure]:
    """Those that a heading or label names beside other words: in brackets, after a comma, "Số hộ …"."""
    label = clean(text)
    found = [m for b in _BRACKET.findall(label) if (m := measure_of(b))]
    bare = _BRACKET.sub(" ", label)
    tail = re.split(r"[,:\n]\s|\s-\s", clean(bare))[-1]
    if tail != clean(bare) and (m := measure_of(tail)):
        found.append(m)
    if "%" in bare and not any(m.name.startswith("%") for m in found):
        found.append(Measure("%", "%"))
    if "‰" in bare:
        found.append(Measure("‰", "‰"))
    return list({m.name: m for m in found}.values())


def counted(text: str) -> Measure | None:
    """What "Số hộ nghèo", "Tổng số trường học" count."""
    key = fold(plain_label(text))
    head = _COUNTED.match(key)
    if head is None:
        return None
    rest = key[head.end() :]
    found = units.after(words(rest), 0, rest)
    return (
        Measure(found.name, found.name) if found and found.name and found.known and not found.closed else None
    )


def without_measures(text: str) -> str:
    """A heading without the brackets and tails that only say its unit of measure, or when."""
    label = clean(text)
    label = _BRACKET.sub(lambda m: " " if _says_no_name(m[1]) else m[0], label)
    head, comma, tail = label.rpartition(",")
    if comma and measure_of(tail):
        label = head
    return clean(label.replace("%", " ").replace("‰", " ")) if len(clean(label)) > 2 else clean(label)


def _says_no_name(inside: str) -> bool:
    key = fold(clean(inside))
    return (
        not key
        or measure_of(inside) is not None
        or key.startswith(("giá ", "đvt", "theo chuẩn", "chuẩn"))
        or bool(period_of(inside) and not remainder(inside))
        or key.isdigit()
    )


@lru_cache(maxsize=8192)
def periods_of(text: str) -> tuple[str, ...]:
    """The periods that a text names, each once; not those with which something is compared."""
    key = fold(clean(text))
    key = _DOCUMENT.sub(" ", _STANDARD.sub(" ", key))
    key = re.sub(r"\b(\d{1,2})\s?t(?:háng)?\s?/\s?(?=20\d\d)", r"\1 tháng năm ", key)
    found = (t for t in times(key) if not t.compared and not (t.vague and t.label[-1:].isdigit()))
    return tuple(dict.fromkeys(t.label for t in found))  # the term in a congress's name dates nothing


def period_of(*texts: str) -> str | None:
    """The one period that headings say together: "Năm 2020" over "Quý I" → "quý I/2020". None if not one."""
    said = list(dict.fromkeys(p for text in texts for p in periods_of(text)))
    years = [p for p in said if re.fullmatch(r"(?:19|20)\d\d", p)]
    parts = [p for p in said if p not in years]
    if len(said) == 1:
        return said[0]
    if len(parts) == 1 and years and all(y in parts[0] for y in years):
        return parts[0]
    if len(parts) == 1 and len(years) == 1:
        return _joined(parts[0], years[0])
    return None


def _joined(part: str, year: str) -> str | None:
    if re.search(r"(?:19|20)\d\d", part):
        return part if year in part else None
    if part.startswith("quý"):
        return f"{part}/{year}"
    if month := re.fullmatch(r"tháng (\d+)", part):
        return f"{month[1]}/{year}"
    if re.fullmatch(r"\d+ tháng", part):
        return f"{part} năm {year}"
    if re.fullmatch(r"\d+ tháng (?:đầu|cuối) năm", part) or part == "cả năm":
        return f"{part} {year}"
    return f"{part}/{year}" if re.fullmatch(r"\d{1,2}/\d{1,2}", part) else None


def role_of(*texts: str) -> Role:
    """Of a heading: what was planned, what came out, how much of the plan, the change."""
    key = " | ".join(fold(clean(t)) for t in texts if t)
    leaf = key.rpartition(" | ")[2]
    if _AGAINST_PLAN.search(key) or _AGAINST_PLAN.search(leaf) or _ONLY_REACHED.match(leaf):
        return "completion_ratio"
    if _CHANGED.search(leaf) or _CHANGED.search(key):
        return "change"
    for part in reversed(key.split(" | ")):
        if _TARGET.search(part) or key_of(_BRACKET.sub(" ", part)) in ("chỉ tiêu", "giao"):
            return "target"
        if _REACHED.search(part):
            return "actual"
    return "actual"


@lru_cache(maxsize=8192)
def remainder(text: str) -> str:
    """What a heading says beside period, role and unit of measure; "" where nothing is left."""
    key = fold(without_measures(text))
    for t in sorted(times(key), key=lambda t: -t.start):
        key = key[: t.start] + " " + key[t.end :]
    key = _GENERIC.sub(" ", re.sub(r"\b(?:19|20)\d\d\b", " ", key))
    return " ".join(re.findall(r"[^\W\d_]+", key))


def is_total(text: str) -> bool:
    """ "Tổng số", "Toàn thành phố": of the workbook's own unit."""
    return bool(_TOTAL.match(key_of(plain_label(text))))


def is_part(text: str) -> bool:
    """ "Cộng các phường", "Khối xã": a sum of some, not of all."""
    return not is_total(text) and bool(_PART.match(key_of(plain_label(text)) + " "))


def is_place(text: str) -> bool:
    """ "Xã Quảng Tâm", "P. Đông Sơn", "Chi bộ thôn 3": names one unit of the tree."""
    label = plain_label(text)
    key = fold(label)
    found = _PLACE.match(key)
    if found is None or _NO_PLACE.match(key):
        return False
    rest = label[found.end() :]
    if periods_of(label) and (_SCHOOL.match(key) or not remainder(rest)):
        return False  # "TH 9 tháng năm 2020" is no primary school, "Thành phố 2019" no city
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit()) and len(rest.split()) <= 6


def names_unit(text: str) -> bool:
    """Whether a text can be a unit's name: a place, an office, or a proper name; not "Nông thôn", "II"."""
    label = plain_label(text)
    key = fold(label)
    if is_place(label) or _OFFICE.match(key):
        return True
    named = [w for w in re.findall(r"[^\W\d_]+", label) if w]
    proper = all(w[0].isupper() for w in named) and not label.isupper()
    return proper and key not in _GROUPS and sum(map(len, named)) > 3


def bare_place(text: str) -> str:
    """The key of a unit's name without its kind: "Xã Quảng Tâm", "UBND xã Quảng Tâm" → "quảng tâm"."""
    key = fold(plain_label(text))
    found = _PLACE.match(key)
    short = key[found.end() :] if found and not _NO_PLACE.match(key) else key
    return key_of(short) or key_of(key)


def says_reached(text: str) -> bool:
    """Whether a heading says that its numbers are results: "TH 2020", "Ước thực hiện"."""
    return bool(_REACHED.search(fold(clean(text)))) and role_of(text) == "actual"


def is_value_text(text: str) -> bool:
    """Whether a text is more number than words and no year or period: "8/15 (60%)"."""
    said = clean(text)
    digits, letters = sum(c.isdigit() for c in said), sum(c.isalpha() for c in said)
    return (
        digits > letters and not periods_of(said) and not re.fullmatch(r"(?:19|20)\d\d|\(?\d{1,2}\)?", said)
    )
