"""What is asked of verifications: a figure of the shared draft, in the hands of the department beside it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from vankien_web.common import clock
from vankien_web.figures.models import Figure, Reference, Value, Verification, VerificationState
from vankien_web.units.models import Role
from web.permissions.cases.base import DRAFT, Case, draft_cases, form_of, json_of, tomorrow, tomorrow_iso
from web.permissions.world import FEW, World

OURS = DRAFT + "so-lieu/tham-dinh/"
ONE = "tham-dinh/<int:pk>/"
API = "api/v1/verifications/<int:verification>"


def figure(world: World) -> Figure:
    return Figure.objects.filter(version__draft=world.drafts["shared"].pk, sent=True).order_by("number")[0]


def asked(state: str = VerificationState.WAITING) -> Callable[[World], None]:
    """The department, at the office beside the commune, has a value of its own that agrees."""

    def before(world: World) -> None:
        one, office = figure(world), world.actors[Role.OFFICE]["ancestor"].user
        Figure.objects.filter(pk=one.pk).update(indicator="thu_ngan_sach", moment="2019")
        own = {"department": world.sibling, "source": "x", "file_name": "x.xlsx", "sha256": "", "size": 1}
        reference = Reference.objects.create(**own, by=office)
        value = {"about": world.unit, "unit_path": one.unit_path, "period": "2019", "unit": one.unit}
        Value.objects.create(reference=reference, indicator="thu_ngan_sach", value=one.value or 0, **value)
        Verification.objects.create(
            draft_id=world.drafts["shared"].pk,
            figure=one,
            key=one.key,
            department=world.sibling,
            committee=world.city,
            asked_by=office,
            due=clock.today() + timedelta(days=7),
            state=state,
        )

    return before


def _number(world: World) -> int:
    """Of the one that the case has made; none where it makes none."""
    return Verification.objects.values_list("pk", flat=True).first() or 1


ARGUMENTS = {"tham-dinh/<int:pk>": _number, "<int:verification>": _number}


def _case(body: Any, state: str = VerificationState.WAITING) -> list[Case]:
    return [Case("", body, asked(state))]


def _few(body: Any, state: str = VerificationState.WAITING) -> list[Case]:
    return [Case("", body, asked(state), relations=FEW)]


def _send(world: World) -> dict[str, Any]:
    """The last part of the form is that of figures for which the rules name no department."""
    return {"due": tomorrow(world), "to_0": str(world.city.pk), "so_0": [str(figure(world).pk)]}


_CORRECT = {"value": "13", "unit": "tỷ đồng", "source": "Niên giám", "revision": 0}
_TO = {"department": lambda w: w.city.pk, "revision": 0}
_BACK = VerificationState.ASKED_BACK
POSTS: dict[str, list[Case]] = {
    OURS + "gui/": draft_cases(body=_send, few=True),
    OURS + "khop/": _few(lambda w: {"so": f"{_number(w)}:0"}),
    OURS + "nhac/<int:unit>/": [
        Case("", form_of(), asked(), {"<int:unit>": lambda w: w.sibling.pk}, relations=FEW)
    ],
    ONE + "xac-nhan/": _case(form_of(revision=0)),
    ONE + "sua/": _few(form_of(**_CORRECT)),
    ONE + "tra-lai/": _few(form_of(reason="x", revision=0)),
    ONE + "hoi-lai/": _few(form_of(question="x", revision=0)),
    ONE + "tra-loi/": _few(form_of(text="x", revision=0), _BACK),
    ONE + "chuyen/": _few(form_of(**_TO)),
    API + "/confirm": _few(json_of(revision=0)),
    API + "/correct": _few(json_of(**_CORRECT | {"value": str(Decimal(13))})),
    API + "/reject": _few(json_of(reason="x", revision=0)),
    API + "/question": _few(json_of(question="x", revision=0)),
    API + "/explanation": _few(json_of(text="x", revision=0), _BACK),
    API + "/pass-on": _few(json_of(**_TO)),
    "api/v1/drafts/<int:draft>/verifications": draft_cases(
        body=json_of(department=lambda w: w.city.pk, figures=lambda w: [figure(w).pk], due=tomorrow_iso),
        few=True,
    ),
}
GETS: dict[str, list[Case]] = {
    OURS: [Case("asked", before=asked()), *draft_cases(few=True)],
    OURS + "gui/": draft_cases(few=True),
    API: _few(None),
}
