"""Giấy mời: who is invited to what, when and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Sheet, bold


@dataclass(frozen=True, slots=True)
class Invitation(Content):
    """`convener`: who invites ("Thường trực Thành ủy"); `items`: the agenda; `notes`: papers, dress."""

    convener: Annotated[str, "noi_moi"]
    invited: Annotated[tuple[str, ...], "kinh_moi"]
    meeting: Annotated[str, "hoi_nghi"]
    starts: Annotated[datetime, "bat_dau"]
    place: Annotated[str, "dia_diem"]
    chair: Annotated[str, "chu_tri"] = ""
    items: Annotated[tuple[str, ...], "noi_dung_hop"] = ()
    notes: Annotated[tuple[str, ...], "luu_y"] = ()


def draw(sheet: Sheet) -> None:
    sheet.text("{{ noi_moi }} trân trọng kính mời:")
    sheet.each("k in kinh_moi")
    sheet.text("- {{ k }}", style="ListItem")
    sheet.end()
    sheet.text(bold("Tới dự: "), "{{ hoi_nghi }}.")
    sheet.text(bold("Thời gian: "), "{{ bat_dau }}.")
    sheet.text(bold("Địa điểm: "), "{{ dia_diem }}.")
    sheet.when("chu_tri")
    sheet.text(bold("Chủ trì: "), "{{ chu_tri }}.")
    sheet.end("if")
    sheet.when("noi_dung_hop")
    sheet.text(bold("Nội dung:"))
    sheet.each("n in noi_dung_hop")
    sheet.text("- {{ n }}", style="ListItem")
    sheet.end()
    sheet.end("if")
    sheet.each("l in luu_y")
    sheet.text("{{ l }}")
    sheet.end()
    sheet.text("Kính mời các đại biểu đến dự đúng thời gian, địa điểm nêu trên" + sheet.end_mark)


FORM = Form("giay-moi", "GIẤY MỜI", "GM", Invitation, draw)
