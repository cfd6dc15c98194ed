"""Where the members of a body stand on the documents of a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of, seen
from vankien_web.reviews.actions import positions as actions
from vankien_web.reviews.api.schemas.opinions import PositionIn, PositionOut, TallyOut
from vankien_web.reviews.models import AgendaItem, Position, Subject
from vankien_web.reviews.pages import seen_meeting
from vankien_web.reviews.permissions import can_speak_for, can_take_position, hears
from vankien_web.reviews.tally import Tally, tallies
from vankien_web.units.models import Person, who

router = Router(tags=["opinions"])


@router.get("/meetings/{int:meeting}/positions", response=Page[TallyOut], operation_id="list_positions")
def list_positions(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """The tally of every document for the committee; your own position where you were only called."""
    found, user = seen_meeting(request, meeting), request.user
    rows = AgendaItem.objects.visible_to(user).filter(meeting=found, subject=Subject.DRAFT)
    items = list(rows)
    for item in items:
        item.meeting = found
    heard = hears(user, found)
    own = Position.objects.filter(item__in=items, person=who(user).person_id or 0)
    mine = {p.item_id: p for p in own.select_related("person", "entered_by__person")}
    if not heard and not mine and not (items and can_take_position(user, items[0])):
        raise Http404

    def shown(some: list[AgendaItem]) -> list[dict[str, Any]]:
        counted = tallies(found, some) if heard else {}
        return [_tally(item, counted.get(item.pk), mine.get(item.pk)) for item in some]

    return page_of(items, paging, shown)


@router.post(
    "/meetings/{int:meeting}/items/{int:item}/position", response=PositionOut, operation_id="take_position"
)
def take_position(request: PersonRequest, meeting: int, item: int, sent: PositionIn) -> Any:
    """Say where you stand, again as often as you like until the conclusion; or write down a member's."""
    rows = AgendaItem.objects.visible_to(request.user).select_related(
        "meeting__unit", "draft__congress__unit"
    )
    found = seen(rows.filter(meeting=meeting, subject=Subject.DRAFT), item)
    person = _member(request, found, sent.person) if sent.person is not None else None
    taken = actions.take_position(found, sent.stance, reason=sent.reason, person=person, by=request.user)
    return _position(Position.objects.select_related("person", "entered_by").get(pk=taken.pk))


def _member(request: PersonRequest, item: AgendaItem, pk: int) -> Person:
    if not can_speak_for(request.user, item.meeting):
        raise PermissionDenied
    here = item.meeting.attendance.filter(member=True, presence__in=("called", "present"))
    nothing = _("Only a member who is called or present has a position.")
    return named(Person.objects.filter(pk__in=here.values("person")), pk, "person", nothing)


def _tally(item: AgendaItem, tally: Tally | None, mine: Position | None) -> dict[str, Any]:
    own: Iterable[Position] = [mine] if mine else []
    return {
        "item": item.pk,
        "title": item.title,
        "counts": tally.counts if tally else {},
        "members": tally.members if tally else None,
        "positions": [_position(p) for p in (tally.positions if tally else own)],
        "silent": [person.name for person in tally.silent] if tally else [],
    }


def _position(row: Position) -> dict[str, Any]:
    own = row.person.account_id == row.entered_by_id
    plain = {name: getattr(row, name) for name in ("stance", "reason", "at")}
    return plain | {"person": row.person.name, "entered_by": "" if own else row.entered_by.name}
