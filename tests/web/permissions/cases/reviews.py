"""What is asked of opinions, of other services' advice, of requests and answers, of official papers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from web.permissions.cases.base import (
    DRAFT,
    VERSION,
    Case,
    draft_cases,
    form_of,
    today,
    tomorrow,
    with_right,
    without_right,
)
from web.permissions.cases.meetings import both, few, speaking
from web.permissions.world import World, docx

OPINION = "y-kien/<int:pk>/"
ADVICE = "tham-van/<int:pk>/"
REQUEST = "yeu-cau/<int:pk>/"
PAPER = "giay-to/<int:pk>/"
UNIT = "giay-to/mau/<int:unit>/"
FORM = UNIT + "<slug:form>/"
ARGUMENTS: dict[str, Callable[[World], Any]] = {
    "y-kien/<int:pk>": lambda w: w.meetings.private.pk,
    "tham-van/<int:pk>": lambda w: w.meetings.advice.pk,
    "yeu-cau/<int:pk>": lambda w: w.meetings.requests["unit"].pk,
    "giay-to/<int:pk>": lambda w: w.meetings.paper["sent"].pk,
    "giay-to/mau/<int:unit>": lambda w: w.city.pk,
    "<slug:form>": lambda w: "bien-ban",
    "<slug:which>": lambda w: "goc",
}


def _opinions(body: Any) -> list[Case]:
    """A private one that the office typed for a member; one that was sent; private ones on the plan."""
    at = {"y-kien/<int:pk>": lambda w: w.meetings.sent.pk}
    plan = {"y-kien/<int:pk>": lambda w: w.meetings.secret_private.pk}
    return [
        few("private", body),
        few("sent", body, at=at),
        few("plan-no-right", body, without_right, at=plan),
        few("plan-right", body, with_right, at=plan),
    ]


def _requests(
    body: Any, before: Callable[[World], None] = lambda w: None, *, whole: bool = False
) -> list[Case]:
    """Of the commune, of a department, of a working group; on the plan without and with the right."""

    def at(name: str) -> dict[str, Any]:
        return {"yeu-cau/<int:pk>": lambda w: w.meetings.requests[name].pk}

    def ready(world: World, right: Callable[[World], None]) -> None:
        right(world)
        before(world)

    unit = Case("unit", body, before) if whole else few("unit", body, before)
    return [
        unit,
        *(few(name, body, before, at=at(name)) for name in ("department", "group")),
        few("plan-no-right", body, partial(ready, right=without_right), at=at("plan")),
        few("plan-right", body, partial(ready, right=with_right), at=at("plan")),
    ]


def _papers(body: Any, *, whole: bool = False) -> list[Case]:
    """Kept by the committee; issued to the commune and the group; the commune's own; on the plan."""

    def at(name: str) -> dict[str, Any]:
        return {"giay-to/<int:pk>": lambda w: w.meetings.paper[name].pk}

    return [
        Case("sent", body) if whole else few("sent", body),
        *(few(name, body, at=at(name)) for name in ("kept", "answers")),
        few("plan-no-right", body, without_right, at=at("plan")),
        few("plan-right", body, with_right, at=at("plan")),
    ]


def _word(_world: World) -> Any:
    return SimpleUploadedFile("m.docx", docx())


