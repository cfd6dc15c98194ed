"""Formal advice: asked of a service, given once, reminded of, asked again, withdrawn."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of, seen
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Draft
from vankien_web.figures.routing import departments
from vankien_web.reviews import enquiry
from vankien_web.reviews.actions import advice as actions
from vankien_web.reviews.api.schemas.opinions import AdviceIn, AdviceOut, AdviceWanted, AskAgainIn, AskIn
from vankien_web.reviews.models import Advice
from vankien_web.reviews.permissions import can_ask_advice, can_follow_advice

router = Router(tags=["advice"])
_ONE = "/advice/{int:advice}"
_WITH = (
    "draft__congress__unit__parent",
    "draft__congress__season",
    "version",
    "asked_of",
    "committee",
    "asked_by",
)


@router.get("/advice", response=Page[AdviceOut], operation_id="list_advice")
def list_advice(request: PersonRequest, wanted: Query[AdviceWanted], paging: Query[Paging]) -> Any:
    """What your service was asked and what your committee asked; open ones first, by deadline."""
    found = _seen(request).order_by("-waiting", "due", "pk")
    if wanted.draft:
        found = found.filter(draft=wanted.draft)
    if wanted.waits is not None:
        open_ones = Q(answered_at=None, withdrawn_at=None)
        found = found.filter(open_ones if wanted.waits else ~open_ones)
    return page_of(found, paging)


@router.post("/drafts/{int:draft}/advice", response={201: AdviceOut}, operation_id="ask_advice")
def ask_advice(request: PersonRequest, draft: int, sent: AskIn) -> Any:
    """Ask a service about the version that was sent up, or a passage of it."""
    found, version = drafts.find(request.user, draft)
    if not can_ask_advice(request.user, found) or version is None:
        raise PermissionDenied
    nothing = _("No service that may be asked has this number.")
    service = named(departments(found), sent.service, "service", nothing)
    about = enquiry.about(version, "" if sent.section is None else str(sent.section), sent.quote)
    made = actions.ask_advice(found, service, sent.question, sent.due, about, by=request.user)
    return Status(201, _one(request, made.pk))


@router.get(_ONE, response=AdviceOut, operation_id="get_advice")
def get_advice(request: PersonRequest, advice: int) -> Any:
    """One enquiry with its passage and its answer."""
    return _one(request, advice)


@router.post(_ONE + "/answer", response=AdviceOut, operation_id="give_advice")
def give_advice(request: PersonRequest, advice: int, sent: AdviceIn) -> Any:
    """Give the service's answer."""
    actions.give_advice(_one(request, advice), by=request.user, **sent.dict())
    return _one(request, advice)


@router.post(_ONE + "/again", response={201: AdviceOut}, operation_id="ask_again")
def ask_again(request: PersonRequest, advice: int, sent: AskAgainIn) -> Any:
    """Ask the same once more; an enquiry that still waits ends with it."""
    found = _one(request, advice)
    if not can_follow_advice(request.user, found):
        raise PermissionDenied
    made = actions.ask_again(found, sent.question, sent.due, by=request.user)
    return Status(201, _one(request, made.pk))


@router.post(_ONE + "/remind", response=AdviceOut, operation_id="remind")
def remind(request: PersonRequest, advice: int) -> Any:
    """Tell the service again, at most once a day."""
    if not actions.remind(_one(request, advice), by=request.user):
        raise ValidationError(_("The service was reminded today already, or nothing is waited for."))
    return _one(request, advice)


@router.post(_ONE + "/withdraw", response=AdviceOut, operation_id="withdraw_advice")
def withdraw_advice(request: PersonRequest, advice: int) -> Any:
    """It is no longer waited for; the service is told."""
    actions.withdraw_advice(_one(request, advice), by=request.user)
    return _one(request, advice)


def _one(request: PersonRequest, pk: int) -> Advice:
    found: Advice = seen(_seen(request), pk)
    return found


def _seen(request: PersonRequest) -> Any:
    readable = Draft.objects.visible_to(request.user).filter(pk=OuterRef("draft"))
    rows = Advice.objects.visible_to(request.user).with_waiting().annotate(sees_draft=Exists(readable))
    return rows.select_related(*_WITH, "answered_by")
