"""The outline machine against invented drafts whose truth was written first, and its rules one by one."""

import pytest

from library.outline_factory import drafts, read_draft
from vankien.model import Block, Document, Section
from vankien.outline import outline, section_at


def of_lines(*lines: str) -> tuple[Section, ...]:
    return outline(Document("txt", tuple(Block(i, line) for i, line in enumerate(lines))))


def shown(*lines: str) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.number, s.title) for s in of_lines(*lines)]


@pytest.mark.parametrize("path", drafts(), ids=lambda p: p.stem)
def test_every_invented_draft(path):
    document, truth = read_draft(path.read_text(encoding="utf-8"))
    found = [(s.level, s.number, s.title, s.block) for s in outline(document)]
    assert found == [(h.level, h.number, h.title, h.block) for h in truth]


def test_a_title_on_the_lines_after_its_number():
    first, second = of_lines(
        "PHẦN THỨ NHẤT",
        "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT",
        "NHIỆM KỲ 2015 - 2020",
        "Đoạn văn.",
        "PHẦN THỨ HAI",
        "PHƯƠNG HƯỚNG",
    )
    assert (first.number, first.title) == ("I", "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2015 - 2020")
    assert (first.block, first.title_block, first.text_block, first.end) == (0, 1, 3, 4)
    assert (second.title, second.end) == ("PHƯƠNG HƯỚNG", 6)


def test_a_run_in_title_ends_at_its_colon_and_the_text_goes_on_behind_it():
    line = "1. Công tác chính trị: Tổ chức quán triệt các nghị quyết cho toàn thể đảng viên."
    (section,) = of_lines(line)
    assert section.title == "Công tác chính trị"
    assert line[section.text_start :].startswith("Tổ chức quán triệt")
    assert (section.block, section.text_block) == (0, 0)


def test_paths_join_the_numbers_and_pass_over_headings_without_one():
    lines = (
        "MỞ ĐẦU",
        "Đoạn văn.",
        "PHẦN I: KẾT QUẢ",
        "1. Kinh tế",
        "a) Nông nghiệp",
        "Đoạn văn.",
        "b) Dịch vụ",
        "Đoạn văn.",
    )
    sections = of_lines(*lines)
    assert [s.path for s in sections] == ["", "I", "I/1", "I/1/a", "I/1/b"]
    assert section_at(sections, 5).path == "I/1/a"
    assert section_at(sections, 1).title == "MỞ ĐẦU"
    assert section_at(sections[1:], 0) is None


@pytest.mark.parametrize(
    "decoy",
    [
        "2.838 triệu đồng đã được huy động.",
        "11/11 chi bộ đã tổ chức xong đại hội.",
        "C. Mác và Ph. Ăngghen đã chỉ rõ điều này.",
        "V.I. Lênin cũng từng khẳng định như vậy.",
        "2018. Năm ấy xã bị thiên tai.",
        "30/6 là hạn cuối cùng.",
        "5-6% số hộ còn khó khăn.",
        "- Trồng trọt: diện tích ổn định.",
        "+ Chăn nuôi",
        "* Dịch vụ",
        "(1) Thu nhập bình quân 50 triệu đồng",
        "I. ĐẶC ĐIỂM TÌNH HÌNH ............ 3",
        "Phần thứ nhất của báo cáo nêu rõ kết quả.",
        "Phần lớn các hộ đã thoát nghèo",
        "Mục tiêu là giữ vững ổn định",
    ],
)
def test_what_is_no_heading(decoy):
    around = ("I. Kết quả", "Đoạn văn.", "II. Hạn chế", decoy, "Đoạn văn.", "III. Phương hướng", "Đoạn văn.")
    assert [number for _, number, _ in shown(*around)] == ["I", "II", "III"]


PROSE = "Đảng bộ đã lãnh đạo hoàn thành các chỉ tiêu của nghị quyết."


