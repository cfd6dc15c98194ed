"""What meetings leave to do: come to them, answer what conclusions ask, give the advice asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import holds_on, under_any
from vankien_web.common.written import day_of
from vankien_web.desk.task import MOST, Task, waiting
from vankien_web.drafts.models import PERSONNEL, Draft, DraftState
from vankien_web.drafts.naming import full_title
from vankien_web.figures.models import Verification, VerificationState
from vankien_web.reviews.models import (
    Advice,
    AgendaItem,
    Attendance,
    ChangeRequest,
    Meeting,
    MeetingState,
    Outcome,
    Presence,
    RequestState,
    Verdict,
    VerdictValue,
)
from vankien_web.units.models import WRITERS, GroupUnit, Role, Who

_ANSWERS = (*WRITERS, Role.VERIFIER)
_SAID = {"said": "value", "said_by": "by", "said_on": "version__number"}
_FIT = (DraftState.READY, DraftState.APPROVED)


def duties(user: User, mine: Who) -> Iterator[Task]:
    """One or two queries for each of the five, whatever posts the person holds."""
    yield from _to_attend(mine)
    yield from _to_prepare(mine)
    yield from _requests(user, mine)
    yield from _advice(user, mine)
    yield from _verifications(user, mine)


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
        url = reverse("meeting", args=[meeting.pk])
        yield Task(
            _("Come to the meeting"),
            meeting.title,
            url,
            day,
            None,
            meeting.unit.called,
            at=meeting.starts_at,
            ends=meeting.ends_at,
            place=meeting.place,
        )


def _to_prepare(mine: Who) -> Iterator[Task]:
    """What the committee's office still has to do for a meeting, by its day; then its conclusion, by the
    first day on which something that it asks is due."""
    offices = mine.units(Role.OFFICE)
    if not offices:
        return
    planned, past = Q(state=MeetingState.PLANNED), Q(starts_at__date__lt=clock.today())
    waits = {
        _("Put the agenda together"): planned & Q(items_there=False),
        _("Say who is called"): planned & Q(people_there=False),
        _("Call the meeting"): planned,
        _("Open the meeting, or cancel it"): Q(state=MeetingState.CALLED) & past,
        _("Close the meeting"): Q(state=MeetingState.OPEN) & past,
        _("Issue the conclusion"): Q(state=MeetingState.CLOSED),
        "": Q(state=MeetingState.CALLED, unready__gt=0),
    }
    goes_on = Q(season=None) | Q(season__closed_on=None)
    rows = waiting(_with_what_is_there(Meeting.objects.filter(goes_on, unit__in=offices)), waits)
    for meeting in rows.select_related("unit").order_by("starts_at", "pk")[:MOST]:
        yield from _of_meeting(meeting)


def _with_what_is_there(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Personnel plans are left out: not everybody in an office may know of them."""
    there = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    heard = there.filter(draft__isnull=False, over_gate="", outcome=Outcome.NONE)
    unready = heard.exclude(draft__kind=PERSONNEL).exclude(draft__state__in=_FIT)
    asked = ChangeRequest.objects.filter(sentence__conclusion__meeting=OuterRef("pk"), due__isnull=False)
    told = asked.filter(Q(draft=None) | ~Q(draft__kind=PERSONNEL)).order_by("due")
    counted = unready.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        items_there=Exists(there),
        people_there=Exists(Attendance.objects.filter(meeting=OuterRef("pk"))),
        unready=Coalesce(Subquery(counted), 0),
        first_due=Subquery(told.values("due")[:1]),
    )


def _of_meeting(meeting: Any) -> Iterator[Task]:
    day, unit = day_of(meeting.starts_at), meeting.unit.called
    url = reverse("meeting", args=[meeting.pk])
    if meeting.state == MeetingState.CLOSED:
        page = reverse("conclusion", args=[meeting.pk])
        yield Task(meeting.verb, meeting.title, page, meeting.first_due, day, unit)
        return
    if meeting.verb:
        yield Task(meeting.verb, meeting.title, url, day, None, unit)
    if meeting.unready and meeting.state in (MeetingState.PLANNED, MeetingState.CALLED):
        text = _("Documents of the agenda that are not ready for the meeting yet: %(n)d")
        yield Task(text % {"n": meeting.unready}, meeting.title, url, day, None, unit)


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
        _("Look again: the text that met it was edited"): _edited(mine, paths, offices),
        _("Confirm the answer, or reopen the request"): Q(committee__in=offices)
        & (Q(state=RequestState.CHECKED) | Q(state=RequestState.ANSWERED) & Q(~Exists(_followers()))),
    }
    seen = ChangeRequest.objects.visible_to(user).filter(issued_at__isnull=False)
    last = Verdict.objects.filter(request=OuterRef("pk")).order_by("-pk")
    said = {name: Subquery(last.values(field)[:1]) for name, field in _SAID.items()}
    rows = waiting(seen.annotate(**said), waits).select_related("draft", "congress__unit", "owner_unit")
    for request in rows.order_by("due", "pk")[:MOST]:
        yield Task(
            request.verb,
            str(request),
            reverse("request", args=[request.pk]),
            request.due,
            day_of(request.since),
            request.congress.unit.called if request.congress else "",
            secret=request.draft is not None and request.draft.kind == PERSONNEL,
        )


def _edited(mine: Who, paths: tuple[str, ...], offices: list[int]) -> Q:
    """For the group that follows the unit; where none does, for the office once it has the new text."""
    edited = Q(state=RequestState.CLOSED, said=VerdictValue.NEEDS_PERSON, said_by=None)
    group = under_any(paths, "congress__unit__path") & (
        Q(owner_group=None) | ~Q(owner_group__in=mine.group_ids)
    )
    sent = Q(said_on__lte=F("draft__sent__number"), committee__in=offices)
    return edited & (group | sent & Q(~Exists(_followers())))


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
            reverse("advice", args=[advice.pk]),
            advice.due,
            day_of(advice.asked_at),
            advice.asked_of.called,
            secret=advice.draft.kind == PERSONNEL,
        )


def _verifications(user: User, mine: Who) -> Iterator[Task]:
    """One for the figures of a document: to be verified, answered about, or followed up when late."""
    speaks, writes = mine.units(Role.VERIFIER, Role.UNIT_SECRETARY), mine.units(*WRITERS)
    waiting_ones = Q(state=VerificationState.WAITING)
    waits = {
        _("Verify figures: %(n)d"): waiting_ones & Q(department__in=speaks),
        _("Answer the department on figures: %(n)d"): Q(
            state=VerificationState.ASKED_BACK, draft__congress__unit__in=writes
        ),
        _("Late verification, remind the department of figures: %(n)d"): waiting_ones
        & Q(asked_by=mine.user_id, due__lt=clock.today()),
    }
    seen = Verification.objects.visible_to(user).filter(draft__congress__season__closed_on=None)
    counts = {"n": Count("pk"), "first": Min("due"), "since": Min("asked_at")}
    grouped = waiting(seen, waits).order_by().values("draft", "verb").annotate(**counts)
    rows = list(grouped.order_by("first", "draft")[:MOST])
    if not rows:
        return
    drafts = Draft.objects.select_related("congress__unit", "congress__season")
    known = drafts.in_bulk({row["draft"] for row in rows})
    for row in rows:
        draft = known[row["draft"]]
        yield Task(
            row["verb"] % {"n": row["n"]},
            full_title(draft),
            reverse("verify_figures", args=[draft.pk]),
            row["first"],
            day_of(row["since"]),
            draft.congress.unit.called if draft.congress else "",
        )
