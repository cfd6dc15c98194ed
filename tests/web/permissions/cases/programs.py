"""What programs ask of the HTTP interface: the same as the pages, in JSON."""

from dataclasses import replace

from vankien_web.common import clock
from web.permissions.cases.base import (
    NEW_UNIT,
    POST,
    RULES,
    SEASON,
    STAGES,
    UNIT,
    Case,
    at_item,
    attached,
    dossier,
    draft_cases,
    form_of,
    json_of,
    people_file,
    tomorrow_iso,
    units_file,
    with_right,
    without_right,
)
from web.permissions.cases.pages import UNSENT
from web.permissions.world import FEW, a_file

_API = "api/v1/"
_API_DRAFT = _API + "drafts/<int:draft>"
GETS: dict[str, list[Case]] = {}
for _tail in (
    "",
    "/events",
    "/versions/<int:number>",
    "/versions/<int:number>/findings",
    "/versions/<int:number>/figures",
    "/versions/<int:number>/original",
    "/versions/<int:number>/annotated",
):
    GETS[_API_DRAFT + _tail] = draft_cases(few=_tail != "")
for _tail in ("", "/findings", "/figures", "/original", "/annotated"):
    _route = _API_DRAFT + "/versions/<int:number>" + _tail
    GETS[_route].append(Case("unsent", at=UNSENT, before=lambda w: w.unsent_version(), relations=FEW))


_STAGES_API = [
    replace(c, body=json_of(on=f"{clock.today()}", note="x", revision=0), at={"<verb>": c.at["<slug:verb>"]})
    for c in STAGES
]
_POST_API = {**POST, "unit": lambda w: w.unit.pk, "since": tomorrow_iso}
_C, _G, _P, _S = (
    _API + f"{n}/<int:{k}>"
    for n, k in (("congresses", "congress"), ("groups", "group"), ("people", "person"), ("seasons", "season"))
)
POSTS: dict[str, list[Case]] = {
    _API + "units": [Case(body=json_of(code="cb-moi", parent=lambda w: w.unit.pk, **NEW_UNIT))],
    _API + "units/<int:unit>/change": [
        Case(body=json_of(**UNIT, on=f"{clock.today()}")),
        Case("moved", body=json_of(**UNIT, on=f"{clock.today()}", parent=lambda w: w.sibling.pk)),
    ],
    _API + "units/<int:unit>/end": [
        Case(body=json_of(on=tomorrow_iso, revision=0), before=lambda w: w.end_cell())
    ],
    _API + "units/<int:unit>/import-units": [Case(body=form_of(file=units_file, write="true"))],
    _API + "units/<int:unit>/import-people": [Case(body=form_of(file=people_file, write="true"))],
    _API + "people": [Case(body=json_of(name="Người Mới"))],
    _P + "/name": [Case(body=json_of(name="Tên Đúng", revision=0))],
    _P + "/posts": [
        Case(body=json_of(**_POST_API)),
        Case("administrator", body=json_of(**_POST_API, role="administrator")),
        Case("sees-personnel", body=json_of(**_POST_API, sees_personnel=True)),
    ],
    _API + "posts/<int:post>/end": [Case(body=json_of(until=tomorrow_iso))],
    _API + "posts/<int:post>/hand-over": [Case(body=json_of(to=lambda w: w.heir.pk, on=tomorrow_iso))],
    _API + "groups": [Case(body=json_of(unit=lambda w: w.unit.pk, name="Tổ mới", since=tomorrow_iso))],
    _G + "/change": [Case(body=json_of(name="Tổ khác", revision=0))],
    _G + "/members": [Case(body=json_of(person=lambda w: w.person.pk, since=tomorrow_iso))],
    _G + "/members/<int:seat>/end": [Case(body=json_of(until=tomorrow_iso))],
    _G + "/units": [Case(body=json_of(unit=lambda w: w.cell.pk, since=tomorrow_iso))],
    _G + "/units/<int:row>/end": [Case(body=json_of(until=tomorrow_iso))],
    _API + "seasons": [Case(body=json_of(**SEASON, root=lambda w: w.unit.pk))],
    _S + "/congresses": [
        Case(body=json_of(unit=lambda w: w.unit.pk, kinds=["xa-phuong"]), before=lambda w: w.no_congress())
    ],
    _S + "/pack": [
        Case(
            body=json_of(pack="dang-2025", since=f"{clock.today()}", reason="Chỉ thị 45", revision=0),
            before=lambda w: w.pack_holds_long(),
        )
    ],
    _S + "/overrides": [
        Case(body=json_of(unit=lambda w: w.unit.pk, kind="xa-phuong", until="2020-04-15", source="KH 2"))
    ],
    _S + "/overrides/<int:override>/lift": [Case(body=json_of())],
    _S + "/close": [Case(body=json_of(revision=0))],
    _S + "/archive": [Case(body=json_of(unit=lambda w: w.unit.pk))],
    _C + "/plan": [
        Case(body=json_of(ordinal=28, revision=0)),
        Case("pilot", body=json_of(ordinal=27, pilot=True, revision=0)),
    ],
    _C + "/steps/<slug:item>": [Case(body=form_of(done="true", revision=1), at=at_item("plan"))],
    _C + "/papers/<slug:item>": dossier(form_of(present="true", revision=0)),
    _C + "/stages/<verb>": _STAGES_API,
    _C + "/reports": [Case(body=form_of(group=lambda w: w.group.pk, summary="x"))],
    _C + "/drafts": [
        Case(body=json_of(kind="resolution")),
        Case(
            "plan-no-right",
            body=json_of(kind="personnel_plan"),
            before=lambda w: (w.no_plan(), without_right(w)),
        ),
        Case(
            "plan-right", body=json_of(kind="personnel_plan"), before=lambda w: (w.no_plan(), with_right(w))
        ),
    ],
    _API + "quick-checks": [Case(body=form_of(**RULES, file=lambda w: a_file()))],
    _API_DRAFT + "/versions": draft_cases("submit", form_of(file=lambda w: a_file()), few=True),
    _API_DRAFT + "/share": draft_cases("share", json_of()),
    _API_DRAFT + "/return": draft_cases("return", json_of(reason="x"), few=True),
    _API_DRAFT + "/ready": draft_cases("ready", json_of(), few=True),
    _API_DRAFT + "/waivers": draft_cases(
        "waive", json_of(reason="x", finding=lambda w: w.asked.finding), few=True
    ),
    _API_DRAFT + "/waivers/<int:waiver>/lift": draft_cases("waive", json_of(), few=True),
}
_WHAT = {"buoc": lambda w: "steps", "ho-so": lambda w: "papers", "bao-cao": lambda w: "reports"}
GETS[_API + "search"] = [Case(query="?q=ba")]
GETS[_C + "/files/<what>/<slug:item>"] = [
    replace(c, at={"<what>": _WHAT[c.at["<slug:what>"](None)], "<slug:item>": c.at["<slug:item>"]})  # type: ignore[arg-type]
    for c in attached()
]
DELETES: dict[str, list[Case]] = {_API_DRAFT: draft_cases("delete", few=True)}
