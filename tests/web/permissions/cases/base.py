"""What is asked at every address: its arguments, and a body with which a POST is really done.

A POST that is not named here must be refused (405) by its address; a GET needs no more than the arguments.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from vankien.outputs.workbook import write_table
from vankien_web.common import clock
from vankien_web.units import sheets
from web.permissions.world import FEW, RELATIONS, World

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


# Asked when the form is filled: a run that passes midnight must not bring yesterday's day.
def tomorrow(world: World) -> str:
    return f"{clock.today() + timedelta(days=1):%d/%m/%Y}"


def tomorrow_iso(world: World) -> str:
    return f"{clock.today() + timedelta(days=1):%Y-%m-%d}"


def today(world: World) -> str:
    return f"{clock.today():%d/%m/%Y}"


@dataclass(frozen=True)
class Case:
    """One row: `body` is sent by POST, `before` makes the world ready, `at` overrides arguments."""

    name: str = ""
    body: Callable[[World], Any] | None = None
    before: Callable[[World], object] = lambda world: None
    at: dict[str, Callable[[World], Any]] = field(default_factory=dict)
    query: str = ""
    relations: tuple[str, ...] = RELATIONS


def form_of(**fields: Any) -> Callable[[World], Any]:
    return lambda world: {name: value(world) if callable(value) else value for name, value in fields.items()}


def json_of(**fields: Any) -> Callable[[World], Any]:
    filled = form_of(**fields)
    return lambda world: (json.dumps(filled(world)).encode(), "application/json")


def sheet_of(columns: Any, row: list[Any]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = write_table("x", [c.titles[0] for c in columns], [row])
    return SimpleUploadedFile("x.xlsx", data)


def units_file(world: World) -> Any:
    row = ["moi", "Chi bộ mới", None, "chi-bo", "chi-bo", world.unit.code, "01/01/2020"]
    return sheet_of(sheets.unit_columns(), row)


def people_file(world: World) -> Any:
    row = ["Người Mới", None, "Văn thư", world.unit.code, "khac", None, "01/01/2020", "01/01/2030"]
    return sheet_of(sheets.people_columns(), row)


def unit_field(world: World) -> str:
    return f"{world.unit.name} [{world.unit.code}]"


NEW_UNIT = {"name": "Chi bộ mới", "kind": "chi-bo", "level": "chi-bo", "reason": "QĐ 1"}
UNIT = {"name": "Đảng bộ phường Ba", "kind": "xa-phuong", "level": "co-so", "revision": 0, "reason": "QĐ 1"}
POST = {"title": "Phó Bí thư", "body": "cap-uy", "rank": 3}
STATES = {
    "submit": "returned",
    "share": "returned",
    "return": "shared",
    "ready": "shared",
    "waive": "shared",
}


def draft_cases(verb: str = "", body: Any = None, *, few: bool = False) -> list[Case]:
    """A draft not sent up, one that was, a personnel plan: switched off, on without and with the right."""

    def case(name: str, draft: str, before: Any) -> Case:
        def ready(world: World) -> None:
            before(world)
            world.asked = world.drafts[draft]
            state = "drafting" if draft == "unshared" else STATES.get(verb, "shared")
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


TICK = form_of(done="on", revision=1, said_by="x")
PAPER = form_of(state="there", revision=0)
ON = {"on": today, "revision": 0, "note": "x"}


def stage_case(verb: str, stage: str) -> Case:
    def before(world: World) -> None:
        world.complete()
        tomorrow = clock.today() + timedelta(days=1)
        day = tomorrow if stage in ("reviewed",) else clock.today()
        type(world.congress).objects.filter(pk=world.congress.pk).update(
            stage=stage, dossier_missing=0, opens_on=day
        )

    return Case(verb, form_of(**ON), before, {"<slug:verb>": lambda w: verb})


STAGES = [
    stage_case(*pair)
    for pair in (
        ("review", "preparing"),
        ("approve", "reviewed"),
        ("hold_preparatory", "approved"),
        ("hold_official", "approved"),
        ("report", "official"),
        ("send_back", "reviewed"),
    )
]


def at_item(value: str) -> dict[str, Any]:
    return {"<slug:item>": lambda w: value}


def with_right(world: World) -> None:
    world.personnel(right=True)


def without_right(world: World) -> None:
    world.personnel(right=False)


def said_again(body: Any) -> Any:
    """The same, by somebody who has read what was said before."""
    return body and (lambda world: body(world) | {"revision": 1})


def dossier(body: Any) -> list[Case]:
    return [
        Case("report", body, at=at_item("resolution")),
        Case(
            "personnel-off",
            body,
            at=at_item("candidates"),
            before=lambda w: (w.personnel(right=True), w.off()),
        ),
        Case("personnel-no-right", body, at=at_item("candidates"), before=without_right),
        Case("personnel-right", said_again(body), at=at_item("candidates"), before=with_right),
    ]


def attached() -> list[Case]:
    def at(what: str, item: str) -> dict[str, Any]:
        return {"<slug:what>": lambda w: what} | at_item(item)

    return [
        Case("step", at=at("buoc", "plan")),
        Case("paper", at=at("ho-so", "request")),
        Case("report", at=at("bao-cao", "1")),
        Case(
            "personnel-off", at=at("ho-so", "candidates"), before=lambda w: (w.personnel(right=True), w.off())
        ),
        Case("personnel-no-right", at=at("ho-so", "candidates"), before=without_right),
        Case("personnel-right", at=at("ho-so", "candidates"), before=with_right),
    ]


def account_case(verb: str) -> Case:
    def before(world: World) -> None:
        if verb == "khoi-phuc":
            type(world.holder.account).objects.filter(pk=world.holder.account_id).update(is_active=False)

    at = {"nguoi/<int:pk>": lambda w: w.holder.pk, "<slug:verb>": lambda w: verb}
    return Case(verb, form_of(), before, at)


HOLDER = {"nguoi/<int:pk>": lambda w: w.holder.pk}
RULES = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
SEASON = {"pack": "dang-2019", "name": "Đại hội", "term_from": 2025, "term_until": 2030}
DRAFT = "van-ban/<int:draft>/"
VERSION = DRAFT + "lan/<int:number>/"
CONGRESS = "dai-hoi/<int:pk>/"
SEASON_AT = "dot-dai-hoi/<int:pk>/"
