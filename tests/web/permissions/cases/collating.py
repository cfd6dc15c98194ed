"""What is asked of reviewers' copies: the city's office collects them, the commune its own."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from web.permissions.cases.base import (
    DRAFT,
    Case,
    draft_cases,
    form_of,
    json_of,
    with_right,
    without_right,
)
from web.permissions.cases.meetings import few
from web.permissions.packages import sealed
from web.permissions.world import World, docx

ONE = "tong-hop/<int:pk>/"
API = "api/v1/drafts/<int:draft>"
UNIT = "goi-y-kien/<int:unit>/"
PROGRAM = "api/v1/collations/<int:collation>"
REMARK = ONE + "gop-y/<int:remark>/"
COPY = ONE + "ban/<int:copy>/"
_ENDING = "<slug:ending>"
_ABOUT = "?ve=D%E1%BB%B1+th%E1%BA%A3o"  # Dự thảo


def _at(name: str) -> dict[str, Callable[[World], Any]]:
    return {
        "tong-hop/<int:pk>": lambda w: w.meetings.collected[name].pk,
        "<int:collation>": lambda w: w.meetings.collected[name].pk,
        "<int:remark>": lambda w: w.meetings.collected[name].remarks.get().pk,
        "<int:copy>": lambda w: w.meetings.collected[name].copies.get().pk,
    }


ARGUMENTS: dict[str, Callable[[World], Any]] = _at("office") | {
    _ENDING: lambda w: "xlsx",
    "goi/<int:package>": lambda w: w.meetings.package.pk,
}


def _each(body: Any = None) -> list[Case]:
    """Collected by the office above, by the unit itself; on the plan without and with the right."""
    return [
        few("office", body),
        few("unit", body, at=_at("unit")),
        few("plan-no-right", body, without_right, at=_at("plan")),
        few("plan-right", body, with_right, at=_at("plan")),
    ]


def _package(_world: World) -> Any:
    return SimpleUploadedFile("b.goi", sealed(2))


_ANSWER = form_of(text="Tiếp thu.", revision=0)


def _outside(world: World) -> dict[str, str]:
    """Every name is said to be nobody of the system, which the members of the list are not yet."""
    found = [one for name in world.meetings.collected.values() for one in name.reviewers.all()]
    return {f"r{one.pk}": "0" for one in found}


def _copies(_world: World) -> Any:
    return SimpleUploadedFile("gop-y.docx", docx(("Báo cáo chính trị", "I. Kết quả", "Đã góp ý.")))


GETS: dict[str, list[Case]] = {
    DRAFT + "tong-hop/": draft_cases(few=True),
    ONE: [Case("office"), *_each()[1:]],
    ONE + "tien-do/": _each(),
    ONE + "nguoi/": _each(),
    ONE + f"bang.{_ENDING}": [*_each(), few("word", at={_ENDING: lambda w: "docx"})],
    ONE + "ban-chung.docx": _each(),
    COPY + "tep/": _each(),
    COPY + "tra-loi.docx": _each(),
    REMARK + "tra-loi/": _each(),
    UNIT + "tong-hop/": [Case(query=_ABOUT)],
    UNIT + "tong-hop/<int:number>/": [few(query=_ABOUT, at={"tong-hop/<int:number>": lambda w: 1})],
    UNIT + "niem-phong/": [few()],
    UNIT + "goi/<int:package>/tep/": [few()],
    API + "/collations": draft_cases(few=True),
    API + "/verdicts": draft_cases(few=True),
    API + "/comparison": draft_cases(few=True),
    PROGRAM: _each(),
    PROGRAM + "/rows": _each(),
}
POSTS: dict[str, list[Case]] = {
    DRAFT + "tong-hop/": draft_cases(body=form_of(version=1, copies=_copies), few=True),
    ONE + "nguoi/": _each(_outside),
    ONE + "y-kien/": _each(form_of()),
    ONE + "ban-chung/": _each(form_of()),
    REMARK + "yeu-cau/": _each(form_of()),
    REMARK + "tach/": _each(form_of()),
    COPY + "bo/": _each(form_of()),
    REMARK + "tra-loi/": _each(_ANSWER),
    UNIT: [Case(body=form_of(packages=_package))],
    UNIT + "niem-phong/": [few(body=form_of(consultation="Dự thảo", collation=""))],
    UNIT + "goi/<int:package>/xac-nhan/": [few(body=form_of())],
    API + "/collations": draft_cases(body=json_of(), few=True),
    PROGRAM + "/copies": _each(form_of(file=_copies)),
    PROGRAM + "/rows/<int:remark>/answer": _each(json_of(text="Tiếp thu.", revision=0)),
}
