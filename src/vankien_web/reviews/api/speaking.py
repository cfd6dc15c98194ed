"""Speaking of a draft or in a meeting, and hearing what was said there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, named, page_of
from vankien_web.drafts import pages as drafts
from vankien_web.reviews import hearing, speaking
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.actions.opinions import About
from vankien_web.reviews.api import voices
from vankien_web.reviews.api.schemas.opinions import (
    DraftOpinionIn,
    HeardWanted,
    MeetingOpinionIn,
    OpinionOut,
    SaidIn,
    SentOut,
)
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion
from vankien_web.reviews.pages import seen_meeting
from vankien_web.reviews.permissions import can_speak, can_speak_for
from vankien_web.units.models import Person

router = Router(tags=["opinions"])
_DRAFT = "/drafts/{int:draft}/opinions"
_MEETING = "/meetings/{int:meeting}/opinions"


@router.get(_DRAFT, response=Page[OpinionOut], operation_id="list_draft_opinions")
def list_draft_opinions(request: PersonRequest, draft: int, paging: Query[Paging]) -> Any:
    """What you see of the opinions on a draft, your own private ones among them."""
    found, _version = drafts.find_version(request.user, draft, None)
    speaking.part(request.user, found)
    rows = speaking.seen(request.user, found).select_related(*voices.WITH).order_by("pk")
    return page_of(rows, paging, lambda some: voices.opinions(request.user, some))


@router.post(_DRAFT, response={201: OpinionOut}, operation_id="write_opinion")
def write_opinion(request: PersonRequest, draft: int, sent: DraftOpinionIn) -> Any:
    """Keep an opinion on a passage, a section, a figure or the whole; yours alone until it is sent."""
    found, version = drafts.find_version(request.user, draft, sent.version)
    mine = speaking.part(request.user, found)
    if not mine.speaks:
        raise PermissionDenied
    chosen = sent.dict(include={"block", "start", "end", "quote"})
    chosen["section"] = "" if sent.section is None else str(sent.section)
    about = speaking.about(found, version, chosen)
    return _kept(request, about, sent, speaking.people_for(mine))


@router.post(_DRAFT + "/send", response=SentOut, operation_id="send_draft_opinions")
def send_draft_opinions(request: PersonRequest, draft: int) -> Any:
    """Send every own opinion on the draft that is still private, all or none."""
    found, _version = drafts.find_version(request.user, draft, None)
    speaking.part(request.user, found)
    unsent = Opinion.objects.unsent_of(request.user).filter(draft=found)
    return {"sent": actions.send_opinions(unsent, by=request.user)}


@router.get(_MEETING, response=Page[OpinionOut], operation_id="list_meeting_opinions")
def list_meeting_opinions(
    request: PersonRequest, meeting: int, wanted: Query[HeardWanted], paging: Query[Paging]
) -> Any:
    """What was said at a meeting: everything for its committee, one's own for a guest."""
    found = seen_meeting(request, meeting)
    asked = {name: str(value or "") for name, value in wanted.dict().items()}
    rows = hearing.chosen(hearing.sent(request.user, found), asked)
    rows = rows.select_related(*voices.WITH).order_by("pk")
    return page_of(rows, paging, lambda some: voices.opinions(request.user, some))


@router.post(_MEETING, response={201: OpinionOut}, operation_id="speak")
def speak(request: PersonRequest, meeting: int, sent: MeetingOpinionIn) -> Any:
    """Keep an opinion on an item or on the meeting as a whole; nobody else sees it until it is sent."""
    found = seen_meeting(request, meeting)
    if not can_speak(request.user, found):
        raise PermissionDenied
    about, people = About(meeting=found), None
    if sent.item is not None:
        items = AgendaItem.objects.visible_to(request.user).filter(meeting=found)
        nothing = _("No item of this agenda has this number.")
        item = named(items.select_related("draft", "version", "meeting__unit"), sent.item, "item", nothing)
        about = About(draft=item.draft, version=item.version, item=item, meeting=found)
    if can_speak_for(request.user, found):
        people = _called(found)
    return _kept(request, about, sent, people)


@router.post(_MEETING + "/send", response=SentOut, operation_id="send_in_meeting")
def send_in_meeting(request: PersonRequest, meeting: int) -> Any:
    """Send every own opinion that was written for this meeting and is still private, all or none."""
    found = seen_meeting(request, meeting)
    unsent = Opinion.objects.unsent_of(request.user).filter(meeting=found)
    return {"sent": actions.send_opinions(unsent, by=request.user)}


def _called(meeting: Meeting) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=meeting.attendance.values("person"))


def _kept(request: PersonRequest, about: About, sent: SaidIn, people: QuerySet[Person] | None) -> Any:
    """The opinion of that key; the same words once more, even after they went out, change nothing."""
    again = Opinion.objects.visible_to(request.user).filter(entered_by=request.user, sent_at__isnull=False)
    if known := again.filter(key=sent.key, text=sent.text, kind=sent.kind).first():
        return Status(201, voices.opinion(request.user, known.pk))
    person = None
    if sent.person is not None:
        if people is None:
            raise PermissionDenied
        person = named(
            people, sent.person, "person", _("Only who was called to the meeting can be heard there.")
        )
    with transaction.atomic():
        made = actions.write_opinion(
            about,
            sent.text,
            kind=sent.kind,
            person=person,
            key=sent.key,
            revision=sent.revision,
            by=request.user,
        )
    return Status(201, voices.opinion(request.user, made.pk))
