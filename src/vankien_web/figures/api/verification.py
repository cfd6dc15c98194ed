"""Verification: figures sent to departments, and each verb of theirs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of, seen
from vankien_web.drafts import pages as drafts
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.api import shapes
from vankien_web.figures.api.shapes import VerificationOut
from vankien_web.figures.models import Verification
from vankien_web.figures.permissions import can_ask_verification, can_follow_verification, can_verify
from vankien_web.figures.routing import departments

router = Router(tags=["verification"])
_ONE = "/verifications/{int:verification}"


@router.get("/verifications", response=Page[VerificationOut], operation_id="list_verifications")
def list_verifications(
    request: PersonRequest, wanted: Query[shapes.VerificationsWanted], paging: Query[Paging]
) -> Any:
    """Figures in the hands of your department, of your drafts, and that your committee asked about."""
    found = _seen(request).order_by("due", "pk")
    if wanted.draft:
        found = found.filter(draft=wanted.draft)
    if wanted.state:
        found = found.filter(state=wanted.state)
    return page_of(found, paging)


@router.post(
    "/drafts/{int:draft}/verifications",
    response={201: shapes.FiguresSentOut},
    operation_id="ask_verification",
)
def ask_verification(request: PersonRequest, draft: int, sent: shapes.SendFiguresIn) -> Any:
    """Send figures of the version that was sent up to a department."""
    found, _version = drafts.find(request.user, draft)
    if not can_ask_verification(request.user, found) or found.sent is None:
        raise PermissionDenied
    nothing = _("No service that may be asked has this number.")
    department = named(departments(found), sent.department, "department", nothing)
    figures = found.sent.figures.filter(pk__in=sent.figures, sent=True)
    count = asking.ask(found, {department: figures}, sent.due, by=request.user)
    return Status(201, {"count": count})


@router.get(_ONE, response=VerificationOut, operation_id="get_verification")
def get_verification(request: PersonRequest, verification: int) -> Any:
    """One figure, with what was said of it."""
    return _one(request, verification)


@router.post(_ONE + "/confirm", response=VerificationOut, operation_id="confirm_figure")
def confirm(request: PersonRequest, verification: int, sent: shapes.ConfirmFigureIn) -> Any:
    """Your department stands behind the figure as the draft states it."""
    actions.confirm(_one(request, verification), by=request.user, **sent.dict())
    return _one(request, verification)


@router.post(_ONE + "/correct", response=VerificationOut, operation_id="correct_figure")
def correct(request: PersonRequest, verification: int, sent: shapes.CorrectFigureIn) -> Any:
    """Say what is right, and where it stands."""
    actions.correct(_one(request, verification), by=request.user, **sent.dict())
    return _one(request, verification)


@router.post(_ONE + "/reject", response=VerificationOut, operation_id="reject_figure")
def reject(request: PersonRequest, verification: int, sent: shapes.RejectFigureIn) -> Any:
    """Your department does not stand behind it."""
    actions.reject(_one(request, verification), by=request.user, **sent.dict())
    return _one(request, verification)


@router.post(_ONE + "/question", response=VerificationOut, operation_id="ask_back")
def ask_back(request: PersonRequest, verification: int, sent: shapes.QuestionFigureIn) -> Any:
    """Ask the unit before answering."""
    actions.ask_back(_one(request, verification), by=request.user, **sent.dict())
    return _one(request, verification)


@router.post(_ONE + "/explanation", response=VerificationOut, operation_id="answer_back")
def answer_back(request: PersonRequest, verification: int, sent: shapes.ExplainFigureIn) -> Any:
    """Answer what the department asked your unit."""
    actions.answer_back(_one(request, verification), by=request.user, **sent.dict())
    return _one(request, verification)


@router.post(_ONE + "/pass-on", response={200: shapes.FiguresSentOut}, operation_id="pass_on")
def pass_on(request: PersonRequest, verification: int, sent: shapes.PassOnFigureIn) -> Any:
    """It is another department's: you may not see it afterwards."""
    found = _one(request, verification)
    if not can_verify(request.user, found) and not can_follow_verification(request.user, found):
        raise PermissionDenied
    nothing = _("No service that may be asked has this number.")
    department = named(departments(found.draft), sent.department, "department", nothing)
    actions.pass_on(found, department, sent.reason, revision=sent.revision, by=request.user)
    return {"count": 1}


def _one(request: PersonRequest, pk: int) -> Verification:
    found: Verification = seen(_seen(request), pk)
    return found


def _seen(request: PersonRequest) -> Any:
    return Verification.objects.visible_to(request.user).select_related(*actions.WITH, "answered_by")
