"""Drafts of many sorts whose sentences are cut from the same cloth: what a comparison easily confuses."""

import random

_TOPICS = {
    "cong-doan": ("chăm lo đời sống đoàn viên", "phong trào thi đua lao động giỏi", "công tác nữ công",
                  "thỏa ước lao động tập thể", "hòa giải tranh chấp lao động", "tài chính công đoàn"),
    "tram-y-te": ("tiêm chủng mở rộng", "phòng chống sốt xuất huyết", "an toàn thực phẩm", "y tế học đường",
                  "quản lý bệnh không lây nhiễm", "phòng chống suy dinh dưỡng trẻ em"),
    "truong-hoc": ("phổ cập giáo dục", "bồi dưỡng đội ngũ giáo viên", "giáo dục thể chất",
                   "thư viện trường học", "xây dựng trường chuẩn quốc gia", "phối hợp với gia đình"),
    "co-quan": ("tiếp công dân", "kiểm soát chi ngân sách", "lưu trữ hồ sơ", "tham mưu văn bản",
                "bảo vệ bí mật nhà nước", "theo dõi thực hiện kết luận"),
}  # fmt: skip
_SAID = (
    "Tập trung chỉ đạo {t}; đã tổ chức {n} hội nghị với {m} lượt người tham dự, đạt {p}% kế hoạch năm.",
    "Đã ban hành {n} văn bản về {t}, kiểm tra {m} cơ sở, nhắc nhở {k} trường hợp thực hiện chưa nghiêm.",
    "Việc lãnh đạo {t} ở một số nơi còn lúng túng, thiếu kiểm tra, đôn đốc; cán bộ kiêm nhiệm nhiều việc.",
    "Nguồn lực đầu tư cho {t} đạt {p} tỷ đồng, trong đó ngân sách {k} tỷ đồng, xã hội hóa {k} tỷ đồng.",
    "Qua giám sát {t}, phát hiện {n} vấn đề cần khắc phục; đến nay đã giải quyết xong {k} vấn đề.",
    "Kết quả {t} từng bước đi vào nền nếp, được cán bộ và nhân dân đồng tình ủng hộ, đạt {p}% chỉ tiêu.",
)
_ROMAN = ("I", "II", "III", "IV", "V")
_ORDINAL = ("NHẤT", "HAI", "BA", "TƯ", "NĂM")
_HEADS = {
    "phần": lambda i, title: [f"PHẦN THỨ {_ORDINAL[i]}", title],
    "chương": lambda i, title: [f"Chương {_ROMAN[i]}", title],
    "roman": lambda i, title: [f"{_ROMAN[i]}. {title}"],
    "điều": lambda i, title: [f"Điều {i + 1}. {title}"],
}
_TITLES = (
    "ĐẶC ĐIỂM TÌNH HÌNH",
    "KẾT QUẢ THỰC HIỆN",
    "HẠN CHẾ VÀ NGUYÊN NHÂN",
    "PHƯƠNG HƯỚNG",
    "TỔ CHỨC THỰC HIỆN",
)
KINDS = [(unit, heads) for unit in _TOPICS for heads in _HEADS]


def report(unit, heads, seed):
    """The lines of a draft of about six pages."""
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated
    lines = ["BÁO CÁO CHÍNH TRỊ", "trình Đại hội nhiệm kỳ 2025 - 2030"]
    for number, title in enumerate(_TITLES):
        lines += _HEADS[heads](number, title)
        for topic in rng.sample(_TOPICS[unit], 4):
            lines += [f"Về {topic}", *(said(rng, topic) for _ in range(rng.randrange(2, 5)))]
    return lines


def said(rng, topic):
    return rng.choice(_SAID).format(
        t=topic,
        n=rng.randrange(3, 60),
        m=rng.randrange(100, 990),
        p=f"{rng.randrange(61, 99)},{rng.randrange(1, 9)}",
        k=rng.randrange(2, 9),
    )
