"""What is asked of a meeting: the page itself, agenda, people called, pictures, room, minutes, conclusion."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from vankien_web.common import clock
from vankien_web.reviews import takeaway
from vankien_web.reviews.models import Bundle
from web.permissions.cases.base import Case, form_of, tomorrow, with_right, without_right
from web.permissions.meetings import photograph
from web.permissions.world import FEW, World

ONE = "hop/<int:pk>/"
ITEM = ONE + "muc/<int:item>/"
PICTURE = ONE + "anh/<int:picture>/"
ENTRY = ONE + "bien-ban/<uuid:key>/"
END = ONE + "ket-luan/"
SENTENCE = END + "cau/<uuid:key>/"
PROPOSAL = END + "yeu-cau/<int:number>/"
ARGUMENTS: dict[str, Callable[[World], Any]] = {
    "hop/<int:pk>": lambda w: w.meetings.held.pk,
    "muc/<int:item>": lambda w: w.meetings.item.pk,
    "thanh-phan/<int:row>": lambda w: w.meetings.extra.pk,
    "anh/<int:picture>": lambda w: w.meetings.picture.pk,
    "bien-ban/<uuid:key>": lambda w: w.meetings.entry.key,
    "cau/<uuid:key>": lambda w: w.meetings.loose.key,
    "yeu-cau/<int:number>": lambda w: w.meetings.proposal.pk,
    "nguon/<int:sentence>": lambda w: w.meetings.loose.pk,
    "y-kien/<int:opinion>": lambda w: w.meetings.sent.pk,
}
_MEETING = {"title": "Hội nghị", "body": "thuong-vu", "day": tomorrow, "begins": "08:00", "revision": 0}
_DUE = f"{date(clock.today().year, 12, 31):%d/%m/%Y}"
_REQUEST = {"text": "x", "kind": "free", "revision": 0}


def few(name: str = "", body: Any = None, before: Any = None, **more: Any) -> Case:
    return Case(name, body, before or (lambda w: None), relations=FEW, **more)


def stood(state: str) -> Callable[[World], None]:
    return lambda w: w.meetings.stand(state)


def both(body: Any, key: str, named: str, before: Any = None, **more: Any) -> list[Case]:
    """Of something no secret, and of the same on the personnel plan without and with the right."""
    at = {key: lambda w: getattr(getattr(w.meetings, named.split(".")[0]), named.split(".")[1])}

    def ready(world: World, first: Callable[[World], None]) -> None:
        first(world)
        if before:
            before(world)

    return [
        few(body=body, before=before, **more),
        few("plan-no-right", body, partial(ready, first=without_right), at=at, **more),
        few("plan-right", body, partial(ready, first=with_right), at=at, **more),
    ]


def speaking(**fields: Any) -> Callable[[World], Any]:
    said = {"kind": "suggest", "text": "Cần làm rõ", "revision": 0}
    return form_of(**{"key": lambda w: uuid4()} | said | fields)


def _typed(**fields: Any) -> Callable[[World], Any]:
    return form_of(key=lambda w: uuid4(), text="x", revision=0, item=lambda w: w.meetings.item.pk, **fields)


def _marks(world: World) -> dict[str, Any]:
    marked = {}
    for row in world.meetings.held.attendance.all():
        marked |= {f"n{row.pk}-presence": "present", f"n{row.pk}-number": row.number}
        marked |= {f"n{row.pk}-revision": row.revision, f"n{row.pk}-was": "x"}
    return marked


def _photo(_world: World) -> Any:
    return SimpleUploadedFile("b.png", photograph(), "image/png")


def _bundle(world: World) -> None:
    """Asked for by the committee, and by those called, who may read fewer papers."""
    kept = world.meetings
    for user in (kept.office, kept.called.account):
        key = takeaway.contents(kept.held, user).key
        Bundle.objects.get_or_create(key=key, defaults={"meeting": kept.held, "content": {}})


def _step(verb: str, state: str) -> Case:
    return few(verb, form_of(), stood(state), at={"<slug:verb>": lambda w: verb})


_STEPS = [_step(*pair) for pair in (("call", "planned"), ("open", "called"), ("close", "open"))]
_SITS = [_step(*pair) for pair in (("khai-mac", "called"), ("be-mac", "open"))]
_DRAWN = form_of(source=lambda w: f"opinion:{w.meetings.sent.pk}", muc=lambda w: w.meetings.item.pk)
_DRAWN_PLAN = form_of(
    source=lambda w: f"opinion:{w.meetings.secret_sent.pk}", muc=lambda w: w.meetings.secret.pk
)
_item = partial(both, key="muc/<int:item>", named="secret.pk")
_entry = partial(both, key="bien-ban/<uuid:key>", named="secret_entry.key")
_proposal = partial(both, key="yeu-cau/<int:number>", named="secret_proposal.pk")
_matter = {"muc/<int:item>": lambda w: w.meetings.matter.pk}


POSTS: dict[str, list[Case]] = {
    "hop/moi/": [Case(body=form_of(**_MEETING))],
    ONE + "sua/": [few(body=form_of(**_MEETING))],
    ONE + "buoc/<slug:verb>/": _STEPS,
    ONE + "huy/": [few(body=form_of(reason="x"), before=stood("called"))],
    ONE + "muc/moi/": [
        few(body=form_of(title="Nội dung mới", revision=0), query="?loai=matter"),
        few(
            "a-draft-above-the-office", form_of(title="x", revision=0, over_gate="x"), query="?van-ban=999999"
        ),
    ],
    ITEM: _item(form_of(title="x", revision=0)),
    ITEM + "chuyen/": _item(form_of(buoc="1")),
    ITEM + "bo/": [few(body=form_of(), at=_matter), *_item(form_of())[1:]],
    ITEM + "ban-moi/": _item(form_of(), before=lambda w: w.meetings.newer()),
    ITEM + "ket-qua/": _item(form_of(outcome="noted")),
    ITEM + "van-nhat-tri/": _item(form_of(over="x")),
    ONE + "thanh-phan/": [few(body=_marks)],
    ONE + "thanh-phan/theo-chuc-vu/": [few(body=form_of(), before=stood("called"))],
    ONE + "thanh-phan/them/": [few(body=form_of(person=lambda w: f"x [{w.person.pk}]"))],
    ONE + "thanh-phan/<int:row>/bo/": [few(body=form_of(), before=stood("called"))],
    ONE + "anh/": [few(body=form_of(file=_photo, caption="x"))],
    PICTURE + "sua/": [few(body=form_of(caption="x", revision=0))],
    PICTURE + "bo/": [few(body=form_of())],
    ONE + "tai-lieu/tap/": [few(body=form_of())],
    ONE + "phong/<slug:verb>/": _SITS,
    ONE + "dang-ban/": [
        few(body=form_of(item=lambda w: w.meetings.item.pk)),
        few("plan-no-right", form_of(item=lambda w: w.meetings.secret.pk), without_right),
        few("plan-right", form_of(item=lambda w: w.meetings.secret.pk), with_right),
    ],
    ONE + "man-hinh/hien/": [
        few(body=form_of(shows="named")),
        few("sentence", form_of(shows=lambda w: f"sentence:{w.meetings.loose.pk}")),
        few("plan-no-right", form_of(shows=lambda w: f"sentence:{w.meetings.secret_line.pk}"), without_right),
    ],
    ONE + "y-kien/viet/": [
        few(body=speaking(item=lambda w: w.meetings.item.pk)),
        few("plan-no-right", speaking(item=lambda w: w.meetings.secret.pk), without_right),
        few("plan-right", speaking(item=lambda w: w.meetings.secret.pk), with_right),
    ],
    ONE + "y-kien/viet/gui/": [few(body=speaking(item=lambda w: w.meetings.item.pk))],
    ONE + "y-kien/gui/": [few(body=form_of())],
    ITEM + "chinh-kien/": _item(form_of(stance="agree")),
    ONE + "bien-ban/luu/": [few(body=_typed())],
    ENTRY + "chuyen/": _entry(form_of(steps="1")),
    ENTRY + "bo/": _entry(form_of()),
    END + "luu/": [few(body=_typed(kind="assessment"))],
    END + "ban-hanh/": [few(body=form_of(), before=lambda w: w.meetings.ready())],
    END + "han/": [few(body=form_of(due=_DUE))],
    END + "nguon/lay/": [
        few(body=_DRAWN),
        few("plan-no-right", _DRAWN_PLAN, without_right),
        few("plan-right", _DRAWN_PLAN, with_right),
    ],
    END + "nguon/<int:sentence>/roi/": both(
        form_of(opinion=lambda w: w.meetings.sent.pk), "nguon/<int:sentence>", "secret_line.pk"
    ),
    END + "y-kien/<int:opinion>/": both(form_of(noted="x"), "y-kien/<int:opinion>", "secret_sent.pk"),
    SENTENCE + "chuyen/": both(form_of(steps="1"), "cau/<uuid:key>", "secret_line.key"),
    SENTENCE + "bo/": both(form_of(), "cau/<uuid:key>", "secret_line.key"),
    SENTENCE + "thanh-yeu-cau/": both(form_of(number="1", text="x"), "cau/<uuid:key>", "secret_line.key"),
    SENTENCE + "yeu-cau/": both(form_of(**_REQUEST), "cau/<uuid:key>", "secret_line.key"),
    PROPOSAL: _proposal(form_of(**_REQUEST)),
    PROPOSAL + "luu/": _proposal(form_of(due=_DUE, revision=0)),
    PROPOSAL + "bo/": _proposal(form_of()),
}
_issued = {"hop/<int:pk>": lambda w: w.meetings.done.pk}
GETS: dict[str, list[Case]] = {
    ONE: [Case(), few("planned", before=stood("planned")), few("issued", at=_issued)],
    ONE + "muc/moi/": [few(query="?loai=matter")],
    ONE + "huy/": [few(before=stood("called"))],
    ONE + "y-kien/": [Case()],
    ONE + "nhip/": [Case()],
    ONE + "tai-lieu/tien-do/": [few(before=_bundle)],
    ONE + "doi-chieu/": [few(), few("issued", at=_issued)],
    END: [few(), few("issued", at=_issued)],
    ITEM: _item(None),
    ITEM + "van-nhat-tri/": _item(None),
    ITEM + "chinh-kien/": _item(None),
    SENTENCE + "yeu-cau/": both(None, "cau/<uuid:key>", "secret_line.key"),
    PROPOSAL: _proposal(None),
}
_PAGES = """
sua/ lich-su/ lich.ics muc/ thanh-phan/ thanh-phan/them/ tai-lieu/ tai-lieu.pdf tai-lieu.zip phong/ man-hinh/
anh/ anh/<int:picture>/ anh/<int:picture>/nho/ anh/<int:picture>/sua/ y-kien/excel/ y-kien/viet/ chinh-kien/
bien-ban/ ket-luan/nguon/ giay-to/
"""
GETS |= {ONE + page: [few()] for page in _PAGES.split()}
