"""What the sentences of a conclusion ask for, as far as their words say so; the first are the source's."""

import doctest
import re
import tomllib
from pathlib import Path

import pytest

from vankien import packs, proposals
from vankien.model import Section
from vankien.proposals import pieces, propose

PACK = packs.load("dang-2019")
SENTENCES = tomllib.loads(
    Path(__file__).with_name("data").joinpath("proposals.toml").read_text(encoding="utf-8")
)["sentence"]


def read(sentence, unit="xa-phuong", sections=()):
    outline = PACK.outline(unit, "political_report")
    found = propose(sentence, outline, PACK.indicators, sections)
    return [(p.kind, p.indicator or p.part) for p in found]


@pytest.mark.parametrize(
    ("unit", "sentence", "kinds"),
    [
        (
            "xa-phuong",
            "Đề nghị xã Quảng Tâm bổ sung tỷ lệ hộ nghèo, chỉ tiêu BHXH – BHYT tự nguyện; thành lập HTXDV, "
            "tỷ lệ tăng thu ngân sách, tập trung phát triển dịch vụ thương mại.",
            [
                ("add_indicator", "ho_ngheo"),
                ("add_indicator", "bhxh_tn"),
                ("add_indicator", "htx"),
                ("add_indicator", "tang_thu_ns"),
                ("free", ""),
            ],
        ),
        (
            "xa-phuong",
            "Xã cần viết lại phần Quốc phòng – an ninh và xây dựng đảng vì không có số liệu đánh giá "
            "và phải có chủ đề và phương châm Đại hội.",
            [
                ("rewrite_section", "defence_security"),
                ("rewrite_section", "party_building"),
                ("set_theme", "theme"),
                ("set_motto", "motto"),
            ],
        ),
        (
            "co-quan",
            "Sửa lại chủ đề đại hội và thêm phần chương trình trọng tâm.",
            [("set_theme", "theme"), ("add_programmes", "key_programmes")],
        ),
        ("co-quan-dang", "Chức năng tham mưu viết gọn lại.", [("shorten", "advisory")]),
        ("co-quan", "Hoàn chỉnh hồ sơ đảm bảo chuẩn bị cho đại hội.", [("task", "")]),
        ("xa-phuong", "Xem xét thêm cách trình bày.", [("free", "")]),
    ],
)
def test_kind_and_target(unit, sentence, kinds):
    assert read(sentence, unit) == kinds


@pytest.mark.parametrize(
    ("sentence", "kind", "owner"),
    [
        ("Thẩm định số liệu, đề nghị các phòng thống kê, tài chính tham gia.", "verify", "department"),
        ("Tổ công tác phải bám sát Đại hội từ trù bị đến chính thức.", "task", "group"),
    ],
)
def test_who_is_asked(sentence, kind, owner):
    only = propose(sentence, None, PACK.indicators)
    assert [(p.kind, p.owner) for p in only] == [(kind, owner)]


def test_a_section_is_called_as_the_draft_calls_it():
    own = Section(
        level=1, number="3", title="Lĩnh vực quốc phòng, an ninh", block=9, path="3", parent=None, end=12
    )
    outline = PACK.outline("xa-phuong", "political_report")
    found = propose("Viết lại phần quốc phòng - an ninh.", outline, PACK.indicators, (own,))
    assert found[0].target == {"part": "defence_security", "section": own.title}


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("Mục dân vận của Đảng còn dài dòng, cần cô đọng lại", ("shorten", "Công tác dân vận của Đảng")),
        ("Viết lại nội dung Văn hóa, thể thao, du lịch.", ("rewrite_section", "Văn hóa, thể thao, du lịch")),
        ("Văn hóa, thể thao, du lịch chưa có con số", ("add_figures", "Văn hóa, thể thao, du lịch")),
        ("Nhất trí với nội dung về dân vận của Đảng.", ("free", "")),
    ],
)
def test_a_heading_of_the_drafts_own_is_known(said, target):
    titles = ("Công tác dân vận của Đảng", "Văn hóa, thể thao, du lịch")
    own = [Section(2, str(n), title, 9 + n, 10 + n, str(n)) for n, title in enumerate(titles)]
    [found] = propose(said, PACK.outline("xa-phuong", "political_report"), PACK.indicators, own)
    assert (found.kind, found.section) == target


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["said"][:40])
def test_sentences_of_many_wordings(case):
    """Praise and what is said not to be needed ask for nothing: they stay free, in whatever pieces."""
    found = propose(case["said"], PACK.outline(case["unit"], "political_report"), PACK.indicators)
    asks = [f"{p.kind} {p.indicator or p.topic or p.part}".strip() for p in found]
    assert asks == case["asks"] or set(asks) == set(case["asks"]) == {"free"}


def test_the_value_that_a_sentence_names():
    said = "Sửa lại thu nhập bình quân đầu người năm 2019 là 49,7 triệu đồng."
    [found] = propose(said, None, PACK.indicators)
    asked = {"indicator": "thu_nhap_bq", "value": "49,7", "unit": "triệu đồng", "period": "2019"}
    assert (found.kind, found.target) == ("correct_figure", asked)


def test_nothing_of_a_sentence_is_lost():
    """Every word of the sentence stands in some piece."""
    for case in SENTENCES:
        kept = set(re.findall(r"[^\W\d_]+", " ".join(pieces(case["said"]))))
        assert set(re.findall(r"[^\W\d_]+", case["said"])) <= kept | {"và"}


@pytest.mark.parametrize("text", ["", "  ", ";;", ",", "và", ". ."])
def test_nothing_is_asked_by_nothing(text):
    assert [p for p in pieces(text) if not p.strip()] == []


def test_the_words_are_kept():
    assert pieces("Bổ sung hộ nghèo, thu ngân sách; bỏ phần mở đầu") == [
        "Bổ sung hộ nghèo",
        "Bổ sung thu ngân sách",
        "bỏ phần mở đầu",
    ]


def test_the_example_holds():
    assert doctest.testmod(proposals).failed == 0
