"""Biên bản hội nghị: time, place, attendance, who said what on which item, positions, conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from vankien.outputs.papers.conclusion import Sentence
from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Sheet, bold


@dataclass(frozen=True, slots=True)
class Attendant:
    """Of a member called: `reason` only where excused."""

    name: Annotated[str, "ho_ten"]
    post: Annotated[str, "chuc_vu"] = ""
    reason: Annotated[str, "ly_do"] = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What one speaker said; `speaker` may be empty (a plain paragraph of the minutes)."""

    speaker: Annotated[str, "nguoi_phat_bieu"]
    text: Annotated[str, "noi_dung"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The positions on one item, in people; `silent` members gave none though present."""

    agree: Annotated[int, "nhat_tri"]
    with_comments: Annotated[int, "nhat_tri_co_gop_y"]
    revise: Annotated[int, "de_nghi_sua"]
    none: Annotated[int, "khong_y_kien"]
    silent: Annotated[int, "chua_cho_y_kien"] = 0


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An item of the agenda as it went."""

    title: Annotated[str, "ten"]
    presenter: Annotated[str, "nguoi_trinh_bay"] = ""
    remarks: Annotated[tuple[Remark, ...], "phat_bieu"] = ()
    tally: Annotated[Tally | None, "chinh_kien"] = None
    outcome: Annotated[str, "ket_qua"] = ""


@dataclass(frozen=True, slots=True)
class Minutes(Content):
    """`conclusion`: the chair's sentences, in order. `ended` is None while the minutes are still written."""

    meeting: Annotated[str, "hoi_nghi"]
    started: Annotated[datetime, "bat_dau"]
    ended: Annotated[datetime | None, "ket_thuc"]
    place: Annotated[str, "dia_diem"]
    chair: Annotated[str, "chu_tri"]
    secretary: Annotated[str, "thu_ky"]
    present: Annotated[tuple[Attendant, ...], "co_mat"] = ()
    excused: Annotated[tuple[Attendant, ...], "vang_co_ly_do"] = ()
    absent: Annotated[tuple[Attendant, ...], "vang_khong_ly_do"] = ()
    guests: Annotated[tuple[Attendant, ...], "khach_moi"] = ()
    items: Annotated[tuple[MinutesItem, ...], "noi_dung_hop"] = ()
    conclusion: Annotated[tuple[Sentence, ...], "ket_luan"] = ()


def draw(sheet: Sheet) -> None:
    mark = sheet.after_roman
    sheet.text(bold("Thời gian bắt đầu: "), "{{ bat_dau }}.")
    sheet.text(bold("Địa điểm: "), "{{ dia_diem }}.")
    sheet.heading(1, f"I{mark} Thành phần tham dự")
    sheet.text(bold("Chủ trì: "), "{{ chu_tri }}.")
    sheet.text(bold("Thư ký: "), "{{ thu_ky }}.")
    sheet.text(bold("Có mặt: "), "{{ co_mat|length }} người.")
    _attendants(sheet, "co_mat")
    sheet.when("khach_moi")
    sheet.text(bold("Khách mời: "), "{{ khach_moi|length }} người.")
    _attendants(sheet, "khach_moi")
    sheet.end("if")
    _missing(sheet, "vang_co_ly_do", "Vắng mặt có lý do")
    _missing(sheet, "vang_khong_ly_do", "Vắng mặt không lý do")
    sheet.heading(1, f"II{mark} Nội dung")
    _course(sheet)
    sheet.when("ket_luan")
    sheet.heading(1, f"III{mark} Kết luận của người chủ trì")
    sheet.each("c in ket_luan")
    sheet.text("{{ c.so }}. {{ c.noi_dung }}")
    sheet.end()
    sheet.end("if")
    sheet.when("ket_thuc")
    sheet.text("Hội nghị kết thúc lúc {{ ket_thuc }}" + sheet.end_mark)
    sheet.end("if")


def _attendants(sheet: Sheet, names: str) -> None:
    sheet.each(f"d in {names}")
    sheet.text(
        "- {{ d.ho_ten }}{% if d.chuc_vu %}, {{ d.chuc_vu }}{% endif %}"
        "{% if d.ly_do %} ({{ d.ly_do }}){% endif %}",
        style="ListItem",
    )
    sheet.end()


def _missing(sheet: Sheet, names: str, title: str) -> None:
    sheet.when(names)
    sheet.text(bold(f"{title}: "), "{{ " + names + "|length }} người.")
    _attendants(sheet, names)
    sheet.end("if")


def _course(sheet: Sheet) -> None:
    sheet.each("n in noi_dung_hop")
    sheet.heading(2, "{{ n.stt }}. {{ n.ten }}")
    sheet.when("n.nguoi_trinh_bay")
    sheet.text("Trình bày: {{ n.nguoi_trinh_bay }}.")
    sheet.end("if")
    sheet.each("p in n.phat_bieu")
    sheet.text("- {% if p.nguoi_phat_bieu %}{{ p.nguoi_phat_bieu }}: {% endif %}{{ p.noi_dung }}")
    sheet.end()
    sheet.when("n.chinh_kien")
    sheet.text(
        "Chính kiến: nhất trí {{ n.chinh_kien.nhat_tri }}; "
        "nhất trí, có góp ý {{ n.chinh_kien.nhat_tri_co_gop_y }}; "
        "đề nghị sửa trước khi trình {{ n.chinh_kien.de_nghi_sua }}; "
        "không ý kiến {{ n.chinh_kien.khong_y_kien }}; "
        "chưa cho ý kiến {{ n.chinh_kien.chua_cho_y_kien }}."
    )
    sheet.end("if")
    sheet.when("n.ket_qua")
    sheet.text("Kết quả: {{ n.ket_qua }}.")
    sheet.end("if")
    sheet.end()


FORM = Form("bien-ban", "BIÊN BẢN", "BB", Minutes, draw)
