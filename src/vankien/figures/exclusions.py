"""Numbers that state no quantity: dates, terms, ordinals, document and list numbers, names."""

from __future__ import annotations

import re

Span = tuple[int, int]

_YEAR = r"(?:19|20)\d\d"
_DOCUMENTS = (
    "chỉ thị|nghị quyết|quyết định|quy định|quy chế|kế hoạch|kết luận|chương trình|hướng dẫn|thông tri|"
    "thông báo|thông tư|"
    "nghị định|luật|pháp lệnh|công văn|tờ trình|báo cáo|đề án|dự án|văn bản|công điện|điều lệ|lệnh|phong trào"
)
_NAMED = (
    "tổ|tổ công tác|tổ dân phố|thôn|xóm|ấp|khóm|bản|đội|khối|khu|khu phố|khu vực|phường|quận|cụm|chi bộ|"
    "chi hội|chi đoàn|"
    "vùng|nhóm|quân khu|sư đoàn|trung đoàn|tiểu đoàn|đại đội|tuyến|đường|quốc lộ|tỉnh lộ|huyện lộ|"
    "hương lộ|đường tỉnh|"
    "ql|tl|hl|dt|đt|loại|hạng|cấp|cấp độ|mức|mức độ|bậc|lớp|bước|đợt|vòng|giai đoạn|phần|chương|điều|"
    "khoản|điểm|mục|biểu|bảng|"
    "phụ lục|hình|ảnh|(?<!chỉnh )trang|tr|kỳ họp|kỳ|số|tiêu chí|lô|kênh|trạm|khóa|khoá|lần|hồ|tầng|phòng|"
    "nhà|ca|tập|quyển|câu|bài|"
    "hội trường|km|cầu|cống|thửa|loại hình|mẫu|ô|nhánh|công trường|nhà máy|trường|mầm non|tiểu học|"
    "trung tâm|đơn vị|độ|"
    "nhiệm kỳ|top|chỉ tiêu|giải|quý|bộ"
)
_SLOGANS = (
    "không|sạch|tại chỗ|nhất|trước|sẵn sàng|tiên phong|trách nhiệm|"
    "xung kích|đảm đang|cùng|bám|xây|chống|giỏi|tốt|rõ|hơn|dám|tự|cửa(?! khẩu| hàng)|xanh"
)
_DAYS = r"\d{1,2}(?:\s?(?:,|-|và|&|đến)\s?(?:ngày\s)?\d{1,2}){0,3}"
_MONTH = r"(?:0?[1-9]|1[0-2])\b(?![.,]\d(?!\d{3}\b))"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in patterns)


