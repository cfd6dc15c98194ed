"""Reference workbooks: columns by name, Vietnamese numbers, one sentence for a bad file."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from vankien.model import UnreadableFile
from vankien.reference.simple import read_reference
from vankien.sentences import sentence

HEAD = ["Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Giá trị", "Nguồn"]


def workbook(path, *rows, formats=None, sheets=1):
    book = xlsxwriter.Workbook(path)
    for _ in range(sheets - 1):
        book.add_worksheet().write(0, 0, "Ghi chú")
    sheet = book.add_worksheet("Số liệu")
    styles = {cell: book.add_format({"num_format": style}) for cell, style in (formats or {}).items()}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, value, book.add_format({"num_format": "dd/mm/yyyy"}))
            else:
                sheet.write(r, c, value, styles.get((r, c)))
    book.close()
    return path


def test_the_simplest_form(tmp_path):
    row = ["ho_ngheo", "Tỷ lệ hộ nghèo", "%", 2019, 0.85, "Phòng Lao động"]
    (value,) = read_reference(workbook(tmp_path / "a.xlsx", HEAD, row))
    assert (value.indicator, value.name, value.unit, value.period) == (
        "ho_ngheo",
        "Tỷ lệ hộ nghèo",
        "%",
        "2019",
    )
    assert (value.value, value.source, value.row) == (Decimal("0.85"), "Phòng Lao động", 2)


def test_columns_in_any_order_and_case_under_a_title_on_a_later_sheet(tmp_path):
    rows = [["BẢNG SỐ LIỆU"], [], ["giá  trị", "KỲ", "mã "], ["1.234,5", "Giai đoạn 2015 – 2020", "thu_ns"]]
    (value,) = read_reference(workbook(tmp_path / "a.xlsx", *rows, sheets=2))
    assert (value.indicator, value.period, value.value, value.row) == (
        "thu_ns",
        "2015-2020",
        Decimal("1234.5"),
        4,
    )
    assert (value.unit, value.source) == (None, "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12,5", "12.5"), ("12,5%", "12.5"), ("1.234", "1234"), ("1.234.567,8", "1234567.8"), ("-3,2", "-3.2"),
     (" 45 ", "45"), (0.1 + 0.2, "0.3"), (7, "7"), (16434.25, "16434.25")],
)  # fmt: skip
def test_numbers(tmp_path, written, meant):
    (value,) = read_reference(workbook(tmp_path / "a.xlsx", ["Mã", "Giá trị"], ["x", written]))
    assert value.value == Decimal(meant)


def test_cells_shown_as_percent(tmp_path):
    rows = (["Mã", "Giá trị"], ["a", 0.053], ["b", 0.12], ["c", 0.5])
    path = workbook(tmp_path / "a.xlsx", *rows, formats={(1, 1): "0.0%", (2, 1): "0%"})
    values = read_reference(path)
    assert [(v.value, v.unit) for v in values] == [
        (Decimal("5.3"), "%"),
        (Decimal(12), "%"),
        (Decimal("0.5"), None),
    ]


def test_rows_without_a_value_are_left_out(tmp_path):
    rows = (["Mã", "Giá trị"], ["I. KINH TẾ", ""], ["a", 1], ["b", ""], ["", ""])
    assert [v.indicator for v in read_reference(workbook(tmp_path / "a.xlsx", *rows))] == ["a"]


def test_a_date_as_period(tmp_path):
    rows = (["Mã", "Kỳ", "Giá trị"], ["a", date(2020, 6, 30), 1])
    assert read_reference(workbook(tmp_path / "a.xlsx", *rows))[0].period == "30/6/2020"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Chỉ tiêu", "Giá trị"], ["x", 1]], "reference_no_header"),
        ([["Mã", "Tên"], ["x", 1]], "reference_no_header"),
        ([HEAD], "reference_no_rows"),
        ([["Mã", "Giá trị"], ["x", "khoảng mười"]], "reference_bad_value"),
        ([["Mã", "Giá trị"], ["", 5]], "reference_no_id"),
        ([[]], "reference_no_header"),
    ],
)
def test_one_sentence_for_a_bad_table(tmp_path, rows, expected):
    path = workbook(tmp_path / "a.xlsx", *rows)
    with pytest.raises(UnreadableFile) as caught:
        read_reference(path)
    assert caught.value.reason == expected
    assert str(path) in sentence("file", expected, "vi", **caught.value.params)


def test_the_sentence_names_the_row_and_the_words(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Mã", "Giá trị"], ["x", 1], ["y", "chưa có"])
    with pytest.raises(UnreadableFile) as caught:
        read_reference(path)
    assert (caught.value.params["row"], caught.value.params["value"]) == ("3", "chưa có")


def test_files_that_are_no_workbook(tmp_path):
    text, cut = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    text.write_text("Mã;Giá trị", encoding="utf-8")
    cut.write_bytes(workbook(tmp_path / "c.xlsx", HEAD).read_bytes()[:900])
    for path, expected in (
        (text, "reference_not_a_workbook"),
        (cut, "damaged"),
        (tmp_path / "d.xlsx", "missing"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read_reference(path)
        assert caught.value.reason == expected
