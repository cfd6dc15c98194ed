"""Báo cáo tiến độ của tổ công tác: how far each congress is, workstream by workstream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, bold


@dataclass(frozen=True, slots=True)
class WorkstreamRow:
    """`percent` is None where nothing was reported; `evidence`: the papers that show it."""

    name: Annotated[str, "mang_viec"]
    percent: Annotated[int | None, "ty_le"]
    note: Annotated[str, "tinh_hinh"] = ""
    evidence: Annotated[str, "tai_lieu"] = ""


@dataclass(frozen=True, slots=True)
class CountedStep:
    """A step that is counted: 11 of 11 branches."""

    name: Annotated[str, "ten_buoc"]
    done: Annotated[int, "da_xong"]
    total: Annotated[int, "tren_tong_so"]


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The congress of one unit. `congress_day` None: not fixed."""

    unit: Annotated[str, "don_vi"]
    stage: Annotated[str, "giai_doan"]
    summary: Annotated[str, "tom_tat"]
    workstreams: Annotated[tuple[WorkstreamRow, ...], "cac_mang_viec"]
    steps: Annotated[tuple[CountedStep, ...], "cac_buoc"] = ()
    difficulties: Annotated[str, "kho_khan"] = ""
    congress_day: Annotated[date | None, "ngay_dai_hoi"] = None


@dataclass(frozen=True, slots=True)
class ProgressReport(Content):
    """`until`: the day up to which the report speaks."""

    group: Annotated[str, "to_cong_tac"]
    until: Annotated[date, "tinh_den_ngay"]
    units: Annotated[tuple[UnitProgress, ...], "cac_don_vi"]
    proposals: Annotated[tuple[str, ...], "kien_nghi"] = ()


_COLUMNS = (
    Column("TT", 1, centred=True),
    Column("Mảng việc", 4.5),
    Column("Mức độ (%)", 1.8, centred=True),
    Column("Tình hình thực hiện", 6.5),
    Column("Tài liệu kèm theo", 3),
)


def draw(sheet: Sheet) -> None:
    mark = sheet.after_roman
    sheet.text(
        "{{ to_cong_tac }} báo cáo tiến độ chuẩn bị đại hội, tính đến ngày {{ tinh_den_ngay }}, như sau:"
    )
    sheet.heading(1, f"I{mark} Tiến độ của các đơn vị")
    sheet.each("d in cac_don_vi")
    sheet.heading(2, "{{ d.stt }}. {{ d.don_vi }}")
    sheet.text(
        "{% if d.giai_doan %}Giai đoạn: {{ d.giai_doan }}. {% endif %}"
        "{% if d.ngay_dai_hoi %}Ngày đại hội: {{ d.ngay_dai_hoi }}. {% endif %}"
        "{% for b in d.cac_buoc %}{{ b.ten_buoc }}: {{ b.da_xong }}/{{ b.tren_tong_so }}. {% endfor %}"
    )
    sheet.when("d.tom_tat")
    sheet.text("{{ d.tom_tat }}")
    sheet.end("if")
    sheet.when("d.cac_mang_viec")
    row = ("{{ m.stt }}", "{{ m.mang_viec }}", "{{ m.ty_le }}", "{{ m.tinh_hinh }}", "{{ m.tai_lieu }}")
    sheet.table(_COLUMNS, ("for m in d.cac_mang_viec", row, "endfor"))
    sheet.end("if")
    sheet.when("d.kho_khan")
    sheet.text(bold("Khó khăn, vướng mắc: "), "{{ d.kho_khan }}")
    sheet.end("if")
    sheet.end()
    sheet.when("kien_nghi")
    sheet.heading(1, f"II{mark} Kiến nghị, đề xuất")
    sheet.each("k in kien_nghi")
    sheet.text("- {{ k }}")
    sheet.end()
    sheet.end("if")
    sheet.text("Trên đây là báo cáo tiến độ của {{ to_cong_tac }}" + sheet.end_mark)


FORM = Form("tien-do-to-cong-tac", "BÁO CÁO", "BC", ProgressReport, draw)
