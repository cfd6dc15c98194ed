"""What may go on an agenda: drafts that were sent up, items of an earlier meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.common.fields import ancestors, under
from vankien_web.common.forms import numeral
from vankien_web.common.written import vi_time
from vankien_web.congresses.board import directive
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.drafts.naming import full_title
from vankien_web.reviews.actions.agenda import ItemPlan
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState, Outcome, Subject
from vankien_web.reviews.permissions import can_arrange_agenda, can_schedule

_OPEN = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN)
_UNDONE = (Outcome.NONE, Outcome.REVISE, Outcome.POSTPONED)


def drafts_for(meeting: Meeting, user: User, name: str = "") -> QuerySet[Draft]:
    """Drafts of the committee's units that were sent up and are not on this agenda; the ready ones first."""
    seen: QuerySet[Draft] = Draft.objects.of_congresses(user).filter(
        under(meeting.unit.path or "!", "unit_path"),
        shared_at__isnull=False,
        congress__season__closed_on=None,
    )
    there = meeting.items.filter(draft__isnull=False).values("draft")
    found = seen.exclude(pk__in=there).exclude(state=DraftState.APPROVED)
    for word in bare(name).split():
        found = found.filter(congress__unit__folded__contains=word)
    found = found.select_related("congress__unit__parent", "congress__season", "latest", "sent")
    return found.order_by("state", "unit_path", "kind", "pk")  # "ready" comes before "returned" and "shared"


def returning(meeting: Meeting, user: User) -> list[AgendaItem]:
    """Items of the meeting that this one continues which it did not finish, and that are not back yet."""
    if meeting.earlier is None:
        return []
    back = meeting.items.filter(earlier__isnull=False).values("earlier")
    seen = AgendaItem.objects.visible_to(user).filter(meeting=meeting.earlier, outcome__in=_UNDONE)
    again = meeting.items.filter(draft__isnull=False).values("draft")
    return list(seen.exclude(pk__in=back).exclude(draft__in=again))


def wanted(meeting: Meeting, user: User, asked: Mapping[str, str]) -> ItemPlan | None:
    """What the form of a new item starts with; None where nothing of that kind is there for this person."""
    if number := asked.get("van-ban", ""):
        draft = _draft(user, number)
        return ItemPlan(Subject.DRAFT, full_title(draft)[:255], draft) if draft else None
    if number := asked.get("tu", ""):
        return _again(meeting, user, number)
    if asked.get("loai") == Subject.PROGRESS:
        if meeting.season is None:
            return None
        title = _("Progress of carrying out %(directive)s") % {"directive": directive(meeting.season.rules)}
        return ItemPlan(Subject.PROGRESS, title)
    return ItemPlan(Subject.MATTER)


def meetings_for(draft: Draft, user: User) -> list[Meeting]:
    """Meetings of the committees above the draft's unit whose agenda this person may still arrange."""
    above = Meeting.objects.visible_to(user).filter(unit__path__in=ancestors(draft.unit_path or ""))
    found = above.filter(state__in=_OPEN).exclude(items__draft=draft).select_related("unit", "season")
    return [meeting for meeting in found.order_by("starts_at") if can_arrange_agenda(user, meeting)]


def schedule(user: User, draft: Draft) -> list[tuple[str, str]]:
    """What the page of a draft offers the office of a committee above."""
    if draft.state not in (DraftState.SHARED, DraftState.READY) or not can_schedule(user, draft):
        return []
    return [(_("Put on the agenda of a meeting"), reverse("schedule_draft", args=[draft.pk]))]


def heard_at(items: Iterable[AgendaItem]) -> list[tuple[str, str]]:
    """The meetings that hear a draft, or heard it, by its items that this person sees."""
    return [
        (
            f"{item.meeting.title} ({vi_time(item.meeting.starts_at)})",
            reverse("meeting", args=[item.meeting_id]) + f"#muc-{item.pk}",
        )
        for item in items
    ]


def _draft(user: User, number: str) -> Draft | None:
    seen = Draft.objects.of_congresses(user).filter(pk=numeral(number), shared_at__isnull=False)
    found: Draft | None = seen.select_related("congress__unit", "congress__season", "sent").first()
    return found


def _again(meeting: Meeting, user: User, number: str) -> ItemPlan | None:
    item = next((one for one in returning(meeting, user) if str(one.pk) == number), None)
    if item is None:
        return None
    draft = _draft(user, str(item.draft_id)) if item.draft_id else None
    title = full_title(draft)[:255] if draft else item.title
    return ItemPlan(item.subject, title, draft, item.presenter, item.minutes, earlier=item)
