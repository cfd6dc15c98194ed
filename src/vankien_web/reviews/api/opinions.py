"""Opinions: one's own before they are sent, those of a draft, those that a meeting hears."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, page_of, seen
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.actions.conclusion import note_opinion
from vankien_web.reviews.api import voices
from vankien_web.reviews.api.schemas.opinions import ChangedOpinionIn, NotedIn, OpinionOut
from vankien_web.reviews.models import Opinion
from vankien_web.reviews.permissions import hears

router = Router(tags=["opinions"])
_ONE = "/opinions/{int:opinion}"


@router.get("/opinions", response=Page[OpinionOut], operation_id="list_own_opinions")
def list_own_opinions(request: PersonRequest, paging: Query[Paging]) -> Any:
    """What you have written, or written down, and not sent: nobody else sees it."""
    found = Opinion.objects.visible_to(request.user).unsent_of(request.user)
    rows = found.select_related(*voices.WITH).order_by("pk")
    return page_of(rows, paging, lambda some: voices.opinions(request.user, some))


@router.get(_ONE, response=OpinionOut, operation_id="get_opinion")
def get_opinion(request: PersonRequest, opinion: int) -> Any:
    """One opinion."""
    return voices.opinion(request.user, _seen(request, opinion).pk)


@router.post(_ONE + "/change", response=OpinionOut, operation_id="change_opinion")
def change_opinion(request: PersonRequest, opinion: int, sent: ChangedOpinionIn) -> Any:
    """Say it otherwise, before it is sent."""
    actions.change_opinion(_seen(request, opinion), by=request.user, **sent.dict())
    return voices.opinion(request.user, opinion)


@router.post(_ONE + "/send", response=OpinionOut, operation_id="send_opinion")
def send_opinion(request: PersonRequest, opinion: int) -> Any:
    """From now on it is heard and cannot be changed."""
    actions.send_opinion(_seen(request, opinion), by=request.user)
    return voices.opinion(request.user, opinion)


@router.post(_ONE + "/note", response=OpinionOut, operation_id="note_opinion")
def note(request: PersonRequest, opinion: int, sent: NotedIn) -> Any:
    """Say why the conclusion does not take it up; for who writes the conclusion."""
    found = _seen(request, opinion)
    if found.meeting is None or not hears(request.user, found.meeting):
        raise PermissionDenied
    note_opinion(found, sent.why, by=request.user)
    return voices.opinion(request.user, opinion)


@router.delete(_ONE, response={204: None}, operation_id="delete_opinion")
def delete_opinion(request: PersonRequest, opinion: int) -> Any:
    """Take back what nobody has seen."""
    actions.delete_opinion(_seen(request, opinion), by=request.user)
    return Status(204, None)


def _seen(request: PersonRequest, pk: int) -> Opinion:
    rows = Opinion.objects.visible_to(request.user)
    return seen(rows.select_related("draft__congress__unit", "version", "meeting__unit"), pk)
