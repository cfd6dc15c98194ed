"""What is asked of a person although every word of the workbook was read: no silent error."""

from decimal import Decimal

import pytest
import xlsxwriter

from vankien.packs import load
from vankien.reference import across, propose, read
from vankien.sentences import sentence
from vankien.word.books import grids

INDICATORS = list(load("dang-2019").indicators.values())


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
    return {d.cell.rpartition("!")[2]: d.why for d in found.doubts}


def test_what_is_plain_is_imported(reading):
    found = reading(
        ["Tỷ lệ hộ nghèo năm 2019"], ["Xã", "Tỷ lệ hộ nghèo (%)"], ["Xã Một", 1.25], ["Xã Hai", 2.5]
    )
    assert whys(found) == {}
    assert [(v.indicator, v.unit_name, v.period, v.value) for v in found.values] == [
        ("ho_ngheo", "Xã Một", "2019", Decimal("1.25")),
        ("ho_ngheo", "Xã Hai", "2019", Decimal("2.5")),
    ]


def test_the_years_of_a_standard_date_nothing(reading):
    title = "Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều giai đoạn 2016-2020"
    found = reading([title], ["Xã", "Tỷ lệ hộ nghèo (%)"], ["Xã Một", 1.25], ["Xã Hai", 2.5])
    assert whys(found) == {"B3": "no_period", "B4": "no_period"}


HEAD = ["Chỉ tiêu", "Đơn vị tính", "Năm", "Giá trị"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Số lượt tham quan di tích", "lượt", 2019, 1200], "not_in_catalogue"),
        (["Tỷ lệ hộ nghèo", "%", "Quý III", 1.5], "no_period"),
        (["Thu nhập bình quân đầu người", "tỷ đồng", 2019, 52], "unusual_measure"),
        (["Thu nhập bình quân đầu người", "triệu đồng", 2019, 5200], "unusual_size"),
    ],
)
def test_one_question(reading, row, why):
    found = reading(HEAD, ["Tỷ lệ hộ cận nghèo", "%", 2019, 2.5], row)
    assert whys(found) == {"D3": why}
    assert [v.indicator for v in found.values] == ["ho_can_ngheo"]
    assert len(sentence("reference", why, "vi", name="x", measure="y")) > 30


def test_a_plan_is_no_result(reading):
    found = reading(
        ["Năm", "Tỷ lệ hộ nghèo (%)"], ["Năm 2019", 2.5], ["Năm 2020", 2.1], ["Kế hoạch 2021", 1.8]
    )
    assert [(v.period, v.role) for v in found.values] == [
        ("2019", "actual"),
        ("2020", "actual"),
        ("2021", "target"),
    ]


def test_a_code_and_a_name_that_disagree(reading):
    head = ["Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Giá trị"]
    found = reading(
        head,
        ["ho_can_ngheo", "Tỷ lệ hộ cận nghèo", "%", "2019", 2.5],
        ["ho_ngheo", "Tỷ lệ hộ cận nghèo", "%", "2018", 2.9],
    )
    assert whys(found) == {"E3": "code_and_name"}


def test_a_total_that_is_not_the_sum(reading):
    rows = [["Xã", "Thu ngân sách trên địa bàn (tỷ đồng)"], ["Xã Một", 12], ["Xã Hai", 30]]
    title = ["Thu ngân sách trên địa bàn năm 2019"]
    assert whys(reading(title, *rows, ["Tổng số", 42])) == {}
    assert whys(reading(title, *rows, ["Tổng số", 52])) == {"B5": "not_the_sum"}


def test_a_second_table_whose_names_are_not_read(reading):
    found = reading(
        ["Thu ngân sách trên địa bàn năm 2019"],
        ["Xã", "Thu ngân sách (tỷ đồng)", "", "Thu ngân sách (tỷ đồng)"],
        ["Xã Một", 12, "Bến Trên", 9],
        ["Xã Hai", 30, "Bến Dưới", 8],
    )
    assert {"D3", "D4"} <= whys(found).keys()


def test_a_number_of_a_document_is_no_period(reading):
    title = "Kết quả rà soát theo Nghị định số 07/2021/NĐ-CP"
    found = reading([title], ["Xã", "Tỷ lệ hộ nghèo (%)"], ["Xã Một", 1.25], ["Xã Hai", 2.5])
    assert whys(found) == {"B3": "no_period", "B4": "no_period"}


