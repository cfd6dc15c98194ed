"""What is asked of the pages of units, congresses, drafts, and of one's own account."""

from typing import Any

from web.permissions.cases.base import (
    CONGRESS,
    DRAFT,
    HOLDER,
    NEW_UNIT,
    PAPER,
    POST,
    RULES,
    SEASON,
    SEASON_AT,
    STAGES,
    TICK,
    UNIT,
    VERSION,
    Case,
    account_case,
    at_item,
    attached,
    dossier,
    draft_cases,
    form_of,
    people_file,
    today,
    tomorrow,
    tomorrow_iso,
    unit_field,
    units_file,
    with_right,
    without_right,
)
from web.permissions.world import FEW, a_file

# What a POST sends; a GET of the same address needs no more than its arguments.
POSTS: dict[str, list[Case]] = {
    "don-vi/moi/": [Case(body=form_of(code="goc-moi", **NEW_UNIT))],
    "don-vi/<int:pk>/moi/": [Case(body=form_of(code="cb-moi", **NEW_UNIT))],
    "don-vi/<int:pk>/sua/": [
        Case(body=form_of(**UNIT, on=today)),
        Case("moved", body=form_of(**UNIT, on=today, parent=lambda w: f"x [{w.sibling.code}]")),
    ],
    "don-vi/<int:pk>/ket-thuc/": [Case(body=form_of(on=tomorrow, revision=0), before=lambda w: w.end_cell())],
    "don-vi/<int:pk>/to-cong-tac/": [Case(body=form_of(name="Tổ mới", since=today))],
    "don-vi/<int:pk>/nhap-don-vi/": [Case(body=form_of(file=units_file))],
    "don-vi/<int:pk>/nhap-nguoi/": [Case(body=form_of(file=people_file))],
    "to-cong-tac/<int:pk>/sua/": [Case(body=form_of(name="Tổ khác", revision=0))],
    "to-cong-tac/<int:pk>/thanh-vien/": [
        Case(body=form_of(person=lambda w: f"x [{w.person.pk}]", since=today))
    ],
    "to-cong-tac/<int:pk>/thanh-vien/<int:seat>/thoi/": [Case(body=form_of(until=tomorrow))],
    "to-cong-tac/<int:pk>/don-vi/": [Case(body=form_of(unit=lambda w: f"x [{w.cell.code}]", since=today))],
    "to-cong-tac/<int:pk>/don-vi/<int:assignment>/thoi/": [Case(body=form_of(until=tomorrow))],
    "nguoi/moi/": [Case(body=form_of(name="Người Mới"))],
    "nguoi/<int:pk>/sua/": [Case(body=form_of(name="Tên Đúng", revision=0))],
    "nguoi/<int:pk>/chuc-vu/": [
        Case(body=form_of(**POST, unit=unit_field, since=today)),
        Case("secretary", body=form_of(**POST, unit=unit_field, since=today, role="unit_secretary")),
        Case("administrator", body=form_of(**POST, unit=unit_field, since=today, role="administrator")),
        Case("sees-personnel", body=form_of(**POST, unit=unit_field, since=today, sees_personnel="on")),
    ],
    "nguoi/<int:pk>/tai-khoan/": [Case(body=form_of(username="nguoi.moi"))],
    "nguoi/<int:pk>/tai-khoan/duong-dan/": [Case(body=form_of(), at=HOLDER)],
    "nguoi/<int:pk>/tai-khoan/<slug:verb>/": [
        account_case(verb) for verb in ("dinh-chi", "khoi-phuc", "mo-khoa", "bo-xac-thuc")
    ],
    "chuc-vu/<int:pk>/thoi/": [Case(body=form_of(until=tomorrow))],
    "chuc-vu/<int:pk>/ban-giao/": [Case(body=form_of(to=lambda w: f"x [{w.heir.pk}]", on=tomorrow))],
    "de-an-nhan-su/": [Case(body=form_of(statement="Tôi cam kết"))],
    "de-an-nhan-su/tat/": [Case(body=form_of(), before=with_right)],
    "dot-dai-hoi/moi/": [Case(body=form_of(**SEASON, root=unit_field))],
    SEASON_AT + "bo-quy-tac/<slug:pack>/": [
        Case(body=form_of(since=today, reason="Chỉ thị 45", revision=0), before=lambda w: w.pack_holds_long())
    ],
    SEASON_AT + "han-rieng/": [
        Case(body=form_of(unit=unit_field, kind="xa-phuong", until="15/04/2020", source="KH 2", revision=0))
    ],
    SEASON_AT + "han-rieng/<int:number>/bo/": [
        Case(body=form_of(), at={"<int:number>": lambda w: w.override.pk})
    ],
    SEASON_AT + "don-vi/": [
        Case(body=form_of(unit=unit_field, kinds=["xa-phuong"]), before=lambda w: w.no_congress())
    ],
    SEASON_AT + "ket-thuc/": [Case(body=form_of())],
    CONGRESS + "ke-hoach/": [
        Case(body=form_of(ordinal=28, form="delegates", revision=0)),
        Case("pilot", body=form_of(ordinal=27, form="delegates", pilot="on", revision=0)),
    ],
    CONGRESS + "giai-doan/<slug:verb>/": STAGES,
    CONGRESS + "buoc/<slug:item>/": [Case(body=TICK, at=at_item("plan"))],
    CONGRESS + "ho-so/<slug:item>/": dossier(PAPER),
    CONGRESS + "bao-cao/moi/": [Case(body=form_of(on=today, summary="x", group=lambda w: w.group.pk))],
    "luu-tru/<int:season>/<int:unit>/": [Case(body=form_of())],
    "dai-hoi/<int:congress>/van-ban/": [
        Case(body=form_of(kind="resolution")),
        Case(
            "plan-no-right",
            body=form_of(kind="personnel_plan"),
            before=lambda w: (w.no_plan(), without_right(w)),
        ),
        Case(
            "plan-right", body=form_of(kind="personnel_plan"), before=lambda w: (w.no_plan(), with_right(w))
        ),
    ],
    DRAFT + "nop/": draft_cases("submit", form_of(file=lambda w: a_file(), phase="draft")),
    DRAFT + "gui/": draft_cases("share", form_of()),
    DRAFT + "tra-lai/": draft_cases("return", form_of(reason="x")),
    DRAFT + "san-sang/": draft_cases("ready", form_of()),
    DRAFT + "bo-qua/<int:finding>/": draft_cases("waive", form_of(reason="x")),
    DRAFT + "bo-qua/<int:waiver>/go/": draft_cases("waive", form_of()),
    DRAFT + "xoa/": draft_cases("delete", form_of()),
    # One's own account and the way in: no unit is concerned.
    "ra-soat/": [Case(body=form_of(**RULES, file=lambda w: a_file()))],
    "ra-soat/ban-mau/<slug:name>/": [Case(body=form_of())],
    "vao/": [Case(body=form_of(login="khong.co", password="khong dung"))],  # noqa: S106
    "vao/lop-hai/": [Case(body=form_of(code="1"))],
    "vao/khoa/": [Case(body=form_of(credential="{}"))],
    "vao/gui-lai/bo/": [Case(body=form_of())],
    "ra/": [Case(body=form_of())],
    "loi-moi/": [Case(body=form_of(password1="x", password2="y"))],
    "trinh-dien/vao/": [Case(body=form_of(username="x"))],
    "tai-khoan/": [Case(body=form_of(language="en"))],
    "tai-khoan/phien/ket-thuc/": [Case(body=form_of())],
    "tai-khoan/mat-khau/": [Case(body=form_of(oldpassword="x", password1="y", password2="y"))],
    "tai-khoan/ma-truy-cap/": [Case(body=form_of(name="máy", expires_on=tomorrow_iso))],
    "tai-khoan/ma-truy-cap/<int:pk>/thu-hoi/": [
        Case("another's", body=form_of(), at={"ma-truy-cap/<int:pk>": lambda w: w.somebodys_token()})
    ],
    "tai-khoan/xac-nhan/": [Case(body=form_of(password="x"))],  # noqa: S106
    "tai-khoan/xac-nhan/ma/": [Case(body=form_of(code="1"))],
    "tai-khoan/xac-nhan/khoa/": [Case(body=form_of(credential="{}"))],
    "tai-khoan/lop-hai/ung-dung/": [Case(body=form_of(code="1"))],
    "tai-khoan/lop-hai/ung-dung/bo/": [Case(body=form_of())],
    "tai-khoan/lop-hai/khoa/": [Case(body=form_of(name="x", credential="{}"))],
    "tai-khoan/lop-hai/khoa/<int:pk>/bo/": [
        Case("another's", body=form_of(), at={"khoa/<int:pk>": lambda w: w.somebodys_key()})
    ],
    "tai-khoan/lop-hai/ma-du-phong/moi/": [Case(body=form_of())],
    "ngon-ngu/": [Case(body=form_of(language="en"))],
}
GETS: dict[str, list[Case]] = {
    CONGRESS + "giai-doan/<slug:verb>/": STAGES,
    CONGRESS + "buoc/<slug:item>/": [Case(at=at_item("plan"))],
    CONGRESS + "ho-so/<slug:item>/": dossier(None),
    CONGRESS + "tep/<slug:what>/<slug:item>/": attached(),
    "don-vi/tim/": [Case(query="?unit=B%E1%BA%A3y")],
    "nguoi/tim/": [Case(query="?person=C%C3%A1n")],
    "ra-soat/bo-quy-tac/": [Case(query="?pack=dang-2019")],
    "loi-moi/<str:secret>/": [Case(), Case("wrong", at={"<str:secret>": lambda w: "sai"})],
    "tai-khoan/lop-hai/khoa/<int:pk>/bo/": [
        Case("another's", at={"khoa/<int:pk>": lambda w: w.somebodys_key()})
    ],
}
for _route in (
    DRAFT,
    DRAFT + "ra-soat/",
    DRAFT + "so-lieu/",
    DRAFT + "so-sanh/",
    DRAFT + "so-sanh/ban-word/",
    DRAFT + "lich-su/",
    DRAFT + "tien-do/",
    DRAFT + "ban-goc/",
    DRAFT + "nhan-xet/",
    DRAFT + "ket-qua/",
    VERSION,
    VERSION + "ra-soat/",
    VERSION + "so-lieu/",
    VERSION + "so-lieu/bang/",
    VERSION + "tien-do/",
    VERSION + "ban-goc/",
    VERSION + "nhan-xet/",
    VERSION + "ket-qua/",
):
    GETS[_route] = draft_cases(few=_route not in (DRAFT, DRAFT + "ban-goc/"))
GETS[DRAFT + "nop/"] = draft_cases("submit")
UNSENT: dict[str, Any] = {"<int:draft>": lambda w: w.drafts["shared"].pk, "<int:number>": lambda w: 2}
for _route in (
    VERSION,
    VERSION + "ra-soat/",
    VERSION + "so-lieu/",
    VERSION + "so-lieu/bang/",
    VERSION + "ban-goc/",
    VERSION + "nhan-xet/",
    VERSION + "ket-qua/",
):
    GETS[_route].append(Case("unsent", at=UNSENT, before=lambda w: w.unsent_version(), relations=FEW))
for _route in (DRAFT + "so-sanh/", DRAFT + "so-sanh/ban-word/"):
    GETS[_route].append(
        Case("unsent", at=UNSENT, query="?cu=1&moi=2", before=lambda w: w.unsent_version(), relations=FEW)
    )
