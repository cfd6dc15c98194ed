"""Thông báo kết luận: what the meeting concluded, in numbered sentences, without who gave which opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Sheet, listed


@dataclass(frozen=True, slots=True)
class Sentence:
    """`number` is the record's own, so that a sentence of the notice can be cited and found again."""

    number: Annotated[int, "so"]
    text: Annotated[str, "noi_dung"]


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What concerns one unit: "Đảng bộ xã Quảng Tâm"."""

    unit: Annotated[str, "don_vi"]
    sentences: Annotated[tuple[Sentence, ...], "cau"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the notice: assessment, the units, verification, working groups, carrying out."""

    title: Annotated[str, "tieu_de"]
    sentences: Annotated[tuple[Sentence, ...], "cau"] = ()
    units: Annotated[tuple[UnitPart, ...], "cac_don_vi"] = ()


@dataclass(frozen=True, slots=True)
class ConclusionNotice(Content):
    """`body`: who concludes ("Ban Thường vụ Thành ủy"); `chair` with posts; `heard`: each report."""

    meeting: Annotated[str, "hoi_nghi"]
    held: Annotated[date, "ngay_hop"]
    body: Annotated[str, "co_quan_ket_luan"]
    chair: Annotated[str, "chu_tri"]
    participants: Annotated[tuple[str, ...], "thanh_phan"] = ()
    heard: Annotated[tuple[str, ...], "da_nghe"] = ()
    parts: Annotated[tuple[Part, ...], "cac_phan"] = ()


def draw(sheet: Sheet) -> None:
    sheet.text("Ngày {{ ngay_hop }}, {{ hoi_nghi }} đã được tổ chức dưới sự chủ trì của {{ chu_tri }}.")
    sheet.when("thanh_phan")
    sheet.text("Tham dự hội nghị có " + listed("thanh_phan") + ".")
    sheet.end("if")
    sheet.text(
        "Sau khi nghe {% for d in da_nghe %}{{ d }}; {% endfor %}ý kiến phát biểu của các đại biểu dự "
        "hội nghị, {{ co_quan_ket_luan }} kết luận như sau:"
    )
    sheet.each("p in cac_phan")
    sheet.heading(1, "{{ p.la_ma }}" + sheet.after_roman + " {{ p.tieu_de }}")
    _sentences(sheet, "p")
    sheet.each("d in p.cac_don_vi")
    sheet.heading(2, "{{ d.don_vi }}")
    _sentences(sheet, "d")
    sheet.end()
    sheet.end()
    sheet.text("Thông báo để các cơ quan, đơn vị liên quan biết, thực hiện" + sheet.end_mark)


def _sentences(sheet: Sheet, of: str) -> None:
    sheet.each(f"c in {of}.cau")
    sheet.text("{{ c.so }}. {{ c.noi_dung }}")
    sheet.end()


FORM = Form("thong-bao-ket-luan", "THÔNG BÁO", "TB", ConclusionNotice, draw)
