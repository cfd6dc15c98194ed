"""What the pages of a meeting offer: whom and what one may choose, who is invited, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import ancestors
from vankien_web.common.forms import numeral
from vankien_web.common.written import day_of
from vankien_web.congresses.models import Season
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.forms.meetings import written
from vankien_web.reviews.guards import Guard, guards
from vankien_web.reviews.models import Meeting, MeetingState, Outcome
from vankien_web.reviews.papers.names import committee
from vankien_web.reviews.permissions import can_change_meeting, can_run_meeting, can_write_conclusion
from vankien_web.units.models import Body, Post, Role, Unit, who
from vankien_web.units.titles import in_order, titles_of

_EARLIER = 30  # meetings that are offered as the one continued


@dataclass(frozen=True)
class Next:
    """A step from here: a page to go to, or (`posts`) something done at once; what is missing for it."""

    label: str
    url: str
    posts: bool = False
    guards: tuple[Guard, ...] = ()
    primary: bool = False

    @property
    def stopped(self) -> bool:
        return any(guard.stops for guard in self.guards)


def unit_of(user: User, wanted: str, earlier: str) -> Unit | None:
    """Whose meeting it becomes: the unit asked for, that of the earlier meeting, or one's own office's."""
    if numeral(earlier):
        found = Unit.objects.filter(meetings__in=Meeting.objects.visible_to(user).filter(pk=numeral(earlier)))
    elif numeral(wanted):
        found = Unit.objects.visible_to(user).filter(pk=numeral(wanted))
    else:
        found = Unit.objects.filter(pk__in=who(user).units(Role.OFFICE)).order_by("path")
    unit = found.first()
    return unit if unit is not None and who(user).has(unit, Role.OFFICE) else None


def choices(unit: Unit, user: User, meeting: Meeting | None = None) -> dict[str, Any]:
    """Posts of the unit today (and those that the meeting has), its seasons, its earlier meetings."""
    kept = [post for post in (meeting.chair, meeting.secretary) if post] if meeting else []
    posts = Post.objects.held().filter(unit=unit) | Post.objects.filter(pk__in=[post.pk for post in kept])
    above = Season.objects.visible_to(user).filter(root__path__in=ancestors(unit.path or ""))
    others = Meeting.objects.filter(unit=unit).exclude(pk=meeting.pk if meeting else None)
    return {
        "posts": in_order(posts.select_related("person", "unit")),
        "seasons": above.select_related("root"),
        "meetings": others.order_by("-starts_at")[:_EARLIER],
    }


def proposed(unit: Unit, user: User, earlier: str) -> dict[str, Any]:
    """What the form of a new meeting starts with: the next morning, or the earlier meeting's own words."""
    if numeral(earlier):
        last = Meeting.objects.visible_to(user).filter(pk=numeral(earlier), unit=unit).first()
        if last is not None:
            again = replace(Plan.of(last), earlier=last, starts_at=_morning(), ends_at=None)
            return written(again)
    known, named = choices(unit, user), {"committee": committee(unit)}
    plan = Plan(
        _("Meeting of the Standing Committee of %(committee)s") % named,
        _morning(),
        Body.STANDING,
        convener=_("Standing members of %(committee)s") % named,
        chair=next((post for post in known["posts"] if post.role == Role.CHAIR), None),
        secretary=next((post for post in known["posts"] if post.person.account_id == user.pk), None),
        season=known["seasons"].filter(closed_on=None).first(),
    )
    return written(plan)


def _morning() -> datetime:
    return datetime.combine(clock.today() + timedelta(days=1), time(8), get_default_timezone())


def invited(meeting: Meeting, user: User) -> dict[str, Any]:
    """Everyone called, with their titles as far as this reader is told; the chair's in full."""
    rows = list(meeting.attendance.select_related("person"))
    chairs = [post.person for post in (meeting.chair, meeting.secretary) if post]
    known = titles_of([*(row.person for row in rows), *chairs], to=user)
    for row in rows:
        row.titles = known[row.person_id]  # type: ignore[attr-defined]
    return {
        "members": [row for row in rows if row.member],
        "guests": [row for row in rows if not row.member],
        "chair_titles": known[meeting.chair.person_id] if meeting.chair else "",
        "secretary_titles": known[meeting.secretary.person_id] if meeting.secretary else "",
    }


def outcomes(meeting: Meeting, user: User) -> list[tuple[str, Any]]:
    """What one may record of an item now: before the opening only that it is postponed."""
    if not can_run_meeting(user, meeting):
        return []
    sitting = meeting.state in (MeetingState.OPEN, MeetingState.CLOSED)
    now = Outcome.values if sitting else (Outcome.NONE, Outcome.POSTPONED)
    return [(value, label) for value, label in Outcome.choices if value in now]


def next_steps(meeting: Meeting, user: User) -> list[Next]:
    """What this person may do next; the first that nothing stops is the page's primary button."""
    found = list(_steps(meeting, user))
    first = next((step for step in found if not step.stopped), None)
    return [replace(step, primary=step is first) for step in found]


def _steps(meeting: Meeting, user: User) -> Iterator[Next]:
    state = meeting.state
    runs = can_run_meeting(user, meeting)
    if state == MeetingState.PLANNED and can_change_meeting(user, meeting):
        yield from _preparing(meeting)
    if state == MeetingState.CALLED:
        if runs and day_of(meeting.starts_at) <= clock.today():
            yield _verb(meeting, "open", _("Open the meeting"))
        yield _page(_("Read the papers and give opinions"), "meeting_opinions", meeting)
    if state == MeetingState.OPEN:
        yield _page(_("Go into the meeting room"), "room", meeting)
        if runs:
            yield _verb(meeting, "close", _("Close the meeting"))
    if state == MeetingState.CLOSED and can_write_conclusion(user, meeting):
        yield _page(_("Write the conclusion"), "conclusion", meeting)


def _preparing(meeting: Meeting) -> Iterator[Next]:
    call = _verb(meeting, "call", _("Convene the meeting"))
    missing = {guard.at for guard in call.guards if guard.stops}
    if "agenda" in missing:
        yield _page(_("Put the agenda together"), "choose_item", meeting)
    if "attendance" in missing:
        yield _page(_("Call people"), "attendance", meeting)
    yield call


def _verb(meeting: Meeting, verb: str, label: str) -> Next:
    url = reverse("meeting_step", args=[meeting.pk, verb])
    return Next(label, url, posts=True, guards=tuple(guards(meeting, verb)))


def _page(label: str, name: str, meeting: Meeting) -> Next:
    return Next(label, reverse(name, args=[meeting.pk]))
