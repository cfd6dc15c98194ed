"""A meeting as an iCalendar file: every newer one replaces the one before it in a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone

from vankien_web.common import clock
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState

_LENGTH = timedelta(hours=4)  # of a meeting whose end is not set: a morning
_WARN = timedelta(hours=-1)


def event(meeting: Meeting, items: Iterable[AgendaItem], url: str) -> bytes:
    """One event. UID never changes; SEQUENCE is the meeting's revision, which every change counts on."""
    zone = ZoneInfo(settings.TIME_ZONE)
    entry = Event()
    entry.add("uid", f"hop-{meeting.pk}@{_site(url)}")
    entry.add("sequence", meeting.revision)
    entry.add("dtstamp", clock.now().astimezone(ZoneInfo("UTC")))
    entry.add("dtstart", localtime(meeting.starts_at, zone))
    entry.add("dtend", localtime(meeting.ends_at or meeting.starts_at + _LENGTH, zone))
    entry.add("summary", meeting.title)
    if meeting.place:
        entry.add("location", meeting.place)
    entry.add("description", _told(meeting, items, url))
    entry.add("url", url)
    entry.add("status", _status(meeting))
    if meeting.state != MeetingState.CANCELLED:
        entry.add_component(_reminder(meeting))
    made = Calendar()
    made.add("prodid", "-//Văn kiện//vi")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if meeting.state == MeetingState.CANCELLED else "PUBLISH")
    made.add_component(Timezone.from_tzinfo(zone))
    made.add_component(entry)
    data: bytes = made.to_ical()
    return data


def _site(url: str) -> str:
    """The site's own name, so that two sites never give the same UID."""
    return url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]


def _status(meeting: Meeting) -> str:
    planned = {MeetingState.CANCELLED: "CANCELLED", MeetingState.PLANNED: "TENTATIVE"}
    return planned.get(MeetingState(meeting.state), "CONFIRMED")


def _told(meeting: Meeting, items: Iterable[AgendaItem], url: str) -> str:
    lines = [_("Convened by: %(name)s") % {"name": meeting.convener}] if meeting.convener else []
    if meeting.chair:
        lines.append(_("Chair: %(name)s") % {"name": meeting.chair.person.name})
    agenda = [f"{item.place}. {item.title}" for item in items]
    if agenda:
        lines += [_("Agenda:"), *agenda]
    return "\n".join([*lines, _("Papers: %(url)s") % {"url": url}])


def _reminder(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.title)
    alarm.add("trigger", _WARN)
    return alarm