@pytest.mark.parametrize(
    "short",
    [
        "Kính thưa Đại hội",
        "Đồng chí Ủy viên 01",
        "Thôn Thượng, xã Bình Minh",
        "Thu nhập đạt 55 triệu đồng",
        "Các chỉ tiêu cơ bản gồm",
        "Kết quả cụ thể như sau:",
        "Mục tiêu là giữ vững ổn định",
        "“Đoàn kết, dân chủ, đổi mới”",
        "Kết quả;",
        "Tre xanh tự thuở nào",
        "trên địa bàn xã",
        "Căn cứ Điều lệ Đảng",
    ],
)
def test_a_short_line_that_is_no_title(short):
    assert [t for _, _, t in shown("I. Kết quả", PROSE, short, PROSE, "II. Hạn chế", PROSE)] == [
        "Kết quả",
        "Hạn chế",
    ]


def test_short_lines_above_their_prose_are_headings_without_number_or_bold():
    lines = ("KẾT QUẢ NHIỆM KỲ", "Về kinh tế", PROSE, "Nguyên nhân", PROSE, "PHƯƠNG HƯỚNG", "Mục tiêu", PROSE)
    assert [(level, title) for level, _, title in shown(*lines)] == [
        (1, "KẾT QUẢ NHIỆM KỲ"), (2, "Về kinh tế"), (2, "Nguyên nhân"), (1, "PHƯƠNG HƯỚNG"), (2, "Mục tiêu")
    ]  # fmt: skip


def test_a_line_without_a_cue_word_needs_lines_like_itself():
    alike = ("Trồng trọt", PROSE, "Chăn nuôi", PROSE, "Thủy sản", PROSE)
    assert [t for _, _, t in shown(PROSE, *alike)] == ["Trồng trọt", "Chăn nuôi", "Thủy sản"]
    assert shown(PROSE, "Trồng trọt", PROSE) == []
    assert [t for _, _, t in shown("1. Kinh tế", "Trồng trọt", PROSE)] == ["Kinh tế", "Trồng trọt"]


def test_rows_of_a_flattened_table_are_no_headings():
    rows = ("Chỉ tiêu", "Đơn vị tính", "Kết quả", "Thu nhập bình quân", "Triệu đồng", "Hộ nghèo", "Phần trăm")
    assert [t for _, _, t in shown("I. Kết quả", PROSE, *rows, PROSE)] == ["Kết quả"]


def test_a_caption_above_a_table_is_no_heading():
    texts = ("I. Kết quả", PROSE, "Các chỉ tiêu chủ yếu", "Thu nhập", PROSE)
    blocks = [Block(i, t, part="table" if t == "Thu nhập" else "body") for i, t in enumerate(texts)]
    assert [s.title for s in outline(Document("docx", tuple(blocks)))] == ["Kết quả"]


