"""Đề án nhân sự: sizes, structure and procedure on upright pages; the list on pages that lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from vankien.outputs.papers.form import Form
from vankien.outputs.papers.model import Content
from vankien.outputs.papers.sheet import Column, Sheet


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its numbers, each as printed; empty where it is not said."""

    body: Annotated[str, "ten"]
    last_term: Annotated[str, "nhiem_ky_truoc"]
    size: Annotated[str, "so_luong"]
    listed: Annotated[str, "so_gioi_thieu"]
    surplus: Annotated[str, "so_du"]


@dataclass(frozen=True, slots=True)
class StructureRow:
    """So many of a kind among the candidates for the committee."""

    kind: Annotated[str, "ten"]
    number: Annotated[int, "so_luong"]
    percent: Annotated[str, "ty_le_phieu"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """What was counted at a step; empty where it is not said."""

    step: Annotated[str, "ten_buoc"]
    summoned: Annotated[str, "so_trieu_tap"]
    present: Annotated[str, "so_co_mat"]
    issued: Annotated[str, "phieu_phat_ra"]
    collected: Annotated[str, "phieu_thu_ve"]
    valid: Annotated[str, "phieu_hop_le"]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A row of the list as printed."""

    number: Annotated[str, "so"]
    name: Annotated[str, "ho_ten"]
    birth: Annotated[str, "ngay_sinh"]
    sex: Annotated[str, "gioi_tinh"]
    ethnicity: Annotated[str, "dan_toc"]
    home: Annotated[str, "que_quan"]
    posts: Annotated[str, "chuc_vu"]
    professional: Annotated[str, "chuyen_mon"]
    theory: Annotated[str, "ly_luan"]
    party: Annotated[str, "ngay_vao_dang"]
    post: Annotated[str, "chuc_danh_du_kien"]
    votes: Annotated[str, "ket_qua_phieu"]
    note: Annotated[str, "ghi_chu"]


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """ "Tái cử", "Lần đầu" …; the rows of one group line."""

    title: Annotated[str, "ten"]
    rows: Annotated[tuple[CandidateRow, ...], "nhan_su"]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The list for one body."""

    title: Annotated[str, "ten"]
    groups: Annotated[tuple[CandidateGroup, ...], "cac_nhom"]


@dataclass(frozen=True, slots=True)
class PersonnelPlan(Content):
    """`month`: at which ages are counted ("4/2020"); texts are paragraphs that an office writes itself."""

    congress: Annotated[str, "dai_hoi"]
    unit: Annotated[str, "don_vi"]
    bodies: Annotated[tuple[BodyRow, ...], "so_luong_cac_ban"]
    structure: Annotated[tuple[StructureRow, ...], "co_cau"]
    lists: Annotated[tuple[CandidateList, ...], "cac_danh_sach"]
    month: Annotated[str, "thang_tinh_tuoi"] = ""
    grounds: Annotated[tuple[str, ...], "can_cu_lap"] = ()
    standards: Annotated[tuple[str, ...], "tieu_chuan"] = ()
    steps: Annotated[tuple[StepRow, ...], "cac_buoc"] = ()
    procedure: Annotated[tuple[str, ...], "quy_trinh"] = ()
    implementation: Annotated[tuple[str, ...], "to_chuc_thuc_hien"] = ()


_BODIES = (
    Column("TT", 1, centred=True),
    Column("Chức danh, cơ quan", 6),
    Column("Nhiệm kỳ trước", 2.3, centred=True),
    Column("Số lượng bầu", 2.3, centred=True),
    Column("Số giới thiệu", 2.3, centred=True),
    Column("Số dư", 3, centred=True),
)
_STRUCTURE = (
    Column("TT", 1, centred=True),
    Column("Cơ cấu", 8),
    Column("Số người", 3, centred=True),
    Column("Tỷ lệ (%)", 3, centred=True),
)
_STEPS = (
    Column("Bước", 4.4),
    Column("Triệu tập", 2, centred=True),
    Column("Có mặt", 2, centred=True),
    Column("Phiếu phát ra", 2.2, centred=True),
    Column("Phiếu thu về", 2.2, centred=True),
    Column("Phiếu hợp lệ", 2.2, centred=True),
)
_CANDIDATES = (
    Column("TT", 1, centred=True),
    Column("Họ và tên", 2.8),
    Column("Ngày, tháng, năm sinh", 2.5, centred=True),
    Column("Nam/Nữ", 1.3, centred=True),
    Column("Dân tộc", 1.7, centred=True),
    Column("Quê quán", 2.3),
    Column("Chức vụ, đơn vị công tác hiện nay", 3),
    Column("Trình độ chuyên môn", 2.1),
    Column("Lý luận chính trị", 1.8),
    Column("Ngày vào Đảng (dự bị, chính thức)", 2.5, centred=True),
    Column("Dự kiến chức danh", 2.6),
    Column("Kết quả phiếu các bước", 3.3),
    Column("Ghi chú", 1.5),
)


def draw(sheet: Sheet) -> None:
    mark = sheet.after_roman
    sheet.each("c in can_cu_lap")
    sheet.text("- {{ c }}")
    sheet.end()
    sheet.text("{{ don_vi }} xây dựng đề án nhân sự trình {{ dai_hoi }} như sau:")
    sheet.heading(1, f"I{mark} Tiêu chuẩn")
    sheet.when("tieu_chuan")
    _texts(sheet, "tieu_chuan")
    sheet.text("{%p else %}")
    sheet.text("Thực hiện theo quy định của Đảng và hướng dẫn của cấp ủy cấp trên.")
    sheet.end("if")
    sheet.heading(1, f"II{mark} Số lượng, cơ cấu")
    sheet.heading(2, "1. Số lượng")
    row = (
        "{{ b.stt }}",
        "{{ b.ten }}",
        "{{ b.nhiem_ky_truoc }}",
        "{{ b.so_luong }}",
        "{{ b.so_gioi_thieu }}",
        "{{ b.so_du }}",
    )
    sheet.table(_BODIES, ("for b in so_luong_cac_ban", row, "endfor"))
    sheet.heading(2, "2. Cơ cấu")
    sheet.text("{% if thang_tinh_tuoi %}Tuổi tính tại tháng {{ thang_tinh_tuoi }}.{% endif %}")
    share = ("{{ k.stt }}", "{{ k.ten }}", "{{ k.so_luong }}", "{{ k.ty_le_phieu }}")
    sheet.table(_STRUCTURE, ("for k in co_cau", share, "endfor"))
    sheet.heading(1, f"III{mark} Quy trình giới thiệu nhân sự")
    _texts(sheet, "quy_trinh")
    _steps(sheet)
    sheet.heading(1, f"IV{mark} Dự kiến nhân sự")
    sheet.text("Danh sách trích ngang nhân sự kèm theo đề án này.")
    sheet.heading(1, f"V{mark} Tổ chức thực hiện")
    sheet.when("to_chuc_thuc_hien")
    _texts(sheet, "to_chuc_thuc_hien")
    sheet.text("{%p else %}")
    sheet.text("{{ don_vi }} trình cấp ủy cấp trên xem xét, cho ý kiến" + sheet.end_mark)
    sheet.end("if")


def _texts(sheet: Sheet, name: str) -> None:
    sheet.each(f"x in {name}")
    sheet.text("{{ x }}")
    sheet.end()


def _steps(sheet: Sheet) -> None:
    sheet.when("cac_buoc")
    row = (
        "{{ s.ten_buoc }}",
        "{{ s.so_trieu_tap }}",
        "{{ s.so_co_mat }}",
        "{{ s.phieu_phat_ra }}",
        "{{ s.phieu_thu_ve }}",
        "{{ s.phieu_hop_le }}",
    )
    sheet.table(_STEPS, ("for s in cac_buoc", row, "endfor"))
    sheet.end("if")


def draw_list(sheet: Sheet) -> None:
    """The lists, one table a body, its groups as lines over the whole width."""
    sheet.text("DANH SÁCH TRÍCH NGANG NHÂN SỰ", style="Subtitle")
    sheet.text("(kèm theo đề án nhân sự {{ dai_hoi }})", style="Caption")
    row = (
        "{{ n.so }}",
        "{{ n.ho_ten }}",
        "{{ n.ngay_sinh }}",
        "{{ n.gioi_tinh }}",
        "{{ n.dan_toc }}",
        "{{ n.que_quan }}",
        "{{ n.chuc_vu }}",
        "{{ n.chuyen_mon }}",
        "{{ n.ly_luan }}",
        "{{ n.ngay_vao_dang }}",
        "{{ n.chuc_danh_du_kien }}",
        "{{ n.ket_qua_phieu }}",
        "{{ n.ghi_chu }}",
    )
    sheet.each("d in cac_danh_sach")
    sheet.heading(2, "{{ d.stt }}. {{ d.ten }}")
    group = ("{{ g.la_ma }}. {{ g.ten }}",)
    sheet.table(_CANDIDATES, ("for g in d.cac_nhom", group, "for n in g.nhan_su", row, "endfor", "endfor"))
    sheet.end()


FORM = Form("de-an-nhan-su", "ĐỀ ÁN", "ĐA", PersonnelPlan, draw, annex=draw_list)
