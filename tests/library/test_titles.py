"""Titles in official wording; the rows S7, S13 and S14 of the source document."""

import doctest

import pytest

from vankien import titles
from vankien.titles import author_line, committee_name, congress_title

OLD, NEW = (2015, 2020), (2020, 2025)


def test_s7_quang_tam() -> None:
    committee = committee_name("Đảng bộ xã", 26, OLD)
    congress = congress_title("party", "Đảng bộ xã Quảng Tâm", 27, years=NEW)
    assert author_line(committee, congress) == (
        "Ban Chấp hành Đảng bộ xã khóa XXVI, nhiệm kỳ 2015–2020, "
        "trình Đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII, nhiệm kỳ 2020–2025"
    )


def test_s13_the_city_government() -> None:
    assert congress_title("party", "Đảng bộ cơ quan UBND thành phố", 19, years=NEW) == (
        "Đại hội đại biểu Đảng bộ cơ quan UBND thành phố lần thứ XIX, nhiệm kỳ 2020–2025"
    )


def test_s14_the_city_committee_offices() -> None:
    committee = committee_name("Đảng bộ cơ quan Thành ủy", 14)
    congress = congress_title("party", "Đảng bộ cơ quan Thành ủy", 15, years=NEW)
    assert author_line(committee, congress) == (
        "Ban Chấp hành Đảng bộ cơ quan Thành ủy khóa XIV, "
        "trình Đại hội đại biểu Đảng bộ cơ quan Thành ủy lần thứ XV, nhiệm kỳ 2020–2025"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (congress_title("party", "Chi bộ thôn 3", 5, "members"), "Đại hội đảng viên Chi bộ thôn 3 lần thứ V"),
        (
            congress_title("union", "Công đoàn Điện lực", 9, "members", (2023, 2028)),
            "Đại hội toàn thể Công đoàn Điện lực lần thứ IX, nhiệm kỳ 2023–2028",
        ),
        (
            congress_title("party", "Đảng bộ phường Hạc Thành", 1),
            "Đại hội đại biểu Đảng bộ phường Hạc Thành lần thứ I",
        ),
        (congress_title("party", "Đảng bộ xã mới", None), "Đại hội đại biểu Đảng bộ xã mới"),
        (
            committee_name("Công đoàn cơ quan", 8, (2018, 2023)),
            "Ban Chấp hành Công đoàn cơ quan khóa VIII, nhiệm kỳ 2018–2023",
        ),
        (committee_name("Đảng bộ lâm thời", None), "Ban Chấp hành Đảng bộ lâm thời"),
    ],
)
def test_other_titles(title: str, expected: str) -> None:
    assert title == expected


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(titles).failed == 0