def test_the_title_of_one_year_over_columns_of_another(reading):
    found = reading(
        ["Các chỉ tiêu kinh tế - xã hội năm 2019"],
        ["Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2020"],
        ["Tỷ lệ hộ nghèo", "%", 2.5],
        ["Tỷ lệ hộ cận nghèo", "%", 3.5],
    )
    assert whys(found) == {"C3": "two_periods", "C4": "two_periods"}


def test_results_in_the_table_of_a_plan_are_results(reading):
    found = reading(
        ["Kế hoạch phát triển kinh tế - xã hội năm 2021"],
        ["Chỉ tiêu", "Đơn vị tính", "TH 2020", "Kế hoạch 2021"],
        ["Tỷ lệ hộ nghèo", "%", 2.5, 2.1],
        ["Tỷ lệ hộ cận nghèo", "%", 3.5, 3.2],
    )
    assert [(v.period, v.role) for v in found.values] == [("2020", "actual"), ("2021", "target")] * 2


def test_an_index_is_no_growth(reading):
    found = reading(
        ["Tốc độ phát triển năm 2019 (năm trước = 100)"],
        ["Chỉ tiêu", "Đơn vị tính", "Năm 2019"],
        ["Tốc độ tăng thu ngân sách", "%", 103.5],
    )
    assert set(whys(found).values()) <= {"index_or_growth", "unusual_size"} and not found.values


def test_two_sheets_that_contradict_each_other(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, value in (("Biểu chính", 2.5), ("Biểu gửi", 3.5)):
            page = book.add_worksheet(name)
            rows = [
                ["Tỷ lệ hộ nghèo năm 2019"],
                ["Xã", "Tỷ lệ hộ nghèo (%)"],
                ["Xã Một", value],
                ["Xã Hai", 4],
            ]
            for r, row in enumerate(rows):
                page.write_row(r, 0, row)
    readings = [read(grid, propose(grid, INDICATORS), INDICATORS) for grid in grids(path)]
    across(readings)
    assert [whys(found) for found in readings] == [{"B3": "claimed_twice"}] * 2
    assert [v.value for found in readings for v in found.values] == [4, 4]


COMMUNES = {f"Xã {name}": name for name in ("Một", "Hai", "Ba")}


@pytest.mark.parametrize(
    ("named", "label", "asked"),
    [
        (["Xã Một", "Xã Hai"], "Cộng", {"B4": "sum_of_listed"}),
        (["Xã Một", "Xã Hai"], "Tổng cộng", {"B4": "sum_of_listed"}),
        (["Xã Một", "Xã Hai"], "Toàn thành phố", {}),
        (["Xã Ba", "Xã Hai", "Xã Một"], "Cộng", {}),
        ([], "Tổng số", {}),
    ],
)
def test_a_total_of_some_communes_is_not_the_whole(tmp_path, named, label, asked):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Số liệu")
        for r, row in enumerate(
            [["Xã", "Tỷ lệ hộ nghèo năm 2019 (%)"], *([n, 2.5] for n in named), [label, 2.5]]
        ):
            page.write_row(r, 0, row)
    (grid,) = grids(path)
    assert whys(read(grid, propose(grid, INDICATORS, COMMUNES), INDICATORS)) == asked


def test_a_rate_of_what_was_reached_against_nothing_is_asked(reading):
    heads = ["Chỉ tiêu", "Số lượng (cơ sở)", "Tỷ lệ đạt (%)"]
    assert whys(reading(["Năm 2019"], heads, ["An toàn thực phẩm", 27, 88.5]))["C3"] == "ratio_of_what"
    heads = ["Chỉ tiêu", "Kế hoạch (cơ sở)", "Tỷ lệ đạt (%)"]
    assert "C3" not in whys(reading(["Năm 2019"], heads, ["An toàn thực phẩm", 27, 88.5]))


def test_a_rate_beside_a_count_with_a_fraction_is_asked(reading):
    heads = ["Xã", "Số hộ nghèo năm 2019 (hộ)", "Tỷ lệ hộ nghèo năm 2019 (%)"]
    found = whys(reading(heads, ["Xã Một", 30, 1.2], ["Xã Hai", 1.3, 41], ["Xã Ba", 28, 1.1]))
    assert found["C3"] == "beside_odd_count" and "C2" not in found and "C4" not in found
