"""One's deadlines and meetings as a calendar (RFC 5545): the same that "My work" shows, without personnel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.desk.task import Task
from vankien_web.desk.work import work


def dated(user: User) -> list[Task]:
    """What waits for this person and has a deadline, the nearest first; nothing of personnel."""
    return [task for task in work(user) if task.deadline is not None and not task.secret]


def nearest(user: User) -> date | None:
    """The nearest deadline that is not past, as the daily e-mail tells it."""
    return next((t.deadline for t in dated(user) if t.deadline and t.deadline >= clock.today()), None)


def calendar(user: User, absolute: Callable[[str], str]) -> bytes:
    """The file that a calendar program reads; `absolute` makes an address of the site a whole one."""
    made = Calendar()
    made.add("prodid", "-//Van kien//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Văn kiện: my work"))
    made.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    seen: Counter[str] = Counter()
    for task in dated(user):
        seen[task.url] += 1
        made.add_component(_event(task, f"{absolute(task.url)}#{seen[task.url]}", absolute))
    return bytes(made.to_ical())


def _event(task: Task, name: str, absolute: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{sha256(name.encode()).hexdigest()[:32]}@van-kien")
    event.add("dtstamp", clock.now())
    event.add("summary", f"{task.verb}: {task.what}" if task.at is None else task.what)
    event.add("dtstart", task.at or task.deadline)
    if task.at is not None:
        event.add("dtend", task.ends or task.at + timedelta(hours=2))
    if task.place:
        event.add("location", task.place)
    if task.unit:
        event.add("description", task.unit)
    event.add("url", absolute(task.url))
    return event
