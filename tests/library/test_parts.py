"""Where the parts of an outline stand, in drafts whose titles vary as offices vary them."""

import pytest

from vankien import packs
from vankien.model import Block, Document
from vankien.outline import match_parts, outline

REPORT = packs.load("dang-2019").outline("xa-phuong", "political_report")
OFFICE = packs.load("dang-2019").outline("co-quan-dang", "political_report")


def found(*lines, rules=REPORT, format="txt", **traits):
    """Per part the words that name it and the text that it holds."""
    blocks = tuple(Block(i, line, **traits) for i, line in enumerate(lines))
    document = Document(format, blocks)
    matches = match_parts(document, outline(document), rules)
    return {
        id: (
            m.place.quote,
            " ".join(b.text[m.offset if b.index == m.start else 0 :] for b in blocks[m.start : m.end]),
        )
        for id, m in matches.items()
    }


TYPICAL = (
    "BÁO CÁO CHÍNH TRỊ",
    "trình Đại hội đại biểu Đảng bộ xã lần thứ XXVII, nhiệm kỳ 2020 - 2025",
    "Chủ đề Đại hội: “Xây dựng Đảng bộ vững mạnh; đoàn kết, đổi mới, phấn đấu trở thành phường kiểu mẫu”",
    "Phương châm: Đoàn kết - Dân chủ - Kỷ cương - Phát triển",
    "Nhiệm kỳ qua, Đảng bộ xã đã giành được nhiều thành tích.",
    "PHẦN THỨ NHẤT",
    "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ XÃ NHIỆM KỲ 2015 - 2020",
    "I. ƯU ĐIỂM VÀ KẾT QUẢ",
    "1. Phát triển kinh tế",
    "Kinh tế tăng 14%.",
    "2. Công tác quốc phòng, quân sự địa phương, an ninh trật tự",
    "Giao quân đủ 100%.",
    "3. Công tác xây dựng Đảng",
    "Kết nạp 40 đảng viên.",
    "II. NHỮNG TỒN TẠI, KHUYẾT ĐIỂM VÀ NGUYÊN NHÂN",
    "1. Những tồn tại, khuyết điểm",
    "Sản xuất còn manh mún.",
    "2. Nguyên nhân",
    "Thiên tai, dịch bệnh.",
    "III. BÀI HỌC KINH NGHIỆM RÚT RA",
    "Phải đoàn kết.",
    "PHẦN THỨ HAI",
    "PHƯƠNG HƯỚNG, MỤC TIÊU, NHIỆM VỤ NHIỆM KỲ 2020 - 2025",
    "I. MỤC TIÊU VÀ CÁC CHỈ TIÊU",
    "1. Mục tiêu tổng quát",
    "Xây dựng xã kiểu mẫu.",
    "2. Các chỉ tiêu đến năm 2025",
    "Thu nhập 65 triệu đồng.",
    "II. CHƯƠNG TRÌNH TRỌNG TÂM, KHÂU ĐỘT PHÁ",
    "Phát triển dịch vụ.",
    "III. NHIỆM VỤ VÀ GIẢI PHÁP",
    "1. Quốc phòng - an ninh",
    "Giữ vững ổn định.",
    "2. Xây dựng Đảng",
    "Nâng cao sức chiến đấu.",
)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("theme", "“Xây dựng Đảng bộ vững mạnh; đoàn kết, đổi mới, phấn đấu trở thành phường kiểu mẫu”"),
        ("motto", "Đoàn kết - Dân chủ - Kỷ cương - Phát triển"),
        ("economy", "Kinh tế tăng 14%."),
        ("defence_security", "Giao quân đủ 100%."),
        ("party_building", "Kết nạp 40 đảng viên."),
        ("weaknesses", "Sản xuất còn manh mún."),
        ("causes", "Thiên tai, dịch bệnh."),
        ("lessons", "Phải đoàn kết."),
        ("objectives", "Xây dựng xã kiểu mẫu."),
        ("targets", "Thu nhập 65 triệu đồng."),
        ("key_programmes", "Phát triển dịch vụ."),
        ("breakthroughs", "Phát triển dịch vụ."),
    ],
)
def test_the_parts_of_a_typical_draft(part, text):
    assert found(*TYPICAL)[part][1] == text


