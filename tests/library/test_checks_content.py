"""The frame of the checks, and the content checks on whole drafts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from library.draft_factory import EXAMPLES, draft
from vankien import packs
from vankien.checks import all_checks, prepare, render, run
from vankien.checks.reading.contents import is_promise, is_unwritten, sentences
from vankien.checks.reading.quantities import agree, base, measured_alike
from vankien.checks.reading.words import any_of
from vankien.checks.registry import unconfirmed
from vankien.checks.rendering import number
from vankien.checks.vk103_parts_out_of_order import in_order
from vankien.model import Authority, Figure, Finding
from vankien.packs.model import Rule

CONTENT = ("VK1", "VK2", "VK3", "VK4")
BASES = ("xa-phuong", "co-quan", "co-quan-dang")


def base_text(unit: str) -> str:
    return (EXAMPLES / f"{unit}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", BASES)
def test_a_faultless_draft_has_no_findings(unit):
    assert [f for f in run(draft(base_text(unit), unit=unit)) if f.code.startswith(CONTENT)] == []


def test_the_pack_gives_severity_and_clause():
    text = base_text("xa-phuong").replace("Phương châm Đại hội", "Ghi chú").replace("(87,5%)", "(77,5%)")
    found = {f.code: f for f in run(draft(text))}
    assert found["VK203"].severity == "error"
    assert found["VK402"].severity == "warning"
    assert found["VK203"].authority
    assert found["VK203"].authority.text


def test_the_gravest_come_first():
    text = base_text("xa-phuong").replace("Phương châm Đại hội", "Ghi chú").replace("(87,5%)", "(77,5%)")
    assert [f.severity for f in run(draft(text)) if f.code.startswith(CONTENT)] == ["error", "warning"]


def test_a_silent_code_is_not_reported():
    prepared = draft(base_text("xa-phuong").replace("(87,5%)", "(77,5%)"))
    quiet = replace(prepared.pack, severities={"VK402": {"draft": None}})
    assert "VK402" not in {f.code for f in run(replace(prepared, pack=quiet))}


def test_another_pack_has_its_own_elements_and_its_own_form():
    prepared = draft(base_text("xa-phuong"))
    elements = {"sea": {"name": "về kinh tế biển", "cues": ["vươn khơi", "kinh tế biển"]}}
    rules = {
        "theme_elements": Rule("theme_elements", {"elements": elements}, Authority("điều 2", "H")),
        "motto_form": Rule(
            "motto_form", {"min": 8, "max": 9, "separators": [" - "]}, Authority("điều 3", "H")
        ),
    }
    other = replace(prepared, pack=replace(prepared.pack, rules=rules))
    found = {f.code: f for f in run(other) if f.code in ("VK202", "VK204")}
    assert found["VK202"].params["elements"] == ["sea"]
    assert "về kinh tế biển" in render(found["VK202"]).message
    assert render(found["VK204"]).authority == "điều 3"
    ruleless = replace(prepared, pack=replace(prepared.pack, rules={}))
    assert not {"VK202", "VK204"} & {f.code for f in run(ruleless)}


def test_a_cue_may_leave_words_open():
    cue = any_of(("tham mưu … Tỉnh ủy", "giúp việc"))
    assert cue.search("công tác tham mưu cho ban thường vụ tỉnh ủy")
    assert not cue.search("tham mưu kịp thời. tỉnh ủy")
    assert not any_of(()).search("bất kỳ")


def test_a_weak_source_softens_law_but_not_the_own_outline():
    weak = Authority("điều 1", "L")
    assert unconfirmed("VK501", weak)
    assert not unconfirmed("VK201", weak)
    assert not unconfirmed("VK501", Authority("điều 1", "H"))
    words = render(Finding("VK203", {"part": "motto", "variant": "absent"}, authority=weak))
    assert words.authority == "điều 1"


def test_an_unknown_outline_is_an_error_not_a_guess():
    prepared = draft("Một dòng.")
    with pytest.raises(KeyError):
        prepare(prepared.document, pack=packs.load("dang-2019"), unit="xa-phuong", kind="no_such_kind")


def test_codes_are_unique_and_in_order():
    codes = [check.code for check in all_checks()]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "(sẽ bổ sung sau)",
        "Đang cập nhật.",
        "To be decided",
        "[chờ ý kiến]",
        "Chưa có.",
        "- (bổ sung sau)",
        "Nội dung này giao Văn phòng bổ sung.",
        "(Nêu 3 - 5 bài học)",
        "Sẽ xây dựng và trình tại hội nghị tới",
    ],
)
def test_promises(text):
    assert is_promise(text)


@pytest.mark.parametrize(
    "text",
    ["Chưa hoàn thiện quy hoạch chung của xã.",
     "Tiếp tục bổ sung, hoàn thiện quy chế làm việc của cấp ủy.", "Có biểu chi tiết kèm theo.",
     "Đoàn kết - Dân chủ - Phát triển", "Năng lực của một số cán bộ còn hạn chế."],
)  # fmt: skip
def test_content_is_no_promise(text):
    assert not is_promise(text)


def test_a_slogan_that_speaks_of_later_is_unwritten():
    assert is_unwritten("Ban Thường vụ sẽ thảo luận, quyết định")
    assert not is_unwritten("Xây dựng Đảng bộ trong sạch, vững mạnh")


def test_sentences_do_not_end_inside_numbers():
    text = "Thu 1.234,5 triệu đồng. Chi 2 tỷ đồng; còn lại 3 tỷ."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Thu 1.234,5 triệu đồng.", "Chi 2 tỷ đồng;", "còn lại 3 tỷ.",
    ]  # fmt: skip


def figure(value: str, unit: str = "%", comparator: str = "=") -> Figure:
    return Figure(0, 0, 1, value, Decimal(value), unit=unit, comparator=comparator)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure("52"), figure("52.3"), True),
        (figure("12"), figure("13"), False),
        (figure("90", comparator=">="), figure("92"), True),
        (figure("90", comparator="<="), figure("92"), False),
        (figure("50", "triệu đồng", "~"), figure("48.6", "triệu đồng"), True),
        (figure("1.2", "tỷ đồng"), figure("1200", "triệu đồng"), True),
        (figure("4", "triệu đồng/người/tháng"), figure("48", "triệu đồng/người/năm"), True),
        (figure("4", "triệu đồng/người/tháng"), figure("55", "triệu đồng/người/năm"), False),
    ],
)
def test_agreement(one, other, same):
    assert agree(one, other) is same
    assert agree(other, one) is same


def test_units_that_turn_into_each_other():
    assert measured_alike("triệu đồng/người/năm", "nghìn đồng/tháng")
    assert measured_alike("đảng viên", "người")
    assert not measured_alike("%", "người")
    assert base("tạ/ha")[0] == "kg/ha"


def test_the_fewest_parts_are_displaced():
    assert in_order([1, 3, 2, 4]) == [0, 2, 3]
    assert in_order([5, 1, 2, 3]) == [1, 2, 3]
    assert in_order([1, 2, 2, 3]) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [(1234.5, "1.234,5", "1,234.5"), (58.9, "58,9", "58.9"), (52.0, "52", "52")],
)
def test_numbers_are_written_as_the_language_writes_them(value, vietnamese, english):
    assert number(value) == vietnamese
    assert number(value, "en") == english


def test_an_outline_may_have_headings_without_text():
    text = base_text("xa-phuong").replace(
        "Nâng cao chất lượng đội ngũ cán bộ, công chức; huy động", "Huy động"
    )
    bare = text.replace("Huy động nguồn lực đầu tư hạ tầng.\n", "")
    assert [f.params["part"] for f in run(draft(bare)) if f.code == "VK206"] == ["breakthroughs"]
    assert [f for f in run(draft(bare, phase="outline")) if f.code == "VK206"] == []


@pytest.mark.parametrize(
    ("title", "unit", "pack", "told"),
    [
        ("BÁO CÁO CHÍNH TRỊ", "xa-phuong", "dang-2019", False),
        ("BÁO CÁO KIỂM ĐIỂM CỦA BAN CHẤP HÀNH", "xa-phuong", "dang-2019", True),
        ("ĐỀ ÁN NHÂN SỰ", "xa-phuong", "dang-2019", True),
        ("BÁO CÁO\nTổng kết hoạt động nhiệm kỳ", "cong-doan-co-so", "cong-doan-2023", False),
        ("BÁO CÁO CỦA BAN CHẤP HÀNH TRÌNH ĐẠI HỘI", "cong-doan-co-so", "cong-doan-2023", False),
        ("NGHỊ QUYẾT ĐẠI HỘI", "cong-doan-co-so", "cong-doan-2023", True),
    ],
)
def test_a_title_of_another_kind_is_told(title, unit, pack, told):
    text = f"{title}\n" + "\n".join(base_text("xa-phuong").splitlines()[3:])
    codes = {f.code for f in run(draft(text, unit=unit, pack=pack))}
    assert ("VK107" in codes) == told
