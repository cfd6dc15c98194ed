"""Lists of candidates in the shapes that offices make them, and what the sentences around them state."""

from decimal import Decimal

import pytest

from library.personnel_factory import word_plan
from vankien import packs
from vankien.checks import of_plan, render, run_people
from vankien.personnel import Plan, When, read_plan
from vankien.personnel.saying import said
from vankien.word import read


def plan_of(tmp_path, lines: list[str], *tables) -> Plan:
    return read_plan(read(word_plan(tmp_path / "x.docx", lines, *tables)), "co-quan")


def test_name_and_birth_in_one_cell(tmp_path):
    rows = [
        ["1", "Ứng viên 01\n15/6/1980", "Bí thư"],
        ["2", "Ứng viên 02 (sinh năm 1984)", "Ủy viên BCH"],
        ["3", "Đ/c Ứng viên 03, 31/6/1984", "Ủy viên BCH"],
    ]
    made = plan_of(tmp_path, ["Danh sách", "@"], (["TT", "Họ và tên, ngày sinh", "Dự kiến"], rows))
    assert [(c.name, c.birth) for c in made.candidates] == [
        ("Ứng viên 01", When(1980, 6, 15)),
        ("Ứng viên 02", When(1984)),
        ("Ứng viên 03, 31/6/1984", None),
    ]
    assert [d.reason for d in made.doubts] == ["birth"]


