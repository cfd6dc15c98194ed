"""Every word over, beside and under a value is explained by its reading, or the value is asked about."""

import pytest
import xlsxwriter

from vankien.packs import load
from vankien.reference import propose, read
from vankien.sentences import sentence
from vankien.word.books import grids

INDICATORS = list(load("dang-2019").indicators.values())
HEAD = ["Chỉ tiêu", "Đơn vị tính", "Năm 2017"]
POOR, RICH = ["Tỷ lệ hộ nghèo", "%", 4.5], ["Thu nhập bình quân đầu người", "triệu đồng", 38]
MONEY = ["Thu ngân sách trên địa bàn", "tỷ đồng", 120]


@pytest.fixture
def reading(tmp_path):
    def made(*rows, sheet="Số liệu"):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet(sheet)
            for r, row in enumerate(rows):
                page.write_row(r, 0, row)
        (grid,) = grids(path)
        return read(grid, propose(grid, INDICATORS), INDICATORS)

    return made


def whys(found):
    return sorted({d.why for d in found.doubts})


def told(found):
    return [(v.indicator, v.unit_name, v.period, v.role, str(v.value)) for v in found.values]


@pytest.mark.parametrize(
    "line",
    ["Kinh tế", "I. Văn hóa - xã hội", "A. Nhóm chỉ tiêu chủ yếu", "Đời sống, giảm nghèo", "Năm 2017"],
)
def test_the_name_of_a_field_changes_nothing(reading, line):
    found = reading(HEAD, [line], POOR, RICH)
    assert [v.indicator for v in found.values] == ["ho_ngheo", "thu_nhap_bq"] and not found.doubts


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Dự toán giao", "words_over"), ("II. Vùng bãi ngang", "words_over"), ("Hộ có công", "words_over"),
        ("Phụ nữ làm chủ hộ", "words_over"), ("Cộng dồn", "words_over"),
    ],
)  # fmt: skip
def test_a_line_above_that_nothing_explains(reading, line, why):
    found = reading(HEAD, [line], POOR, RICH)
    assert not found.values and whys(found) == [why]
    assert len(sentence("reference", why, "vi", words="x")) > 30


def test_a_line_above_holds_until_one_of_its_rank(reading):
    head = ["STT", *HEAD]
    found = reading(head, ["I", "Vùng bãi ngang"], [1, *POOR], ["II", "Toàn thành phố"], [1, *RICH])
    assert [v.indicator for v in found.values] == ["thu_nhap_bq"] and len(found.doubts) == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Tỷ lệ hộ nghèo giảm", "words_over"), ("Tỷ lệ hộ nghèo (chuẩn cũ)", "words_over"),
        ("Hợp tác xã", "which_indicator"), ("Thu nội địa", "words_over"),
    ],
)  # fmt: skip
def test_a_word_of_the_name_that_the_indicator_has_not(reading, name, why):
    measure = {"T": "%", "H": "HTX"}[name[0]] if name != "Thu nội địa" else "tỷ đồng"
    assert whys(reading(HEAD, [name, measure, 4], RICH)) == [why]


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("Ghi chú: chưa tính phần các xã sáp nhập", "words_over"),
        ("Ghi chú: số liệu 9 tháng đầu năm 2017", "two_periods"),
        ("Đơn vị tính: nghìn đồng", "two_measures"),
    ],
)
def test_a_note_below_the_table(reading, note, why):
    assert whys(reading(HEAD, MONEY, [], [note])) == [why]


@pytest.mark.parametrize(
    "note", ["TRƯỞNG PHÒNG", "Nguồn: Chi cục Thống kê", "Hồng Bàng, ngày 5 tháng 3 năm 2018"]
)
def test_what_is_signed_below_is_no_note(reading, note):
    assert not reading(HEAD, MONEY, [], [note]).doubts


def test_a_note_with_a_mark_is_of_the_marked_line_alone(reading):
    found = reading(HEAD, ["Tỷ lệ hộ nghèo (1)", "%", 4.5], RICH, [], ["(1) Không kể hộ bảo trợ xã hội"])
    assert [v.indicator for v in found.values] == ["thu_nhap_bq"] and whys(found) == ["words_over"]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Tỷ lệ hộ nghèo trong đồng bào vùng cao năm 2017", "words_over"),
        ("Tỷ lệ hộ nghèo năm 2017 (sau khi bỏ hộ già yếu)", "words_over"),
        ("Kết quả 2013-2016 và phương hướng đến năm 2017", "plan_or_result"),
        ("Phân bổ chỉ tiêu năm 2017", "plan_or_result"),
    ],
)
def test_a_title_that_changes_what_is_counted(reading, title, why):
    found = reading([title], ["Xã", "Tỷ lệ hộ nghèo năm 2017 (%)"], ["Xã An Lão", 4.5], ["Xã An Thọ", 3.5])
    assert not found.values and whys(found) == [why]


