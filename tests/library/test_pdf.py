"""PDF: paragraphs rebuilt from lines. Every character of these files is 7 points wide."""

import shutil
import subprocess

import pytest

from library import hostile_factory as make
from vankien.model import UnreadableFile
from vankien.word import read

LEFT, RIGHT = 85, 547  # 66 characters
FULL = "Thu ngân sách trên địa bàn tăng bình quân mười hai phần trăm cho"
OFFICE = shutil.which("soffice")


def lines(*rows, top=700, step=18):
    """Rows below each other: a text, or where it starts, the text and whether it is bold."""
    placed = [(LEFT, row) if isinstance(row, str) else row for row in rows]
    return [(x, top - n * step, *rest) for n, (x, *rest) in enumerate(placed)]


def blocks(tmp_path, *pages):
    return read(make.pdf(tmp_path / "a.pdf", *pages)).blocks


def texts(tmp_path, *pages):
    return [b.text for b in blocks(tmp_path, *pages)]


def test_wrapped_lines_are_one_paragraph(tmp_path):
    page = lines((121, FULL[:58]), FULL + " x", "đạt kế hoạch.", (121, "Chi ngân sách."))
    assert texts(tmp_path, page) == [f"{FULL[:58]} {FULL} x đạt kế hoạch.", "Chi ngân sách."]


def test_a_line_that_had_room_for_the_next_word_ends_its_paragraph(tmp_path):
    page = lines(FULL, "đạt kế hoạch", "vượt mục tiêu", FULL, "xong")
    assert texts(tmp_path, page) == [f"{FULL} đạt kế hoạch", "vượt mục tiêu", f"{FULL} xong"]


def test_space_between_paragraphs(tmp_path):
    page = lines(FULL, "đạt " + FULL[4:], "hết") + lines(FULL, "xong rồi", top=700 - 3 * 18 - 8)
    assert texts(tmp_path, page) == [f"{FULL} đạt {FULL[4:]} hết", f"{FULL} xong rồi"]


def test_first_line_indents_tell_full_lines_apart(tmp_path):
    full = FULL[:58] + "."
    page = lines((121, full), (121, "Chi thường xuyên bảo đảm đúng dự toán được giao trong năm"), "cuối cùng")
    assert len(blocks(tmp_path, page)) == 2


def test_items_and_hanging_numbers(tmp_path):
    page = lines("1. " + FULL[:-4], (LEFT + 21, "cho xã."), "2. " + FULL[:-4], (LEFT + 21, "cho thôn."))
    assert texts(tmp_path, page) == [f"1. {FULL[:-4]} cho xã.", f"2. {FULL[:-4]} cho thôn."]
    dashes = lines("- " + FULL, "- Chi thường xuyên", "+ Hai")
    assert len(blocks(tmp_path, dashes)) == 3
    assert len(blocks(tmp_path, lines("Phát triển " + FULL[:49] + "kinh", "- xã hội nhanh"))) == 1


def test_a_heading_in_bold_is_its_own_paragraph(tmp_path):
    page = lines(FULL, (LEFT, "II. PHƯƠNG HƯỚNG", True), FULL, "hết")
    found = blocks(tmp_path, page)
    assert [b.text for b in found] == [FULL, "II. PHƯƠNG HƯỚNG", f"{FULL} hết"]
    assert [b.bold for b in found] == [False, True, False]


def test_spans_cover_the_text(tmp_path):
    page = [(LEFT, 700, "1. Công tác", True), (LEFT + 12 * 7, 700, "đã xong"), (LEFT, 600, FULL)]
    block = blocks(tmp_path, page)[0]
    assert block.text == "1. Công tác đã xong"
    pieces = [(block.text[s.start : s.end], s.bold) for s in block.spans]
    assert pieces == [("1. Công tác", True), (" đã xong", False)]


def test_a_hyphen_at_the_end_of_a_line(tmp_path):
    page = lines(FULL[:50] + " nhiệm kỳ 2015-", "2020 là", FULL)
    assert texts(tmp_path, page)[0].endswith("nhiệm kỳ 2015-2020 là")


def test_the_head_of_an_official_paper_reads_column_by_column(tmp_path):
    def centred(x, *rows):
        return [(x - len(text) * 3.5, 780 - 18 * n, text) for n, text in enumerate(rows)]

    left = centred(200, "ĐẢNG BỘ HUYỆN", "ĐẢNG ỦY XÃ QUẢNG TÂM", "*", "Số 12-BC/ĐU")
    right = centred(440, "ĐẢNG CỘNG SẢN VIỆT NAM", "Quảng Tâm, ngày 10/02/2020")
    body = [*centred(316, "", "", "", "", "", "BÁO CÁO CHÍNH TRỊ")[5:], *lines(FULL, "hết", top=600)]
    assert texts(tmp_path, left + right + body) == [
        *(row[2] for row in left + right),
        "BÁO CÁO CHÍNH TRỊ",
        f"{FULL} hết",
    ]


def test_page_numbers_go_and_running_heads_come_once_at_the_end(tmp_path):
    pages = [
        [(290, 810, str(n)), (LEFT, 30, f"Dự thảo lần 2, trang {n}"), *lines(FULL, f"trang thứ {n}.")]
        for n in range(1, 5)
    ]
    found = blocks(tmp_path, *pages)
    assert [b.text for b in found[:-1]] == [f"{FULL} trang thứ {n}." for n in range(1, 5)]
    assert (found[-1].text, found[-1].part) == ("Dự thảo lần 2, trang 1", "footer")


def test_a_paragraph_goes_on_over_the_page(tmp_path):
    first = [(290, 810, "1"), *lines((121, FULL[:58]), FULL, top=100)]
    second = [(290, 810, "2"), *lines("tiếp theo.", (121, "Đoạn mới."), top=780)]
    assert texts(tmp_path, first, second) == [f"{FULL[:58]} {FULL} tiếp theo.", "Đoạn mới."]


def test_a_scan_without_text(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        blocks(tmp_path, [])
    assert (caught.value.reason, caught.value.params) == ("pdf_without_text", {"file": "a.pdf"})


def test_one_page_without_text_is_noted(tmp_path):
    document = read(make.pdf(tmp_path / "a.pdf", lines(FULL), []))
    assert [(n.code, n.detail) for n in document.notes] == [("pdf_without_text", "1")]


def test_a_password(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read(make.pdf(tmp_path / "a.pdf", lines("x"), encrypt=True))
    assert caught.value.reason == "encrypted_pdf"


@pytest.mark.parametrize("tenths", range(1, 9))
def test_cut_files(tmp_path, tenths):
    path = make.pdf(tmp_path / "a.pdf", lines(FULL))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * tenths // 10])
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.reason in ("damaged", "pdf_without_text")


def test_a_real_page_where_libreoffice_is_installed(tmp_path):
    """The same paragraphs from a Word file and from the PDF that LibreOffice prints of it."""
    if OFFICE is None:
        return
    cells = "".join(f"<w:tc>{make.paragraph(t)}</w:tc>" for t in ("Thu nhập bình quân", "72 triệu đồng"))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
        f"<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    )
    body = make.paragraph(f"{FULL} {FULL} {FULL} năm 2019.") + table + make.paragraph("Hết.")
    path = make.package(tmp_path / "a.docx", make.document(body))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True)
    word, printed = read(path).blocks, read(tmp_path / "a.pdf").blocks
    assert [(b.text, b.part) for b in printed] == [(b.text, b.part) for b in word]
    assert [(b.cell.row, b.cell.column) for b in printed if b.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]