def test_numbers_of_columns_heads_again_groups_and_totals_are_no_people(tmp_path):
    head = ["TT", "HỌ VÀ TÊN", "NĂM SINH", "<", "Dân tộc"]
    rows = [
        ["^", "^", "Nam", "Nữ", "^"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Tái cử", "", "", ""],
        ["1", "Ứng viên 01", "1980", "", "Kinh"],
        ["TT", "HỌ VÀ TÊN", "NĂM SINH", "<", "Dân tộc"],
        ["II", "Lần đầu (1 đồng chí)", "", "", ""],
        ["2", "Ứng viên 02", "", "x", "Kinh"],
        ["", "Tổng cộng: 2 đồng chí", "", "", ""],
        ["", "NGƯỜI LẬP BIỂU", "", "", ""],
    ]
    made = plan_of(tmp_path, ["Danh sách nhân sự bầu Ban Thường vụ", "@"], (head, rows))
    assert [(c.name, c.sex, c.track) for c in made.candidates] == [
        ("Ứng viên 01", "male", "reelect"),
        ("Ứng viên 02", "female", "first"),
    ]
    assert {c.bodies_proposed for c in made.candidates} == {("standing",)}


def test_ballots_in_a_table_of_their_own(tmp_path):
    votes = ["TT", "Họ và tên", "Bước 2", "<", "Bước 4 (triệu tập 120)", "<"]
    rows = [
        ["^", "^", "Số phiếu", "Tỷ lệ (%)", "Số phiếu", "Tỷ lệ (%)"],
        ["1", "Ứng viên 01", "25/27", "92,59", "110", "91,67"],
        ["2", "Ứng viên 09", "3/27", "11,11", "", ""],
    ]
    made = plan_of(
        tmp_path,
        ["Danh sách", "@", "Kết quả", "@"],
        (["TT", "Họ và tên", "Ngày sinh", "Dân tộc"], [["1", "Ứng viên 01", "1/1/1980", "Kinh"]]),
        (votes, rows),
    )
    (one,) = made.candidates  # who was not proposed in the end is none
    second, fourth = one.votes
    assert (second.agreed, second.collected, second.percent) == (25, 27, Decimal("92.59"))
    assert (fourth.agreed, fourth.summoned, fourth.percent) == (110, 120, Decimal("91.67"))


def test_groups_that_are_bodies_make_one_person_of_two_rows(tmp_path):
    rows = [
        ["A. BAN CHẤP HÀNH"],
        ["I. Tái cử: 1 đồng chí"],
        ["1", "Đ/c Ứng viên 01", "01-02-1975"],
        ["II. Tham gia lần đầu: 1"],
        ["2", "Ứng viên 02", "3.4.1985"],
        ["B. BAN THƯỜNG VỤ"],
        ["1", "Ứng viên 01", "01-02-1975"],
    ]
    made = plan_of(tmp_path, ["TRÍCH NGANG", "@"], (["TT", "Họ tên", "Sinh ngày"], rows))
    assert [(c.name, c.bodies_proposed, c.track) for c in made.candidates] == [
        ("Ứng viên 01", ("committee", "standing"), "reelect"),
        ("Ứng viên 02", ("committee",), "first"),
    ]
    assert {(s.total, s.value) for s in made.stated} == {("reelect", 1), ("first", 1)}


HEAD = ["TT", "Họ và tên", "Ngày sinh", "Dân tộc", "Dự kiến"]


def row(number: int, post: str = "Ủy viên BCH", birth: str = "15/6/1980") -> list[str]:
    return [str(number), f"Ứng viên {number:02}", birth, "Kinh", post]


@pytest.mark.parametrize(
    "title",
    [
        "3. Bí thư, Phó Bí thư",
        "c) Các chức danh Bí thư, Phó Bí thư Đảng ủy (2 đồng chí)",
        "Danh sách giới thiệu bầu Bí thư, Phó Bí thư",
    ],
)
def test_a_list_of_posts_is_no_second_row_of_its_people(tmp_path, title):
    posts = [row(1, "Bí thư"), row(2, "Phó Bí thư")]
    made = plan_of(
        tmp_path, ["1. Ban Chấp hành", "@", title, "@"], (HEAD, [*posts, row(3)]), (HEAD, posts)
    )  # fmt: skip
    assert [c.number for c in made.candidates] == [1, 2, 3]
    assert [len(made.proposed(b)) for b in ("committee", "secretary", "deputy")] == [3, 1, 1]


def test_the_title_of_a_list_says_who_is_in_it(tmp_path):
    made = plan_of(
        tmp_path,
        ["1. Nhân sự tái cử (1 đồng chí)", "@", "2. Danh sách tham gia lần đầu", "@", "3. Không tái cử", "@"],
        (HEAD, [row(1)]),
        (HEAD, [row(2)]),
        (HEAD, [row(3)]),
    )
    assert [(c.number, c.track) for c in made.candidates] == [(1, "reelect"), (2, "first")]
    assert "track" in (made.columns or ())


def test_a_sentence_before_a_list_is_no_title_of_it(tmp_path):
    made = plan_of(tmp_path, ["- Tái cử: 1 đồng chí.", "Ưu tiên nhân sự tái cử.", "@"], (HEAD, [row(1)]))
    assert made.candidates[0].track is None


def test_who_is_in_the_standing_list_but_not_in_the_committees(tmp_path):
    titles = ["Danh sách bầu Ban Chấp hành", "@", "Danh sách bầu Ban Thường vụ", "@"]
    chief = row(9, "UVBTV, Chỉ huy trưởng BCH Quân sự")  # a command, no committee
    both = (HEAD, [row(n) for n in range(1, 6)]), (HEAD, [row(1), row(2), chief])
    made = plan_of(tmp_path, titles, *both)
    assert [c.number for c in made.outside] == [9]
    assert [len(made.proposed(b)) for b in ("committee", "standing")] == [5, 3]
    found = [f for f in run_people(of_plan(made, pack="dang-2019")) if f.params.get("variant") == "outside"]
    assert [(f.code, f.params["name"]) for f in found] == [("VK709", "Ứng viên 09")]


def test_a_plan_that_lists_each_person_once_has_nobody_outside(tmp_path):
    titles = ["Danh sách bầu Ban Thường vụ", "@", "Danh sách bầu Ban Chấp hành", "@"]
    made = plan_of(tmp_path, titles, (HEAD, [row(1), row(2)]), (HEAD, [row(3), row(4)]))
    assert made.outside == ()
    assert len(made.proposed("committee")) == 4


def test_the_name_at_birth_is_no_birth_and_short_heads_are_known(tmp_path):
    head = ["TT", "Họ, tên khai sinh", "Sinh ngày", "DT", "GT", "QQ"]
    made = plan_of(
        tmp_path, ["Danh sách", "@"], (head, [["1", "Ứng viên 01", "6/1980", "Thái", "Nữ", "Xã A"]])
    )
    (one,) = made.candidates
    assert (one.name, one.birth, one.ethnicity) == ("Ứng viên 01", When(1980, 6), "Thái")
    assert (one.sex, one.home) == ("female", "Xã A")
    assert made.doubts == ()


def test_women_marked_after_their_names(tmp_path):
    people = [["1", "Ứng viên 01 (nữ)", "1980", "Kinh", "BCH"], ["2", "Ứng viên 02", "1981", "Kinh", "BCH"]]
    made = plan_of(tmp_path, ["Danh sách", "@"], (HEAD, people))
    assert [(c.name, c.sex) for c in made.candidates] == [("Ứng viên 01", "female"), ("Ứng viên 02", "male")]
    unmarked = plan_of(tmp_path, ["Danh sách", "@"], (HEAD, people[1:]))
    assert unmarked.candidates[0].sex is None


def test_a_birth_without_a_name_is_told(tmp_path):
    made = plan_of(tmp_path, ["Danh sách", "@"], (HEAD, [row(1), ["2", "", "1/1/1980", "Kinh", ""]]))
    assert [(d.row, d.text, d.reason) for d in made.doubts] == [(2, "1/1/1980", "row")]
    found = [f for f in run_people(of_plan(made, pack="dang-2019")) if f.params.get("variant") == "nameless"]
    assert [(f.code, f.params["row"], f.params["text"]) for f in found] == [("VK708", 2, "1/1/1980")]


@pytest.mark.parametrize(("birth", "told"), [("15/6/2030", 1), ("2030", 1), ("5/2002", 1), ("4/2002", 0)])
def test_a_birth_that_no_member_can_have_is_asked_about(tmp_path, birth, told):
    made = plan_of(tmp_path, ["Danh sách", "@"], (HEAD, [row(1, birth=birth)]))  # counted at 4/2020
    found = run_people(of_plan(made, pack="dang-2019"))
    assert [f.params.get("variant") for f in found].count("birth") == told


def test_missing_columns_are_told_in_the_order_of_the_rule(tmp_path):
    made = plan_of(tmp_path, ["Danh sách", "@"], (["TT", "Họ và tên", "Dân tộc"], [["1", "A B", "Kinh"]]))
    found = [f.params["column"] for f in run_people(of_plan(made, pack="dang-2019")) if "column" in f.params]
    names = packs.load("dang-2019").rules["personnel_columns"].value["names"]
    assert found == [name for name in names if name in found]
    assert len(found) > 4


def test_a_list_of_another_length_is_told_without_a_share(tmp_path):
    made = plan_of(tmp_path, ["Danh sách giới thiệu 3 đồng chí.", "Danh sách", "@"], (HEAD, [row(1), row(2)]))
    (found,) = [f for f in run_people(of_plan(made, pack="dang-2019")) if f.code == "VK709"]
    assert "có 3 người, nhưng danh sách có 2 người (lệch 1)" in render(found).message


def test_a_sentence_proposes_for_a_post_and_a_size_is_no_title(tmp_path):
    made = plan_of(
        tmp_path,
        ["- Ban Thường vụ: 05 đồng chí", "Giới thiệu đồng chí Ứng viên 01 giữ chức Bí thư.", "@"],
        (
            ["Họ và tên", "Ngày sinh", "Quê quán"],
            [["Ứng viên 01", "1980", "A"], ["Ứng viên 010", "1981", "nt"]],
        ),
    )
    first, second = made.candidates
    assert first.bodies_proposed == ("committee", "secretary")
    assert second.bodies_proposed == ("committee",)


def test_ballots_that_are_not_clear_are_told(tmp_path):
    head = ["TT", "Họ và tên", "Năm sinh", "Bước 1", "Bước 2", "Bước 3"]
    rows = [["1", "Ứng viên 01", "5/1980", "9/9 (100%)", "x", "cao"]]
    made = plan_of(tmp_path, ["Danh sách", "@"], (head, rows))
    assert [v.step for v in made.candidates[0].votes] == [1]
    assert [(d.text, d.reason) for d in made.doubts] == [("x", "votes"), ("cao", "votes")]


def test_a_draft_without_a_list_is_no_error(tmp_path):
    made = plan_of(tmp_path, ["Đề án", "@"], (["NGƯỜI LẬP", "T/M ĐẢNG ỦY"], [["", "BÍ THƯ"]]))
    assert made.candidates == ()


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        ("Số lượng cấp ủy viên: 15 đồng chí. Ban Thường vụ: 05 đồng chí.", {"committee": 15, "standing": 5}),
        ("Đại hội bầu 15 đồng chí vào Ban Chấp hành trong danh sách 17 đồng chí.", {"committee": 15}),
        ("Số lượng BCH: 15; BTV: 5; Bí thư: 1; Phó Bí thư: 2.",
         {"committee": 15, "standing": 5, "secretary": 1, "deputy": 2}),
        ("1. Ban Chấp hành\n- Số lượng: 15 đồng chí.\n2. Ban Thường vụ\n- Số lượng: 05 đồng chí.",
         {"committee": 15, "standing": 5}),
        ("Ban Chấp hành 15 đồng chí (số dư 02 đồng chí).", {"committee": 15}),
        ("Ban Thường vụ có 01 đồng chí nữ; phấn đấu Ban Chấp hành có 3 đồng chí nữ.", {}),
        ("Phó Bí thư: đồng chí Ứng viên 02", {}),
        ("Số lượng đại biểu dự Đại hội: 135 đại biểu", {}),
    ],
)  # fmt: skip
def test_sizes_as_sentences_state_them(lines, sizes):
    told = said([(line, n) for n, line in enumerate(lines.split("\n"))])
    assert {b.body: b.to_elect for b in told.bodies.values()} == sizes