_DATES = _compiled(
    rf"\b{_DAYS}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{4}}\b",
    r"\b(?:ngày|sáng|chiều|tối|đêm|hôm|mùng|mồng|dịp|lễ|kỷ niệm|tết|chào mừng|qua|đợt)\s(?:ngày\s)?\(?"
    rf"{_DAYS}\s?[-/.]\s?\d{{1,2}}\b(?!\s?(?:%|tỷ|triệu|ha))(?:\s?[-/.]\s?\d{{2,4}})?",
    rf"\b(?:ngày|mùng|mồng)\s{_DAYS}(?:\stháng\s\d{{1,2}})?(?:[/\s-]+(?:năm\s)?{_YEAR})?",
    rf"\btháng\s{_MONTH}(?:\s?(?:,|-|và|đến)\s?(?:tháng\s)?{_MONTH}(?!\s?%))?(?:\s?[/.-]\s?\d{{4}}|"
    rf"\snăm\s\d{{4}})?",
    rf"\b\d{{1,2}}\s?[/-]\s?{_YEAR}\b",
    r"\bquý\s\d\b(?:[/-]\d{4})?",
    r"\b(?:đến|tính đến|hết|trước|từ)\s(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?=\s?(?:[,.;:)]|$|đã|"
    r"toàn|có|còn|vẫn|chưa|được|thu|dư nợ|nợ|số|cả|xã|huyện|tổng|đến|đạt))",
    r"\b\d{1,2}\s?(?:h|giờ)\s?(?:\d{2}(?:\s?(?:p|phút))?)?\b(?!\s?phát sóng)",
    r"\b24/(?:24|7)(?=\s?(?:giờ|h\b|[.,;)]|$|trong|ngày))",
)
_YEARS = _compiled(
    r"\b(?:năm|các năm|những năm|niên độ)\s\d{4}(?:\s?(?:,|-|và|đến|/)\s?(?:năm\s)?\d{4}){0,6}\b",
    rf"\b{_YEAR}\s?(?:(?:-|/|đến|và|,)\s?(?:năm\s)?\d{{4}}|[-/]\s?\d{{2}})\b(?![.,/]?\d|\s?%)",
    rf"(?<![\d.,/])\b{_YEAR}\b(?![.,/]\d)(?!\s?(?:%|tỷ|triệu|nghìn|ha\b|tấn|kg|km|m2|hộ\b|người|lượt|"
    rf"đồng chí|đảng viên|hội viên|con\b|m\b|cây|lao động|nhân khẩu|học sinh|đoàn viên|em\b|cháu))",
    r"\b\d{1,2}(?:\s?-\s?\d{1,2})?\s(?:năm|tháng|quý|tuần|thập kỷ|thập niên|nhiệm kỳ|thế kỷ|phút|giây|"
    r"ngày đêm|mùa)\b",
    r"(?<!từ )(?<!còn )(?<!xuống )(?<!giảm )(?<!được )(?<!ngắn )(?<!sớm )(?<!quân )"
    r"(?<!hoạch )(?<!chậm )\b\d{1,3}(?:\s?(?:-|"
    r"đến)\s?\d{1,3})?\sngày\b(?!\scông)",
    r"(?<!bình quân )(?<!trung bình )(?<!thọ )(?<!đạt )(?<![\d,.])"
    r"\b\d{1,2}(?:\s?(?:-|đến)\s?\d{1,2})?\stuổi\b",
    r"\bgiá (?:so sánh|cố định|thực tế|hiện hành|gốc)?\s?(?:năm\s)?\d{4}",
)
_NUMBERS_OF_THINGS = _compiled(
    r"\b(?:thứ|lần thứ|kỳ họp thứ|nhiệm kỳ thứ|xếp thứ|vị trí thứ|đứng thứ|thế kỷ|"
    r"thập niên)\s\d+(?:\s?(?:,|và)\s?\d+)*\b(?!\s?%)",
    r"\b\d+[a-z]?\s?(?:/\d{4})?\s?[-/]\s?(?:[a-zđ]{1,8}\s?[-/]\s?[a-zđ]{2,12}(?:[-/][a-zđ]+)*|nq|ct|kl|"
    r"qđ|tb|bc|kh|hd|ctr|cv|nđ|tt|tw)\b",
    r"\b\d+/\d{4}/[a-zđ0-9-]+",
    rf"\b(?:{_DOCUMENTS})\s(?:[^\W\d]+\s){{0,3}}số:?\s?\d+[a-z]?(?:(?:,|\svà|;)\s?\d+\b)*",
    r"\blớp \d{1,2} (?=trường)",
    r"\b(?:điều|chương) \d{1,3}\b(?! ?(?:%|tỷ|triệu))",
    r"\b(?:trung ương|tw) \d{1,2}\b(?= ?\(?(?:khóa|khoá)\b)",
    r"\b\d(?:\s?-\s?\d)? sao\b",
    rf"\b(?:{_NAMED}) \d{{1,2}} (?=tổ chức (?!đảng|cơ sở|đoàn thể|chính trị))",
    r"\b[a-zđ]+\d+(?:[.\-/]?\w+)*\b(?<!m2)(?<!m3)",
    r"\bcovid\s?-?\s?\d+|\bsars-cov-2|\biso\s?\d+(?::\d+)?|\b[345]g\b|\b[3-5]\.0\b(?!\s?(?:%|tỷ|triệu|ha|"
    r"tấn|điểm))",
    r"\bkm\s?\d+\s?\+\s?\d+|\b1[:/]\d{1,3}\.?000?\b",
    r"\(\d{1,2}\)|\[\d{1,3}\]",
    r"^\s*\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/]\s?(?=[^\W\d]|\"|\()",
    r"^\s*\d{1,2}\s?[-–]\s(?=[^\W\d])",
    r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\s(?!ha\b|km\b|tỷ|triệu|tấn|%)(?=[^\W\d])",
    r"(?<=[;:] )\d{1,2}\)(?= )",
    r"(?<=: )1\.\s(?=[^\d.]{2,60}[;,.]\s?2\.\s)",
    rf"\b(?:{_NAMED})\ssố\s\d+[a-z]?(?:\s?(?:,|và|-)\s?(?:số\s)?\d{{1,2}}\b(?!\s?%|[.,]\d))*",
    r"(?:^|[^\d.,])(?:0\d{9,10}|0\d{2,3}[ .\-]\d{3,4}[ .\-]\d{3,4})\b",
    r"\b(?:điện thoại|đt|fax|hotline|cccd|cmnd|stk|tài khoản)\s?:?\s?(?:số\s)?[\d. \-]{6,20}\d",
)
_FIGURES_OF_SPEECH = _compiled(
    rf"\b\d không,?(?: và)? \d (?:sạch|có)|\b\d+ (?:{_SLOGANS})\b(?=[\s,;\"'.)]|$)(?!\s(?:văn|đại|tình|ở|"
    rf"máy|mái|vệ|cho))",
    r"(?<=[\"'])(?:ngày |chi bộ |"
    r"mô hình )?\d{1,2} (?:[^\W\d]+[ ,]*){1,5}(?:\d ?(?:[^\W\d]+ ?){0,4})?(?=[\"'])",
    r"\b(?:1|01|một)\strong\s(?:số\s|những\s)?\d+",
    r"\b(?:trên|tính trên|bình quân|cho)\s0?1\s(?=ha\b|hecta|héc|đơn vị|người|hộ|lao động|khẩu|sào|vạn|"
    r"m2|km)",
    r"(?<=/)(?:1|01|10\.000|1\.000|100\.000)\s?(?=vạn|dân|người|hộ|nghìn|trẻ|ha\b|năm|đơn vị|km|xã|thôn|"
    r"lao động)",
)
_HARD = _DATES + _YEARS + _NUMBERS_OF_THINGS + _FIGURES_OF_SPEECH
# Patterns that begin with the number are asked at the numbers only: a tenth of the text.
_AT_A_NUMBER = re.compile(r"(?:\(\?<[!=][^()]*\))*(?:\\b)?(?:\(\?:)?(?:\\d|\(\?:19\|20\))")
_NUMBER = re.compile(r"\b\d")
_BY_NUMBER = tuple(p for p in _HARD if _AT_A_NUMBER.match(p.pattern))
_BY_WORD = tuple(p for p in _HARD if p not in _BY_NUMBER)
_SOFT = _compiled(
    r"\bnay\s\d{1,2}/\d{1,2}\b",
    r"\b(?:trung ương|tw)\s\d+\b",
    rf"\b(?:{_DOCUMENTS})(?:\s(?:trung ương|tw|tỉnh ủy|huyện ủy|số|chuyên đề|"
    rf"liên tịch)){{0,2}}\s\d+[a-z]?(?:[/-]\d{{4}})?\b",
    r"\b(?:số|nq|ct|qđ|hd|kl|nqtw|tw)\s?:?\s?\d+[a-z]?(?:[-/][a-zđ]\w*)*(?:(?:,|\svà|"
    r";)\s?(?:số\s)?\d+\b(?![.,]\d|\s?%))*",
    rf"(?<!mỗi )(?<!từng )(?<!một )(?<!các )(?<!có )\b(?:{_NAMED})"
    rf"\s(?:số\s)?\d+[a-z]?(?:/\d+)?\b(?![.,]\d)(?:\s?(?:,|và|-)\s?\d{{1,2}}\b(?!\s?%|[.,]\d))*",
)


def hard(key: str) -> list[Span]:
    """The passages of a folded text in which no number is a figure, in order of their beginning."""
    spans = [m.span() for pattern in _BY_WORD for m in pattern.finditer(key)]
    for number in _NUMBER.finditer(key):
        at = number.start()
        spans += [m.span() for pattern in _BY_NUMBER if (m := pattern.match(key, at))]
    return sorted(spans)


def soft(key: str) -> list[Span]:
    """Names with a number ("thôn 5", "Nghị quyết 30a")"
    ": no figure, unless what follows the number is counted by it."""
    return sorted(m.span() for pattern in _SOFT for m in pattern.finditer(key))
