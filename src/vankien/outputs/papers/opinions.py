"""Bảng tổng hợp ý kiến góp ý: one part a draft, by the draft's headings; the compiler adds no comment.

Hướng dẫn 60-HD/VPTW (2020): by the headings of each draft, general and specific, with the tendency of
each kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, given, listed


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """`place` in the draft as people say it; `passage` its text, if one was marked; `giver` may be empty."""

    opinion: Annotated[str, "y_kien"]
    kind: Annotated[str, "loai"] = ""
    giver: Annotated[str, "nguoi_gop_y"] = ""
    place: Annotated[str, "vi_tri"] = ""
    passage: Annotated[str, "doan_du_thao"] = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The opinions on one heading of the draft, in the draft's order."""

    title: Annotated[str, "de_muc"]
    rows: Annotated[tuple[OpinionRow, ...], "cac_y_kien"]


@dataclass(frozen=True, slots=True)
class Count:
    """A total: "Nhất trí", 7."""

    name: Annotated[str, "ten"]
    number: Annotated[int, "so_luong"]


@dataclass(frozen=True, slots=True)
class DraftOpinions:
    """What was said of one draft."""

    draft: Annotated[str, "du_thao"]
    headings: Annotated[tuple[Heading, ...], "cac_de_muc"]
    counts: Annotated[tuple[Count, ...], "tong_so"] = ()


@dataclass(frozen=True, slots=True)
class OpinionTable(Content):
    """`occasion`: where the opinions were given; `counts` over all drafts."""

    occasion: Annotated[str, "dip_gop_y"]
    drafts: Annotated[tuple[DraftOpinions, ...], "cac_du_thao"]
    counts: Annotated[tuple[Count, ...], "tong_so"] = ()


_COLUMNS = (
    Column("TT", 1, centred=True),
    Column("Vị trí, nội dung dự thảo", 7),
    Column("Ý kiến góp ý", 9),
    Column("Loại ý kiến", 2.4, centred=True),
    Column("Người góp ý", 4),
)


def draw(sheet: Sheet) -> None:
    sheet.text(
        "Các ý kiến góp ý tại {{ dip_gop_y }} được tổng hợp theo từng dự thảo và theo đề mục của dự thảo."
    )
    _totals(sheet, "tong_so", "Tổng số: ")
    sheet.each("d in cac_du_thao")
    sheet.heading(1, "{{ d.la_ma }}" + sheet.after_roman + " {{ d.du_thao }}")
    _totals(sheet, "d.tong_so", "")
    row = (
        "{{ y.stt }}",
        (*given("y.vi_tri"), *given("y.doan_du_thao")),
        "{{ y.y_kien }}",
        "{{ y.loai }}",
        "{{ y.nguoi_gop_y }}",
    )
    sheet.table(
        _COLUMNS,
        ("for m in d.cac_de_muc", ("{{ m.de_muc }}",), "for y in m.cac_y_kien", row, "endfor", "endfor"),
    )
    sheet.end()
    sheet.text("Trên đây là tổng hợp ý kiến góp ý" + sheet.end_mark)


def _totals(sheet: Sheet, counts: str, title: str) -> None:
    sheet.when(counts)
    sheet.text(title + listed(counts, "{{ x.ten }}: {{ x.so_luong }}") + ".")
    sheet.end("if")


FORM = Form("tong-hop-y-kien", "BÁO CÁO", "BC", OpinionTable, draw, wide=True)