@pytest.mark.parametrize(
    ("line", "totals"),
    [
        ("Tổng số nhân sự giới thiệu: 17 đồng chí; trong đó có 04 nữ (23,5%).",
         {"candidates": 17, "women": 4}),
        ("Nhân sự giới thiệu gồm 17 người, trong đó: Tái cử: 11; lần đầu: 6; nữ: 4; dưới 40 tuổi: 3.",
         {"candidates": 17, "reelect": 11, "first": 6, "women": 4, "under": 3}),
        ("Cán bộ trẻ (dưới 40 tuổi) 3 đồng chí, chiếm 17,6%. Tuổi bình quân: 45,2 tuổi.",
         {"under": 3, "average_age": 4520}),
        ("Tỷ lệ nữ từ 15% trở lên; dưới 40 tuổi ít nhất 2 đồng chí.", {}),
        ("Đảng bộ có 12 chi bộ trực thuộc với 1.215 đảng viên.", {"cells": 12, "party_members": 1215}),
        ("Tổng số đảng viên của Đảng bộ: 345 đồng chí.", {"party_members": 345}),
        ("Trong nhiệm kỳ đã kết nạp 45 đảng viên; 3/11 chi bộ đạt tiêu biểu.", {}),
        ("Ban Chấp hành nhiệm kỳ 2015-2020 có 15 đồng chí, nữ 4 đồng chí; nhiệm kỳ 2020-2025 bầu 15.", {}),
    ],
)  # fmt: skip
def test_totals_as_sentences_state_them(line, totals):
    told = said([(line, 0)])
    assert {s.total: s.value for s in told.stated} == totals