@pytest.mark.parametrize(
    ("heading", "gone"),
    [
        ("2. Công tác quốc phòng, quân sự địa phương, an ninh trật tự", "defence_security"),
        ("3. Công tác xây dựng Đảng", "party_building"),
        ("1. Những tồn tại, khuyết điểm", "weaknesses"),
        ("2. Nguyên nhân", "causes"),
        ("III. BÀI HỌC KINH NGHIỆM RÚT RA", "lessons"),
        ("1. Mục tiêu tổng quát", "objectives"),
        ("2. Các chỉ tiêu đến năm 2025", "targets"),
        ("II. CHƯƠNG TRÌNH TRỌNG TÂM, KHÂU ĐỘT PHÁ", "breakthroughs"),
        ("Phương châm: Đoàn kết - Dân chủ - Kỷ cương - Phát triển", "motto"),
    ],
)
def test_a_part_that_was_taken_out_is_missed(heading, gone):
    at = TYPICAL.index(heading)
    lines = (*TYPICAL[:at], *TYPICAL[at + (1 if gone == "motto" else 2) :])
    assert gone not in found(*lines)


def test_a_theme_taken_out_is_missed_though_the_word_occurs():
    lines = [line for line in TYPICAL if not line.startswith("Chủ đề")]
    lines[4:4] = ["Năm 2019, xã thực hiện chủ đề năm về kỷ cương hành chính và phương châm 4 tại chỗ."]
    assert "theme" not in found(*lines)


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Những mặt còn hạn chế, yếu kém", "weaknesses"),
        ("Tồn tại, hạn chế", "weaknesses"),
        ("Nguyên nhân của hạn chế", "causes"),
        ("Một số kinh nghiệm rút ra", "lessons"),
        ("Về quân sự, quốc phòng và an ninh trật tự", "defence_security"),
        ("Lãnh đạo công tác quốc phòng - an ninh", "defence_security"),
        ("Xây dựng Đảng, chính quyền, Mặt trận và các đoàn thể", "party_building"),
        ("Công tác xây dựng, chỉnh đốn Đảng", "party_building"),
    ],
)
def test_titles_of_the_first_half_vary(title, part):
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "A. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT",
        "I. Tình hình chung",
        "Chữ.",
        f"II. {title}",
        "Nội dung cần tìm.",
    )
    assert found(*lines)[part][1] == "Nội dung cần tìm."


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Mục tiêu chung", "objectives"),
        ("Các chỉ tiêu phấn đấu", "targets"),
        ("Những chỉ tiêu cơ bản đến năm 2025", "targets"),
        ("Ba khâu đột phá", "breakthroughs"),
        ("Các chương trình, đề án trọng tâm", "key_programmes"),
        ("Dự báo tình hình thời gian tới", "forecast"),
    ],
)
def test_titles_of_the_second_half_vary(title, part):
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "B. PHƯƠNG HƯỚNG NHIỆM KỲ TỚI",
        "I. Quan điểm",
        "Chữ.",
        f"II. {title}",
        "Nội dung cần tìm.",
    )
    assert found(*lines)[part][1] == "Nội dung cần tìm."


def test_combined_headings_give_both_parts():
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "I. Kết quả đạt được",
        "Chữ.",
        "II. Hạn chế, khuyết điểm và nguyên nhân",
        "Cả hai.",
        "III. Mục tiêu, chỉ tiêu",
        "Cả hai nữa.",
    )
    parts = found(*lines)
    assert parts["weaknesses"][1] == parts["causes"][1] == "Cả hai."
    assert parts["objectives"][1] == parts["targets"][1] == "Cả hai nữa."


def test_the_title_of_a_half_is_not_where_its_parts_stand():
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "PHẦN I: KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "I. Kinh tế",
        "Chữ.",
        "PHẦN II: PHƯƠNG HƯỚNG, MỤC TIÊU, NHIỆM VỤ",
        "I. Phương hướng",
        "Chữ.",
        "II. Nhiệm vụ, giải pháp",
        "Chữ.",
    )
    parts = found(*lines)
    assert "targets" not in parts
    assert "objectives" not in parts


