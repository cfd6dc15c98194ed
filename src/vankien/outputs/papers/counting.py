"""Biên bản kiểm phiếu: what was counted at each ballot, the votes of each name, who is elected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.minutes import Attendant
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet, bold


@dataclass(frozen=True, slots=True)
class CountedName:
    """A name in the order of the ballot. `percent` as printed ("66,67"), of the denominator."""

    name: Annotated[str, "ho_ten"]
    votes: Annotated[int, "so_phieu"]
    percent: Annotated[str, "ty_le_phieu"]
    result: Annotated[str, "ket_qua"]


@dataclass(frozen=True, slots=True)
class Reason:
    """So many papers not valid, or people left out of the denominator, for one reason."""

    text: Annotated[str, "ly_do"]
    number: Annotated[int, "so_luong"]


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """One ballot. `elected`: from the most votes to the fewest; `follows`: what is to be done next."""

    body: Annotated[str, "ten"]
    seats: Annotated[int, "so_can_bau"]
    summoned: Annotated[int, "so_trieu_tap"]
    present: Annotated[int, "so_co_mat"]
    absent: Annotated[int, "so_vang"]
    issued: Annotated[int, "phieu_phat_ra"]
    collected: Annotated[int, "phieu_thu_ve"]
    valid: Annotated[int, "phieu_hop_le"]
    invalid: Annotated[int, "phieu_khong_hop_le"]
    denominator: Annotated[int, "mau_so"]
    counted_on: Annotated[str, "tinh_tren"]
    needed: Annotated[int, "so_phieu_can"]
    names: Annotated[tuple[CountedName, ...], "danh_sach_bau"]
    elected: Annotated[tuple[CountedName, ...], "trung_cu"]
    follows: Annotated[str, "viec_tiep_theo"]
    excused: Annotated[tuple[Reason, ...], "duoc_tru"] = ()
    reasons: Annotated[tuple[Reason, ...], "ly_do_khong_hop_le"] = ()


@dataclass(frozen=True, slots=True)
class CountingMinute(Content):
    """`rule`: the clause by which it is counted; `started`, `ended` None: room to write by hand."""

    congress: Annotated[str, "dai_hoi"]
    rule: Annotated[str, "quy_che"]
    ballots: Annotated[tuple[CountedBallot, ...], "cac_cuoc_bau"]
    place: Annotated[str, "dia_diem"] = ""
    started: Annotated[datetime | None, "bat_dau"] = None
    ended: Annotated[datetime | None, "ket_thuc"] = None
    members: Annotated[tuple[Attendant, ...], "ban_kiem_phieu"] = ()


_COLUMNS = (
    Column("TT", 1, centred=True),
    Column("Họ và tên", 6),
    Column("Số phiếu đồng ý", 2.4, centred=True),
    Column("Tỷ lệ (%)", 2.2, centred=True),
    Column("Kết quả", 4.2),
)
_ROOM = "…………………………"


def draw(sheet: Sheet) -> None:
    mark = sheet.after_roman
    sheet.text(
        bold("Thời gian bắt đầu: "), "{% if bat_dau %}{{ bat_dau }}{% else %}" + _ROOM + "{% endif %}."
    )
    sheet.text(bold("Địa điểm: "), "{% if dia_diem %}{{ dia_diem }}{% else %}" + _ROOM + "{% endif %}.")
    sheet.text("Ban kiểm phiếu do {{ dai_hoi }} bầu, gồm:")
    sheet.when("ban_kiem_phieu")
    sheet.each("d in ban_kiem_phieu")
    sheet.text("{{ d.stt }}. {{ d.ho_ten }}{% if d.chuc_vu %}, {{ d.chuc_vu }}{% endif %}", style="ListItem")
    sheet.end()
    sheet.text("{%p else %}")
    sheet.text(_ROOM + _ROOM, style="ListItem")
    sheet.end("if")
    sheet.text("Kết quả tính theo {{ quy_che }}.")
    sheet.each("b in cac_cuoc_bau")
    sheet.heading(1, "{{ b.la_ma }}" + mark + " Kết quả bầu {{ b.ten }}")
    _counts(sheet)
    _names(sheet)
    sheet.end()
    sheet.text(
        "Biên bản này được lập thành hai bản, đã thông qua Ban kiểm phiếu và công bố trước đại hội"
        + sheet.end_mark
    )
    sheet.when("ket_thuc")
    sheet.text("Việc kiểm phiếu kết thúc lúc {{ ket_thuc }}" + sheet.end_mark)
    sheet.end("if")


def _counts(sheet: Sheet) -> None:
    sheet.text(
        "1. Số lượng cần bầu: {{ b.so_can_bau }}; số người trong danh sách bầu cử: "
        "{{ b.danh_sach_bau|length }}."
    )
    sheet.text(
        "2. Số người được triệu tập: {{ b.so_trieu_tap }}; có mặt: {{ b.so_co_mat }}; "
        "vắng mặt: {{ b.so_vang }}."
    )
    sheet.when("b.duoc_tru")
    sheet.text("Được trừ khi tính kết quả:")
    sheet.each("r in b.duoc_tru")
    sheet.text("- {{ r.so_luong }} người{% if r.ly_do %}: {{ r.ly_do }}{% endif %}.", style="ListItem")
    sheet.end()
    sheet.end("if")
    sheet.text("3. Số phiếu phát ra: {{ b.phieu_phat_ra }}; số phiếu thu về: {{ b.phieu_thu_ve }}.")
    sheet.text("4. Số phiếu hợp lệ: {{ b.phieu_hop_le }}; số phiếu không hợp lệ: {{ b.phieu_khong_hop_le }}.")
    sheet.when("b.ly_do_khong_hop_le")
    sheet.each("r in b.ly_do_khong_hop_le")
    sheet.text("- {{ r.so_luong }} phiếu{% if r.ly_do %}: {{ r.ly_do }}{% endif %}.", style="ListItem")
    sheet.end()
    sheet.end("if")
    sheet.text(
        "5. Kết quả được tính trên {{ b.tinh_tren }} là {{ b.mau_so }}; "
        "người trúng cử phải được ít nhất {{ b.so_phieu_can }} phiếu. Số phiếu của từng người:"
    )


def _names(sheet: Sheet) -> None:
    row = ("{{ n.stt }}", "{{ n.ho_ten }}", "{{ n.so_phieu }}", "{{ n.ty_le_phieu }}", "{{ n.ket_qua }}")
    sheet.table(_COLUMNS, ("for n in b.danh_sach_bau", row, "endfor"))
    sheet.when("b.trung_cu")
    sheet.text("6. Trúng cử, xếp theo số phiếu từ cao đến thấp:")
    sheet.each("n in b.trung_cu")
    sheet.text("{{ n.stt }}. {{ n.ho_ten }}: {{ n.so_phieu }} phiếu ({{ n.ty_le_phieu }}%)", style="ListItem")
    sheet.end()
    sheet.text("{%p else %}")
    sheet.text("6. Không có ai trúng cử.")
    sheet.end("if")
    sheet.text("{{ b.viec_tiep_theo }}")


FORM = Form("bien-ban-kiem-phieu", "BIÊN BẢN KIỂM PHIẾU", "BB", CountingMinute, draw)