def test_the_sheet_and_the_title_name_two_years(reading):
    rows = (["Tỷ lệ hộ nghèo năm 2017"], ["Xã", "Tỷ lệ hộ nghèo (%)"], ["Xã An Lão", 4.5])
    assert whys(reading(*rows, sheet="Năm 2016")) == ["two_periods"]
    assert not reading(*rows, sheet="Năm 2017").doubts


def test_the_title_names_another_commune_than_the_column(reading):
    found = reading(["Số liệu xã An Lão năm 2017"], ["Chỉ tiêu", "ĐVT", "Xã An Thọ"], POOR)
    assert whys(found) == ["two_units"]


@pytest.mark.parametrize(
    ("name", "taken"),
    [("Thành thị", 0), ("Còn lại", 0), ("II", 0), ("An Lão", 2), ("Xã An Lão", 2), ("Phòng Văn thư", 2)],
)
def test_what_may_be_the_name_of_a_unit(reading, name, taken):
    found = reading(
        ["Tỷ lệ hộ nghèo, cận nghèo năm 2017"],
        ["Địa phương", "Tỷ lệ hộ nghèo (%)", "Tỷ lệ hộ cận nghèo (%)"],
        [name, 4.5, 6],
    )
    assert len(found.values) == taken and whys(found) == ([] if taken else ["odd_unit"])


def test_a_remark_that_the_row_is_planned(reading):
    head = [*HEAD, "Ghi chú"]
    found = reading(head, [*POOR, "dự toán"], [*RICH, "vượt kế hoạch"])
    assert [v.indicator for v in found.values] == ["thu_nhap_bq"] and whys(found) == ["plan_or_result"]


def test_quarters_beside_years(reading):
    found = reading(
        ["Thu ngân sách trên địa bàn"],
        ["Năm", "Quý", "Thu ngân sách trên địa bàn (tỷ đồng)"],
        [2016, "III", 30], ["", "IV", 31], [2017, "I", 28],
    )  # fmt: skip
    assert [v.period for v in found.values] == ["quý III/2016", "quý IV/2016", "quý I/2017"]


def test_words_that_only_begin_like_a_plan_or_a_school(reading):
    rows = [["Tỷ lệ đường giao thông được cứng hóa", "%", 80, 82]]
    found = reading(["Chỉ tiêu", "ĐVT", "TH 6 tháng đầu năm 2017", "TH 6 tháng đầu năm 2018"], *rows)
    assert told(found) == [
        ("duong_cung_hoa", "", "6 tháng đầu năm 2017", "actual", "80"),
        ("duong_cung_hoa", "", "6 tháng đầu năm 2018", "actual", "82"),
    ]


def test_a_ratio_that_its_plan_and_result_do_not_give(reading):
    head = ["Chỉ tiêu", "ĐVT", "Dự toán 2017", "Thực hiện 2017", "TH/DT (%)"]
    assert not reading(head, [*MONEY[:2], 100, 112, 112]).doubts
    assert whys(reading(head, [*MONEY[:2], 100, 1.12, 112])) == ["ratio_differs"]


def test_shares_that_are_no_whole(reading):
    def shares(last):
        rows = (["Nông, lâm nghiệp, thủy sản", 20], ["Công nghiệp - xây dựng", 45], ["Dịch vụ", last])
        return reading(["Cơ cấu kinh tế (%)"], ["Ngành", "Năm 2017"], *rows)

    assert not {"parts_of_hundred"} & set(whys(shares(35)))
    assert [v.indicator for v in shares(35).values] == ["co_cau_kt"] * len(shares(35).values)
    assert not shares(25).values and "parts_of_hundred" in whys(shares(25))


def test_the_term_in_the_name_of_a_congress_dates_nothing(reading):
    title = ["Kết quả thực hiện Nghị quyết Đại hội nhiệm kỳ 2015-2020"]
    assert whys(reading(title, ["Chỉ tiêu", "ĐVT", "Kết quả"], POOR)) == ["no_period"]


def test_a_mean_of_communes_is_not_the_rate_of_all(reading):
    rows = (["Xã An Lão", 4.5], ["Xã An Thọ", 3.5], ["Bình quân", 4])
    found = reading(["Xã", "Tỷ lệ hộ nghèo năm 2017 (%)"], *rows)
    assert len(found.values) == 2 and whys(found) == ["sum_of_some"]


def test_money_of_another_scale(reading):
    assert whys(reading(HEAD, [*MONEY[:2], 120000])) == ["unusual_size"]
