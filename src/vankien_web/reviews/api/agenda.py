"""The agenda: items added, changed, ordered, dropped; what came of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, page_of, seen
from vankien_web.reviews import offers
from vankien_web.reviews.actions import agenda as actions
from vankien_web.reviews.actions.agenda import ItemPlan
from vankien_web.reviews.api import shown
from vankien_web.reviews.api.schemas.meetings import ChangedItemIn, ItemOut, MoveIn, NewItemIn, OutcomeIn
from vankien_web.reviews.models import AgendaItem, Meeting
from vankien_web.reviews.pages import seen_meeting
from vankien_web.reviews.permissions import can_arrange_agenda

router = Router(tags=["meetings"])
_ALL = "/meetings/{int:meeting}/items"
_ONE = _ALL + "/{int:item}"


@router.get(_ALL, response=Page[ItemOut], operation_id="list_items")
def list_items(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """The agenda as you see it, in order."""
    found = seen_meeting(request, meeting)
    rows = AgendaItem.objects.on_table(found, request.user)
    return page_of(rows, paging, lambda some: shown.items(request.user, found, some))


@router.post(_ALL, response={201: ItemOut}, operation_id="add_item")
def add_item(request: PersonRequest, meeting: int, sent: NewItemIn) -> Any:
    """Put something on the agenda, last; 422 `over_gate` says what the draft lacks."""
    found = seen_meeting(request, meeting)
    if not can_arrange_agenda(request.user, found):
        raise PermissionDenied
    made = actions.add_item(found, _plan(request, found, sent), by=request.user)
    return Status(201, shown.item(request.user, found, made.pk))


@router.post(_ONE + "/change", response=ItemOut, operation_id="change_item")
def change_item(request: PersonRequest, meeting: int, item: int, sent: ChangedItemIn) -> Any:
    """Change the words of an item."""
    found = _item(request, meeting, item)
    actions.change_item(found, by=request.user, **sent.dict())
    return shown.item(request.user, found.meeting, item)


@router.post(_ONE + "/move", response=ItemOut, operation_id="move_item")
def move_item(request: PersonRequest, meeting: int, item: int, sent: MoveIn) -> Any:
    """One place up or down among the items that you see."""
    found = _item(request, meeting, item)
    actions.move_item(found, sent.step, by=request.user)
    return shown.item(request.user, found.meeting, item)


@router.post(_ONE + "/take-version", response=ItemOut, operation_id="take_version")
def take_version(request: PersonRequest, meeting: int, item: int) -> Any:
    """What was sent up since lies on the table now."""
    found = _item(request, meeting, item)
    actions.take_version(found, by=request.user)
    return shown.item(request.user, found.meeting, item)


@router.post(_ONE + "/outcome", response=ItemOut, operation_id="set_outcome")
def set_outcome(request: PersonRequest, meeting: int, item: int, sent: OutcomeIn) -> Any:
    """What the meeting did with it; before the opening it can only be postponed."""
    found = _item(request, meeting, item)
    actions.set_outcome(found, sent.outcome, over=sent.over, by=request.user)
    return shown.item(request.user, found.meeting, item)


@router.delete(_ONE, response={204: None}, operation_id="drop_item")
def drop_item(request: PersonRequest, meeting: int, item: int) -> Any:
    """Take it off, as long as nobody has said anything on it."""
    actions.drop_item(_item(request, meeting, item), by=request.user)
    return Status(204, None)


def _item(request: PersonRequest, meeting: int, pk: int) -> AgendaItem:
    found = seen_meeting(request, meeting)
    rows = AgendaItem.objects.visible_to(request.user).filter(meeting=found)
    item = seen(rows.select_related("draft__sent", "version"), pk)
    item.meeting = found
    return item


def _plan(request: PersonRequest, meeting: Meeting, sent: NewItemIn) -> ItemPlan:
    """What the page would propose, with what was sent in its place. Raises ValidationError."""
    asked = {"loai": str(sent.subject), "van-ban": str(sent.draft or ""), "tu": str(sent.earlier or "")}
    plan = offers.wanted(meeting, request.user, asked)
    if plan is None:
        field = "draft" if sent.draft else "earlier" if sent.earlier else "subject"
        raise ValidationError({field: _("This cannot be put on the agenda of this meeting.")})
    given = {name: getattr(sent, name) for name in ("title", "presenter", "minutes", "over_gate")}
    return replace(plan, **{name: value for name, value in given.items() if value})
