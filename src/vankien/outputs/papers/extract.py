"""Trích xác nhận số liệu: what departments say of the figures of one draft, when, and from which source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, given


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. `stated`: as the draft writes it; `said`: confirmed, corrected, rejected, not answered;
    `right`: what the department says instead; `answer`: who answered, on which day."""

    place: Annotated[str, "noi_ghi"]
    figure: Annotated[str, "ten_so_lieu"]
    stated: Annotated[str, "so_lieu_du_thao"]
    said: Annotated[str, "ket_qua_tham_dinh"]
    right: Annotated[str, "so_lieu_dung"] = ""
    source: Annotated[str, "nguon_so_lieu"] = ""
    note: Annotated[str, "ghi_chu"] = ""
    answer: Annotated[str, "xac_nhan_boi"] = ""


@dataclass(frozen=True, slots=True)
class Extract(Content):
    """`department`: whose figures these are, empty where they are those of all; `version`: its mark."""

    unit: Annotated[str, "don_vi"]
    draft: Annotated[str, "du_thao"]
    version: Annotated[str, "ban_du_thao"]
    department: Annotated[str, "co_quan_tham_dinh"]
    rows: Annotated[tuple[FigureRow, ...], "cac_so_lieu"]
    confirmed: Annotated[int, "so_xac_nhan"] = 0
    corrected: Annotated[int, "so_xac_dinh_lai"] = 0
    rejected: Annotated[int, "so_khong_xac_nhan"] = 0
    waiting: Annotated[int, "so_chua_xac_nhan"] = 0


_COLUMNS = (
    Column("TT", 1, centred=True),
    Column("Số liệu", 4.2),
    Column("Nơi ghi trong dự thảo", 4.2),
    Column("Dự thảo ghi", 3.6),
    Column("Kết quả thẩm định", 4.4),
    Column("Nguồn số liệu", 4.2),
    Column("Xác nhận", 3.2),
)


def draw(sheet: Sheet) -> None:
    sheet.when("co_quan_tham_dinh")
    sheet.text(
        "{{ co_quan_tham_dinh }} xác nhận kết quả thẩm định số liệu trong {{ du_thao }} ({{ ban_du_thao }}) "
        "của {{ don_vi }} như sau:"
    )
    sheet.end("if")
    sheet.when("not co_quan_tham_dinh")
    sheet.text(
        "Kết quả thẩm định số liệu trong {{ du_thao }} ({{ ban_du_thao }}) của {{ don_vi }}, theo xác nhận "
        "của các cơ quan chuyên môn, như sau:"
    )
    sheet.end("if")
    sheet.text(
        "Tổng số số liệu đã gửi thẩm định: {{ cac_so_lieu|length }}. Xác nhận đúng: {{ so_xac_nhan }}; "
        "xác định lại: {{ so_xac_dinh_lai }}; không xác nhận: {{ so_khong_xac_nhan }}; chưa có kết quả: "
        "{{ so_chua_xac_nhan }}."
    )
    row = (
        "{{ s.stt }}",
        "{{ s.ten_so_lieu }}",
        "{{ s.noi_ghi }}",
        "{{ s.so_lieu_du_thao }}",
        (
            "{{ s.ket_qua_tham_dinh }}",
            *given("s.so_lieu_dung", "Số liệu đúng: {{ s.so_lieu_dung }}"),
            *given("s.ghi_chu"),
        ),
        "{{ s.nguon_so_lieu }}",
        "{{ s.xac_nhan_boi }}",
    )
    sheet.table(_COLUMNS, ("for s in cac_so_lieu", row, "endfor"))
    sheet.text(
        "Kết quả trên chỉ xác nhận giá trị ghi trong bảng; số liệu thay đổi sau đó phải được thẩm định lại"
        + sheet.end_mark
    )


FORM = Form("trich-xac-nhan-so-lieu", "THÔNG BÁO", "TB", Extract, draw, wide=True)
