"""Which papers can be made of a meeting now, and what each lacks. Three queries, however many there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from vankien_web.congresses.models import ProgressReport
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews.models import (
    ANSWERS,
    EXTRACT,
    AgendaItem,
    Attendance,
    ChangeRequest,
    Meeting,
    MeetingState,
    MinuteEntry,
    Opinion,
    Presence,
    Sentence,
)
from vankien_web.reviews.papers import extract as figures
from vankien_web.reviews.papers import progress
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Unit

_BEFORE = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)
_OPINIONS = "tong-hop-y-kien"
WITH_PERSONNEL = ("bien-ban", "thong-bao-ket-luan")  # of these there is a second one, for few eyes
OF_MEETING = ("giay-moi", "chuong-trinh", "bien-ban", "thong-bao-ket-luan", "tin-hoi-nghi")


@dataclass(frozen=True)
class Line:
    """A paper that this meeting may have. `lacks`: why it cannot be made; `waits`: why not issued yet."""

    form: str
    source: Source
    about: str = ""
    lacks: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)


def lines(meeting: Meeting, *, personnel: bool = False) -> list[Line]:
    """In the order in which an office makes them.

    `personnel`: also the papers that tell of personnel plans, beside those that leave them out.
    """
    drafts = _drafts(meeting, personnel=personnel)
    made = _of_meeting(meeting, OF_MEETING)
    if any(draft.kind == PERSONNEL for draft, _opinions, _requests in drafts):
        made += _of_meeting(meeting, WITH_PERSONNEL, personnel=True)
    for draft, has_opinions, has_requests in drafts:
        about = draft.congress.unit.called if draft.congress else draft.title
        source = Source(meeting, draft=draft, personnel=draft.kind == PERSONNEL)
        none_sent = [] if has_opinions else [_("no opinion on it has been sent")]
        none_asked = [] if has_requests else [_("nothing has been asked of it yet")]
        made += [Line(_OPINIONS, source, about, none_sent), Line(ANSWERS, source, about, none_asked)]
    return made + [
        Line(progress.FORM, Source(meeting, report=report), f"{report.group}, {report.congress.unit.called}")
        for report in _reports(meeting)
    ]


def extract(draft: Draft, unit: Unit) -> Line:
    """What departments say of the draft's figures: `unit`'s own, or of a committee's those of all."""
    source = Source(None, draft=draft, issuer=unit)
    answered = any(v.outcome for v in figures.verifications(source))
    lacks = [] if answered else [_("no figure of it has been answered yet")]
    return Line(EXTRACT, source, unit.called, lacks)


def line(meeting: Meeting, form: str, subject: str, *, personnel: bool = False) -> Line | None:
    """The one of this form on this subject ("draft:12"; the meeting itself where empty)."""
    found = (one for one in lines(meeting, personnel=personnel) if one.form == form)
    same = (one for one in found if one.source.personnel == personnel)
    return next((one for one in same if one.source.subject == subject or not subject), None)


def _of_meeting(meeting: Meeting, forms: tuple[str, ...], *, personnel: bool = False) -> list[Line]:
    facts, whole = _facts(meeting, personnel=personnel), Source(meeting, personnel=personnel)
    about = _("with what concerns personnel") if personnel else ""
    return [Line(form, whole, about, _lacks(form, meeting, facts), _waits(form, meeting)) for form in forms]


def _facts(meeting: Meeting, *, personnel: bool) -> dict[str, bool]:
    """How much of what papers are made of there is."""
    plain = Q() if personnel else ~Q(item__draft__kind=PERSONNEL) | Q(item=None) | Q(item__draft=None)
    items = AgendaItem.objects.all() if personnel else AgendaItem.objects.exclude(draft__kind=PERSONNEL)
    seats = Attendance.objects.filter(meeting=OuterRef("pk"))
    told: dict[str, bool] = (
        Meeting.objects.filter(pk=meeting.pk)
        .annotate(
            items_=Exists(items.filter(meeting=OuterRef("pk"))),
            called_=Exists(seats),
            marked_=Exists(seats.exclude(presence=Presence.CALLED)),
            entries_=Exists(MinuteEntry.objects.filter(plain, meeting=OuterRef("pk"))),
            sentences_=Exists(Sentence.objects.filter(plain, conclusion__meeting=OuterRef("pk"))),
        )
        .values("items_", "called_", "marked_", "entries_", "sentences_")
        .get()
    )
    return told


def _lacks(form: str, meeting: Meeting, facts: dict[str, bool]) -> list[str]:
    called = (facts["called_"], _("nobody has been called"))
    place = (bool(meeting.place), _("the place is not set"))
    items = (facts["items_"], _("the agenda is empty"))
    begun = (meeting.state not in _BEFORE, _("the meeting has not been opened"))
    over = (meeting.state in (MeetingState.CLOSED, MeetingState.CONCLUDED), _("the meeting is not over"))
    needs = {
        "giay-moi": (called, place),
        "chuong-trinh": (items,),
        "bien-ban": (
            begun,
            (facts["marked_"], _("who is present has not been marked")),
            (bool(facts["entries_"] or facts["sentences_"]), _("nothing has been written down yet")),
        ),
        "thong-bao-ket-luan": (begun, (facts["sentences_"], _("the conclusion has no sentence yet"))),
        "tin-hoi-nghi": (over, (facts["sentences_"] or facts["items_"], _("the agenda is empty"))),
    }
    if meeting.state == MeetingState.CANCELLED:
        return [_("the meeting was cancelled")]
    return [missing for there, missing in needs[form] if not there]


def _waits(form: str, meeting: Meeting) -> list[str]:
    if form == "thong-bao-ket-luan" and meeting.state != MeetingState.CONCLUDED:
        return [_("the conclusion has not been issued")]
    if form == "bien-ban" and meeting.state not in (MeetingState.CLOSED, MeetingState.CONCLUDED):
        return [_("the meeting is not over")]
    return []


def _drafts(meeting: Meeting, *, personnel: bool) -> list[tuple[Draft, bool, bool]]:
    """On the agenda, once each, with whether opinions and requests there are."""
    sent = Opinion.objects.filter(draft=OuterRef("pk"), sent_at__isnull=False)
    asked = ChangeRequest.objects.filter(draft=OuterRef("pk"), issued_at__isnull=False)
    found = Draft.objects.filter(items__meeting=meeting).select_related(
        "congress__unit__parent", "congress__season", "latest"
    )
    if not personnel:
        found = found.exclude(kind=PERSONNEL)
    found = found.annotate(
        has_opinions=Exists(sent.filter(Q(meeting=meeting) | Q(meeting=None))), has_requests=Exists(asked)
    )
    drafts: Any = dict.fromkeys(found.order_by("items__number", "pk"))  # mypy knows no annotations
    return [(draft, draft.has_opinions, draft.has_requests) for draft in drafts]


def _reports(meeting: Meeting) -> list[ProgressReport]:
    """The last of each congress whose documents are on the agenda, up to the day of the meeting."""
    day = Source(meeting).day
    later = ProgressReport.objects.filter(
        congress=OuterRef("congress"), number__gt=OuterRef("number"), on__lte=day
    )
    found = ProgressReport.objects.filter(
        ~Exists(later), on__lte=day, congress__drafts__items__meeting=meeting
    )
    found = found.select_related("group__unit", "congress__unit", "congress__season")
    return list(dict.fromkeys(found.order_by("congress__deadline", "congress", "pk")))
