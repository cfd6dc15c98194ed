"""Personnel plans: months, what tables of many shapes say, the way back from the official paper."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.paper_factory import PLAN, paper
from library.personnel_factory import HEADS, person, word_plan
from library.plan_factory import candidate, plan
from vankien import packs
from vankien.checks import of_plan, render, run_people
from vankien.outputs.papers import make
from vankien.personnel import (
    Candidate,
    Plan,
    Stated,
    StepVotes,
    When,
    plan_from_data,
    read_plan,
    read_sheets_plan,
    stated_by,
    to_data,
)
from vankien.personnel.ages import Retirement
from vankien.personnel.months import month_of
from vankien.personnel.posts import holds
from vankien.word import read

LADDER = Retirement.of(packs.load("dang-2025").rules["retirement_age"].value)
FLAT = Retirement.of(packs.load("dang-2019").rules["retirement_age"].value)
MONTHS = st.builds(When, st.integers(1930, 2010), st.integers(1, 12))
SEXES = st.sampled_from(["male", "female"])


def codes(made: Plan, pack: str = "dang-2019", **params: object) -> list[tuple[str, str]]:
    found = run_people(of_plan(made, pack=pack, **params))
    return sorted((f.code, str(f.params.get("variant", ""))) for f in found)


@given(SEXES, MONTHS, MONTHS)
def test_months_left_fall_by_one_a_month_and_never_rise_with_age(sex, birth, reference):
    left = LADDER.months_left(sex, birth, reference)
    later = month_of(reference.serial + 1)
    assert LADDER.months_left(sex, birth, later) == left - 1
    assert LADDER.months_left(sex, month_of(birth.serial + 1), reference) > left


@given(SEXES, st.builds(When, st.integers(2015, 2035), st.integers(1, 12)), st.integers(0, 120))
def test_the_earliest_birth_is_the_earliest(sex, reference, months):
    for ages in (LADDER, FLAT):
        first = ages.born_from(sex, reference, months)
        assert ages.months_left(sex, first, reference) >= months
        assert ages.months_left(sex, month_of(first.serial - 1), reference) < months


@pytest.mark.parametrize(
    ("ages", "sex", "reference", "months", "birth"),
    [
        (FLAT, "female", When(2020, 6), 60, When(1970, 6)),  # S51: women, district, first time
        (FLAT, "female", When(2020, 9), 60, When(1970, 9)),
        (FLAT, "female", When(2020, 9), 30, When(1968, 3)),
        (LADDER, "male", When(2025, 4), 48, When(1967, 4)),  # 62 years in 4/2029
        (LADDER, "female", When(2025, 6), 48, When(1971, 6)),  # 58 years in 6/2029
    ],
)
def test_births_that_guidance_names(ages, sex, reference, months, birth):
    assert ages.born_from(sex, reference, months) == birth


def test_the_ladder_reaches_its_first_and_last_rungs():
    assert LADDER.month("male", When(1961, 1)) == When(2021, 4)  # 60 years and 3 months
    assert LADDER.month("male", When(1961, 10)) == When(2022, 4)  # 60 and 6: in 2022 the age has risen
    assert LADDER.month("male", When(1970, 5)) == When(2032, 5)
    assert LADDER.month("female", When(1980, 5)) == When(2040, 5)


@given(
    st.builds(When, st.integers(1900, 2100))
    | MONTHS
    | st.builds(When, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))
)
def test_a_day_is_written_and_read_back(when):
    assert When.parse(str(when)) == when


def test_a_plan_is_plain_data_and_comes_back():
    made = plan(stated=(Stated("women", 4),), month=When(2020, 4))
    votes = (StepVotes(4, agreed=3, percent=Decimal("12.50")),)
    made = replace(made, candidates=(replace(made.candidates[0], votes=votes), *made.candidates[1:]))
    assert plan_from_data(to_data(made)) == made


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"unit": 3},
        {"unit": "co-quan", "candidates": [{"name": "Ứng viên 01", "number": 1.0}]},
        {"unit": "co-quan", "candidates": [{"name": "Ứng viên 01", "birth": "1980-13"}]},
        {"unit": "co-quan", "candidates": [{"name": "Ứng viên 01", "votes": [{"step": True}]}]},
        {"unit": "co-quan", "bodies": [{"body": "king"}]},
        {"unit": "co-quan", "what": 1},
        [],
    ],
)
def test_what_is_no_plan_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        plan_from_data(data)


def test_a_faultless_plan_has_no_finding():
    assert codes(plan()) == []


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        (6, {"birth": When(1966, 9)}, ("VK705", "")),
        (6, {"name": "Ứng viên 07", "birth": When(1983, 6, 15)}, ("VK707", "")),
        (6, {"name": "Ứng viên 07", "birth": When(1979, 1, 1)}, ("VK707", "namesake")),
        (6, {"theory": ""}, ("VK708", "empty")),
        (6, {"votes": (StepVotes(2, agreed=13),)}, ("VK710", "")),
        (6, {"votes": (StepVotes(4, agreed=60),)}, ("VK710", "")),  # half of 120 is not more than half
        (6, {"votes": (StepVotes(4, agreed=115),)}, ("VK712", "")),
        (5, {"bodies_proposed": ("standing",), "post": "Ủy viên BTV"}, ("VK706", "")),
        (4, {"bodies_proposed": ("secretary",), "post": "Bí thư"}, ("VK701", "too_many")),
    ],
)
def test_one_fault_gives_its_finding(number, changes, expected):
    made = plan()
    people = list(made.candidates)
    people[number - 1] = replace(people[number - 1], **changes)
    assert expected in codes(replace(made, candidates=tuple(people)))


@pytest.mark.parametrize(
    ("post", "held", "expected"),
    [
        ("chủ tịch Ủy ban nhân dân", "Phó Bí thư, Chủ tịch UBND xã", True),
        ("chủ tịch Ủy ban nhân dân", "PBT - CT. UBND", True),
        ("chủ tịch Ủy ban nhân dân", "Phó Chủ tịch UBND xã", False),
        ("chủ tịch Ủy ban nhân dân", "Nguyên Chủ tịch UBND xã", False),
        ("chủ tịch Ủy ban nhân dân", "Chủ tịch HĐND xã", False),
        ("phó chủ tịch Ủy ban nhân dân", "PCT UBND", True),
        ("chỉ huy trưởng quân sự", "CHT Ban CHQS phường", True),
        ("chỉ huy trưởng quân sự", "Phó Chỉ huy trưởng Ban CHQS phường", False),
        ("trưởng công an", "Trưởng Công an xã", True),
        ("trưởng công an", "Phó Trưởng Công an xã", False),
        ("chủ tịch Mặt trận Tổ quốc", "Chủ tịch UBMTTQ Việt Nam xã", True),
        ("trưởng ban xây dựng Đảng", "Trưởng Ban Xây dựng Đảng", True),
    ],
)
def test_posts_in_full_and_in_short(post, held, expected):
    assert holds(candidate(9, posts=held), post) is expected


def test_the_secretary_of_the_youth_union_is_no_secretary():
    made = candidate(9, bodies_proposed=(), post="Ủy viên BCH (Bí thư Đoàn xã)")
    assert not holds(made, "bí thư")
    assert holds(candidate(9, bodies_proposed=(), post="Bí thư Đảng ủy"), "bí thư")


def test_every_finding_says_its_numbers_and_its_clause():
    made = plan()
    few = replace(made, candidates=tuple(replace(c, sex="male") for c in made.candidates))
    found = [f for f in run_people(of_plan(few, pack="dang-2019")) if f.code == "VK702"]
    told = render(found[0])
    assert "0 nữ trong 17 người (0%)" in told.message
    assert "còn thiếu 3" in told.message
    assert "35-CT/TW" in told.authority


def test_unconfirmed_rules_are_warnings_even_when_submitted():
    made = replace(plan(), candidates=tuple(replace(c, birth=When(1975, 6)) for c in plan().candidates))
    found = {f.code: f for f in run_people(of_plan(made, pack="dang-2019", phase="submitted"))}
    assert found["VK703"].severity == "warning"
    assert "chưa thẩm định" in render(found["VK703"]).authority


def test_the_report_and_the_plan_are_compared(tmp_path):
    report = word_plan(tmp_path / "bc.docx", ["Toàn Đảng bộ có 185 đảng viên, sinh hoạt ở 11 chi bộ."])
    stated = (Stated("party_members", 180), Stated("cells", 11))
    found = codes(plan(stated=stated), reported=stated_by(read(report)))
    assert found == [("VK709", "report")]


def test_the_official_paper_reads_back_as_the_plan_that_it_was_made_of(tmp_path):
    file = tmp_path / "de-an.docx"
    file.write_bytes(make(paper("de-an-nhan-su")))
    again = read_plan(read(file), "co-quan")
    made = plan()
    assert not again.doubts
    assert [c.name for c in again.candidates] == [c.name for c in made.candidates]
    for old, new in zip(made.candidates, again.candidates, strict=True):
        for name in ("birth", "sex", "ethnicity", "party_probationary", "party_official", "track", "theory"):
            assert getattr(new, name) == getattr(old, name), (old.name, name)
        assert new.proposed == old.proposed
        assert [v.agreed for v in new.votes] == [v.agreed for v in old.votes]
    assert PLAN.bodies[0].surplus == "2 (13,33%)"
    assert isinstance(BytesIO(file.read_bytes()).getvalue(), bytes)


def test_columns_in_any_order_give_the_same_people(tmp_path):
    people = [person(1), person(2, "20/11/1984", "nữ", track="Lần đầu"), person(3, "6/1990")]
    read_back = []
    for keys in (list(HEADS), list(reversed(HEADS)), sorted(HEADS)):
        rows = [[p[key] for key in keys] for p in people]
        file = word_plan(tmp_path / "x.docx", ["Danh sách", "@"], ([HEADS[k] for k in keys], rows))
        read_back.append([replace(c, block=None) for c in read_plan(read(file), "co-quan").candidates])
    assert read_back[0] == read_back[1] == read_back[2]
    assert read_back[0][1].birth == When(1984, 11, 20)


BIRTHS = [
    ("15/6/1980", When(1980, 6, 15)),
    ("05-06-1980", When(1980, 6, 5)),
    ("5.6.1980", When(1980, 6, 5)),
    ("ngày 5 tháng 6 năm 1980", When(1980, 6, 5)),
    ("06/1980", When(1980, 6)),
    ("tháng 6/1980", When(1980, 6)),
    ("1980", When(1980)),
    ("15/6/\n1980", When(1980, 6, 15)),
]
DOUBTFUL = ["31/02/1980", "15/6/80", "13/1980", "…", "khoảng 1980", "15/6/1980 hoặc 1981", "1880"]


@pytest.mark.parametrize(("text", "birth"), BIRTHS)
def test_births_as_offices_write_them(tmp_path, text, birth):
    (one,) = _listed(tmp_path, person(1, text)).candidates
    assert one.birth == birth


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_birth_that_is_none_is_told_and_not_guessed(tmp_path, text):
    made = _listed(tmp_path, person(1, text))
    assert made.candidates[0].birth is None
    assert text == "…" or [(d.text, d.row, d.reason) for d in made.doubts] == [(text, 1, "birth")]


def _listed(tmp_path, *people: dict[str, str]) -> Plan:
    rows = [list(p.values()) for p in people]
    return read_plan(
        read(word_plan(tmp_path / "x.docx", ["Danh sách", "@"], (list(HEADS.values()), rows))), "co-quan"
    )


def test_men_and_women_by_the_column_in_which_the_birth_stands(tmp_path):
    head = ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "<", "Dân tộc"]
    rows = [
        ["^", "^", "Nam", "Nữ", "^"],
        ["I. Tái cử"],
        ["1", "Ứng viên 01", "15/6/1980", "", "Kinh"],
        ["2", "Ứng viên 02", "", "6/1981", "nt"],
        ["II. Lần đầu"],
        ["3", "Ứng viên 03", "1/1/1990", "1/1/1990", "-nt-"],
    ]
    made = read_plan(read(word_plan(tmp_path / "x.docx", ["Danh sách", "@"], (head, rows))), "co-quan")
    first, second, third = made.candidates
    assert (first.sex, first.track, first.birth) == ("male", "reelect", When(1980, 6, 15))
    assert (second.sex, second.ethnicity) == ("female", "Kinh")
    assert (third.sex, third.track) == (None, "first")
    assert [d.reason for d in made.doubts] == ["two_sexes"]


def test_crosses_under_the_bodies_and_for_women(tmp_path):
    head = ["STT", "Họ tên", "Năm sinh", "Nữ", "Quê quán", "Dự kiến tham gia", "<", "<", "Tái cử", "Lần đầu"]
    rows = [
        ["^", "^", "^", "^", "^", "BCH", "BTV", "Bí thư", "^", "^"],
        ["1", "Ứng viên 01", "1980", "", "Xã A", "x", "x", "x", "x", ""],
        ["2", "Ứng viên 02", "1982", "x", "nt", "x", "", "", "", "x"],
    ]
    made = read_plan(read(word_plan(tmp_path / "x.docx", ["Danh sách", "@"], (head, rows))), "co-quan")
    first, second = made.candidates
    assert (first.sex, second.sex) == ("male", "female")
    assert first.bodies_proposed == ("committee", "standing", "secretary")
    assert (first.track, second.track) == ("reelect", "first")
    assert second.home == "Xã A"


def test_one_person_in_the_lists_of_two_bodies_is_one(tmp_path):
    short = ["TT", "Họ và tên", "Ngày sinh", "Chức danh dự kiến"]
    file = word_plan(
        tmp_path / "x.docx",
        ["Danh sách giới thiệu bầu Ban Chấp hành", "@", "Danh sách giới thiệu bầu Ủy ban Kiểm tra", "@"],
        (list(HEADS.values()), [list(person(n).values()) for n in (1, 2)]),
        (
            short,
            [["1", "Ứng viên 02", "15/6/1980", "Chủ nhiệm"], ["2", "Ứng viên 08", "1/1/1985", "Ủy viên"]],
        ),
    )
    made = read_plan(read(file), "co-quan")
    assert [c.name for c in made.candidates] == ["Ứng viên 01", "Ứng viên 02", "Ứng viên 08"]
    assert made.candidates[1].proposed >= {"committee", "inspection"}
    assert made.candidates[2].proposed == {"inspection"}


def test_a_workbook_with_a_title_dates_and_merged_heads(tmp_path):
    from datetime import datetime

    import xlsxwriter

    file = tmp_path / "ds.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet, day = book.add_worksheet("Trích ngang"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 5, "DANH SÁCH TRÍCH NGANG NHÂN SỰ BAN CHẤP HÀNH (bầu 15 đồng chí)")
        for column, text in enumerate(["TT", "Họ và tên"]):
            sheet.merge_range(2, column, 3, column, text)
        sheet.merge_range(2, 2, 2, 3, "Ngày, tháng, năm sinh")
        sheet.write_row(3, 2, ["Nam", "Nữ"])
        sheet.merge_range(2, 4, 3, 4, "Dân tộc")
        sheet.write_row(4, 0, [1, "Ứng viên 01"])
        sheet.write_datetime(4, 2, datetime(1980, 6, 15), day)
        sheet.write_row(5, 0, [2, "Ứng viên 02", "", 1984, "Thái"])
        sheet.write_row(6, 0, [3, "Ứng viên 03", 6.1980, "", "Kinh"])
        sheet.write_row(8, 1, ["NGƯỜI LẬP BIỂU"])
    made = read_sheets_plan(file, "co-quan")
    assert [(c.sex, c.birth) for c in made.candidates] == [
        ("male", When(1980, 6, 15)),
        ("female", When(1984)),
        ("male", None),
    ]
    assert [(d.row, d.text) for d in made.doubts] == [(3, "6.198")]


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(0, 5))
def test_no_list_however_odd_breaks_the_checks(cells, column):
    odd = [Candidate(name=text or "?", number=n, theory=text, birth=None) for n, text in enumerate(cells)]
    codes(Plan(unit="xa-phuong", candidates=(*odd, candidate(column + 1))), "dang-2025")
