"""Official papers: the prescribed form, true Word, the same bytes, and quickly."""

import re
import time
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest

import vankien
from library.paper_factory import (
    DAYS,
    NEWS,
    OPINIONS,
    PARTY_2020,
    STATE,
    paper,
)
from vankien.outputs.papers import FORMS, PaperError, Signature, fields, make
from vankien.outputs.papers.news import Photo
from vankien.outputs.papers.opinions import DraftOpinions, Heading, OpinionRow

FORMAT_CODES = {f"VK50{n}" for n in range(1, 10)}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
BOTH = pytest.mark.parametrize("format", DAYS)
EACH = pytest.mark.parametrize("form", FORMS)


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def lines(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(data)).element.body.iter() if p.tag.endswith("}p")]


def findings(data: bytes, folder, phase: str):
    file = folder / "van-ban.docx"
    file.write_bytes(data)
    document = vankien.read(file)
    found = vankien.check(document, pack="dang-2019", unit="xa-phuong", kind="political_report", phase=phase)
    return [f for f in found if f.code in FORMAT_CODES]


@BOTH
@EACH
def test_every_paper_passes_our_own_format_checks(form, format, tmp_path):
    phase = "submitted" if FORMS[form].letterhead else "draft"
    assert findings(make(paper(form, format)), tmp_path, phase) == []


@EACH
def test_a_paper_not_issued_yet_is_a_numbered_draft_with_room_for_number_and_day(form, tmp_path):
    data = make(paper(form, number=None, dated=None, draft=2))
    assert findings(data, tmp_path, "draft") == []
    if FORMS[form].letterhead:
        assert "Dự thảo lần 2" in "\n".join(lines(data))
        assert re.search(r"Thanh Hóa, ngày\s+tháng\s+năm", "\n".join(lines(data)))


@BOTH
@EACH
def test_the_same_paper_gives_the_same_bytes(form, format):
    assert make(paper(form, format)) == make(paper(form, format))


@pytest.mark.parametrize(
    ("form", "format", "number", "day", "mark"),
    [
        ("thong-bao-ket-luan", PARTY_2020, "Số 7-TB/ThU", "Thanh Hóa, ngày 14 tháng 02 năm 2020", "T/M BAN"),
        ("thong-bao-ket-luan", STATE, "Số: 07/TB-UBND", "Thanh Hóa, ngày 06 tháng 4 năm 2020", "TM. BAN"),
    ],
)
def test_number_day_and_mark_are_written_as_the_format_says(form, format, number, day, mark):
    text = lines(make(paper(form, format)))
    assert number in text and day in text and any(line.startswith(mark) for line in text)


def test_a_deputy_signs_in_the_stead_of_the_head():
    signed = Signature("Phó Chủ tịch", "", "T/M", "Ủy ban nhân dân", "Chủ tịch")
    text = lines(make(paper("giay-moi", STATE, signatures=(signed,))))
    at = text.index("TM. ỦY BAN NHÂN DÂN")
    assert text[at + 1 : at + 3] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_minutes_are_signed_by_the_secretary_on_the_left_and_the_chair_on_the_right():
    table = docx.Document(BytesIO(make(paper("bien-ban")))).tables[-1]
    left, right = (cell.text for cell in table.rows[0].cells)
    assert left.startswith("THƯ KÝ HỘI NGHỊ") and right.startswith("BÍ THƯ")


def test_five_thousand_rows_are_numbered_too():
    rows = tuple(OpinionRow("Nhất trí.") for _ in range(5000))
    content = replace(OPINIONS, drafts=(DraftOpinions("Dự thảo", (Heading("Chung", rows),)),))
    body = part(make(paper("tong-hop-y-kien", content=content)), "word/document.xml")
    assert ">5000</w:t>" in body


def test_the_archive_closes_the_recipients():
    text = lines(make(paper("giay-moi")))
    assert "- Lưu Văn phòng." in text and "- Thường trực Thành ủy," in text
    assert "- Lưu: VT." in lines(make(paper("giay-moi", STATE)))


