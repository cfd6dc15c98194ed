"""The units' next versions: each request's words written into the sample, at a place one can name."""

import re
from pathlib import Path

from docx import Document

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "src/vankien_web/drafts/samples"
TUTORIAL = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
THEME = next(line for line in re.findall(r"\| (Chủ đề Đại hội: .+?) \|$", TUTORIAL, re.MULTILINE))
MOTTO = "Phương châm Đại hội: “Đoàn kết - Dân chủ - Kỷ cương - Sáng tạo - Phát triển”."
# What each request finds in the next version: the words of the request, then the passage that answers it.
COMMUNE = [
    ("Xem lại một số chỉ tiêu", "- Tỷ lệ dân số tham gia bảo hiểm y tế đến năm 2025 đạt 95%."),
    ("Xem lại nguyên nhân", "Nguyên nhân chủ yếu là công tác lãnh đạo có lúc chưa sâu sát (minh họa)."),
    ("tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo năm 2019 còn 1,2%."),
    ("BHXH", "Tỷ lệ tham gia bảo hiểm xã hội tự nguyện năm 2019 đạt 3,1%."),
    ("BHYT", "- Tỷ lệ dân số tham gia bảo hiểm y tế đến năm 2025 đạt 95%."),
    ("HTXDV", "Trong nhiệm kỳ đã thành lập mới 1 hợp tác xã dịch vụ."),
    (
        "tăng thu ngân sách",
        "Tỷ lệ tăng thu ngân sách bình quân hằng năm giai đoạn 2016 - 2019 đạt 12,4%/năm.",
    ),
    ("dịch vụ thương mại", "Tập trung phát triển dịch vụ thương mại dọc trục chính của xã (minh họa)."),
    ("kiểu mẫu", "Phấn đấu xây dựng xã trở thành đơn vị kiểu mẫu (minh họa)."),
    ("Quốc phòng", "Hằng năm hoàn thành 100% chỉ tiêu giao quân."),
    ("xây dựng đảng", "Trong nhiệm kỳ đã kết nạp 34 đảng viên."),
    ("chủ đề", THEME),
    ("phương châm", MOTTO),
]
GOVERNMENT = [
    (
        "chủ đề",
        "Chủ đề Đại hội: “Xây dựng Đảng bộ trong sạch, vững mạnh; đoàn kết, sáng tạo, phục vụ nhân dân”.",
    ),
    ("chương trình trọng tâm", "Chương trình trọng tâm: cải cách hành chính; xây dựng chính quyền điện tử."),
    ("nhiệm vụ chính trị", "Đảng bộ lãnh đạo cơ quan tham mưu ban hành 120 văn bản (minh họa)."),
    (
        "chính quyền điện tử",
        "Mục tiêu xây dựng chính quyền điện tử: 50% hồ sơ được xử lý trực tuyến (minh họa).",
    ),
]
PARTY = [
    (
        "chủ đề",
        "Chủ đề Đại hội: “Xây dựng Đảng bộ trong sạch, vững mạnh; đoàn kết, đổi mới, tham mưu chất lượng”.",
    ),
    ("Đánh giá lại", "Báo cáo được đánh giá lại cho đúng tầm báo cáo Đảng bộ trực thuộc (minh họa)."),
    ("viết gọn", "Chức năng tham mưu được viết gọn lại (minh họa)."),
    (
        "mục tiêu tham mưu",
        "Mục tiêu tổng quát: tham mưu tốt các mặt công tác cho Ban Thường vụ và Ban Chấp hành (minh họa).",
    ),
    ("Phương châm", "Phương châm Đại hội: “Trung thành - Trách nhiệm - Tham mưu - Điều phối” (minh họa)."),
]
WRITTEN = {"quang-tam": COMMUNE, "ubnd-thanh-pho": GOVERNMENT, "co-quan-thanh-uy": PARTY}
_SAMPLE = {
    "quang-tam": "xa-quang-tam",
    "ubnd-thanh-pho": "co-quan-ubnd-thanh-pho",
    "co-quan-thanh-uy": "co-quan-thanh-uy",
}


# Not every request is adopted as it stands (an illustration); the others are.
OTHERWISE = {
    "Xem lại một số chỉ tiêu": ("explained", "Giữ các chỉ tiêu, bổ sung căn cứ tính toán (minh họa)."),
    "dịch vụ thương mại": ("partly_adopted", "Tiếp thu một phần, trước hết ở trục chính của xã (minh họa)."),
}
ADOPTED = ("adopted", "Đã tiếp thu, bổ sung vào báo cáo (minh họa).")


def answered(words):
    """How the unit answers the request that speaks these words: kind and text."""
    return next((how for key, how in OTHERWISE.items() if key in words), ADOPTED)


def sample(unit):
    return SAMPLES / f"{_SAMPLE[unit]}.docx"


def passage(unit, words):
    """What answers the request that speaks these words."""
    return next(told for key, told in WRITTEN[unit] if key.lower() in words.lower())


def revised(unit, path, *, number, without=()):
    """The sample with all that was asked for, less the paragraphs that begin with `without`."""
    document = Document(str(sample(unit)))
    if unit == "quang-tam":
        for words, text in re.findall(r"^\| \d+ \| (.+?) \| (.+?) \|$", TUTORIAL, re.MULTILINE):
            _after(document, words, text)
        wrong, right = re.findall(r"sửa `(.+?)` thành `(.+?)`", TUTORIAL)[0]
        _replace(document, wrong, right)
    for paragraph in document.paragraphs if unit == "ubnd-thanh-pho" else ():
        if "hộ nghèo" in paragraph.text or paragraph.text.startswith(("Chủ đề", "CHỦ ĐỀ")):
            paragraph.text = ""
    anchor = next(p for p in document.paragraphs if len(p.text) > 120)
    there = "\n".join(p.text for p in document.paragraphs)
    for _words, text in WRITTEN[unit]:
        if text not in there:
            anchor.insert_paragraph_before(text)
    for paragraph in document.paragraphs:
        if without and paragraph.text.startswith(without):
            paragraph._p.getparent().remove(paragraph._p)
    if unit == "co-quan-thanh-uy":
        _shorten(document, "Công tác tham mưu", "Công tác xây dựng Đảng")
    document.core_properties.comments = f"lần {number}"  # each version is a file of its own
    document.save(str(path))
    return path


def _shorten(document, heading, following):
    """Of the section between two headings every second paragraph stays."""
    texts = [p.text for p in document.paragraphs]
    first = next(n for n, text in enumerate(texts) if text.endswith(heading))
    last = next(n for n, text in enumerate(texts) if n > first and text.endswith(following))
    for paragraph in document.paragraphs[first + 2 : last : 2]:
        paragraph._p.getparent().remove(paragraph._p)


def _after(document, words, text):
    place = next(p for p in document.paragraphs if words in p.text)
    following = document.paragraphs[[p._p for p in document.paragraphs].index(place._p) + 1]
    following.insert_paragraph_before(text)


def _replace(document, wrong, right):
    place = next(p for p in document.paragraphs if wrong in p.text)
    place.text = place.text.replace(wrong, right)