def test_causes_at_an_item_line():
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "I. Kết quả",
        "Chữ.",
        "II. Hạn chế",
        "Sản xuất nhỏ lẻ.",
        "- Nguyên nhân khách quan: thiên tai.",
        "- Nguyên nhân chủ quan: thiếu quyết liệt.",
        "III. Phương hướng",
        "Chữ.",
    )
    named, text = found(*lines)["causes"]
    assert named == "- Nguyên nhân khách quan: thiên tai."
    assert text == "thiên tai. - Nguyên nhân chủ quan: thiếu quyết liệt."


def test_a_sentence_that_mentions_a_part_is_not_the_part():
    lines = (
        "BÁO CÁO CHÍNH TRỊ",
        "I. Kết quả",
        "Xã đã đạt mục tiêu đề ra, nguyên nhân là do đoàn kết; bài học kinh nghiệm được rút ra kịp thời.",
        "II. Phương hướng",
        "Chữ.",
    )
    assert not {"causes", "lessons", "objectives"} & set(found(*lines))


THEME = "“Phát huy dân chủ, tăng cường đoàn kết, xây dựng xã kiểu mẫu”"
MOTTO = "“Đoàn kết - Dân chủ - Đổi mới - Phát triển”"
CAPITALS = ("NÂNG CAO NĂNG LỰC LÃNH ĐẠO CỦA ĐẢNG BỘ;", "XÂY DỰNG XÃ TRỞ THÀNH PHƯỜNG VĂN MINH")


@pytest.mark.parametrize(
    ("lines", "theme", "motto"),
    [
        (("CHỦ ĐỀ ĐẠI HỘI", THEME, "PHƯƠNG CHÂM", MOTTO), THEME, MOTTO),
        (("Chủ đề: (sẽ bổ sung sau)", "Phương châm:"), "(sẽ bổ sung sau)", ""),
        (("Chủ đề Đại hội:", THEME, "Phương châm Đại hội:", MOTTO), THEME, MOTTO),
        ((f"* Chủ đề của Đại hội là: {THEME}", f"* Phương châm: {MOTTO}"), THEME, MOTTO),
        ((THEME, MOTTO), THEME, MOTTO),
        (CAPITALS, " ".join(CAPITALS), None),
        ((f"Đại hội diễn ra với chủ đề: {THEME}.",), f"{THEME}.", None),
        ((f"Đại hội có chủ đề {THEME}.", f"Phương châm hành động {MOTTO}."), f"{THEME}.", f"{MOTTO}."),
        (("Đại hội tiếp tục phát huy chủ đề năm 2019 và phương châm 4 tại chỗ.",), None, None),
        (
            ("Chủ đề năm 2019: “Năm dân vận chính quyền”", "Phương châm “4 tại chỗ” được thực hiện tốt."),
            None,
            None,
        ),
        (("Nhiệm kỳ qua, xã có nhiều thuận lợi.",), None, None),
    ],
)
def test_theme_and_motto(lines, theme, motto):
    draft = (
        "BÁO CÁO CHÍNH TRỊ",
        "trình Đại hội Đảng bộ xã lần thứ XX",
        *lines,
        "I. Kết quả",
        "Đoạn văn.",
        "II. Phương hướng",
        "Đoạn văn.",
    )
    parts = found(*draft)
    assert parts.get("theme", (None, None))[1] == theme
    assert parts.get("motto", (None, None))[1] == motto


def test_theme_and_motto_below_one_heading():
    parts = found(
        "BÁO CÁO",
        "I. Chủ đề, phương châm Đại hội",
        "1. Chủ đề: Xây dựng Đảng bộ mạnh, quê hương giàu",
        "2. Phương châm: Đoàn kết - Đổi mới",
        "II. Kết quả",
        "Chữ.",
    )
    assert parts["theme"][1] == "Xây dựng Đảng bộ mạnh, quê hương giàu"
    assert parts["motto"][1] == "Đoàn kết - Đổi mới"


def test_the_advisory_part_of_a_party_office():
    lines = (
        "BÁO CÁO",
        "I. Kết quả lãnh đạo thực hiện nhiệm vụ",
        "1. Thực hiện chức năng tham mưu, đảng vụ",
        "Tham mưu 120 văn bản.",
        "2. Xây dựng Đảng bộ cơ quan",
        "Có 6 chi bộ.",
    )
    parts = found(*lines, rules=OFFICE)
    assert parts["advisory"][1] == "Tham mưu 120 văn bản."
    assert parts["party_building"][1] == "Có 6 chi bộ."
