"""Chương trình hội nghị: the ordered agenda with times and who presents what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, bold, given


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """`starts` and `minutes` are None where they are not fixed."""

    title: Annotated[str, "ten"]
    presenter: Annotated[str, "nguoi_trinh_bay"] = ""
    starts: Annotated[time | None, "gio"] = None
    minutes: Annotated[int | None, "so_phut"] = None
    papers: Annotated[tuple[str, ...], "tai_lieu"] = ()


@dataclass(frozen=True, slots=True)
class Programme(Content):
    """The whole of one meeting."""

    meeting: Annotated[str, "hoi_nghi"]
    starts: Annotated[datetime, "bat_dau"]
    place: Annotated[str, "dia_diem"]
    chair: Annotated[str, "chu_tri"]
    items: Annotated[tuple[ProgrammeItem, ...], "noi_dung_hop"]


_COLUMNS = (
    Column("Thời gian", 2.6, centred=True),
    Column("Nội dung", 9),
    Column("Người trình bày, thực hiện", 5),
)


def draw(sheet: Sheet) -> None:
    sheet.text(bold("Thời gian: "), "{{ bat_dau }}.")
    sheet.text(bold("Địa điểm: "), "{{ dia_diem }}.")
    sheet.text(bold("Chủ trì: "), "{{ chu_tri }}.")
    row = (
        (*given("n.gio"), *given("n.so_phut", "({{ n.so_phut }} phút)")),
        ("{{ n.stt }}. {{ n.ten }}", "{%p for t in n.tai_lieu %}", "- {{ t }}", "{%p endfor %}"),
        "{{ n.nguoi_trinh_bay }}",
    )
    sheet.table(_COLUMNS, ("for n in noi_dung_hop", row, "endfor"))


FORM = Form("chuong-trinh", "CHƯƠNG TRÌNH", "", Programme, draw)
