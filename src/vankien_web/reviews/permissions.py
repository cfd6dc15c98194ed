"""Who may do what with meetings, opinions, requests and papers. Pages, actions and API ask here.

What one may not see at all is decided by each model's `visible_to`; verbs ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from vankien_web.congresses.permissions import goes_on
from vankien_web.drafts.models import Draft
from vankien_web.drafts.permissions import sees_kind
from vankien_web.reviews.models import (
    ANSWERS,
    EXTRACT,
    SEALERS,
    Advice,
    AgendaItem,
    Attendance,
    ChangeRequest,
    Collation,
    Meeting,
    MeetingState,
    Opinion,
    Paper,
    Presence,
    RequestState,
    Subject,
    Verdict,
)
from vankien_web.units.models import COMMITTEE, WRITERS, Person, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_RUNS = (Role.OFFICE, Role.CHAIR)
_CONFIRMS = (Role.VERIFIER, Role.UNIT_SECRETARY)
_ASKING = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)
_OVER = (MeetingState.CONCLUDED, MeetingState.CANCELLED)
LISTENING = (MeetingState.CALLED, MeetingState.OPEN, MeetingState.CLOSED)


def can_prepare_meeting(user: User, unit: Unit) -> bool:
    """Call meetings of the unit's committee: its office."""
    return who(user).has(unit, Role.OFFICE)


def can_change_meeting(user: User, meeting: Meeting) -> bool:
    """Agenda, attendance, pictures: the office, until the conclusion is out."""
    return season_goes_on(meeting) and who(user).has(meeting.unit, Role.OFFICE) and meeting.state not in _OVER


def can_arrange_agenda(user: User, meeting: Meeting) -> bool:
    """Add, order and drop items: the office, until the meeting is closed."""
    return can_change_meeting(user, meeting) and meeting.state != MeetingState.CLOSED


def can_add_pictures(user: User, meeting: Meeting) -> bool:
    """The office, from the opening on, also when the conclusion is out: photographs come late."""
    return (
        season_goes_on(meeting) and who(user).has(meeting.unit, Role.OFFICE) and meeting.state not in _ASKING
    )


def can_schedule(user: User, draft: Draft) -> bool:
    """Put a draft that was sent up on an agenda: the office of a committee above its unit."""
    if draft.congress is None or draft.shared_at is None or not goes_on(draft.congress):
        return False
    return who(user).has(draft.congress.unit, Role.OFFICE)


def can_run_meeting(user: User, meeting: Meeting) -> bool:
    """Open, close, say what is under discussion: the chair, or the office at the chair's side."""
    return season_goes_on(meeting) and runs(user, meeting) and meeting.state not in _OVER


def can_write_minutes(user: User, meeting: Meeting) -> bool:
    return (
        season_goes_on(meeting) and who(user).has(meeting.unit, Role.OFFICE) and meeting.state not in _ASKING
    )


def can_write_conclusion(user: User, meeting: Meeting) -> bool:
    """The chair, and the office that types for the chair, from the opening until it is issued."""
    return can_run_meeting(user, meeting) and meeting.state not in _ASKING


def can_issue_conclusion(user: User, meeting: Meeting) -> bool:
    """The office sends it out once the meeting is closed; the chair may."""
    return can_run_meeting(user, meeting) and meeting.state == MeetingState.CLOSED


def runs(user: User, meeting: Meeting) -> bool:
    """Its chair and office, whatever state it is in."""
    return who(user).has(meeting.unit, *_RUNS)


def hears(user: User, meeting: Meeting) -> bool:
    """Sees every opinion sent to the meeting: its committee and office."""
    return who(user).has(meeting.unit, *COMMITTEE)


def can_see_trace(user: User, meeting: Meeting) -> bool:
    return hears(user, meeting)


def can_speak(user: User, meeting: Meeting) -> bool:
    """Give an opinion: whoever was called, from the invitation until the conclusion is out."""
    return _listens(meeting) and (hears(user, meeting) or _called(user, meeting) is not None)


def can_speak_on(user: User, draft: Draft) -> bool:
    """Give an opinion on a draft outside of a meeting: the committee above, and the group that helps."""
    return draft.congress is not None and goes_on(draft.congress) and stands_above(user, draft)


def stands_above(user: User, draft: Draft) -> bool:
    """Serves a committee above the unit that wrote the draft, or the group that helps it."""
    if draft.congress is None or draft.shared_at is None or not may_know_of(user, draft):
        return False
    mine, unit = who(user), draft.congress.unit
    path = unit.path or ""
    above = any(s.role in COMMITTEE and path.startswith(s.path) for s in mine.seats if s.path != path)
    return above or mine.has(unit, Role.WORKING_GROUP_MEMBER)


def items_of(user: User, draft: Draft) -> list[AgendaItem]:
    """The draft's items on agendas that this person sees, the last meeting first. One query."""
    seat = Attendance.objects.filter(meeting=OuterRef("meeting"), person=who(user).person_id)
    items: QuerySet[Any] = AgendaItem.objects.visible_to(user).filter(draft=draft)
    before = AgendaItem.objects.visible_to(user).filter(
        meeting=OuterRef("meeting"), number__lte=OuterRef("number")
    )
    counted = before.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    items = items.annotate(called=Exists(seat), place=Subquery(counted))
    latest = items.select_related("meeting__unit", "meeting__season").order_by("-meeting__starts_at", "-pk")
    return list(latest)


