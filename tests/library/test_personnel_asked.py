"""What a list of candidates is asked about, always in the same order and the same words."""

import os
import subprocess
import sys

import pytest

from library.personnel_factory import word_plan
from vankien.checks import of_plan, render, run_people
from vankien.personnel import Candidate, Plan, Stated, StepVotes, When, read_plan
from vankien.personnel.posts import holds
from vankien.word import read

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Dự kiến chức danh"]


def listed(tmp_path, rows, head=HEAD):
    return read_plan(read(word_plan(tmp_path / "x.docx", ["Danh sách", "@"], (head, rows))), "co-quan")


def of(made, code, pack="dang-2019"):
    return [f for f in run_people(of_plan(made, pack=pack)) if f.code == code]


def test_codes_stand_for_names_only_where_no_column_has_names(tmp_path):
    rows = [["1", "UV-01", "15/6/1980", "Nam", "Kinh"], ["2", "UV-02", "15/6/1981", "Nữ", "Kinh"]]
    coded = listed(tmp_path, rows, ["TT", "Mã ứng viên", "Ngày sinh", "Giới tính", "Dân tộc"])
    assert [c.name for c in coded.candidates] == ["UV-01", "UV-02"]
    both = [["1", "UV-01", "Ứng viên 01", "1980"], ["2", "UV-02", "Ứng viên 02", "1981"]]
    named = listed(tmp_path, both, ["TT", "Mã ứng viên", "Họ và tên", "Ngày sinh"])
    assert [c.name for c in named.candidates] == ["Ứng viên 01", "Ứng viên 02"]


def test_a_numbered_row_without_a_name_is_told_and_the_rest_of_a_long_row_is_not(tmp_path):
    rows = [
        ["1", "Ứng viên 01", "1980", "Nam", "Kinh", "Bí thư"],
        ["2", "", "", "Nữ", "Kinh", "Phó Bí thư"],
        ["", "", "", "", "(Mường)", "kiêm nhiệm"],
        ["3", "", "", "", "", ""],
    ]
    made = listed(tmp_path, rows)
    assert [(d.row, d.column, d.text, d.reason) for d in made.doubts] == [(2, "Giới tính", "Nữ", "row")]
    said = [render(f).message for f in of(made, "VK708")]
    assert "Dòng 2 có “Giới tính” là “Nữ” nhưng không có họ tên." in said


def test_a_birth_is_asked_about_also_where_no_month_of_reference_is_known():
    candidates = (Candidate("Ứng viên 01", birth=When(2030)), Candidate("Ứng viên 02", birth=When(1980)))
    made = Plan("cong-doan-co-so", candidates)
    found = [f for f in of(made, "VK708", "cong-doan-2023") if f.params.get("variant") == "birth"]
    assert [f.params["name"] for f in found] == ["Ứng viên 01"]


def test_all_of_a_list_are_not_said_to_be_17_in_17():
    everybody = tuple(Candidate(f"Ứng viên {n:02}", sex="female") for n in range(1, 18))
    made = Plan("co-quan", everybody, stated=(Stated("women", 5, "committee"),))
    (found,) = of(made, "VK709")
    assert "theo danh sách là 17, tức cả 17 người (lệch 12)" in render(found).message
    some = Plan("co-quan", (*everybody[1:], Candidate("Ứng viên 20", sex="male")), stated=made.stated)
    assert "có 16 trong 17 người" in render(of(some, "VK709")[0]).message


@pytest.mark.parametrize("post", ["Chủ nhiệm UBKT", "Chánh Văn phòng, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy"])
def test_the_head_of_inspection_may_hold_the_post_now(post):
    head = "chủ nhiệm ủy ban kiểm tra"
    assert holds(Candidate("Ứng viên 03", posts=post, post="Ủy viên BTV"), head)
    assert not holds(Candidate("Ứng viên 03", posts="Phó Chủ nhiệm UBKT"), head)
    assert not holds(Candidate("Ứng viên 03", posts="Bí thư Đảng ủy", post="Ủy viên BTV"), "bí thư")


@pytest.mark.parametrize(
    ("counted", "wrong"),
    [
        ({"issued": 24, "collected": 25, "valid": 24}, ("collected", "issued")),
        ({"issued": 24, "collected": 23, "valid": 24}, ("valid", "collected")),
        ({"issued": 24, "collected": 20}, ("agreed", "collected")),
        ({"issued": 24, "collected": 24, "valid": 24}, None),
    ],
)
def test_what_24_in_24_is_of_does_not_hide_what_was_counted(counted, wrong):
    own = StepVotes(4, collected=24, agreed=24)
    common = StepVotes(4, summoned=27, present=24, **counted)
    found = of(Plan("co-quan", (Candidate("Ứng viên 01", votes=(own,)),), steps=(common,)), "VK712")
    assert [(f.params["more"], f.params["less"]) for f in found] == ([wrong] if wrong else [])


def test_findings_do_not_depend_on_the_seed_of_hashes(tmp_path):
    rows = [
        ["1", "Ứng viên 01", "31/02/1970", "nam/nữ", "", "x"],
        ["1", "Ứng viên 01", "2030", "", "Kinh", ""],
    ]
    path = word_plan(tmp_path / "x.docx", ["Danh sách", "@"], (HEAD, rows))
    command = [sys.executable, "-m", "vankien", "check", str(path), "--kind", "personnel_plan", "--json"]
    told = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=False)
        for seed in ("0", "1", "2")
    ]
    assert told[0].stdout.count(b"VK708") > 4
    assert {t.stdout for t in told} == {told[0].stdout}


@pytest.mark.parametrize("year", [2030, 2041, 2050, 2100])
@pytest.mark.parametrize("pack", ["dang-2019", "dang-2025"])
def test_a_birth_far_in_the_future_is_asked_about_and_stops_nothing(year, pack):
    made = Plan("co-quan", (Candidate("Ứng viên 88", birth=When(year, 1, 1), sex="male"),))
    assert [f.params["name"] for f in of(made, "VK708", pack) if f.params.get("variant") == "birth"] == [
        "Ứng viên 88"
    ]
    with pytest.raises(ValueError, match="2101"):
        When.parse("2101-01-01")


def test_a_year_too_far_off_is_no_day_of_birth(tmp_path):
    made = listed(tmp_path, [["1", "Ứng viên 01", "1/1/2150", "Nam", "Kinh", "Bí thư"]])
    assert (made.candidates[0].birth, [d.reason for d in made.doubts]) == (None, ["birth"])
