"""What of --reference has no effect is said: each cell once, by its reason, and nothing else changes."""

import json

import pytest

from library.test_reference import HEAD, workbook
from vankien.checks import prepare
from vankien.checks.reading.confirmed import confirmed
from vankien.cli import main
from vankien.cli.confirmed import told
from vankien.model import Block, Document
from vankien.reference.model import Doubt
from vankien.reference.simple import read_workbook

TEXT = "Năm 2019, tỷ lệ hộ nghèo còn 3,5%; thu ngân sách đạt 44 tỷ đồng."


def draft():
    document = Document("txt", (Block(0, TEXT),))
    return prepare(document, pack="dang-2019", unit="xa-phuong", kind="political_report")


def sorted_out(tmp_path, *rows, head=HEAD):
    path = workbook(tmp_path / "a.xlsx", head, *rows)
    values, unread = read_workbook(path, draft().pack.indicators.values())
    used, doubts = confirmed(values, draft())
    return used, [(d.cell, d.why) for d in (*unread, *doubts)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["khong_co", "Chỉ tiêu lạ", "%", 2019, 3], "unknown_id"),
        (["ho_ngheo", "", "tỷ đồng", 2019, 3], "unfit_unit"),
        (["ho_ngheo", "", "%", "", 3], "no_period"),
        (["ho_ngheo", "", "%", "chưa rõ", 3], "unread_period"),
        (["ho_ngheo", "", "%", "2018; 2019", 3], "unread_period"),
    ],
)
def test_a_row_that_can_be_compared_with_nothing_is_told_with_its_cell(tmp_path, row, why):
    assert sorted_out(tmp_path, row) == ((), [("Số liệu!E2", why)])


@pytest.mark.parametrize(
    "row",
    [
        ["ho_ngheo", "", "%", 2019, 3],
        ["ho_ngheo", "", "Phần trăm", "Năm 2019", 3],
        ["ho_ngheo", "", "", "Tháng 6 năm 2018", 3],
        ["thu_nhap_bq", "", "Triệu đồng / người / năm", "Giai đoạn 2015 – 2020", 3],
        ["thu_ns", "", "Tr.đ", "Quý I/2020", 3],
        ["thu_ns", "", "tỉ đồng", "30/6", 3],
    ],
)
def test_a_good_row_is_used_without_a_word(tmp_path, row):
    used, doubts = sorted_out(tmp_path, row)
    assert ([v.value for v in used], doubts) == ([3], [])


def test_of_two_values_for_one_key_neither_is_used(tmp_path):
    rows = [
        ["ho_ngheo", "", "%", 2019, 2.5],
        ["ho_ngheo", "", "%", "năm 2019", 2.7],
        ["bhyt", "", "%", 2019, 90],
    ]
    used, doubts = sorted_out(tmp_path, *rows)
    assert [v.indicator for v in used] == ["bhyt"]
    assert doubts == [("Số liệu!E2", "two_values"), ("Số liệu!E3", "two_values")]


def test_one_value_in_two_units_of_measure_is_no_contradiction(tmp_path):
    rows = [["thu_ns", "", "triệu đồng", 2019, 45000], ["thu_ns", "", "tỷ đồng", 2019, 45]]
    used, doubts = sorted_out(tmp_path, *rows)
    assert (len(used), doubts) == (2, [])


def test_a_target_and_a_result_of_one_year_are_two_things(tmp_path):
    head = [*HEAD[:5], "Vai trò"]
    rows = [["ho_ngheo", "", "%", 2019, 3, "Kế hoạch"], ["ho_ngheo", "", "%", 2019, 2, "Thực hiện"]]
    used, doubts = sorted_out(tmp_path, *rows, head=head)
    assert (sorted(v.role for v in used), doubts) == (["actual", "target"], [])


def test_rows_of_another_unit_are_told(tmp_path):
    rows = [["Xã Đông Lĩnh", 2.5], ["Xã Thiệu Vân", 3.1], ["Xã Đông Tân", 2.9], ["Tổng số", 2.8]]
    head = ["Đơn vị", "Tỷ lệ hộ nghèo năm 2019 (%)"]
    used, doubts = sorted_out(tmp_path, *rows, head=head)
    assert [cell for cell, why in doubts if why == "another_unit"] == [
        "Số liệu!B2",
        "Số liệu!B3",
        "Số liệu!B4",
    ]
    assert not {v.cell for v in used} & {cell for cell, _ in doubts}


def test_many_cells_of_one_reason_are_one_sentence():
    doubts = [Doubt(f"Biểu 1!C{n}", "3", "no_period", {"period": ""}) for n in range(2, 22)]
    (line,) = told(doubts)
    assert "Biểu 1!C2, C3, C4, C5, C6 và 15 ô khác" in line
    many = told([Doubt(f"Biểu 1!C{n}", "3", "unknown_id", {"id": f"x{n}"}) for n in range(2, 22)])
    assert len(many) == 6 and "15" in many[-1]


def test_the_command_says_it_on_standard_error_and_keeps_its_output(tmp_path, capsys):
    path, file = tmp_path / "r.xlsx", tmp_path / "d.txt"
    file.write_text(TEXT, encoding="utf-8")
    rows = [
        ["khong_co", "", "%", 2019, 3],
        ["ho_ngheo", "", "%", 2019, 2.5],
        ["ho_ngheo", "", "%", 2019, 2.7],
    ]
    workbook(path, HEAD, *rows)

    def run(*more):
        with pytest.raises(SystemExit) as end:
            main(["check", str(file), "--json", *more])
        return end.value.code, *capsys.readouterr()

    code, out, err = run("--reference", str(path))
    assert (code, json.loads(out)) == (run()[0], json.loads(run()[1]))
    first, second = err.splitlines()
    assert "Số liệu!E2" in first and "khong_co" in first
    assert "Số liệu!E3, E4" in second and "2,5 %; 2,7 %" in second
    assert "2.5 %; 2.7 %" in run("--reference", str(path), "--lang", "en")[2]
