"""What is asked of indicators, of corrections that a department made, of the extract on verified figures."""

from decimal import Decimal
from functools import partial
from typing import Any

from vankien_web.figures.models import Outcome, Verification, VerificationState
from vankien_web.reviews.actions.corrections import follow_verification
from vankien_web.reviews.models import ChangeRequest
from vankien_web.units.models import Role
from web.permissions.cases.base import DRAFT, Case, draft_cases, form_of, json_of
from web.permissions.cases.meetings import few
from web.permissions.cases.verification import asked
from web.permissions.world import World

REQUEST = "yeu-cau/<int:pk>/"
API = "api/v1/requests/<int:request_id>/"
EXTRACT = DRAFT + "so-lieu/trich/"
ARGUMENTS = {"<slug:indicator>": lambda w: "thu_nhap_bq", "<str:indicator>": lambda w: "thu_nhap_bq"}


def corrected(world: World) -> None:
    """The department has corrected the figure, so the unit is asked for the right value."""
    asked(VerificationState.DONE)(world)
    office = world.actors[Role.OFFICE]["ancestor"].user
    own = {"outcome": Outcome.CORRECTED, "value": Decimal(13), "unit": "tỷ đồng", "source": "Niên giám"}
    Verification.objects.update(answered_by=office, **own)
    follow_verification(Verification.objects.get(), by=office)


def _number(world: World) -> Any:
    found = ChangeRequest.objects.filter(verification__isnull=False).first()
    return found.pk if found else 1


def _one(key: str, body: Any, *, whole: bool = False) -> list[Case]:
    at, made = {key: _number}, Case if whole else few
    return [made("correction", body, corrected, at=at)]


_page = partial(_one, "yeu-cau/<int:pk>")
_call = partial(_one, "requests/<int:request_id>")
POSTS: dict[str, list[Case]] = {
    REQUEST + "muc-do/": _page(form_of(blocking="on", due="")),
    REQUEST + "rut/": _page(form_of(why="x")),
    API + "settle": _call(json_of(blocking=True)),
    API + "take-back": _call(json_of(why="x")),
    EXTRACT: [few("department", form_of(unit=lambda w: w.sibling.pk), corrected)],
}
GETS: dict[str, list[Case]] = {
    EXTRACT: [Case("asked", before=corrected), few()],
    DRAFT + "chi-tieu/": draft_cases(),
    DRAFT + "chi-tieu/bang/": draft_cases(few=True),
    "api/v1/drafts/<int:draft>/targets": draft_cases(few=True),
}