def item_for(user: User, items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The one of `items_of` under which this person speaks today: that of the last meeting that listens."""
    return next((i for i in items if _listens(i.meeting) and (hears(user, i.meeting) or i.called)), None)


def may_know_of(user: User, draft: Draft | None) -> bool:
    """A personnel plan exists only for who may see it; anything else is no secret here."""
    return draft is None or draft.congress is None or sees_kind(user, draft.congress.unit, draft.kind)


def can_speak_for(user: User, meeting: Meeting) -> bool:
    """Write down what somebody said by word of mouth or on paper, in that person's name."""
    return who(user).has(meeting.unit, Role.OFFICE) and _listens(meeting)


def can_take_position(user: User, item: AgendaItem) -> bool:
    """A member of the body who is not absent, on a document."""
    if item.subject != Subject.DRAFT or not _listens(item.meeting):
        return False
    seat = _called(user, item.meeting)
    return seat is not None and seat.member and seat.presence in (Presence.CALLED, Presence.PRESENT)


def can_take_position_for(user: User, item: AgendaItem, member: Person) -> bool:
    """Write down what a member said, who is not absent."""
    if item.subject != Subject.DRAFT or not can_speak_for(user, item.meeting):
        return False
    here = (Presence.CALLED, Presence.PRESENT)
    return item.meeting.attendance.filter(person=member, member=True, presence__in=here).exists()


def can_change_opinion(user: User, opinion: Opinion) -> bool:
    """Its author, or who wrote it down, until it is sent."""
    if opinion.sent_at is not None:
        return False
    mine = who(user)
    return opinion.entered_by_id == mine.user_id or opinion.person_id == mine.person_id


def can_ask_advice(user: User, draft: Draft) -> bool:
    if draft.congress is None or draft.shared_at is None or not may_know_of(user, draft):
        return False
    if not goes_on(draft.congress):
        return False
    return who(user).has(draft.congress.unit, *_RUNS, Role.WORKING_GROUP_MEMBER)


def asks_for(user: User, draft: Draft) -> tuple[int | None, int | None]:
    """In whose name this person asks about the draft: a unit, the nearest above that of the draft if there
    is one, else a working group; by their numbers."""
    path = (draft.congress.unit.path if draft.congress else None) or ""
    reaching = [s for s in who(user).seats if s.path and path.startswith(s.path)]
    own = [s for s in reaching if s.role in _RUNS]
    seat = max(own, key=lambda s: (s.path != path, len(s.path)), default=None)
    groups = [s.group_id for s in reaching if s.group_id]
    return (seat.unit_id, None) if seat else (None, groups[0] if groups else None)


def can_follow_advice(user: User, advice: Advice) -> bool:
    """Remind, ask again, withdraw: the office of the committee that asked, or one above; a group's member
    follows what that member asked."""
    draft = advice.draft
    if draft.congress is None or not can_ask_advice(user, draft):
        return False
    mine, unit = who(user), draft.congress.unit
    if advice.asked_by_id == mine.user_id and mine.has(unit, Role.WORKING_GROUP_MEMBER):
        return True
    return mine.has(advice.committee or unit.parent or unit, *_RUNS)


def can_give_advice(user: User, advice: Advice) -> bool:
    """Whoever speaks for the department that was asked, until it has answered."""
    congress = advice.draft.congress
    open_one = advice.waits and congress is not None and goes_on(congress)
    own = (Role.VERIFIER, Role.UNIT_SECRETARY)
    return open_one and advice.asked_of_id in who(user).units(*own)


def collects_for(user: User, draft: Draft) -> int | None:
    """In the name of which unit, by its number, this person puts reviewers' copies of the draft together.

    The office of the nearest committee that the draft was sent up to; before and besides, those who write it
    for their own unit. None for everybody else.
    """
    if draft.congress is None or not goes_on(draft.congress) or not may_know_of(user, draft):
        return None
    mine, path = who(user), draft.congress.unit.path or "!"
    offices = [s for s in mine.seats if s.role == Role.OFFICE and s.path and path.startswith(s.path)]
    if offices and draft.shared_at is not None:
        return max(offices, key=lambda seat: len(seat.path)).unit_id
    return draft.congress.unit_id if draft.congress.unit_id in mine.units(*WRITERS) else None


def can_collate(user: User, collation: Collation) -> bool:
    """Bring copies, say whose they are, drop them."""
    mine, draft = who(user), collation.draft
    if draft.congress is None or not goes_on(draft.congress) or not may_know_of(user, draft):
        return False
    if collation.unit_id in mine.units(Role.OFFICE):
        return True
    return collation.unit_id == draft.congress.unit_id and collation.unit_id in mine.units(*WRITERS)


def can_seal(user: User, unit: Unit) -> bool:
    """Keep the unit's packages: seal what it collected, bring what comes from below, confirm keys."""
    return unit.pk in who(user).units(*SEALERS)


def can_take_up(user: User, collation: Collation) -> bool:
    """Make opinions of what reviewers wrote: an office above. A unit is not heard on its own draft."""
    return can_collate(user, collation) and stands_above(user, collation.draft)


def can_answer(user: User, request: ChangeRequest) -> bool:
    """The owner, until it is closed: those who write for the unit, verify for the department, a group."""
    if request.issued_at is None or request.state == RequestState.CLOSED or not _knows(user, request):
        return False
    mine = who(user)
    if request.owner_group_id:
        return request.owner_group_id in mine.group_ids
    return request.owner_unit_id in mine.units(*WRITERS, Role.VERIFIER)


def can_check_answer(user: User, request: ChangeRequest) -> bool:
    """A member of a working group that follows the unit; no group checks what it was asked to do itself.

    What was met and is edited since is looked at again, also by the office that has the new text.
    """
    if request.congress is None or not _knows(user, request):
        return False
    if request.state == RequestState.CLOSED:
        edited = request.edited
        if edited is None:
            return False
        if _asked_for(user, request) and _sent(request, edited):
            return True
    elif request.state != RequestState.ANSWERED:
        return False
    path = request.congress.unit.path or ""
    return any(
        seat.role == Role.WORKING_GROUP_MEMBER
        and path.startswith(seat.path)
        and seat.group_id != request.owner_group_id
        for seat in who(user).seats
    )


def _sent(request: ChangeRequest, said: Verdict) -> bool:
    """Whether those above the unit have the version of which this is said."""
    sent = request.draft.sent if request.draft else None
    return said.version is None or (sent is not None and said.version.number <= sent.number)


def can_close_request(user: User, request: ChangeRequest) -> bool:
    """The committee's office confirms; where the group has not checked, it says why."""
    answered = request.state in (RequestState.ANSWERED, RequestState.CHECKED)
    return answered and _asked_for(user, request)


def can_reopen_request(user: User, request: ChangeRequest) -> bool:
    return request.state != RequestState.OPEN and _asked_for(user, request)


def can_settle_correction(user: User, request: ChangeRequest) -> bool:
    """Say how a correction binds, or take it back: the office of the committee, until it is met."""
    live = request.verification_id and request.issued_at and request.state != RequestState.CLOSED
    return bool(live) and who(user).has(request.committee, Role.OFFICE) and _knows(user, request)


def _asked_for(user: User, request: ChangeRequest) -> bool:
    """Whether the person speaks for the committee that asked."""
    return who(user).has(request.committee, *_RUNS) and _knows(user, request)


def _knows(user: User, request: ChangeRequest) -> bool:
    """What it is about is still going on, and no personnel plan that is hidden from the person."""
    if request.congress is not None and not goes_on(request.congress):
        return False
    return may_know_of(user, request.draft)


def can_make_papers(user: User, unit: Unit) -> bool:
    """Make, number and withdraw the papers of the unit's committee: its office."""
    return who(user).has(unit, Role.OFFICE)


def can_report_answers(user: User, draft: Draft) -> bool:
    """Make the report on how requests were met: the unit itself, on its own draft."""
    return draft.congress is not None and who(user).has(draft.congress.unit, *WRITERS)


def can_extract(user: User, unit: Unit) -> bool:
    """Make the extract on verified figures: who speaks for the department; the committee's office of all."""
    return unit.pk in who(user).units(*_CONFIRMS) or can_make_papers(user, unit)


def can_issue_paper(user: User, paper: Paper) -> bool:
    """The office; a unit's own report on its answers goes out by its secretary, an extract by who answers."""
    own = paper.form == ANSWERS and who(user).has(paper.unit, Role.UNIT_SECRETARY)
    own = own or (paper.form == EXTRACT and can_extract(user, paper.unit))
    return own or can_make_papers(user, paper.unit)


def can_make_again(user: User, paper: Paper) -> bool:
    """Who hears the meeting; of a unit's own report on its answers, those who write for the unit."""
    own = paper.form == ANSWERS and who(user).has(paper.unit, *WRITERS)
    own = own or (paper.form == EXTRACT and can_extract(user, paper.unit))
    return own or (paper.meeting is not None and hears(user, paper.meeting))


def tells_personnel(user: User, path: str) -> bool:
    """Whether papers on the personnel plans at `path` exist for this person."""
    return any(path.startswith(allowed) for allowed in who(user).personnel_paths)


def can_edit_templates(user: User, unit: Unit) -> bool:
    return who(user).has(unit, Role.OFFICE, Role.ADMINISTRATOR)


def _listens(meeting: Meeting) -> bool:
    return meeting.state in LISTENING and season_goes_on(meeting)


def season_goes_on(meeting: Meeting | None) -> bool:
    """Nothing is written any more of the meetings of a season that was closed."""
    return meeting is None or meeting.season is None or meeting.season.closed_on is None


def _called(user: User, meeting: Meeting) -> Attendance | None:
    person = who(user).person_id
    return meeting.attendance.filter(person=person).first() if person else None
