"""What is asked of a personnel plan: with the right, without it, and while plans are switched off."""

import base64
from dataclasses import replace
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_personnel_plan
from vankien.votes import Ballot, Name
from vankien_web.common import keyring
from vankien_web.congresses.models import Congress
from vankien_web.personnel.models import PersonnelPlan, Poll, Row
from web.permissions.cases.base import Case, form_of
from web.permissions.world import FEW, World

PLAN = UUID("00000000-0000-4000-8000-00000000000a")
ROW = UUID("00000000-0000-4000-8000-00000000000b")
POLL = UUID("00000000-0000-4000-8000-00000000000c")
AT = {
    "<uuid:key>": lambda w: PLAN,
    "<uuid:row>": lambda w: ROW,
    "<uuid:poll>": lambda w: POLL,
    "<int:step>": lambda w: 4,
}
_AT = "nhan-su/<uuid:key>/"


def plan_of(world: World) -> PersonnelPlan:
    """The congress's plan, under an address that every world knows."""
    keyring.make()
    plan = make_personnel_plan(Congress.objects.get(pk=world.congress.pk), key=PLAN)
    first = plan.rows.get(position=1)
    said, first.key = first.opened(), ROW
    Row.objects.filter(pk=first.pk).update(key=ROW, sealed=first.seal(said))
    counted = Poll(plan=plan, key=POLL, position=1)
    counted.sealed = counted.seal(Ballot("Ban Chấp hành", 1, (Name("Ứng viên 01", 3),), 5, 5, 5, 5, 5))
    counted.save()
    return plan


def there(world: World, *, right: bool, on: bool = True) -> None:
    plan_of(world)
    world.personnel(right=right)
    if not on:
        world.off()


def cases(body=None) -> list[Case]:
    """With the right last: the first case is what every other test asks by."""
    right = Case("plan-right", body, lambda w: there(w, right=True), AT)
    return [
        replace(right, name="plan-no-right", before=lambda w: there(w, right=False), relations=FEW),
        replace(right, name="plan-off", before=lambda w: there(w, right=True, on=False), relations=FEW),
        right,
    ]


def of_congress(body=None) -> list[Case]:
    none = Case("right", body, lambda w: (keyring.make(), w.personnel(right=True)))
    return [replace(none, name="no-right", before=lambda w: w.personnel(right=False), relations=FEW), none]


GETS: dict[str, list[Case]] = {
    _AT + end: cases()
    for end in (
        "",
        "so-luong/",
        "ung-vien/moi/",
        "ung-vien/<uuid:row>/",
        "buoc/<int:step>/",
        "nhap/",
        "in/",
        "excel/",
        "de-an/",
        "bau-cu/",
        "bau-cu/moi/",
        "bau-cu/tep/",
        "bau-cu/bien-ban/",
        "bau-cu/<uuid:poll>/",
        "bau-cu/<uuid:poll>/sua/",
        "bau-cu/<uuid:poll>/bien-ban/",
        "nhat-ky/",
        "xoa-ten/",
    )
}
GETS |= {_AT + end: cases() for end in ("ung-vien/<uuid:row>/dua-ra/", "bau-cu/<uuid:poll>/bo/")}
GETS |= {"nhan-su/dai-hoi/<int:pk>/": of_congress()}
FILE = """body = "Bí thư"
seats = 1
summoned = 5
present = 5
issued = 5
collected = 5
valid = 5
[[candidate]]
name = "Ứng viên 01"
agreed = 3
"""
COUNTS = {"summoned": 5, "present": 5, "issued": 5, "collected": 5, "valid": 5, "seats": 1, "revision": 0}
COUNTS |= {"body": "Bí thư", "round": "first", f"on_{ROW}": "on", f"agreed_{ROW}": 3}
POSTS: dict[str, list[Case]] = {
    _AT + "so-luong/": cases(form_of(month="5/2020", revision=0)),
    _AT + "ung-vien/moi/": cases(form_of(name="Ứng viên 09", revision=0)),
    _AT + "ung-vien/<uuid:row>/": cases(form_of(name="Ứng viên 08", revision=0)),
    _AT + "ung-vien/<uuid:row>/dua-ra/": cases(form_of()),
    _AT + "buoc/<int:step>/": cases(
        lambda w: {f"revision_{r.key}": r.revision for r in Row.objects.all()} | {f"votes_{ROW}": 7}
    ),
    _AT + "bau-cu/moi/": cases(form_of(**COUNTS)),
    _AT + "bau-cu/<uuid:poll>/sua/": cases(form_of(**COUNTS)),
    _AT + "bau-cu/<uuid:poll>/bo/": cases(form_of()),
    _AT + "bau-cu/tep/": cases(lambda w: {"file": SimpleUploadedFile("phieu.toml", FILE.encode())}),
    _AT + "nhap/": cases(lambda w: {"rows": sealed_rows()}),
    _AT + "xoa-ten/": cases(form_of(reason="Hết nhiệm kỳ", revision=0)),
    "nhan-su/dai-hoi/<int:pk>/": of_congress(form_of()),
}


def sealed_rows() -> str:
    """What the preview of a file would send back."""
    rows = {"unit": "xa-phuong", "candidates": [{"name": "Ứng viên 07"}]}
    return base64.b64encode(keyring.seal(rows, f"import:{PLAN}")).decode()
