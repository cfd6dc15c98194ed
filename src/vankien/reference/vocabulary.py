"""Words around a value: which change what it says, which are harmless",
"which belong to plans."""

from __future__ import annotations

import re


def _any(*lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrase for line in lines for phrase in line.split(', '))})\b")


_LEAVING_OUT = (
    "riêng, trừ, loại trừ, không (?:bao )?gồm, không tính, không kể, chưa (?:bao )?gồm",
    "chưa tính, chưa kể",
    "một số(?! (?:chỉ tiêu|kết quả|nội dung|tiêu chí|số liệu|thông tin)), thuộc diện",
)
_ADDING_UP = ("lũy kế, luỹ kế, cộng dồn, từ đầu năm",)
_GROUPS = ("đồng bào, dân tộc thiểu số, khu vực, nông thôn(?! mới), thành thị, phụ nữ, nữ, trẻ em, học sinh",)
TELLING = _any(  # they change numbers wherever they stand
    *_LEAVING_OUT, *_ADDING_UP, *_GROUPS,
    "người cao tuổi, bao gồm, kể cả, tính cả, tính thêm, điều chỉnh, quy đổi, tạm tính",
)  # fmt: skip
CHANGING = _any(  # they change what a heading or a row's name says
    *_LEAVING_OUT, *_ADDING_UP, *_GROUPS,
    "giảm, từ đầu, đầu năm, đầu kỳ, chưa có, ngoài, dân tộc, nam giới, thanh niên",
    "người cao tuổi, trung bình",
    "bình quân, tự nguyện, bắt buộc, hộ gia đình, nâng cao, kiểu mẫu, nội địa, cân đối",
    "địa phương, chứng chỉ",
    "bằng cấp, nghề, hài lòng, xếp hạng, thứ hạng, hạng, tự nhiên, thẻ, trục, ngõ, liên thôn",
    "nội đồng, bê tông",
    "nhựa, xây dựng cơ bản, sơ cấp, dài hạn, phát sinh, tái nghèo, thoát nghèo, còn lại",
    "chuyển tiếp, mục tiêu",
    "bổ sung, tư nhân, ngoài công lập, công lập, mầm non, tiểu học, trung học, quy đổi",
)  # fmt: skip
FIELDS = _any(  # of work: headings of a part of the table
    "kinh tế, xã hội, văn hóa, văn hoá, môi trường, quốc phòng, an ninh, trật tự, an toàn",
    "xây dựng, đảng",
    "chính quyền, hệ thống, chính trị, tài nguyên, tài chính, ngân sách, đầu tư, giáo dục",
    "đào tạo, y tế, dân số",
    "lao động, việc làm, thương binh, giảm nghèo, an sinh, bảo hiểm, phát triển, hạ tầng",
    "giao thông, cải cách",
    "hành chính, chuyển đổi số, đoàn thể, mặt trận, công tác, lĩnh vực, nhóm, chỉ tiêu",
    "chủ yếu, cơ bản, tổng hợp",
    "nội dung, nhiệm vụ, đời sống, khoa học, công nghệ, thể thao, thể dục, thông tin",
    "truyền thông, nông thôn mới",
    "quản lý, nhà nước, sức khỏe, vệ sinh, quân sự, cơ sở, tổ chức, rà soát, tổng kết",
    "quân đội, quốc gia",
    "chương trình, mục, phần, biểu, bảng",
)
NEUTRAL = frozenset(
    word
    for line in (
        "các của và được đã là về trên địa bàn theo đạt có",
        "năm toàn hằng hàng số tổng tỷ tỉ lệ",
        "mức độ kết quả thực hiện th ước báo cáo giai đoạn",
        "kỳ tính đến hết cuối ngày tháng quý giá trị liệu đơn vị",
        "đvt cả trong chính thức sơ bộ tuyệt đối lượng xã",
        "phường chung nhiệm cho với phân ra kq hoàn thành chuẩn",
        "diễn biến qua tình hình thời điểm tiêu thành phố huyện tỉnh tp đánh giá tiếp cận",
    )
    for word in line.split()
)
REGIONS = _any("khu vực, vùng, cụm, khối, miền núi, đồng bằng, ven biển, trung du, vùng cao, thuộc, các")
AS_PLANNED = _any(
    "kế hoạch, kh, dự toán, dt, nghị quyết, nq, mục tiêu, hđnd, ubnd, được, giao, đại hội, đh",
    "phấn đấu, dự kiến",
    "định hướng, đề ra, chỉ tiêu, tỉnh, huyện, pháp lệnh",
)
ESSENTIAL = ("mới", "trở lên", "tự nguyện", "cận nghèo", "đúng hạn", "trực tuyến")
"""Words of an indicator's name without which a heading names something wider."""
PLANNED = re.compile(
    r"kế hoạch|\bkh\b|dự toán|mục tiêu|phấn đấu|dự kiến|được giao|định hướng|phân bổ|phân khai|"
    r"đăng ký (?:chỉ tiêu|thi đua|thực hiện)|phân giao|giao chỉ tiêu|"
    r"cam kết|phương hướng|dự báo|đề xuất|quy hoạch"
)
CARRIED_OUT = re.compile(
    r"(?:thực hiện|hoàn thành|kết quả|tình hình|đánh giá|so(?: với| sánh)?|triển khai)"
    r"(?:(?! và )[^.;,]){0,60}?"
    r"(?:kế hoạch|\bkh\b|dự toán|mục tiêu|chỉ tiêu)"
)
SIGNED = re.compile(
    r"^(?:người|kế toán|thủ trưởng|trưởng|phó|giám đốc|chủ tịch|tm\.|kt\.|tl\.|chi cục trưởng|"
    r"cục trưởng|chánh|bí thư|chỉ huy|nơi nhận|nguồn|nơi lập|đại diện|[^,]{1,40}, ngày|ngày)"
)
SCALE = re.compile(r"\b(nghìn tỷ|nghìn|ngàn|triệu|tr|tỷ|tỉ)\s?\.?\s?(?:đ|vnđ|vnd|đồng)(?![^\W\d_])")
MARK = re.compile(r"^\s*(\(\d\)|\*+|\[\d\]|[¹²³⁴])")
RESULT = re.compile(r"\bth\b|thực hiện|\bước\b|kết quả|đạt được|chính thức|sơ bộ|quyết toán|\bqt\b")