@EACH
def test_a_paper_is_true_word(form):
    data = make(paper(form))
    styles, body = part(data, "word/styles.xml"), part(data, "word/document.xml")
    assert 'w:lang w:val="vi-VN"' in styles and "Times New Roman" in styles
    assert "w:titlePg" in body and "PAGE" in part(data, "word/header1.xml")
    assert "<dc:language>vi-VN</dc:language>" in part(data, "docProps/core.xml")
    assert {i.date_time for i in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "form", ["tong-hop-y-kien", "tiep-thu-giai-trinh", "tien-do-to-cong-tac", "chuong-trinh"]
)
def test_a_table_repeats_its_header_and_keeps_its_rows_whole(form):
    (table,) = docx.Document(BytesIO(make(paper(form)))).tables[1:-1]
    header, *rows = (row._tr.xml for row in table.rows)
    assert "w:tblHeader" in header and not any("w:tblHeader" in row for row in rows)
    assert all("w:cantSplit" in row for row in rows)


def test_a_very_long_row_may_break():
    long = (DraftOpinions("Dự thảo", (Heading("Chung", (OpinionRow("Đề nghị sửa. " * 200),)),)),)
    table = docx.Document(
        BytesIO(make(paper("tong-hop-y-kien", content=replace(OPINIONS, drafts=long))))
    ).tables[1]
    assert ["w:cantSplit" in row._tr.xml for row in table.rows] == [True, True, False]


def test_headings_are_words_own():
    styles = [p.style.name for p in docx.Document(BytesIO(make(paper("thong-bao-ket-luan")))).paragraphs]
    assert styles.count("Heading 1") == 5 and styles.count("Heading 2") == 3 and "Title" in styles


def test_the_notice_names_no_giver_of_an_opinion_and_counts_its_sentences():
    text = lines(make(paper("thong-bao-ket-luan")))
    assert [int(line.split(".")[0]) for line in text if re.match(r"\d+\. ", line)] == list(range(1, 14))
    assert "Ủy viên Ban Thường vụ 0" not in "\n".join(text)


def test_a_picture_stands_above_its_caption_and_is_described_by_it():
    news = replace(NEWS, photos=(Photo("Toàn cảnh hội nghị", PIXEL),))
    data = make(paper("tin-hoi-nghi", content=news))
    assert len(docx.Document(BytesIO(data)).inline_shapes) == 1
    assert 'descr="Toàn cảnh hội nghị"' in part(data, "word/document.xml")
    assert make(paper("tin-hoi-nghi", content=news)) == data


def test_what_is_no_picture_is_refused_in_one_sentence():
    with pytest.raises(PaperError) as refused:
        make(paper("tin-hoi-nghi", content=replace(NEWS, photos=(Photo("Ảnh", b"not a picture"),))))
    assert "JPEG hoặc PNG" in refused.value.sentence()


def test_the_content_of_another_form_is_refused():
    with pytest.raises(TypeError):
        make(paper("bien-ban", content=OPINIONS))


@EACH
def test_every_field_is_explained_in_both_languages(form):
    def explained(found):
        for field in found:
            assert field.explanation("vi") and field.explanation("en")
            explained(field.fields)

    explained(fields(form))
    assert FORMS[form].name("vi") != FORMS[form].name("en")


def test_two_hundred_opinions_come_out_in_three_tenths_of_a_second():
    rows = tuple(
        OpinionRow(
            f"Đề nghị bổ sung số liệu {n}. " * 4, "Đề nghị sửa", "Ủy viên 01", f"Mục II.{n}", "Đoạn. " * 20
        )
        for n in range(200)
    )
    content = replace(OPINIONS, drafts=(DraftOpinions("Dự thảo", (Heading("Chung", rows),)),))
    start = time.process_time()
    data = make(paper("tong-hop-y-kien", content=content))
    assert time.process_time() - start < 0.3
    assert len(docx.Document(BytesIO(data)).tables[1].rows) == 202


def test_the_whole_set_comes_out_in_five_seconds():
    start = time.process_time()
    for form in FORMS:
        make(paper(form))
    assert time.process_time() - start < 5


def test_a_day_below_ten_is_written_with_its_zero():
    text = lines(make(paper("giay-moi", dated=date(2020, 3, 5))))
    assert "Thanh Hóa, ngày 05 tháng 3 năm 2020" in text
