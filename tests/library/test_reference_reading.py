"""A department's workbook: what is sure is right, what is not is shown with its readings, nothing is lost."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vankien.packs import load
from vankien.reference import propose, read
from vankien.sentences import sentence
from vankien.word.books import Cell, Grid, Merge
from vankien.word.books.formats import in_words, plain

INDICATORS = tuple(load("dang-2019").indicators.values())


def cell(value, *, percent=False):
    if isinstance(value, Cell):
        return value
    if isinstance(value, str):
        return Cell("text", value)
    raw = Decimal(str(value))
    number = plain(raw * 100) if percent else plain(raw)
    return Cell("number", in_words(number) + ("%" if percent else ""), number, raw, percent)


def grid(*rows, merges=(), name="Biểu 1"):
    made = Grid(name, merges=[Merge(*m) for m in merges])
    for r, row in enumerate(rows):
        made.cells |= {(r, c): cell(v) for c, v in enumerate(row) if v is not None and v != ""}
    return made


OUTSIDE = ("số hộ nghèo", "tổng chiều dài km", "dân số trung bình", "đàn bò")  # a person has said so


def reading(*rows, decided=None, **more):
    sheet = grid(*rows, **more)
    mapping = propose(sheet, INDICATORS)
    mapping["names"] |= dict.fromkeys(OUTSIDE, "") | (decided or {})
    return read(sheet, mapping, INDICATORS)


def told(found):
    return [(v.indicator, v.unit_name, v.period, v.measure, str(v.value), v.role) for v in found.values]


def why(found):
    return [(d.cell.partition("!")[2], d.why) for d in found.doubts]


HEAD = ("STT", "Chỉ tiêu", "ĐVT", 2018, "Ước 2019")


def test_indicators_as_rows_and_years_as_columns():
    found = reading(("BIỂU 1",), HEAD, ("I", "KINH TẾ"), (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87))
    assert told(found) == [
        ("ho_ngheo", "", "2018", "%", "2.7", "actual"),
        ("ho_ngheo", "", "2019", "%", "1.87", "actual"),
    ]
    assert found.values[0].cell == "Biểu 1!D4"
    assert not found.doubts


def test_communes_as_rows_under_headings_of_two_rows():
    found = reading(
        ("HỘ NGHÈO CÁC XÃ, PHƯỜNG",),
        ("TT", "Xã, phường", "Năm 2018", "", "Năm 2019", ""),
        ("", "", "Số hộ nghèo", "Tỷ lệ (%)", "Số hộ nghèo", "Tỷ lệ (%)"),
        (1, "Quảng Tâm", 58, 2.7, 41, 1.87),
        ("", "Tổng cộng", 346, 2.56, 243, 1.77),
        merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert told(found)[:4] == [
        (None, "Quảng Tâm", "2018", "hộ", "58", "actual"),
        ("ho_ngheo", "Quảng Tâm", "2018", "%", "2.7", "actual"),
        (None, "Quảng Tâm", "2019", "hộ", "41", "actual"),
        ("ho_ngheo", "Quảng Tâm", "2019", "%", "1.87", "actual"),
    ]
    assert len(found.values) == 8 and not found.doubts


def test_communes_as_columns():
    found = reading(
        ("KẾT QUẢ NĂM 2019",),
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Xã Quảng Tâm", "Phường Đông Sơn"),
        (1, "Tỷ lệ hộ nghèo", "%", 1.87, 2.5),
    )
    assert told(found) == [
        ("ho_ngheo", "Xã Quảng Tâm", "2019", "%", "1.87", "actual"),
        ("ho_ngheo", "Phường Đông Sơn", "2019", "%", "2.5", "actual"),
    ]


def test_years_as_rows_and_the_commune_in_the_title():
    found = reading(
        ("XÃ QUẢNG TÂM",),
        ("Năm", "Tỷ lệ hộ nghèo (%)", "Thu NS (tr.đ)"),
        (2018, 2.7, 10480),
        (2019, 1.87, 13975),
    )
    assert told(found)[1] == ("thu_ns", "XÃ QUẢNG TÂM", "2018", "triệu đồng", "10480", "actual")
    assert len(found.values) == 4


def test_what_was_planned_is_told_from_what_came_out():
    found = reading(
        ("NĂM 2019",),
        ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "TH/KH (%)"),
        (1, "Tỷ lệ hộ nghèo", "%", 2, 1.87, 93.5),
    )
    assert [(v.role, v.indicator) for v in found.values] == [
        ("target", "ho_ngheo"),
        ("actual", "ho_ngheo"),
        ("completion_ratio", None),
    ]


def test_two_tables_on_one_sheet():
    found = reading(
        ("1. Đô thị hóa",), ("Năm", "Tỷ lệ đô thị hóa (%)"), (2018, 61.2), (2019, 62.7), (),
        ("2. Giao thông năm 2019",), ("Xã", "Tổng chiều dài (km)"), ("Quảng Tâm", 42.6),
    )  # fmt: skip
    assert [(v.unit_name, v.period, str(v.value)) for v in found.values] == [
        ("", "2018", "61.2"),
        ("", "2019", "62.7"),
        ("Quảng Tâm", "2019", "42.6"),
    ]


@pytest.mark.parametrize(
    ("value", "reason", "offers"),
    [
        ("1.234", "thousand_or_decimal", ["1234", "1.234"]),
        ("1,234", "thousand_or_decimal", ["1.234", "1234"]),
        (0.98, "fraction_or_percent", ["0.98", "98"]),
        ("≥ 95", "only_a_bound", ["95"]),
        ("85-90", "not_one_number", []),
        ("15 (16)", "not_one_number", []),
        (Cell("day", "05/03/2020"), "is_a_day", []),
        (cell(98.5, percent=True), "percent_or_hundred", ["9850", "98.5"]),
        (104.5, "unusual_size", ["104.5"]),
    ],
)
def test_doubts_show_every_reading(value, reason, offers):
    rows = ((1, "Tỷ lệ hộ cận nghèo", "%", 1.5), (2, "Tỷ lệ hộ dùng nước sạch", "%", value))
    found = reading(HEAD[:4], *rows)
    assert why(found) == [("D3", reason)]
    assert [str(o.value) for o in found.doubts[0].offers] == offers
    assert [v.indicator for v in found.values] == ["ho_can_ngheo"]


@pytest.mark.parametrize(
    ("value", "meant", "measure"),
    [("1.234,5", "1234.5", "tỷ đồng"), ("12,5", "12.5", "tỷ đồng"), ("12.5", "12.5", "tỷ đồng"),
     ("1 234,5", "1234.5", "tỷ đồng"), ("(3,2)", "-3.2", "tỷ đồng"), ("9.345.678", "9345678", "triệu đồng"),
     ("12,5 tỷ đồng", "12.5", "tỷ đồng"), ("1,234.5", "1234.5", "tỷ đồng"), ("−3,2", "-3.2", "tỷ đồng")],
)  # fmt: skip
def test_numbers_typed_as_text(value, meant, measure):
    found = reading(HEAD[:4], (1, "Thu ngân sách trên địa bàn", measure, value))
    assert [(str(v.value), v.measure) for v in found.values] == [(meant, measure)]


@pytest.mark.parametrize("value", ["-", "…", "x", "đạt", "", Cell("error", "#REF!")])
def test_cells_without_a_number_give_nothing(value):
    found = reading(HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, value))
    assert len(found.values) == 1 and not found.doubts


def test_a_count_with_decimals_is_a_doubt():
    found = reading(HEAD[:4], (1, "Dân số trung bình", "người", 1.234))
    assert why(found) == [("D2", "part_of_a_whole")]
    assert [str(o.value) for o in found.doubts[0].offers] == ["1.234", "1234"]


def test_a_name_that_is_nearly_an_indicator_is_asked_and_what_was_decided_holds():
    row = (1, "Tỷ lệ hộ nghèo là người dân tộc thiểu số", "%", 2.7)
    assert why(reading(HEAD[:4], row)) == [("D2", "which_indicator")]
    decided = reading(HEAD[:4], row, decided={"tỷ lệ hộ nghèo là người dân tộc thiểu số": ""})
    assert [v.indicator for v in decided.values] == [None]


def test_without_period_or_unit_of_measure_nothing_is_sure():
    found = reading(("Chỉ tiêu", "ĐVT", "Kết quả"), ("Tỷ lệ hộ nghèo", "%", 2.7))
    assert why(found) == [("C2", "no_period")]
    assert why(reading(("Chỉ tiêu", "Năm 2019"), ("Đàn bò", 1280))) == [("B2", "no_measure")]


def test_two_cells_that_claim_the_same_are_both_asked():
    rows = ((1, "Tỷ lệ hộ nghèo", "%", 2.7), (2, "Tỷ lệ hộ nghèo", "%", 2.9))
    assert why(reading(HEAD[:4], *rows)) == [("D2", "claimed_twice"), ("D3", "claimed_twice")]


def test_hidden_cells_are_asked():
    sheet = grid(HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87))
    sheet.hidden_columns = {3}
    assert why(read(sheet, propose(sheet, INDICATORS), INDICATORS)) == [("D2", "hidden")]


def test_next_years_workbook_has_the_same_shape():
    one = propose(grid(HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87)), INDICATORS)
    two = propose(grid(("STT", "Chỉ tiêu", "ĐVT", 2019, "Ước 2020"), (1, "Đàn bò", "con", 5, 6)), INDICATORS)
    other = propose(grid(("STT", "Nội dung", "ĐVT", 2019), (1, "Đàn bò", "con", 5)), INDICATORS)
    assert one["shape"] == two["shape"] != other["shape"]


WORDS = st.sampled_from([
    "STT", "Chỉ tiêu", "ĐVT", "Năm 2019", "Xã Quảng Tâm", "Tỷ lệ hộ nghèo (%)", "Tổng cộng", "-", "Kế hoạch",
    "%", "1.234", "0,98", "85-90", "≥ 95", "I", "Ghi chú", "6/7", "12?", "31/12/2019", "hộ", "2018",
    "Thu ngân sách",
])  # fmt: skip
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)
ROWS = st.lists(st.lists(st.one_of(st.just(""), WORDS, NUMBERS), max_size=6), max_size=8)


@given(ROWS)
@settings(max_examples=150, deadline=None)
def test_every_cell_with_a_digit_is_in_exactly_one_list(rows):
    sheet = grid(*rows)
    found = read(sheet, propose(sheet, INDICATORS), INDICATORS)
    places = [x.cell for x in (*found.values, *found.doubts, *found.aside)]
    assert len(places) == len(set(places))
    held = {
        f"Biểu 1!{chr(65 + c)}{r + 1}"
        for (r, c), one in sheet.cells.items()
        if any(x.isdigit() for x in one.text)
    }
    assert held == set(places)
    assert sum(found.sums.values()) == len(places)
    for value in (*found.values, *(o for d in found.doubts for o in d.offers)):
        assert isinstance(value.value, Decimal)
    for doubt in found.doubts:
        for language in ("vi", "en"):
            assert sentence(
                "reference", doubt.why, language, **({"name": "", "unit": "", "other": ""} | doubt.params)
            )


@pytest.mark.parametrize(
    "title",
    [
        "MỘT SỐ CHỈ TIÊU KINH TẾ - XÃ HỘI XÃ QUẢNG TÂM",
        "Kết quả thực hiện các chỉ tiêu kinh tế - xã hội xã Quảng Tâm",
        "SỐ LIỆU CỦA XÃ QUẢNG TÂM NĂM 2018, 2019",
    ],
)
def test_a_title_that_names_a_commune_names_it_whatever_stands_around_it(title):
    sheet = grid((title,), HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87))
    assert propose(sheet, INDICATORS)["tables"][0]["title"]["unit_name"].casefold() == "xã quảng tâm"


def test_a_title_about_society_names_no_commune():
    sheet = grid(("CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU",), HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87))
    assert propose(sheet, INDICATORS)["tables"][0]["title"]["unit_name"] == ""
