"""Sheets as offices make them: read whatever their shape, refused in one sentence when they are no tables."""

import io
import random
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from vankien.outputs.workbook import Heading, write_table
from vankien_web.common import cells
from vankien_web.common.tables import Column, Unusable, read_table

pytestmark = pytest.mark.once

COLUMNS = (
    Column("name", ("Họ và tên", "Họ tên"), required=True),
    Column("born", ("Ngày sinh", "Sinh ngày", "Ngày, tháng, năm sinh"), parse=cells.day),
    Column("joined", ("Ngày vào Đảng",), parse=cells.month),
    Column("members", ("Số đảng viên",), parse=cells.whole),
    Column("share", ("Tỷ lệ",), parse=cells.number),
    Column("sex", ("Giới tính",), parse=cells.one_of({"m": "Nam", "f": ("Nữ", "Nu")})),
)


def book(*rows, merge=(), first=0, sheets=("Danh sách",)):
    """An .xlsx; `merge` are (top, left, bottom, right, value) from 0."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name in sheets:
            sheet = workbook.add_worksheet(name)
            for r, row in enumerate(rows, first):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(r, c, value)
                    elif value is not None:
                        sheet.write(r, c, value)
            for top, left, bottom, right, value in merge:
                sheet.merge_range(top, left, bottom, right, value)
    return out.getvalue()


def read(*rows, **details):
    return read_table(book(*rows, **details), columns=COLUMNS, name="danh-sach.xlsx")


def refused(data, name="danh-sach.xlsx"):
    with pytest.raises(Unusable) as refusal:
        read_table(data, columns=COLUMNS, name=name)
    said = str(refusal.value)
    assert said.endswith(".") and "\n" not in said and name in said
    return said


def test_columns_stand_in_any_order_under_any_of_their_names():
    table = read(
        ["ĐẢNG BỘ XÃ QUẢNG TÂM"],
        [],
        ["STT", "Tỉ lệ khác", "SINH NGÀY", "ho ten", "Số đảng viên\n(người)", "GIỚI TÍNH"],
        [1, "x", date(1980, 2, 13), "Ủy viên 01", 12, "nữ"],
        [2, None, "3/9/1975", " Ủy  viên 02 ", "1.234", "NAM"],
        [],
        [],
    )
    assert [row.number for row in table.rows] == [4, 5] and not table.problems
    first, second = (row.values for row in table.rows)
    assert (first["name"], first["born"], first["sex"]) == ("Ủy viên 01", date(1980, 2, 13), "f")
    assert (first["members"], first["joined"], first["share"]) == (12, None, None)
    assert second["name"] == "Ủy viên 02" and second["born"] == date(1975, 9, 3) and second["members"] == 1234
    assert table.rows[0].extra == {"STT": "1", "Tỉ lệ khác": "x"}


def test_a_problem_names_the_row_and_column_of_excel_and_how_to_mend_it():
    table = read(
        ["Họ tên", "Ngày sinh", "Tỷ lệ", "Giới tính", "Số đảng viên"],
        ["Ủy viên 01", "31/02/1980", "99.3", "?", "2,5"],
        [None, "13/02/80", "1,234,567", "Nam", "mười"],
        first=6,
    )
    assert [(p.row, p.column, p.title) for p in table.problems] == [
        (8, "B", "Ngày sinh"), (8, "E", "Số đảng viên"), (8, "C", "Tỷ lệ"), (8, "D", "Giới tính"),
        (9, "A", "Họ tên"), (9, "B", "Ngày sinh"), (9, "E", "Số đảng viên"), (9, "C", "Tỷ lệ"),
    ]  # fmt: skip
    assert "31/02/1980" in table.problems[0].sentence and "8" in table.problems[0].sentence
    assert table.rows[0].values["name"] == "Ủy viên 01" and table.rows[0].values["born"] is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.234,5", "1234.5"), ("12,5%", "12.5"), ("1.234.567", "1234567"), (0.5, "0.5"), (3, "3"), ("-2", "-2"),
     ("0,10", "0.1"), ("1000", "1000"), ("+7", "7")],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here(cell, value):
    assert cells.number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["99.3", "1,2,3", "12.34", "1.2345", "ba", "", "-", "1e5", True, "१२", "٣"])
def test_what_could_be_two_numbers_is_none(cell):
    with pytest.raises(cells.Unclear):
        cells.number(cell)


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (cells.day, "13-2-2020", date(2020, 2, 13)),
        (cells.day, "13.02.2020", date(2020, 2, 13)),
        (cells.day, "2020-02-13 00:00:00", date(2020, 2, 13)),
        (cells.month, "02/2020", date(2020, 2, 1)),
        (cells.month, date(2020, 2, 13), date(2020, 2, 1)),
        (cells.year, 1980, 1980),
        (cells.year, "13/02/1980", 1980),
        (cells.text, 912345678, "912345678"),
        (cells.text, 1.5, "1,5"),
        (cells.text, date(2020, 2, 13), "13/02/2020"),
    ],
)
def test_days_months_years_and_texts(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(
    "cell", ["13/02/20", "2020", "32/01/2020", "13/02/0020", date(1899, 12, 31), "hôm qua", 43874]
)
def test_a_day_that_is_none_is_refused(cell):
    with pytest.raises(cells.Unclear) as refusal:
        cells.day(cell)
    assert "13/02/2020" in refusal.value.mend


def test_a_header_of_two_rows_with_groups_above():
    columns = (
        Column("name", ("Họ và tên",), required=True),
        Column("man", ("Ngày sinh Nam",)),
        Column("woman", ("Ngày sinh Nữ",)),
        Column("post", ("Chức vụ",)),
    )
    data = book(
        ["Danh sách"],
        ["STT", "Họ và tên", "Ngày sinh", None, "Chức vụ"],
        [None, None, "Nam", "Nữ", None],
        ["A", "B", 1, 2, 3],
        ["I", None, None, None, None],
        [1, "Ủy viên 01", "1980", None, "Bí thư"],
        [None, "Tổng cộng", None, None, 1],
        merge=[(1, 2, 1, 3, "Ngày sinh"), (1, 1, 2, 1, "Họ và tên"), (1, 4, 2, 4, "Chức vụ")],
    )
    table = read_table(data, columns=columns)
    assert [dict(row.values) for row in table.rows] == [
        {"name": "Ủy viên 01", "man": "1980", "woman": None, "post": "Bí thư"}
    ]
    assert table.left_out == (4, 5, 7)


def test_a_cell_merged_downwards_holds_for_each_of_its_rows():
    columns = (Column("unit", ("Đơn vị",), required=True), Column("name", ("Họ tên",), required=True))
    data = book(
        ["Đơn vị", "Họ tên"],
        ["Xã Quảng Tâm", "Ủy viên 01"],
        [None, "Ủy viên 02"],
        ["Phường Đông Sơn", "Ủy viên 03"],
        merge=[(1, 0, 2, 0, "Xã Quảng Tâm")],
    )
    assert [row.values["unit"] for row in read_table(data, columns=columns).rows] == [
        "Xã Quảng Tâm", "Xã Quảng Tâm", "Phường Đông Sơn",
    ]  # fmt: skip


def test_a_form_whose_running_numbers_alone_are_filled_in_has_no_more_rows():
    table = read(["STT", "Họ tên"], [1, "Ủy viên 01"], *([n] for n in range(2, 400)))
    assert [row.number for row in table.rows] == [2] and not table.left_out


def test_the_sheet_with_the_columns_is_found_and_hidden_sheets_are_not():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        workbook.add_worksheet("Hướng dẫn").write_string(0, 0, "Điền vào trang sau")
        workbook.add_worksheet("Ẩn").write_row(0, 0, ["Họ tên", "Ngày sinh", "Tỷ lệ"])
        workbook.get_worksheet_by_name("Ẩn").hide()
        sheet = workbook.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["Họ tên", "Ngày sinh"])
        sheet.write_row(1, 0, ["Ủy viên 01", "13/02/1980"])
    assert read_table(out.getvalue(), columns=COLUMNS).sheet == "Danh sách"


def test_a_formula_counts_as_what_it_came_to_and_an_error_as_blank():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Họ tên", "Số đảng viên"])
        sheet.write_string(1, 0, "=cmd|' /C calc'!A0")
        sheet.write_formula(1, 1, "=5+6", None, 11)
        sheet.write_formula(2, 0, "=NA()", None, "#N/A")
        sheet.write_number(2, 1, 3)
    rows = read_table(out.getvalue(), columns=COLUMNS).rows
    assert rows[0].values["name"] == "=cmd|' /C calc'!A0" and rows[0].values["members"] == 11
    assert [p.column for p in rows[1].problems] == ["A"]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_office_programs_write_the_same_table(kind, tmp_path):
    source = tmp_path / "danh-sach.xlsx"
    source.write_bytes(book(["Họ tên", "Ngày sinh"], ["Ủy viên 01", date(1980, 2, 13)]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    table = read_table(tmp_path / f"danh-sach.{kind}", columns=COLUMNS)
    assert table.rows[0].values["name"] == "Ủy viên 01" and table.rows[0].values["born"] == date(1980, 2, 13)


def test_what_is_no_table_is_refused_in_one_sentence():
    assert "Excel" in refused(b"%PDF-1.4 khong phai bang")
    assert "Excel" in refused(b"Ho ten;Ngay sinh\n1;2\n")
    assert "Excel" in refused(bytes(range(256)) * 20)
    refused(b"")
    assert "“Họ và tên”" in refused(book(["Tên gọi", "Ngày"], ["a", "b"]))
    assert "“Họ và tên”" in refused(book(["Ngày sinh", "Tỷ lệ"], ["1/1/1980", "1"]))
    refused(book(["Họ tên", "Ngày sinh"]))
    refused(book())


def test_a_cell_far_away_a_bomb_and_a_million_rows_are_refused_soon():
    far = book(["Họ tên", "Ngày sinh"], ["Ủy viên 01"])
    refused(_patched(far, b'<c r="A2"', b'<c r="XFD1048576"', b'<row r="2"', b'<row r="1048576"'))
    assert "20.000" in refused(book(["Họ tên", "Ngày sinh"], *(["Ủy viên", "1"] for _ in range(20_001))))
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package,
        zipfile.ZipFile(io.BytesIO(far)) as source,
    ):
        for member in source.namelist():
            package.writestr(member, source.read(member) + (b" " * (80 << 20) if "sheet1" in member else b""))
    refused(bomb.getvalue())


def _patched(data, *pairs):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        zipfile.ZipFile(io.BytesIO(data)) as source,
    ):
        for member in source.namelist():
            content = source.read(member)
            for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                content = content.replace(old, new) if "sheet1" in member else content
            package.writestr(member, content)
    return out.getvalue()


def test_a_damaged_workbook_never_gives_a_traceback():
    whole = book(["Họ tên", "Ngày sinh"], ["Ủy viên 01", "1/1/1980"])
    chance = random.Random(7)  # noqa: S311 - damage, no secret
    for _ in range(12):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 5, 60))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_table(bytes(broken[: chance.choice((len(broken), len(broken) // 2))]), columns=COLUMNS)
        except Unusable as refusal:
            assert "\n" not in str(refusal)


def test_an_upload_is_read_from_where_it_lies():
    upload = SimpleUploadedFile("danh-sach.xlsx", book(["Họ tên", "Tỷ lệ"], ["Ủy viên 01", "1"]))
    assert read_table(upload, columns=COLUMNS).rows[0].values["share"] == 1
    with pytest.raises(Unusable, match=r"tep-la\.xlsx"):
        read_table(SimpleUploadedFile("tep-la.xlsx", b"x"), columns=COLUMNS)


def test_what_is_written_comes_back_as_it_was_and_is_never_a_formula():
    dangerous = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1}",
        "http://example.org",
        "00123",
        "\x00\x07a",
    ]
    data = write_table(
        "Bảng tiến độ",
        [Heading("Tên", 40), "Ngày", "Số", "Tỷ lệ", "Ghi chú"],
        [[text, date(2020, 2, 13), 1234, Decimal("1234.5"), None] for text in dangerous],
        note="Tính đến ngày 13/02/2020",
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Bảng tiến độ" and rows[3] == ["Tên", "Ngày", "Số", "Tỷ lệ", "Ghi chú"]
    assert [row[0] for row in rows[4:]] == [*dangerous[:-1], "a"]
    assert rows[4][1:] == [date(2020, 2, 13), 1234.0, 1234.5, ""]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet
        assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet and 'state="frozen"' in sheet
        assert "Print_Titles" in package.read("xl/workbook.xml").decode()


def test_words_stay_apart_and_what_shows_nothing_goes():
    """Word's no-break spaces are spaces; marks that turn the direction would show a text as another."""
    told = {
        "Tỉnh\u00a0Thanh\u2003Hóa": "Tỉnh Thanh Hóa",
        "một\r\nhai\u2028ba": "một\nhai\nba",
        "\u202eđảo\u2066": "đảo",
        "gia đình \U0001f468\u200d\U0001f469": "gia đình \U0001f468\u200d\U0001f469",
        "\ud800a\ufffeb": "ab",
    }
    data = write_table("Bảng\x07", ["Cột\ufffe"], [[text] for text in told], note="Đến\u00a0nay")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Bảng", "Đến nay", "", "Cột", *told.values()]


def test_a_table_that_was_written_can_be_read_again():
    data = write_table("Danh sách", ["Họ và tên", "Ngày sinh"], [["Ủy viên 01", date(1980, 2, 13)]])
    assert read_table(data, columns=COLUMNS).rows[0].values["born"] == date(1980, 2, 13)