_about = partial(both, key="tham-van/<int:pk>", named="secret_advice.pk")
_QUESTION = {"question": "x", "due": tomorrow}
_ASKED = form_of(**_QUESTION, service=lambda w: w.sibling.pk)
_SAID = form_of(outcome="favourable", text="x", source="x", revision=0)
_ANSWER = form_of(kind="adopted", text="x", seen=0)
_ANSWERED = lambda w: w.meetings.answered()  # noqa: E731
_MADE = {"hop/<int:pk>": lambda w: w.meetings.done.pk}
_REPORT = form_of(subject=lambda w: f"draft:{w.meetings.draft.pk}")
POSTS: dict[str, list[Case]] = {
    DRAFT + "y-kien/viet/": draft_cases(body=speaking(version=1), few=True),
    DRAFT + "y-kien/viet/gui/": draft_cases(body=speaking(version=1), few=True),
    DRAFT + "y-kien/gui/": draft_cases(body=form_of(), few=True),
    OPINION + "sua/": _opinions(speaking(key=lambda w: w.meetings.private.key)),
    OPINION + "gui/": _opinions(form_of()),
    OPINION + "xoa/": _opinions(form_of()),
    DRAFT + "tham-van/hoi/": draft_cases(body=_ASKED, few=True),
    ADVICE: _about(_SAID),
    ADVICE + "hoi-lai/": _about(form_of(**_QUESTION)),
    ADVICE + "rut/": _about(form_of()),
    ADVICE + "nhac/": _about(form_of()),
    REQUEST + "tra-loi/": _requests(_ANSWER),
    REQUEST + "kiem-tra/": _requests(form_of(value="met", why="x", seen=1), _ANSWERED),
    REQUEST + "xac-nhan/": _requests(form_of(note="x", seen=1), _ANSWERED),
    REQUEST + "mo-lai/": _requests(form_of(reason="x"), _ANSWERED),
    "hop/<int:pk>/giay-to/lap/": [few(body=form_of(), at=_MADE)],
    "hop/<int:pk>/giay-to/lap/<slug:form>/": [
        few("minutes", form_of(), at=_MADE),
        few("answers", _REPORT, at=_MADE | {"<slug:form>": lambda w: "tiep-thu-giai-trinh"}),
        few("plan-no-right", form_of(personnel="1"), without_right, at=_MADE),
        few("plan-right", form_of(personnel="1"), with_right, at=_MADE),
    ],
    PAPER + "ban-hanh/": _papers(form_of(dated=today)),
    PAPER + "thu-hoi/": _papers(form_of(why="x")),
    UNIT + "tieu-de/": [few(body=form_of(issuer="x", revision=0))],
    UNIT + "so/": [few(body=form_of(symbol="BB", last="5"))],
    FORM: [few(body=form_of(file=_word))],
    FORM + "bo/": [few(body=form_of(), before=lambda w: w.meetings.own_template())],
    "giay-to/doi-chieu/": [Case(body=form_of(file=_word))],
}
GETS: dict[str, list[Case]] = {
    DRAFT + "y-kien/": draft_cases(),
    VERSION + "y-kien/": draft_cases(few=True),
    DRAFT + "y-kien/viet/": draft_cases(few=True),
    DRAFT + "dua-ra-hop/": draft_cases(few=True),
    DRAFT + "tham-van/": draft_cases(few=True),
    DRAFT + "tham-van/hoi/": draft_cases(few=True),
    DRAFT + "yeu-cau/": draft_cases(few=True),
    DRAFT + "yeu-cau.toml": draft_cases(few=True),
    OPINION + "sua/": _opinions(None),
    ADVICE: [Case(), *_about(None)[1:]],
    ADVICE + "hoi-lai/": _about(None),
    REQUEST: _requests(None, whole=True),
    REQUEST + "tra-loi/": _requests(None),
    REQUEST + "tra-loi/<int:number>/tep/": _requests(None, lambda w: w.meetings.proven()),
    PAPER: _papers(None, whole=True),
    PAPER + "ban-hanh/": _papers(None),
    PAPER + "thu-hoi/": _papers(None),
    PAPER + "van-ban.docx": _papers(None),
    PAPER + "van-ban.pdf": _papers(None),
    UNIT: [few()],
    UNIT + "tieu-de/": [few()],
    UNIT + "so/": [few()],
    FORM: [few()],
    FORM + "tep/<slug:which>.docx": [few(), few("own", at={"<slug:which>": lambda w: "rieng"})],
}
