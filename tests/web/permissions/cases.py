"""What is asked at every address: its arguments, and a body with which a POST is really done.

A POST that is not named here must be refused (405) by its address; a GET needs no more than the arguments.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from vankien_web.common import clock, tables
from vankien_web.units import sheets
from web.permissions.world import FEW, RELATIONS, World, a_file

ARGUMENTS: dict[str, Callable[[World], Any]] = {
    "don-vi/<int:pk>": lambda w: w.unit.pk,
    "to-cong-tac/<int:pk>": lambda w: w.group.pk,
    "nguoi/<int:pk>": lambda w: w.person.pk,
    "chuc-vu/<int:pk>": lambda w: w.post.pk,
    "dot-dai-hoi/<int:pk>": lambda w: w.season.pk,
    "dai-hoi/<int:pk>": lambda w: w.congress.pk,
    "<int:congress>": lambda w: w.congress.pk,
    "<int:season>": lambda w: w.season.pk,
    "<int:unit>": lambda w: w.unit.pk,
    "<int:draft>": lambda w: w.drafts["shared"].pk,
    "<int:finding>": lambda w: w.drafts["shared"].finding,
    "<int:waiver>": lambda w: w.drafts["shared"].waiver,
    "<int:override>": lambda w: w.override.pk,
    "<slug:verb>": lambda w: "review",
    "<verb>": lambda w: "review",
    "<int:group>": lambda w: w.group.pk,
    "<int:person>": lambda w: w.person.pk,
    "<int:post>": lambda w: w.post.pk,
    "<int:seat>": lambda w: w.seat.pk,
    "<int:assignment>": lambda w: w.assignment.pk,
    "<int:row>": lambda w: w.assignment.pk,
    "<slug:pack>": lambda w: "dang-2025",
    "<str:secret>": lambda w: w.invitation.secret,
    "<slug:name>": lambda w: "xa-quang-tam",
    "<int:number>": lambda w: 1,
}
_DAY = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
_ISO = f"{clock.today() + timedelta(days=1):%Y-%m-%d}"
_TODAY = f"{clock.today():%d/%m/%Y}"


@dataclass(frozen=True)
class Case:
    """One row: `body` is sent by POST, `before` makes the world ready, `at` overrides arguments."""

    name: str = ""
    body: Callable[[World], Any] | None = None
    before: Callable[[World], object] = lambda world: None
    at: dict[str, Callable[[World], Any]] = field(default_factory=dict)
    query: str = ""
    relations: tuple[str, ...] = RELATIONS


def _form(**fields: Any) -> Callable[[World], Any]:
    return lambda world: {name: value(world) if callable(value) else value for name, value in fields.items()}


def _json(**fields: Any) -> Callable[[World], Any]:
    filled = _form(**fields)
    return lambda world: (json.dumps(filled(world)).encode(), "application/json")


def _sheet(columns: Any, row: list[Any]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = tables.write_table("x", [c.titles[0] for c in columns], [row])
    return SimpleUploadedFile("x.xlsx", data)


def _units(world: World) -> Any:
    row = ["moi", "Chi bộ mới", None, "chi-bo", "chi-bo", world.unit.code, "01/01/2020"]
    return _sheet(sheets.unit_columns(), row)


def _people(world: World) -> Any:
    row = ["Người Mới", None, "Văn thư", world.unit.code, "khac", None, "01/01/2020", "01/01/2030"]
    return _sheet(sheets.people_columns(), row)


def _unit(world: World) -> str:
    return f"{world.unit.name} [{world.unit.code}]"


_NEW_UNIT = {"name": "Chi bộ mới", "kind": "chi-bo", "level": "chi-bo", "reason": "QĐ 1"}
_UNIT = {"name": "Đảng bộ phường Ba", "kind": "xa-phuong", "level": "co-so", "revision": 0, "reason": "QĐ 1"}
_POST = {"title": "Phó Bí thư", "body": "cap-uy", "rank": 3}
_STATES = {
    "submit": "returned",
    "share": "returned",
    "return": "shared",
    "ready": "shared",
    "waive": "shared",
}


def _draft_cases(verb: str = "", body: Any = None, *, few: bool = False) -> list[Case]:
    """A draft not sent up, one that was, a personnel plan: switched off, on without and with the right."""

    def case(name: str, draft: str, before: Any) -> Case:
        def ready(world: World) -> None:
            before(world)
            world.asked = world.drafts[draft]
            state = "drafting" if draft == "unshared" else _STATES.get(verb, "shared")
            if verb:
                world.stand(draft, state)
            if verb == "ready":
                world.complete()

        at = {
            f"<int:{name}>": (lambda n: lambda w: getattr(w.drafts[draft], n))(name)
            for name in ("finding", "waiver")
        }
        asked = FEW if few or draft == "plan" else RELATIONS
        where = at | {"<int:draft>": lambda w: w.drafts[draft].pk}
        return Case(name, body, ready, where, relations=asked)

    chosen = [
        case("unshared", "unshared", lambda w: None),
        case("shared", "shared", lambda w: None),
        case("plan-no-right", "plan", lambda w: w.personnel(right=False)),
    ]
    if few:
        return chosen
    off = case("plan-off", "plan", lambda w: (w.personnel(right=True), w.off()))
    return [*chosen, off, case("plan-right", "plan", lambda w: w.personnel(right=True))]


_TICK = _form(done="on", revision=1, said_by="x")
_PAPER = _form(state="there", revision=0)
_ON = {"on": _TODAY, "revision": 0, "note": "x"}


def _stage(verb: str, stage: str) -> Case:
    def before(world: World) -> None:
        world.complete()
        tomorrow = clock.today() + timedelta(days=1)
        day = tomorrow if stage in ("reviewed",) else clock.today()
        type(world.congress).objects.filter(pk=world.congress.pk).update(
            stage=stage, dossier_missing=0, opens_on=day
        )

    return Case(verb, _form(**_ON), before, {"<slug:verb>": lambda w: verb})


_STAGES = [
    _stage(*pair)
    for pair in (
        ("review", "preparing"),
        ("approve", "reviewed"),
        ("hold_preparatory", "approved"),
        ("hold_official", "approved"),
        ("report", "official"),
        ("send_back", "reviewed"),
    )
]


def _item(value: str) -> dict[str, Any]:
    return {"<slug:item>": lambda w: value}


def _right(world: World) -> None:
    world.personnel(right=True)


def _no_right(world: World) -> None:
    world.personnel(right=False)


def _again(body: Any) -> Any:
    """The same, by somebody who has read what was said before."""
    return body and (lambda world: body(world) | {"revision": 1})


def _papers(body: Any) -> list[Case]:
    return [
        Case("report", body, at=_item("resolution")),
        Case(
            "personnel-off", body, at=_item("candidates"), before=lambda w: (w.personnel(right=True), w.off())
        ),
        Case("personnel-no-right", body, at=_item("candidates"), before=_no_right),
        Case("personnel-right", _again(body), at=_item("candidates"), before=_right),
    ]


def _attached() -> list[Case]:
    def at(what: str, item: str) -> dict[str, Any]:
        return {"<slug:what>": lambda w: what} | _item(item)

    return [
        Case("step", at=at("buoc", "plan")),
        Case("paper", at=at("ho-so", "request")),
        Case("report", at=at("bao-cao", "1")),
        Case(
            "personnel-off", at=at("ho-so", "candidates"), before=lambda w: (w.personnel(right=True), w.off())
        ),
        Case("personnel-no-right", at=at("ho-so", "candidates"), before=_no_right),
        Case("personnel-right", at=at("ho-so", "candidates"), before=_right),
    ]


def _account(verb: str) -> Case:
    def before(world: World) -> None:
        if verb == "khoi-phuc":
            type(world.holder.account).objects.filter(pk=world.holder.account_id).update(is_active=False)

    at = {"nguoi/<int:pk>": lambda w: w.holder.pk, "<slug:verb>": lambda w: verb}
    return Case(verb, _form(), before, at)


_HOLDER = {"nguoi/<int:pk>": lambda w: w.holder.pk}
_RULES = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
_SEASON = {"pack": "dang-2019", "name": "Đại hội", "term_from": 2025, "term_until": 2030}
_DRAFT = "van-ban/<int:draft>/"
_VERSION = _DRAFT + "lan/<int:number>/"
_CONGRESS = "dai-hoi/<int:pk>/"
_SEASON_AT = "dot-dai-hoi/<int:pk>/"


# What a POST sends; a GET of the same address needs no more than its arguments.
POSTS: dict[str, list[Case]] = {
    "don-vi/moi/": [Case(body=_form(code="goc-moi", **_NEW_UNIT))],
    "don-vi/<int:pk>/moi/": [Case(body=_form(code="cb-moi", **_NEW_UNIT))],
    "don-vi/<int:pk>/sua/": [
        Case(body=_form(**_UNIT, on=_TODAY)),
        Case("moved", body=_form(**_UNIT, on=_TODAY, parent=lambda w: f"x [{w.sibling.code}]")),
    ],
    "don-vi/<int:pk>/ket-thuc/": [Case(body=_form(on=_DAY, revision=0), before=lambda w: w.end_cell())],
    "don-vi/<int:pk>/to-cong-tac/": [Case(body=_form(name="Tổ mới", since=_TODAY))],
    "don-vi/<int:pk>/nhap-don-vi/": [Case(body=_form(file=_units))],
    "don-vi/<int:pk>/nhap-nguoi/": [Case(body=_form(file=_people))],
    "to-cong-tac/<int:pk>/sua/": [Case(body=_form(name="Tổ khác", revision=0))],
    "to-cong-tac/<int:pk>/thanh-vien/": [
        Case(body=_form(person=lambda w: f"x [{w.person.pk}]", since=_TODAY))
    ],
    "to-cong-tac/<int:pk>/thanh-vien/<int:seat>/thoi/": [Case(body=_form(until=_DAY))],
    "to-cong-tac/<int:pk>/don-vi/": [Case(body=_form(unit=lambda w: f"x [{w.cell.code}]", since=_TODAY))],
    "to-cong-tac/<int:pk>/don-vi/<int:assignment>/thoi/": [Case(body=_form(until=_DAY))],
    "nguoi/moi/": [Case(body=_form(name="Người Mới"))],
    "nguoi/<int:pk>/sua/": [Case(body=_form(name="Tên Đúng", revision=0))],
    "nguoi/<int:pk>/chuc-vu/": [
        Case(body=_form(**_POST, unit=_unit, since=_TODAY)),
        Case("secretary", body=_form(**_POST, unit=_unit, since=_TODAY, role="unit_secretary")),
        Case("administrator", body=_form(**_POST, unit=_unit, since=_TODAY, role="administrator")),
        Case("sees-personnel", body=_form(**_POST, unit=_unit, since=_TODAY, sees_personnel="on")),
    ],
    "nguoi/<int:pk>/tai-khoan/": [Case(body=_form(username="nguoi.moi"))],
    "nguoi/<int:pk>/tai-khoan/duong-dan/": [Case(body=_form(), at=_HOLDER)],
    "nguoi/<int:pk>/tai-khoan/<slug:verb>/": [
        _account(verb) for verb in ("dinh-chi", "khoi-phuc", "mo-khoa", "bo-xac-thuc")
    ],
    "chuc-vu/<int:pk>/thoi/": [Case(body=_form(until=_DAY))],
    "chuc-vu/<int:pk>/ban-giao/": [Case(body=_form(to=lambda w: f"x [{w.heir.pk}]", on=_DAY))],
    "de-an-nhan-su/": [Case(body=_form(statement="Tôi cam kết"))],
    "de-an-nhan-su/tat/": [Case(body=_form(), before=_right)],
    "dot-dai-hoi/moi/": [Case(body=_form(**_SEASON, root=_unit))],
    _SEASON_AT + "bo-quy-tac/<slug:pack>/": [
        Case(body=_form(since=_TODAY, reason="Chỉ thị 45", revision=0), before=lambda w: w.pack_holds_long())
    ],
    _SEASON_AT + "han-rieng/": [
        Case(body=_form(unit=_unit, kind="xa-phuong", until="15/04/2020", source="KH 2", revision=0))
    ],
    _SEASON_AT + "han-rieng/<int:number>/bo/": [
        Case(body=_form(), at={"<int:number>": lambda w: w.override.pk})
    ],
    _SEASON_AT + "don-vi/": [
        Case(body=_form(unit=_unit, kinds=["xa-phuong"]), before=lambda w: w.no_congress())
    ],
    _SEASON_AT + "ket-thuc/": [Case(body=_form())],
    _CONGRESS + "ke-hoach/": [
        Case(body=_form(ordinal=28, form="delegates", revision=0)),
        Case("pilot", body=_form(ordinal=27, form="delegates", pilot="on", revision=0)),
    ],
    _CONGRESS + "giai-doan/<slug:verb>/": _STAGES,
    _CONGRESS + "buoc/<slug:item>/": [Case(body=_TICK, at=_item("plan"))],
    _CONGRESS + "ho-so/<slug:item>/": _papers(_PAPER),
    _CONGRESS + "bao-cao/moi/": [Case(body=_form(on=_TODAY, summary="x", group=lambda w: w.group.pk))],
    "luu-tru/<int:season>/<int:unit>/": [Case(body=_form())],
    "dai-hoi/<int:congress>/van-ban/": [
        Case(body=_form(kind="resolution")),
        Case(
            "plan-no-right", body=_form(kind="personnel_plan"), before=lambda w: (w.no_plan(), _no_right(w))
        ),
        Case("plan-right", body=_form(kind="personnel_plan"), before=lambda w: (w.no_plan(), _right(w))),
    ],
    _DRAFT + "nop/": _draft_cases("submit", _form(file=lambda w: a_file(), phase="draft")),
    _DRAFT + "gui/": _draft_cases("share", _form()),
    _DRAFT + "tra-lai/": _draft_cases("return", _form(reason="x")),
    _DRAFT + "san-sang/": _draft_cases("ready", _form()),
    _DRAFT + "bo-qua/<int:finding>/": _draft_cases("waive", _form(reason="x")),
    _DRAFT + "bo-qua/<int:waiver>/go/": _draft_cases("waive", _form()),
    _DRAFT + "xoa/": _draft_cases("delete", _form()),
    # One's own account and the way in: no unit is concerned.
    "ra-soat/": [Case(body=_form(**_RULES, file=lambda w: a_file()))],
    "ra-soat/ban-mau/<slug:name>/": [Case(body=_form())],
    "vao/": [Case(body=_form(login="khong.co", password="khong dung"))],  # noqa: S106
    "vao/lop-hai/": [Case(body=_form(code="1"))],
    "vao/khoa/": [Case(body=_form(credential="{}"))],
    "vao/gui-lai/bo/": [Case(body=_form())],
    "ra/": [Case(body=_form())],
    "loi-moi/": [Case(body=_form(password1="x", password2="y"))],
    "trinh-dien/vao/": [Case(body=_form(username="x"))],
    "tai-khoan/": [Case(body=_form(language="en"))],
    "tai-khoan/phien/ket-thuc/": [Case(body=_form())],
    "tai-khoan/mat-khau/": [Case(body=_form(oldpassword="x", password1="y", password2="y"))],
    "tai-khoan/ma-truy-cap/": [Case(body=_form(name="máy", expires_on=_ISO))],
    "tai-khoan/ma-truy-cap/<int:pk>/thu-hoi/": [
        Case("another's", body=_form(), at={"ma-truy-cap/<int:pk>": lambda w: w.somebodys_token()})
    ],
    "tai-khoan/xac-nhan/": [Case(body=_form(password="x"))],  # noqa: S106
    "tai-khoan/xac-nhan/ma/": [Case(body=_form(code="1"))],
    "tai-khoan/xac-nhan/khoa/": [Case(body=_form(credential="{}"))],
    "tai-khoan/lop-hai/ung-dung/": [Case(body=_form(code="1"))],
    "tai-khoan/lop-hai/ung-dung/bo/": [Case(body=_form())],
    "tai-khoan/lop-hai/khoa/": [Case(body=_form(name="x", credential="{}"))],
    "tai-khoan/lop-hai/khoa/<int:pk>/bo/": [
        Case("another's", body=_form(), at={"khoa/<int:pk>": lambda w: w.somebodys_key()})
    ],
    "tai-khoan/lop-hai/ma-du-phong/moi/": [Case(body=_form())],
    "ngon-ngu/": [Case(body=_form(language="en"))],
}
GETS: dict[str, list[Case]] = {
    _CONGRESS + "giai-doan/<slug:verb>/": _STAGES,
    _CONGRESS + "buoc/<slug:item>/": [Case(at=_item("plan"))],
    _CONGRESS + "ho-so/<slug:item>/": _papers(None),
    _CONGRESS + "tep/<slug:what>/<slug:item>/": _attached(),
    "don-vi/tim/": [Case(query="?unit=B%E1%BA%A3y")],
    "nguoi/tim/": [Case(query="?person=C%C3%A1n")],
    "ra-soat/bo-quy-tac/": [Case(query="?pack=dang-2019")],
    "loi-moi/<str:secret>/": [Case(), Case("wrong", at={"<str:secret>": lambda w: "sai"})],
    "tai-khoan/lop-hai/khoa/<int:pk>/bo/": [
        Case("another's", at={"khoa/<int:pk>": lambda w: w.somebodys_key()})
    ],
}
for _route in (
    _DRAFT,
    _DRAFT + "ra-soat/",
    _DRAFT + "lich-su/",
    _DRAFT + "tien-do/",
    _DRAFT + "ban-goc/",
    _DRAFT + "nhan-xet/",
    _DRAFT + "ket-qua/",
    _VERSION,
    _VERSION + "ra-soat/",
    _VERSION + "tien-do/",
    _VERSION + "ban-goc/",
    _VERSION + "nhan-xet/",
    _VERSION + "ket-qua/",
):
    GETS[_route] = _draft_cases(few=_route not in (_DRAFT, _DRAFT + "ban-goc/"))
GETS[_DRAFT + "nop/"] = _draft_cases("submit")
_UNSENT: dict[str, Any] = {"<int:draft>": lambda w: w.drafts["shared"].pk, "<int:number>": lambda w: 2}
for _route in (
    _VERSION,
    _VERSION + "ra-soat/",
    _VERSION + "ban-goc/",
    _VERSION + "nhan-xet/",
    _VERSION + "ket-qua/",
):
    GETS[_route].append(Case("unsent", at=_UNSENT, before=lambda w: w.unsent_version(), relations=FEW))

_API = "api/v1/"
_API_DRAFT = _API + "drafts/<int:draft>"
for _tail in (
    "",
    "/events",
    "/versions/<int:number>",
    "/versions/<int:number>/findings",
    "/versions/<int:number>/original",
    "/versions/<int:number>/annotated",
):
    GETS[_API_DRAFT + _tail] = _draft_cases(few=_tail != "")
for _tail in ("", "/findings", "/original", "/annotated"):
    _route = _API_DRAFT + "/versions/<int:number>" + _tail
    GETS[_route].append(Case("unsent", at=_UNSENT, before=lambda w: w.unsent_version(), relations=FEW))


_STAGES_API = [
    replace(c, body=_json(on=f"{clock.today()}", note="x", revision=0), at={"<verb>": c.at["<slug:verb>"]})
    for c in _STAGES
]
_POST_API = {**_POST, "unit": lambda w: w.unit.pk, "since": _ISO}
_C, _G, _P, _S = (
    _API + f"{n}/<int:{k}>"
    for n, k in (("congresses", "congress"), ("groups", "group"), ("people", "person"), ("seasons", "season"))
)
POSTS |= {
    _API + "units": [Case(body=_json(code="cb-moi", parent=lambda w: w.unit.pk, **_NEW_UNIT))],
    _API + "units/<int:unit>/change": [
        Case(body=_json(**_UNIT, on=f"{clock.today()}")),
        Case("moved", body=_json(**_UNIT, on=f"{clock.today()}", parent=lambda w: w.sibling.pk)),
    ],
    _API + "units/<int:unit>/end": [Case(body=_json(on=_ISO, revision=0), before=lambda w: w.end_cell())],
    _API + "units/<int:unit>/import-units": [Case(body=_form(file=_units, write="true"))],
    _API + "units/<int:unit>/import-people": [Case(body=_form(file=_people, write="true"))],
    _API + "people": [Case(body=_json(name="Người Mới"))],
    _P + "/name": [Case(body=_json(name="Tên Đúng", revision=0))],
    _P + "/posts": [
        Case(body=_json(**_POST_API)),
        Case("administrator", body=_json(**_POST_API, role="administrator")),
        Case("sees-personnel", body=_json(**_POST_API, sees_personnel=True)),
    ],
    _API + "posts/<int:post>/end": [Case(body=_json(until=_ISO))],
    _API + "posts/<int:post>/hand-over": [Case(body=_json(to=lambda w: w.heir.pk, on=_ISO))],
    _API + "groups": [Case(body=_json(unit=lambda w: w.unit.pk, name="Tổ mới", since=_ISO))],
    _G + "/change": [Case(body=_json(name="Tổ khác", revision=0))],
    _G + "/members": [Case(body=_json(person=lambda w: w.person.pk, since=_ISO))],
    _G + "/members/<int:seat>/end": [Case(body=_json(until=_ISO))],
    _G + "/units": [Case(body=_json(unit=lambda w: w.cell.pk, since=_ISO))],
    _G + "/units/<int:row>/end": [Case(body=_json(until=_ISO))],
    _API + "seasons": [Case(body=_json(**_SEASON, root=lambda w: w.unit.pk))],
    _S + "/congresses": [
        Case(body=_json(unit=lambda w: w.unit.pk, kinds=["xa-phuong"]), before=lambda w: w.no_congress())
    ],
    _S + "/pack": [
        Case(
            body=_json(pack="dang-2025", since=f"{clock.today()}", reason="Chỉ thị 45", revision=0),
            before=lambda w: w.pack_holds_long(),
        )
    ],
    _S + "/overrides": [
        Case(body=_json(unit=lambda w: w.unit.pk, kind="xa-phuong", until="2020-04-15", source="KH 2"))
    ],
    _S + "/overrides/<int:override>/lift": [Case(body=_json())],
    _S + "/close": [Case(body=_json(revision=0))],
    _S + "/archive": [Case(body=_json(unit=lambda w: w.unit.pk))],
    _C + "/plan": [
        Case(body=_json(ordinal=28, revision=0)),
        Case("pilot", body=_json(ordinal=27, pilot=True, revision=0)),
    ],
    _C + "/steps/<slug:item>": [Case(body=_form(done="true", revision=1), at=_item("plan"))],
    _C + "/papers/<slug:item>": _papers(_form(present="true", revision=0)),
    _C + "/stages/<verb>": _STAGES_API,
    _C + "/reports": [Case(body=_form(group=lambda w: w.group.pk, summary="x"))],
    _C + "/drafts": [
        Case(body=_json(kind="resolution")),
        Case(
            "plan-no-right", body=_json(kind="personnel_plan"), before=lambda w: (w.no_plan(), _no_right(w))
        ),
        Case("plan-right", body=_json(kind="personnel_plan"), before=lambda w: (w.no_plan(), _right(w))),
    ],
    _API + "quick-checks": [Case(body=_form(**_RULES, file=lambda w: a_file()))],
    _API_DRAFT + "/versions": _draft_cases("submit", _form(file=lambda w: a_file()), few=True),
    _API_DRAFT + "/share": _draft_cases("share", _json()),
    _API_DRAFT + "/return": _draft_cases("return", _json(reason="x"), few=True),
    _API_DRAFT + "/ready": _draft_cases("ready", _json(), few=True),
    _API_DRAFT + "/waivers": _draft_cases(
        "waive", _json(reason="x", finding=lambda w: w.asked.finding), few=True
    ),
    _API_DRAFT + "/waivers/<int:waiver>/lift": _draft_cases("waive", _json(), few=True),
}
_WHAT = {"buoc": lambda w: "steps", "ho-so": lambda w: "papers", "bao-cao": lambda w: "reports"}
GETS[_API + "search"] = [Case(query="?q=ba")]
GETS[_C + "/files/<what>/<slug:item>"] = [
    replace(c, at={"<what>": _WHAT[c.at["<slug:what>"](None)], "<slug:item>": c.at["<slug:item>"]})  # type: ignore[arg-type]
    for c in _attached()
]
DELETES: dict[str, list[Case]] = {_API_DRAFT: _draft_cases("delete", few=True)}