def test_a_title_that_closes_with_its_term_is_complete():
    lines = ("I. KẾT QUẢ NHIỆM KỲ 2015 - 2020", "HẠN CHẾ", PROSE, "NGUYÊN NHÂN", PROSE)
    assert [(level, title) for level, _, title in shown(*lines)] == [
        (1, "KẾT QUẢ NHIỆM KỲ 2015 - 2020"), (2, "HẠN CHẾ"), (2, "NGUYÊN NHÂN")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("vietnamese", "A B C D Đ E G H I"),
        ("english", "A B C D E F G H I"),
        ("roman", "I II III IV V VI VII VIII IX X"),
    ],
)
def test_letters_and_roman_numerals_are_told_apart_by_their_sequence(order, numbers):
    lines = [f"{n}. Nội dung {n.lower()}" for n in numbers.split()]
    assert [(level, n) for level, n, _ in shown(*lines)] == [(1, n) for n in numbers.split()]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("PHẦN THỨ HAI: MỤC TIÊU", "II", "MỤC TIÊU"),
        ("Phần 2. Mục tiêu", "2", "Mục tiêu"),
        ("PHẦN B - MỤC TIÊU", "B", "MỤC TIÊU"),
        ("CHƯƠNG II. MỤC TIÊU", "II", "MỤC TIÊU"),
        ("II/ Mục tiêu", "II", "Mục tiêu"),
        ("II- Mục tiêu", "II", "Mục tiêu"),
        ("II) Mục tiêu", "II", "Mục tiêu"),
        ("II: Mục tiêu", "II", "Mục tiêu"),
        ("II.Mục tiêu", "II", "Mục tiêu"),
        ("2 - Mục tiêu", "2", "Mục tiêu"),
        ("b/ Mục tiêu", "b", "Mục tiêu"),
        ("Mục 2. Mục tiêu", "2", "Mục tiêu"),
    ],
)
def test_how_numbers_are_written(line, number, title):
    first = {"II": "I", "2": "1", "B": "A", "b": "a"}[number]
    before = (
        line.replace("THỨ HAI", "THỨ NHẤT")
        .replace(number, first, 1)
        .replace("Mục tiêu", "Kết quả")
        .replace("MỤC TIÊU", "KẾT QUẢ")
    )
    assert shown(before, "Đoạn văn.", line, "Đoạn văn.")[1] == (1, number, title)


def test_numbered_targets_and_lessons_are_items_but_short_titles_are_headings():
    targets = (
        "I. Chỉ tiêu",
        "1. Thu nhập bình quân đầu người đạt 55 triệu đồng/năm.",
        "2. Tỷ lệ hộ nghèo dưới 1%.",
    )
    assert shown(*targets) == [(1, "I", "Chỉ tiêu")]
    titles = ("I. Kết quả", "1. Kinh tế", "2. Văn hóa - xã hội", "3. Quốc phòng - an ninh")
    assert len(shown(*titles)) == 4


def test_a_slip_in_the_numbering_loses_no_heading():
    assert [n for _, n, _ in shown("I. Một", "II. Hai", "II. Ba", "IV. Bốn", "VI. Sáu")] == [
        "I",
        "II",
        "II",
        "IV",
        "VI",
    ]


def test_word_outline_levels_come_before_the_numbers():
    blocks = (
        Block(0, "Tình hình", outline_level=1),
        Block(1, "Kinh tế", outline_level=2),
        Block(2, "Đoạn văn về kinh tế."),
        Block(3, "1. Phương hướng", label="1.", outline_level=1),
    )
    found = [(s.level, s.number, s.title) for s in outline(Document("docx", blocks))]
    assert found == [(1, None, "Tình hình"), (2, None, "Kinh tế"), (1, "1", "Phương hướng")]


def test_headings_of_a_markdown_file():
    lines = (
        "# PHẦN THỨ NHẤT: KẾT QUẢ",
        "## I. Kinh tế",
        "Đoạn văn.",
        "## II. Xã hội",
        "# PHẦN THỨ HAI: PHƯƠNG HƯỚNG",
    )
    found = outline(Document("md", tuple(Block(i, line) for i, line in enumerate(lines))))
    assert [(s.level, s.number, s.title) for s in found] == [
        (1, "I", "KẾT QUẢ"), (2, "I", "Kinh tế"), (2, "II", "Xã hội"), (1, "II", "PHƯƠNG HƯỚNG")
    ]  # fmt: skip


def test_tables_notes_and_headers_hold_no_headings():
    blocks = (
        Block(0, "I. Kết quả"),
        Block(1, "1. Thu ngân sách", part="table"),
        Block(2, "II. Hạn chế"),
        Block(3, "III. Chú thích", part="footnote"),
        Block(4, "IV. Đầu trang", part="header"),
    )
    sections = outline(Document("docx", blocks))
    assert [(s.number, s.end) for s in sections] == [("I", 2), ("II", 3)]


def test_nothing_to_find():
    assert outline(Document("txt", ())) == ()
    assert shown("Một đoạn văn bình thường.") == []
