"""Numbers that state no quantity: dates, years, terms, ordinals, document and list numbers, names with a number."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
_DOCUMENTS = (
    "chỉ thị|nghị quyết|quyết định|quy định|quy chế|kế hoạch|kết luận|chương trình|hướng dẫn|thông tri|thông báo|thông tư|nghị định|"
    "luật|pháp lệnh|công văn|tờ trình|báo cáo|đề án|dự án|văn bản|công điện|điều lệ|lệnh|mẫu số|phong trào"
)
_NAMED = (
    "tổ|tổ công tác|tổ dân phố|tổ chỉ đạo|thôn|xóm|ấp|khóm|bản|đội|khối|khu|khu phố|khu vực|phường|quận|cụm|chi bộ|chi hội|chi đoàn|"
    "vùng|nhóm|quân khu|sư đoàn|trung đoàn|tiểu đoàn|đại đội|tuyến|đường|quốc lộ|tỉnh lộ|huyện lộ|hương lộ|đường tỉnh|ql|tl|hl|dt|đt|"
    "loại|hạng|cấp|cấp độ|mức|mức độ|bậc|lớp|bước|đợt|vòng|giai đoạn|phần|chương|điều|khoản|điểm|mục|biểu|bảng|phụ lục|hình|ảnh|trang|tr|kỳ họp|"
    "kỳ|số|tiêu chí|lô|kênh|trạm|khóa|khoá|lần|kỳ họp thứ|hồ|tầng|phòng|nhà|ca|tập|quyển|câu|bài|hội trường|km|cầu|cống|thửa|tờ bản đồ|loại hình|mẫu|ô|nhánh|"
    "công trường|nhà máy|trường tiểu học|trường|mầm non|tiểu học|trung tâm|đơn vị|độ"
)
_UNIT_FOLLOWS = (
    r"(?!\d|[.,]\d|\s?(?:%|‰|phần trăm|tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng\b|ha\b|km\b|m2|m²|tấn|tạ\b|kg\b|lần\b|hộ\b|người\b|đồng chí|đảng viên|"
    r"chi bộ|hội viên|đoàn viên|xã\b|thôn\b|mô hình|công trình|lượt|cuộc|cán bộ|chỉ tiêu|tiêu chí|lớp|buổi|vụ\b|trường|đơn vị|doanh nghiệp|"
    r"tổ chức|nhóm|nội dung|cơ sở|máy|ngôi|căn|nhà|tuyến|sản phẩm|điểm|giải|bằng|suất|con\b|em\b|cháu|đại biểu|quần chúng|htx|hợp tác xã|phòng|dự án|nhiệm vụ|đợt|cây|ca\b|đối tượng|trường hợp|đơn|ý kiến|hồ sơ|giấy|học sinh|lao động|câu lạc bộ|tổ\b|đội|hội nghị|bài|tin\b|km2|lít|mét|m\b|m3|m³))"
)
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        # dates and hours
        r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}\b",
        r"\b\d{1,2}(?:\s?(?:,|-|và|&|đến)\s?\d{1,2}){0,3}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}\b",
        r"\b(?:ngày|sáng|chiều|tối|đêm|hôm|mùng|mồng|dịp|lễ|kỷ niệm|tết|chào mừng|qua|nay)\s(?:ngày\s)?\(?\d{1,2}(?:\s?(?:,|-|và|&|đến)\s?\d{1,2}){0,3}"
        r"(?:\s?[-/.]\s?\d{1,2}\b(?!\s?(?:%|tỷ|triệu|ha)))(?:\s?[-/.]\s?\d{2,4})?",
        r"\b(?:ngày|mùng|mồng)\s\d{1,2}(?:\s?(?:,|-|và|đến)\s?(?:ngày\s)?\d{1,2}){0,3}(?:\stháng\s\d{1,2})?(?:[/\s-]+(?:năm\s)?"
        + _YEAR
        + ")?",
        r"\btháng\s(?:0?[1-9]|1[0-2])\b(?![.,]\d)(?:\s?(?:,|-|và|đến)\s?(?:tháng\s)?\d{1,2}\b(?!\s?[%.,]))?(?:\s?[/.-]\s?\d{4}|\snăm\s\d{4})?",
        r"\b\d{1,2}\s?[/-]\s?" + _YEAR + r"\b",
        r"\bquý\s\d\b(?:[/-]\d{4})?",
        r"\b\d{1,2}\s?(?:h|giờ)\s?(?:\d{2}(?:\s?(?:p|phút))?)?\b(?!\s?phát sóng)",
        r"\b24/(?:24|7)(?=\s?(?:giờ|h\b|[.,;)]|$|trong|ngày))",
        # years, terms, durations
        r"\b(?:năm|các năm|những năm|niên độ)\s(?:\d{4})(?:\s?(?:,|-|và|đến|/)\s?(?:năm\s)?\d{4}){0,6}\b",
        r"\b" + _YEAR + r"\s?(?:-|/|đến|và|,)\s?(?:năm\s)?(?:\d{4}|\d{2})\b(?![.,]?\d|\s?%)",
        r"(?<![\d.,/])\b"
        + _YEAR
        + r"\b(?![.,/]\d)(?!\s?(?:%|tỷ|triệu|nghìn|ha\b|tấn|kg|km|m2|hộ\b|người|lượt|đồng chí|đảng viên|hội viên|con\b|m\b|cây))",
        r"\b\d{1,2}\s(?:năm|tháng|quý|tuần|thập kỷ|thập niên|nhiệm kỳ|thế kỷ|phút|giây|ngày đêm|mùa)\b(?!\s?(?:tù))",
        r"(?<!từ )(?<!còn )(?<!xuống )(?<!giảm )(?<!giảm được )(?<!ngắn )(?<!sớm )(?<!bình quân )\b\d{1,3}(?:\s?(?:-|đến)\s?\d{1,3})?\sngày\b(?!\scông)",
        r"\b\d{1,2}(?:\s?(?:-|đến)\s?\d{1,2})?\stuổi\b",
        r"\b(?:thế kỷ|thập niên|thập kỷ)\s(?:thứ\s)?\d+",
        # ordinals
        r"\b(?:thứ|lần thứ|nhiệm kỳ thứ|xếp thứ|vị trí thứ|đứng thứ)\s\d+(?:\s?(?:,|và)\s?\d+)*\b(?!\s?%)",
        r"\b(?:khóa|khoá|nhiệm kỳ|hạng|top)\s\d+(?:\s?(?:,|và)\s?\d+)*\b" + _UNIT_FOLLOWS,
        # documents
        r"\b\d+[a-z]?\s?(?:/\d{4})?\s?[-/]\s?(?:[a-zđ]{1,8}\s?[-/]\s?[a-zđ]{2,12}(?:[-/][a-zđ]+)*|nq|ct|kl|qđ|tb|bc|kh|hd|ctr|cv|nđ|tt|tw)\b",
        r"\b\d+/\d{4}/[a-zđ0-9-]+",
        r"\b(?:"
        + _DOCUMENTS
        + r")(?:\s(?:trung ương|tw|tỉnh ủy|huyện ủy|số|chuyên đề|liên tịch)){0,2}\s\d+[a-z]?(?:[/-]\d{4})?\b"
        + _UNIT_FOLLOWS,
        r"\b(?:" + _DOCUMENTS + r")\s(?:[^\W\d]+\s){0,3}số:?\s?\d+[a-z]?(?:(?:,|\svà|;)\s?\d+)*",
        r"\b(?:số|nq|ct|qđ|hd|kl|nqtw|tw)\s?:?\s?\d+[a-z]?(?:[-/]\w+)*(?:(?:,|\svà|;)\s?(?:số\s)?\d+\b(?![.,]\d|\s?%))*"
        + _UNIT_FOLLOWS,
        r"\b(?:trung ương|tw)\s\d+\b",
        # names with a number
        r"(?<!mỗi )(?<!từng )(?<!một )(?<!các )(?<!số )(?<!có )\b(?:"
        + _NAMED
        + r")\s(?:số\s)?\d+[a-z]?(?:/\d+)?\b(?:\s?(?:,|và|-)\s?\d{1,2}\b"
        + _UNIT_FOLLOWS
        + r")*"
        + _UNIT_FOLLOWS,
        r"\b[a-zđ]+\d+(?:[.\-/]?\w+)*\b(?<!m2)(?<!m3)",
        r"\bcovid\s?-?\s?\d+|\bsars-cov-2|\biso\s?\d+(?::\d+)?|\b[345]g\b|\b[3-5]\.0\b(?!\s?(?:%|tỷ|triệu|ha|tấn|điểm))",
        r"\bkm\s?\d+\s?\+\s?\d+",
        r"\b1[:/]\d{1,3}\.?000?\b",
        r"\bgiá (?:so sánh|cố định|thực tế|hiện hành|gốc)?\s?(?:năm\s)?\d{4}",
        # slogans
        r"\b\d không,?(?: và)? \d (?:sạch|có)|\b\d+ (?:không|sạch|tại chỗ|nhất|trước|sẵn sàng|tiên phong|trách nhiệm|xung kích|đảm đang|cùng|bám|xây|chống|giỏi|tốt|rõ|hơn|dám|tự|cửa|xanh|nhà)\b(?=[\s,;\"'.)]|$)(?!\s(?:văn|đại|tình|ở|máy|mái|vệ|cho))",
        r"(?<=[\"'])(?:ngày |chi bộ |mô hình )?\d{1,2} (?:[^\W\d]+[ ,]*){1,5}(?:\d (?:[^\W\d]+ ?){1,4})?(?=[\"'])",
        # lists, notes, telephones
        r"\(\d{1,2}\)|\[\d{1,3}\]",
        r"^\s*\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/]\s?(?=[^\W\d]|\"|\()",
        r"^\s*\d{1,2}\s?[-–]\s(?=[^\W\d])",
        r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\s(?!ha\b|km\b|tỷ|triệu|tấn|%)(?=[^\W\d])",
        r"(?<=[;:] )\d{1,2}\)(?= )",
        r"(?:^|[^\d.,])(?:0\d{9,10}|0\d{2,3}[ .\-]\d{3,4}[ .\-]\d{3,4})\b",
        r"\b(?:điện thoại|đt|fax|hotline|cccd|cmnd|stk|tài khoản)\s?:?\s?(?:số\s)?[\d. \-]+\d",
        # one among several; a denominator
        r"\b(?:1|01|một)\strong\s(?:số\s|những\s)?\d+",
        r"\b(?:trên|tính trên|bình quân|cho|/)\s?0?1\s(?=ha\b|hecta|héc|đơn vị|người|hộ|lao động|khẩu|sào|vạn|m2|km)",
        r"(?<=/)(?:1|10\.000|1\.000|100\.000)\s?(?=vạn|dân|người|hộ|nghìn|trẻ)",
    )
)


def excluded(key: str) -> list[tuple[int, int]]:
    """The passages of a folded text in which no number is a figure, in order of their beginning."""
    return sorted(m.span() for pattern in _PATTERNS for m in pattern.finditer(key))
