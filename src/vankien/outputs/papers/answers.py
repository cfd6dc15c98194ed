"""Báo cáo tiếp thu, giải trình: old text, request, what was done, new text with its section and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, given


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One request and its answer. `done`: "Tiếp thu", "Tiếp thu một phần", "Giải trình"; `section` in the new
    text ("Mục II.3"); `page` only where it is known; `verdict` what a person found ("đạt, …"), no machine."""

    label: Annotated[str, "ma"]
    request: Annotated[str, "yeu_cau"]
    done: Annotated[str, "hinh_thuc"]
    explanation: Annotated[str, "giai_trinh"] = ""
    old_text: Annotated[str, "noi_dung_cu"] = ""
    new_text: Annotated[str, "noi_dung_moi"] = ""
    section: Annotated[str, "muc"] = ""
    page: Annotated[int | None, "trang"] = None
    verdict: Annotated[str, "ket_qua_kiem_tra"] = ""


@dataclass(frozen=True, slots=True)
class AnswerReport(Content):
    """`source`: what asked ("Thông báo kết luận số 12-TB/ThU"); the versions as people call them."""

    unit: Annotated[str, "don_vi"]
    draft: Annotated[str, "du_thao"]
    source: Annotated[str, "can_cu"]
    old_version: Annotated[str, "ban_cu"]
    new_version: Annotated[str, "ban_moi"]
    rows: Annotated[tuple[AnswerRow, ...], "cac_yeu_cau"]
    adopted: Annotated[int, "so_tiep_thu"] = 0
    partly: Annotated[int, "so_tiep_thu_mot_phan"] = 0
    explained: Annotated[int, "so_giai_trinh"] = 0
    waiting: Annotated[int, "so_chua_tra_loi"] = 0
    met: Annotated[int, "so_da_dat"] = 0


_COLUMNS = (
    Column("Mã", 1.5, centred=True),
    Column("Yêu cầu", 5),
    Column("Nội dung bản cũ", 5),
    Column("Tiếp thu, giải trình", 5),
    Column("Nội dung bản mới", 6),
    Column("Mục, trang", 2.2, centred=True),
)


def draw(sheet: Sheet) -> None:
    sheet.text(
        "Thực hiện {{ can_cu }}, {{ don_vi }} báo cáo việc tiếp thu, giải trình đối với {{ du_thao }} "
        "như sau:"
    )
    sheet.text(
        "Tổng số yêu cầu: {{ cac_yeu_cau|length }}. Tiếp thu: {{ so_tiep_thu }}; tiếp thu một phần: "
        "{{ so_tiep_thu_mot_phan }}; giải trình: {{ so_giai_trinh }}; chưa trả lời: {{ so_chua_tra_loi }}."
    )
    sheet.text("Đã được xác nhận đạt: {{ so_da_dat }}/{{ cac_yeu_cau|length }} yêu cầu.")
    sheet.when("ban_cu")
    sheet.text("So sánh giữa {{ ban_cu }} (bản cũ) và {{ ban_moi }} (bản mới).")
    sheet.end("if")
    row = (
        "{{ y.ma }}",
        "{{ y.yeu_cau }}",
        "{{ y.noi_dung_cu }}",
        (
            "{{ y.hinh_thuc }}",
            *given("y.giai_trinh"),
            *given("y.ket_qua_kiem_tra", "Kết quả kiểm tra: {{ y.ket_qua_kiem_tra }}"),
        ),
        "{{ y.noi_dung_moi }}",
        (*given("y.muc"), *given("y.trang", "trang {{ y.trang }}")),
    )
    sheet.table(_COLUMNS, ("for y in cac_yeu_cau", row, "endfor"))
    sheet.text("Trên đây là báo cáo tiếp thu, giải trình của {{ don_vi }}" + sheet.end_mark)


FORM = Form("tiep-thu-giai-trinh", "BÁO CÁO", "BC", AnswerReport, draw, wide=True)
