"""Positions: where the members stand on each document of a meeting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.pages import form_page
from vankien_web.reviews.actions.positions import take_position
from vankien_web.reviews.forms.opinions import PositionForm
from vankien_web.reviews.models import AgendaItem, Meeting, Position, Stance, Subject
from vankien_web.reviews.permissions import can_speak_for, can_take_position, hears
from vankien_web.reviews.tally import Tally, tallies
from vankien_web.units.models import Person, who


@require_GET
def positions(request: PersonRequest, pk: int) -> HttpResponse:
    """The tally of every document for the committee; the own position for who was only called."""
    meeting = get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("unit", "season"), pk=pk
    )
    table = AgendaItem.objects.on_table(meeting, request.user)
    items = [item for item in table if item.subject == Subject.DRAFT]
    heard = hears(request.user, meeting)
    counted = tallies(meeting, items) if heard else {}
    mine = Position.objects.filter(item__in=items, person=who(request.user).person_id or 0)
    own = {position.item_id: position for position in mine}
    takes = bool(items) and can_take_position(request.user, items[0])
    writes = can_speak_for(request.user, meeting)
    if not heard and not takes and not own:
        raise Http404
    context = {
        "title": _("Positions"),
        "meeting": meeting,
        "hears": heard,
        "takes": takes,
        "writes": writes,
        "rows": [
            (item, _stances(counted.get(item.pk)), counted.get(item.pk), own.get(item.pk)) for item in items
        ],
        "crumbs": [(meeting.title, reverse("meeting", args=(pk,))), (_("Positions"), "")],
    }
    return render(request, "reviews/positions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """Take one's own position, or write down a member's."""
    rows = AgendaItem.objects.visible_to(request.user).select_related(
        "meeting__unit", "meeting__season", "draft"
    )
    found = get_object_or_404(rows, pk=item, meeting=pk, subject=Subject.DRAFT)
    for_member = "for" in request.GET and can_speak_for(request.user, found.meeting)
    if not for_member and not can_take_position(request.user, found):
        raise PermissionDenied
    people = _members(found) if for_member else None
    form = PositionForm(request.POST or None, people=people, initial=_initial(request, found, for_member))

    def act(data: dict[str, Any]) -> str:
        take_position(
            found, data["stance"], reason=data["reason"], person=data.get("person"), by=request.user
        )
        return reverse("positions", args=(pk,))

    home = reverse("positions", args=(pk,))
    return form_page(
        request,
        form,
        act,
        title=_("Write down a member's position") if for_member else _("Your position"),
        heading=found.title,
        button=_("Save the position"),
        cancel=home,
        done=_("The position has been saved. It can be changed until the conclusion."),
        crumbs=[
            (found.meeting.title, reverse("meeting", args=(pk,))),
            (_("Positions"), home),
            (found.title, ""),
        ],
    )


def _members(item: AgendaItem) -> Any:
    here = item.meeting.attendance.filter(member=True, presence__in=("called", "present"))
    return Person.objects.filter(pk__in=here.values("person"))


def _initial(request: PersonRequest, item: AgendaItem, for_member: bool) -> dict[str, Any]:
    if for_member:
        return {}
    mine = Position.objects.filter(item=item, person=who(request.user).person_id).first()
    return {"stance": mine.stance, "reason": mine.reason} if mine else {}


def _stances(tally: Tally | None) -> list[tuple[str, int, list[Position]]]:
    """Each stance by name: how many hold it, and who."""
    if tally is None:
        return []
    return [
        (str(stance.label), tally.counts[stance], [p for p in tally.positions if p.stance == stance])
        for stance in Stance
    ]
