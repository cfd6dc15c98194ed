"""Việc của tôi: what waits for a person because of the posts that the person holds today, and nothing else.

Work waits for posts: when a post is handed over, what waited for the old holder is the new one's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.congresses.models import Congress, ProgressReport, Stage
from vankien_web.desk.duties import duties
from vankien_web.desk.task import MOST, Task, day_of, units_of
from vankien_web.drafts.models import PERSONNEL, Draft, DraftState, State
from vankien_web.drafts.naming import full_title
from vankien_web.units.models import Role, Who, who

QUIET = 14  # days without a report after which a working group is asked for one


def work(user: User) -> list[Task]:
    """By deadline, the nearest first; what has none comes last. At most MOST of each kind."""
    mine = who(user)
    found = [
        *_to_write(user, mine),
        *_to_decide(user, mine),
        *_to_prepare(mine),
        *_to_report(mine),
        *_to_approve(mine),
        *_failed_checks(user),
        *duties(user, mine),
    ]
    return sorted(found, key=lambda t: (t.deadline or date.max, t.since or date.max, t.what))


def _drafts(user: User) -> QuerySet[Draft]:
    seen: QuerySet[Draft] = Draft.objects.visible_to(user)
    related = ("congress__unit__parent", "congress__season", "latest")
    return seen.select_related(*related).order_by("congress__deadline", "since")


def _to_write(user: User, mine: Who) -> Iterator[Task]:
    """The unit's own drafts, while they are with the unit."""
    units = units_of(mine, Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)
    if not units:
        return
    verbs = {
        DraftState.DRAFTING: _("Write and send up"),
        DraftState.RETURNED: _("Revise as asked and send again"),
    }
    for draft in _drafts(user).filter(congress__unit__in=units, state__in=verbs)[:MOST]:
        yield _of_draft(draft, verbs[DraftState(draft.state)])


def _to_decide(user: User, mine: Who) -> Iterator[Task]:
    """Drafts sent up wait for the office of the committee directly above."""
    offices = units_of(mine, Role.OFFICE)
    if not offices:
        return
    for draft in _drafts(user).filter(congress__unit__parent__in=offices, state=DraftState.SHARED)[:MOST]:
        yield _of_draft(draft, _("Let it go to the meeting, or return it"))


def _of_draft(draft: Draft, verb: str) -> Task:
    congress = draft.congress
    return Task(
        verb,
        full_title(draft),
        reverse("draft", args=[draft.pk]),
        congress.deadline if congress else None,
        day_of(draft.since),
        congress.unit.called if congress else "",
        secret=draft.kind == PERSONNEL,
    )


def _congresses() -> QuerySet[Congress]:
    all_of_them: QuerySet[Congress] = Congress.objects.all()
    return all_of_them.filter(dropped=False, season__closed_on=None).select_related("unit", "season")


def _to_prepare(mine: Who) -> Iterator[Task]:
    """The unit's own congress while steps or papers are missing."""
    units = units_of(mine, Role.UNIT_SECRETARY)
    if not units:
        return
    for congress in _congresses().filter(unit__in=units, stage=Stage.PREPARING)[:MOST]:
        missing = congress.steps_total - congress.steps_done, congress.dossier_missing
        if any(missing):
            verb = _("Prepare: %(steps)d steps and %(papers)d papers are missing")
            yield _of_congress(congress, verb % {"steps": missing[0], "papers": missing[1]})


def _to_report(mine: Who) -> Iterator[Task]:
    """Congresses that a working group follows and has not reported on for some time."""
    paths = mine.paths(Role.WORKING_GROUP_MEMBER)
    if not paths:
        return
    lately = ProgressReport.objects.filter(
        congress=OuterRef("pk"), on__gt=clock.today() - timedelta(days=QUIET), group__in=mine.group_ids
    )
    open_ones = _congresses().filter(under_any(paths, "unit__path"), ~Q(stage=Stage.REPORTED))
    for congress in open_ones.filter(~Exists(lately))[:MOST]:
        yield _of_congress(congress, _("Report the progress"))


def _to_approve(mine: Who) -> Iterator[Task]:
    """Reviewed congresses wait for the chair of the committee directly above, when nothing is missing."""
    above = units_of(mine, Role.CHAIR)
    if not above:
        return
    ready = _congresses().filter(stage=Stage.REVIEWED, dossier_missing=0, blocking=0)
    for congress in ready.filter(unit__parent__in=above)[:MOST]:
        yield _of_congress(congress, _("Approve the congress"))


def _of_congress(congress: Congress, verb: str) -> Task:
    return Task(
        verb,
        congress.title,
        reverse("congress", args=[congress.pk]),
        congress.deadline,
        congress.stage_since,
        congress.unit.called,
    )


def _failed_checks(user: User) -> Iterator[Task]:
    """Own quick checks that the machine could not read."""
    failed = Draft.objects.visible_to(user).filter(congress=None, latest__state=State.FAILED)
    for draft in failed.order_by("-created_at")[:MOST]:
        url = reverse("draft", args=[draft.pk])
        yield Task(
            _("Bring the file again: it was not read"), draft.title, url, None, day_of(draft.created_at)
        )
