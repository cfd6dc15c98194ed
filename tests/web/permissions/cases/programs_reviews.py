"""What programs are asked for in the rooms of meetings: as the pages, in their own bodies."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from vankien_web.common import clock
from web.permissions.cases.base import (
    Case,
    draft_cases,
    form_of,
    json_of,
    tomorrow_iso,
    with_right,
    without_right,
)
from web.permissions.cases.meetings import both, few, stood
from web.permissions.cases.reviews import _word
from web.permissions.world import World

API = "api/v1/"
ONE = API + "meetings/<int:meeting>"
ITEM = ONE + "/items/<int:item>"
SENTENCE = ONE + "/sentences/<uuidstr:key>"
PROPOSAL = ONE + "/requests/<int:request_id>"
OPINION = API + "opinions/<int:opinion>"
ADVICE = API + "advice/<int:advice>"
REQUEST = API + "requests/<int:request_id>"
PAPER = API + "papers/<int:paper>"
DRAFT = API + "drafts/<int:draft>"
NOTICE = API + "notices/<int:notice>/read"
ARGUMENTS: dict[str, Callable[[World], Any]] = {
    "<int:meeting>": lambda w: w.meetings.held.pk,
    "items/<int:item>": lambda w: w.meetings.item.pk,
    "attendance/<int:seat>": lambda w: w.meetings.extra.pk,
    "sentences/<uuidstr:key>": lambda w: w.meetings.loose.key,
    "opinions/<int:opinion>": lambda w: w.meetings.private.pk,
    "advice/<int:advice>": lambda w: w.meetings.advice.pk,
    "requests/<int:request_id>": lambda w: w.meetings.requests["unit"].pk,
    "papers/<int:paper>": lambda w: w.meetings.paper["sent"].pk,
    "notices/<int:notice>": lambda w: w.meetings.note.pk,
}
_MEETING = {"title": "Hội nghị", "starts_at": lambda w: f"{tomorrow_iso(w)}T08:00:00+07:00"}
_QUESTION = {"question": "x", "due": tomorrow_iso}
_DONE = {"<int:meeting>": lambda w: w.meetings.done.pk}


def _speaking(**fields: Any) -> Callable[[World], Any]:
    return json_of(key=lambda w: str(uuid4()), text="Cần làm rõ", **fields)


def _one(kind: str, name: str) -> Callable[[World], Any]:
    return lambda w: getattr(w.meetings, kind)[name].pk


def _of(key: str, plain: dict[str, Any], plan: Any) -> Callable[..., list[Case]]:
    """Cases of several records at `key`, and of the one on the plan without and with the right."""

    def cases(body: Any = None, before: Callable[[World], None] = lambda w: None) -> list[Case]:
        def ready(world: World, right: Callable[[World], None]) -> None:
            right(world)
            before(world)

        return [
            *(few(name, body, before, at={key: found}) for name, found in plain.items()),
            few("plan-no-right", body, partial(ready, right=without_right), at={key: plan}),
            few("plan-right", body, partial(ready, right=with_right), at={key: plan}),
        ]

    return cases


_opinion = _of(
    "opinions/<int:opinion>",
    {"private": lambda w: w.meetings.private.pk, "sent": lambda w: w.meetings.sent.pk},
    lambda w: w.meetings.secret_private.pk,
)
_request = _of(
    "requests/<int:request_id>",
    {name: _one("requests", name) for name in ("unit", "department", "group")},
    lambda w: w.meetings.requests["plan"].pk,
)
_paper = _of(
    "papers/<int:paper>",
    {name: _one("paper", name) for name in ("sent", "kept", "answers")},
    lambda w: w.meetings.paper["plan"].pk,
)
_proposal = _of(
    "requests/<int:request_id>",
    {"": lambda w: w.meetings.proposal.pk},
    lambda w: w.meetings.secret_proposal.pk,
)
_item = partial(both, key="items/<int:item>", named="secret.pk")
_sentence = partial(both, key="sentences/<uuidstr:key>", named="secret_line.key")
_advice = partial(both, key="advice/<int:advice>", named="secret_advice.pk")
_matter = {"items/<int:item>": lambda w: w.meetings.matter.pk}


def _answered(world: World) -> None:
    world.meetings.answered()


def _marks(world: World) -> Any:
    row = world.meetings.extra
    return json_of(marks=[{"seat": row.pk, "presence": "present", "number": 9, "revision": 0}])(world)


POSTS: dict[str, list[Case]] = {
    API + "meetings": [few(body=json_of(**_MEETING, unit=lambda w: w.city.pk))],
    ONE + "/change": [few(body=json_of(**_MEETING, revision=0))],
    ONE + "/call": [few(body=json_of(), before=stood("planned"))],
    ONE + "/open": [few(body=json_of(), before=stood("called"))],
    ONE + "/close": [few(body=json_of())],
    ONE + "/cancel": [few(body=json_of(reason="x"), before=stood("called"))],
    ONE + "/discuss": [
        few(body=json_of(item=lambda w: w.meetings.item.pk)),
        few("plan-no-right", json_of(item=lambda w: w.meetings.secret.pk), without_right),
        few("plan-right", json_of(item=lambda w: w.meetings.secret.pk), with_right),
    ],
    ONE + "/items": [few(body=json_of(title="Nội dung mới"))],
    ITEM + "/change": _item(json_of(title="x", revision=0)),
    ITEM + "/move": _item(json_of(step=1)),
    ITEM + "/take-version": _item(json_of(), before=lambda w: w.meetings.newer()),
    ITEM + "/outcome": _item(json_of(outcome="noted")),
    ITEM + "/position": _item(json_of(stance="agree")),
    ONE + "/attendance": [few(body=json_of(person=lambda w: w.person.pk))],
    ONE + "/attendance/fill": [few(body=json_of(), before=stood("called"))],
    ONE + "/attendance/mark": [few(body=_marks)],
    ONE + "/opinions": [
        few(body=_speaking(item=lambda w: w.meetings.item.pk)),
        few("plan-no-right", _speaking(item=lambda w: w.meetings.secret.pk), without_right),
        few("plan-right", _speaking(item=lambda w: w.meetings.secret.pk), with_right),
    ],
    ONE + "/opinions/send": [few(body=json_of())],
    OPINION + "/change": _opinion(json_of(text="x", revision=0)),
    OPINION + "/send": _opinion(json_of()),
    OPINION + "/note": _opinion(json_of(why="x")),
    DRAFT + "/opinions": draft_cases(body=_speaking(), few=True),
    DRAFT + "/opinions/send": draft_cases(body=json_of(), few=True),
    DRAFT + "/advice": draft_cases(body=json_of(**_QUESTION, service=lambda w: w.sibling.pk), few=True),
    ADVICE + "/answer": _advice(json_of(outcome="favourable", revision=0)),
    ADVICE + "/again": _advice(json_of(**_QUESTION)),
    ADVICE + "/remind": _advice(json_of()),
    ADVICE + "/withdraw": _advice(json_of()),
    ONE + "/conclusion/issue": [few(body=json_of(), before=lambda w: w.meetings.ready())],
    ONE + "/sentences": [few(body=_speaking(item=lambda w: w.meetings.item.pk))],
    SENTENCE + "/move": _sentence(json_of(step=1)),
    SENTENCE + "/tie": _sentence(json_of(opinions=lambda w: [w.meetings.sent.pk])),
    SENTENCE + "/untie": _sentence(json_of(opinions=lambda w: [w.meetings.sent.pk])),
    SENTENCE + "/requests": _sentence(json_of(text="x")),
    PROPOSAL + "/change": _proposal(json_of(text="x", revision=0)),
    REQUEST + "/answer": _request(json_of(kind="explained", text="x")),
    REQUEST + "/answer/file": _request(form_of(kind="explained", text="x", file=_word)),
    REQUEST + "/check": _request(json_of(value="met", why="x"), _answered),
    REQUEST + "/close": _request(json_of(note="x"), _answered),
    REQUEST + "/reopen": _request(json_of(reason="x"), _answered),
    ONE + "/papers": [
        few(body=json_of(form="chuong-trinh")),
        few("personnel-no-right", json_of(form="chuong-trinh", personnel=True), without_right),
        few(
            "answers",
            json_of(form="tiep-thu-giai-trinh", subject=lambda w: f"draft:{w.meetings.draft.pk}"),
            at=_DONE,
        ),
    ],
    ONE + "/papers/all": [few(body=json_of())],
    PAPER + "/issue": _paper(json_of(dated=lambda w: f"{clock.today()}")),
    PAPER + "/withdraw": _paper(json_of(why="x")),
    API + "papers/verify": [few(body=form_of(file=_word))],
    API + "notices/read": [few(body=json_of(up_to=2**40))],
    NOTICE: [few(body=json_of())],
}
GETS: dict[str, list[Case]] = {
    ONE: [few(), few("planned", before=stood("planned"))],
    ONE + "/trace": [few(), few("issued", at=_DONE)],
    OPINION: _opinion(),
    DRAFT + "/opinions": draft_cases(few=True),
    DRAFT + "/requests.toml": draft_cases(few=True),
    ADVICE: _advice(None),
    REQUEST: _request(),
    REQUEST + "/events": _request(),
    REQUEST + "/answers/<int:number>/file": _request(before=lambda w: w.meetings.proven()),
    PAPER: _paper(),
    PAPER + "/docx": _paper(),
    PAPER + "/pdf": [few(at={"papers/<int:paper>": lambda w: w.meetings.paper["kept"].pk})],
}
GETS |= {f"{ONE}/{part}": [few()] for part in ("events", "items", "attendance", "opinions", "positions")}
GETS |= {f"{ONE}/{part}": [few()] for part in ("conclusion", "sentences", "requests", "papers")}
DELETES: dict[str, list[Case]] = {
    ITEM: [few(at=_matter), *_item(None)[1:]],
    ONE + "/attendance/<int:seat>": [few()],
    OPINION: _opinion(),
    SENTENCE: _sentence(None),
    PROPOSAL: _proposal(),
}
