"""Two versions of drafts that make it hard: like sentences, lines that only number, short tails."""

import random
from collections import Counter

from docx import Document as Word

from library.edits_factory import document, found_again
from library.reports_factory import KINDS, report, said
from vankien.compare import compare
from vankien.model import Block, Cell, Document
from vankien.word import read

REPORTS = [report(*kind, seed=number) for number, kind in enumerate(KINDS)]


def changes(old, new):
    return [(c.op, c.old, c.new) for c in compare(document(old), document(new)).changes]


def test_planted_operations_are_found_where_sentences_are_alike():
    """The bar: 95 in 100 found, at most 2 words in 100 marked besides."""
    there, found, words, marked = found_again(REPORTS, seed=100)
    assert found.total() >= 0.95 * there.total() > 200, {op: (found[op], n) for op, n in there.items()}
    assert marked <= 1.02 * words


def test_what_went_and_what_came_elsewhere_are_no_passage_that_moved():
    """Both are of a wording that the draft uses for every topic."""
    told = Counter()
    for number in range(5 * len(REPORTS)):
        lines = REPORTS[number % len(REPORTS)]
        rng = random.Random(number)  # noqa: S311 - chance that can be repeated
        gone = rng.choice([i for i, line in enumerate(lines) if 20 < i < 45 and len(line.split()) > 12])
        new = [*lines[:10], said(rng, "sắp xếp bộ máy"), *lines[10:gone], *lines[gone + 1 :]]
        told[changes(lines, new) == [("insert", (), (10,)), ("delete", (gone,), ())]] += 1
    assert told[True] >= 0.95 * told.total()


def test_another_village_under_the_same_wording_has_not_moved():
    """What keeps none of the words that only it had is not what came elsewhere; what keeps them is."""

    def said(village, meetings, members):
        return (
            f"Chi bộ thôn {village} tổ chức {meetings} buổi sinh hoạt chuyên đề, kết nạp {members} đảng viên "
            "mới, được xếp loại hoàn thành tốt nhiệm vụ trong năm."
        )

    villages = [
        said("Yên Mỹ", 14, 3),
        said("Kim Liên", 27, 8),
        said("Phú Lộc", 31, 5),
        said("Tân Thành", 19, 11),
    ]
    came = said("Đông Giang", 22, 6)
    assert changes(villages, [came, *villages[:2], villages[3]]) == [
        ("insert", (), (0,)),
        ("delete", (2,), ()),
    ]
    edited = villages[2].replace("hoàn thành tốt nhiệm vụ", "hoàn thành xuất sắc")
    assert changes(villages, [edited, *villages[:2], villages[3]]) == [("move_edit", (2,), (0,))]


def test_a_new_part_renumbers_the_lines_that_only_number():
    for lines, word in ((REPORTS[0], "PHẦN"), (REPORTS[1], "Chương")):
        heads = [i for i, line in enumerate(lines) if line.startswith(word)]
        new = list(lines)
        for here, after in zip(heads[2:], [*heads[3:], None], strict=True):
            new[here] = lines[after] if after else {"PHẦN": "PHẦN THỨ SÁU", "Chương": "Chương VI"}[word]
        at = heads[2]
        new[at:at] = [lines[at], "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "Ban hành quy chế làm việc ngay từ đầu năm."]
        assert changes(lines, new) == [
            ("insert", (), (at, at + 1, at + 2)),
            *(("renumber", (i,), (i + 3,)) for i in heads[2:]),
        ]


def test_a_part_under_another_title_keeps_its_number():
    lines = REPORTS[0]
    at = lines.index("PHẦN THỨ HAI")
    new = [*lines[: at + 1], "NHỮNG VIỆC ĐÃ LÀM ĐƯỢC TRONG NĂM NĂM QUA", *lines[at + 2 :]]
    assert all(at not in old for _, old, _ in changes(lines, new))


def test_a_short_tail_cut_off_is_a_split_and_put_on_a_merge():
    whole = "Trạm đã khám cho 4.512 lượt người trong năm, chuyển tuyến 212 lượt; kinh phí 165 triệu đồng."
    parts = [
        "Trạm đã khám cho 4.512 lượt người trong năm, chuyển tuyến 212 lượt.",
        "Kinh phí 165 triệu đồng.",
    ]
    lines = REPORTS[5]
    one, two = [*lines[:9], whole, *lines[9:]], [*lines[:9], *parts, *lines[9:]]
    assert changes(one, two) == [("split", (9,), (9, 10))]
    assert changes(two, one) == [("merge", (9, 10), (9,))]


def test_one_passage_that_moves_past_shorter_ones_is_the_one_that_moved():
    long = "Đề nghị cấp trên xem xét bổ sung kinh phí sửa chữa trụ sở và nhà hòa giải ở khu dân cư trong năm."
    old = ["Việc cần làm", long, "Họp chi bộ.", "Báo cáo quý một.", "Kiểm kê tài sản.", "Nộp hồ sơ lưu trữ."]
    new = [old[0], *old[2:5], long, old[5]]
    assert changes(old, new) == [("move", (1,), (4,))]


def test_short_lines_that_repeat_under_other_numbers_are_renumbered():
    old = [
        "Kết quả các chi bộ",
        "1. Chi bộ thôn Đông",
        "2. Đạt chỉ tiêu.",
        "3. Đạt chỉ tiêu.",
        "4. Chưa đạt.",
    ]
    new = [old[0], "1. Chi bộ trạm y tế, trường học", *(f"{i}. {t[3:]}" for i, t in enumerate(old[1:], 2))]
    found = changes(old, new)
    assert found == [("insert", (), (1,)), *(("renumber", (i,), (i + 1,)) for i in range(1, 5))]


def test_a_row_that_changes_is_renumbered_too():
    made = [
        ["1", "Số lớp học", "28"],
        ["2", "Tỷ lệ chuyên cần", "99,2"],
        ["3", "Học sinh giỏi cấp huyện", "37"],
    ]
    after = [["1", "Số giáo viên đạt chuẩn", "52"], *([str(i), *row[1:]] for i, row in enumerate(made, 2))]
    after[3][2] = "41"
    assert [(op, len(old), len(new)) for op, old, new in of_tables(made, after)] == [
        ("insert", 0, 3), ("renumber", 3, 3), ("renumber", 3, 3), ("renumber", 1, 1), ("edit", 1, 1),
    ]  # fmt: skip


def of_tables(old, new):
    return [(c.op, c.old, c.new) for c in compare(grid(old), grid(new)).changes]


def grid(rows):
    cells = [(Cell(0, r, c), text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Document("docx", tuple(Block(i, text, "table", cell=cell) for i, (cell, text) in enumerate(cells)))


def heading(text, path, *, caps):
    made = Word()
    made.add_paragraph().add_run(text).font.all_caps = caps
    made.add_paragraph("Nhà trường duy trì 28 lớp với 1.046 học sinh.")
    made.save(path)
    return read(path, name=path.name)


def test_capitals_typed_or_shown_by_word_are_the_same(tmp_path):
    typed = heading("II. KẾT QUẢ ĐẠT ĐƯỢC", tmp_path / "go.docx", caps=False)
    shown = heading("II. Kết quả đạt được", tmp_path / "hien.docx", caps=True)
    small = heading("II. Kết quả đạt được", tmp_path / "thuong.docx", caps=False)
    assert compare(typed, shown).changes == compare(shown, typed).changes == ()
    assert compare(small, shown).changes == ()  # looks alone
    assert [c.op for c in compare(typed, small).changes] == ["edit"]