def test_a_list_goes_on_with_the_body_whose_size_was_stated():
    told = said([("2. Số lượng Ban Thường vụ: 5 đồng chí; danh sách giới thiệu bầu: 6 đồng chí.", 0)])
    assert [(b.body, b.size) for b in told.bodies.values()] == [("standing", 5)]
    assert [(s.total, s.value, s.body) for s in told.stated] == [("candidates", 6, "standing")]


@pytest.mark.parametrize(
    "line",
    [
        "Ban Chấp hành: 33 đồng chí, danh sách giới thiệu 37 đồng chí. Ban Thường vụ: 10, giới thiệu 11.",
        "Ban Chấp hành 33 đồng chí (danh sách giới thiệu 37 đồng chí); Ban Thường vụ 10 đồng chí, đề cử 11.",
    ],
)
def test_a_size_and_its_list_in_one_breath(line):
    told = said([(line, 0)])
    assert {b.body: b.size for b in told.bodies.values()} == {"committee": 33, "standing": 10}
    assert [(s.value, s.body) for s in told.stated] == [(37, "committee"), (11, "standing")]


@pytest.mark.parametrize(
    "line",
    [
        "3. Cơ cấu danh sách giới thiệu: nữ 4 đồng chí (23,5%); tái cử 11, tham gia lần đầu 6 đồng chí.",
        "Quy trình giới thiệu nhân sự thực hiện theo 5 bước.",
        "Danh sách giới thiệu có 3 đồng chí nữ, 2 đồng chí dưới 40 tuổi.",
    ],
)
def test_a_number_of_some_or_of_no_people_is_no_length_of_a_list(line):
    assert [s for s in said([(line, 0)]).stated if s.total == "candidates"] == []


def test_the_last_term_is_not_the_new_one():
    told = said(
        [("Ban Chấp hành nhiệm kỳ 2015-2020 có 17 đồng chí", 0), ("Nhiệm kỳ 2020-2025, BCH có 15 ủy viên", 1)]
    )
    (committee,) = told.bodies.values()
    assert (committee.last_term, committee.size) == (17, 15)


def test_what_was_counted_for_all_at_a_step():
    told = said([("Bước 4: triệu tập 120 người, có mặt 115; phát ra 115 phiếu, thu về 115, hợp lệ 114.", 0)])
    step = told.steps[4]
    assert (step.summoned, step.present, step.issued, step.collected, step.valid) == (120, 115, 115, 115, 114)
