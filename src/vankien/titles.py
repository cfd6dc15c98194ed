"""Titles of congresses and of the bodies that write for them, in official wording.

Names of organisations are data: "Đảng bộ xã Quảng Tâm" comes with its own "Đảng bộ"; nothing is glued to it.
The wording follows the news item of 13/02/2020 (“Báo cáo chính trị của Ban chấp hành Đảng bộ xã khóa XXVI,
nhiệm kỳ 2015-2020 trình tại đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII, nhiệm kỳ 2020 -2025”), the
capitals Hướng dẫn 36-HD/VPTW; between years stands an en dash.
"""

from __future__ import annotations

from typing import Literal

from vankien.text import to_roman

Form = Literal["delegates", "members"]
Organisation = Literal["party", "union"]
FORMS: dict[tuple[Organisation, Form], str] = {
    ("party", "delegates"): "Đại hội đại biểu",
    ("party", "members"): "Đại hội đảng viên",
    ("union", "delegates"): "Đại hội đại biểu",
    ("union", "members"): "Đại hội toàn thể",
}


def term_years(first: int, last: int) -> str:
    """
    >>> term_years(2020, 2025)
    'nhiệm kỳ 2020–2025'
    """
    return f"nhiệm kỳ {first}–{last}"


def congress_title(
    organisation: Organisation,
    unit_name: str,
    ordinal: int | None,
    form: Form = "delegates",
    years: tuple[int, int] | None = None,
) -> str:
    """The congress's name; without an ordinal (a new unit) it is its first and says so only when told.

    >>> congress_title("party", "Đảng bộ xã Quảng Tâm", 27)
    'Đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII'
    >>> congress_title("party", "Chi bộ thôn Đình Cường", 12, "members")
    'Đại hội đảng viên Chi bộ thôn Đình Cường lần thứ XII'
    >>> congress_title("union", "Công đoàn Ủy ban nhân dân thành phố", 9, years=(2023, 2028))
    'Đại hội đại biểu Công đoàn Ủy ban nhân dân thành phố lần thứ IX, nhiệm kỳ 2023–2028'
    """
    title = f"{FORMS[organisation, form]} {unit_name}"
    title += f" lần thứ {to_roman(ordinal)}" if ordinal else ""
    return f"{title}, {term_years(*years)}" if years else title


def committee_name(body_of: str, ordinal: int | None, years: tuple[int, int] | None = None) -> str:
    """The committee of one term.

    >>> committee_name("Đảng bộ xã", 26, (2015, 2020))
    'Ban Chấp hành Đảng bộ xã khóa XXVI, nhiệm kỳ 2015–2020'
    """
    name = f"Ban Chấp hành {body_of}" + (f" khóa {to_roman(ordinal)}" if ordinal else "")
    return f"{name}, {term_years(*years)}" if years else name


def author_line(committee: str, congress: str) -> str:
    """Who presents a draft to which congress.

    >>> congress = congress_title("party", "Đảng bộ xã Quảng Tâm", 27)
    >>> author_line("Ban Chấp hành Đảng bộ xã khóa XXVI", congress)
    'Ban Chấp hành Đảng bộ xã khóa XXVI, trình Đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII'
    """
    return f"{committee}, trình {congress}"


def version_mark(number: int) -> str:
    """The mark of an unfinished draft (Hướng dẫn 36-HD/VPTW, ô 11b).

    >>> version_mark(2)
    'Dự thảo lần 2'
    """
    return f"Dự thảo lần {number}"
