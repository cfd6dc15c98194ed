"""Việc của tôi: what waits for a person because of the posts that the person holds today, and nothing else.

Work waits for posts: when a post is handed over, what waited for the old holder is the new one's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.common.written import day_of
from vankien_web.congresses.models import Congress, ProgressReport, Stage
from vankien_web.desk.duties import duties
from vankien_web.desk.task import MOST, Task, waiting
from vankien_web.drafts.models import PERSONNEL, Draft, DraftState, State
from vankien_web.drafts.naming import full_title
from vankien_web.units.models import WRITERS, Role, Who, who

QUIET = 14  # days without a report after which a working group is asked for one


def work(user: User) -> list[Task]:
    """By deadline, the nearest first; what has none comes last. At most MOST of each kind of record."""
    mine = who(user)
    found = [*_drafts(user, mine), *_congresses(mine), *duties(user, mine)]
    return sorted(found, key=lambda t: (t.deadline or date.max, t.since or date.max, t.what))


def _drafts(user: User, mine: Who) -> Iterator[Task]:
    """The unit's own while they are with the unit; for the office above what was sent up; failed checks."""
    units = mine.units(*WRITERS)
    offices = mine.units(Role.OFFICE)
    own = Q(congress__unit__in=units)
    waits = {
        _("Write and send up"): own & Q(state=DraftState.DRAFTING),
        _("Revise as asked and send again"): own & Q(state=DraftState.RETURNED),
        _("Let it go to the meeting, or return it"): Q(
            congress__unit__parent__in=offices, state=DraftState.SHARED
        ),
        _("Bring the file again: it was not read"): Q(congress=None, latest__state=State.FAILED),
    }
    seen = waiting(Draft.objects.visible_to(user), waits).select_related("congress__unit", "congress__season")
    for draft in seen.order_by("congress__deadline", "since")[:MOST]:
        yield _of_draft(draft)


def _of_draft(draft: Any) -> Task:
    congress = draft.congress
    return Task(
        draft.verb,
        full_title(draft),
        reverse("draft", args=[draft.pk]),
        congress.deadline if congress else None,
        day_of(draft.since if congress else draft.created_at),
        congress.unit.called if congress else "",
        secret=draft.kind == PERSONNEL,
    )


def _congresses(mine: Who) -> Iterator[Task]:
    """Own ones to prepare, followed ones to report on, reviewed ones to approve; one may wait for several."""
    waits = {
        "prepare": _to_prepare(mine.units(Role.UNIT_SECRETARY)),
        "report": _to_report(mine),
        "approve": _to_approve(mine.units(Role.CHAIR)),
    }
    if not mine.holds(Role.UNIT_SECRETARY, Role.WORKING_GROUP_MEMBER, Role.CHAIR):
        return
    told = {name: Case(When(which, then=True), default=False) for name, which in waits.items()}
    open_ones: QuerySet[Any] = Congress.objects.filter(dropped=False, season__closed_on=None)
    rows = open_ones.filter(reduce(or_, waits.values())).annotate(**told)
    for congress in rows.select_related("unit", "season").order_by("deadline", "pk")[:MOST]:
        if congress.prepare:
            missing = {
                "steps": congress.steps_total - congress.steps_done,
                "papers": congress.dossier_missing,
            }
            yield _of_congress(
                congress, _("Prepare: %(steps)d steps and %(papers)d papers are missing") % missing
            )
        if congress.report:
            yield _of_congress(congress, _("Report the progress"))
        if congress.approve:
            yield _of_congress(congress, _("Approve the congress"))


def _to_prepare(units: list[int]) -> Q:
    """The unit's own congress while steps or papers are missing."""
    missing = Q(steps_total__gt=F("steps_done")) | Q(dossier_missing__gt=0)
    return Q(unit__in=units, stage=Stage.PREPARING) & missing


def _to_report(mine: Who) -> Q:
    """Congresses that a working group follows and has not reported on for some time."""
    lately = ProgressReport.objects.filter(
        congress=OuterRef("pk"), on__gt=clock.today() - timedelta(days=QUIET), group__in=mine.group_ids
    )
    followed = under_any(mine.paths(Role.WORKING_GROUP_MEMBER), "unit__path")
    return followed & ~Q(stage=Stage.REPORTED) & Q(~Exists(lately))


def _to_approve(above: list[int]) -> Q:
    """Reviewed congresses wait for the chair of the committee directly above, when nothing is missing."""
    return Q(unit__parent__in=above, stage=Stage.REVIEWED, dossier_missing=0, blocking=0)


def _of_congress(congress: Congress, verb: str) -> Task:
    return Task(
        verb,
        congress.title,
        reverse("congress", args=[congress.pk]),
        congress.deadline,
        congress.stage_since,
        congress.unit.called,
    )
