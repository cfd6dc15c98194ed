"""What meetings leave to do: come to them, answer what conclusions ask, give the advice asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import holds_on, under_any
from vankien_web.desk.task import MOST, Task, day_of, link, waiting
from vankien_web.drafts.models import PERSONNEL
from vankien_web.reviews.models import (
    Advice,
    Attendance,
    ChangeRequest,
    MeetingState,
    Presence,
    RequestState,
)
from vankien_web.units.models import WRITERS, GroupUnit, Role, Who

_ANSWERS = (*WRITERS, Role.VERIFIER)


def duties(user: User, mine: Who) -> Iterator[Task]:
    """One query for each of the three, whatever posts the person holds."""
    yield from _to_attend(mine)
    yield from _requests(user, mine)
    yield from _advice(user, mine)


def _to_attend(mine: Who) -> Iterator[Task]:
    """Meetings that one is called to, from today on."""
    if mine.person_id is None:
        return
    seats = Attendance.objects.filter(
        person=mine.person_id,
        meeting__state__in=(MeetingState.CALLED, MeetingState.OPEN),
        meeting__starts_at__date__gte=clock.today(),
    ).exclude(presence=Presence.EXCUSED)
    for seat in seats.select_related("meeting__unit").order_by("meeting__starts_at")[:MOST]:
        meeting = seat.meeting
        day = day_of(meeting.starts_at)
        url = link("meeting", meeting.pk)
        when = {"at": meeting.starts_at, "ends": meeting.ends_at, "place": meeting.place}
        yield Task(_("Come to the meeting"), meeting.title, url, day, None, meeting.unit.called, **when)


def _requests(user: User, mine: Who) -> Iterator[Task]:
    """To be answered by their owner, looked at by the group, confirmed by the office."""
    units, offices = mine.units(*_ANSWERS), mine.units(Role.OFFICE)
    paths = mine.paths(Role.WORKING_GROUP_MEMBER)
    if not (units or offices or paths):
        return
    waits: dict[str, Q] = {
        _("Answer the request"): Q(state=RequestState.OPEN)
        & (Q(owner_unit__in=units) | Q(owner_group__in=mine.group_ids)),
        _("Look at the answer"): Q(state=RequestState.ANSWERED)
        & under_any(paths, "congress__unit__path")
        & (Q(owner_group=None) | ~Q(owner_group__in=mine.group_ids)),
        _("Confirm the answer, or reopen the request"): Q(sentence__conclusion__meeting__unit__in=offices)
        & (Q(state=RequestState.CHECKED) | Q(state=RequestState.ANSWERED) & Q(~Exists(_followers()))),
    }
    seen = ChangeRequest.objects.visible_to(user).filter(issued_at__isnull=False)
    rows = waiting(seen, waits).select_related("draft", "congress__unit", "owner_unit")
    for request in rows.order_by("due", "pk")[:MOST]:
        yield Task(
            request.verb,
            str(request),
            link("request", request.pk),
            request.due,
            day_of(request.since),
            request.congress.unit.called if request.congress else "",
            secret=request.draft is not None and request.draft.kind == PERSONNEL,
        )


def _followers() -> QuerySet[GroupUnit]:
    """The working groups that follow the unit of a request, or one above it."""
    today = clock.today()
    held = holds_on(today), holds_on(today, "group__since", "group__until")
    below = ExpressionWrapper(OuterRef("congress__unit__path"), output_field=CharField())
    told = GroupUnit.objects.filter(*held).annotate(path=below)
    return told.filter(path__startswith=F("unit__path"))


def _advice(user: User, mine: Who) -> Iterator[Task]:
    """To be given by one's department; what is late is looked at by who asked for it."""
    gives = mine.units(Role.VERIFIER, Role.UNIT_SECRETARY)
    waits = {
        _("Give advice"): Q(asked_of__in=gives),
        _("Late advice: remind, ask again or withdraw"): Q(asked_by=mine.user_id, due__lt=clock.today()),
    }
    seen = Advice.objects.visible_to(user).filter(answered_at=None, withdrawn_at=None)
    rows = waiting(seen, waits).select_related("draft__congress__unit", "asked_of")
    for advice in rows.order_by("due", "pk")[:MOST]:
        yield Task(
            advice.verb,
            advice.label,
            link("advice", advice.pk),
            advice.due,
            day_of(advice.asked_at),
            advice.asked_of.called,
            secret=advice.draft.kind == PERSONNEL,
        )
