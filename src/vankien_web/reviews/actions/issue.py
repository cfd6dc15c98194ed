"""The conclusion goes out: requests are numbered, drafts move, and nothing of it is changed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock, history
from vankien_web.common.written import vi_date
from vankien_web.drafts.actions import settle
from vankien_web.drafts.models import PERSONNEL
from vankien_web.reviews.actions import rows
from vankien_web.reviews.actions.requests import number_and_issue
from vankien_web.reviews.models import (
    AgendaItem,
    ChangeRequest,
    Conclusion,
    Meeting,
    MeetingState,
    Outcome,
    Sentence,
)
from vankien_web.reviews.permissions import can_run_meeting, runs
from vankien_web.reviews.trace import missing


class Issued(ValidationError):  # noqa: N818 - reads as what is the matter
    """It has gone out already: a second click, or somebody else was quicker."""


class Incomplete(ValidationError):  # noqa: N818 - reads as what is the matter
    """What is still missing, a sentence for each."""


def issue_conclusion(meeting: Meeting, *, by: User, then: Callable[[Conclusion], object] = id) -> Conclusion:
    """All in one transaction, `then` too. Raises PermissionDenied, Issued, Incomplete, ValidationError.

    What this person may not see, personnel plans, goes out with the rest and is told to nobody else.
    """
    with transaction.atomic():
        locked = rows.held(meeting)
        if locked.state == MeetingState.CONCLUDED and runs(by, locked):
            raise Issued(_("The conclusion has been issued already; it goes out once."))
        if not can_run_meeting(by, locked):
            raise PermissionDenied
        _hold_requests(locked)
        if gaps := missing(locked, by):
            raise Incomplete([gap.sentence for gap in gaps])
        conclusion = Conclusion.objects.select_for_update().get(meeting=locked)
        conclusion.issued_at, conclusion.issued_by = clock.now(), by
        conclusion.revision += 1
        conclusion.save()
        requests = number_and_issue(conclusion, by=by)
        _settle(locked, requests, by)
        locked.conclude()
        locked.save()
        Meeting.objects.filter(pk=locked.pk).update(beat=F("beat") + 1)
        sentences, asked = _told(conclusion, requests)
        history.record(
            "conclusion_issued", conclusion, by=by, stream=locked, sentences=sentences, requests=asked
        )
        then(conclusion)
    return conclusion


def _hold_requests(meeting: Meeting) -> None:
    """What earlier meetings asked of these drafts stays as it is until this transaction ends."""
    drafts = meeting.items.filter(draft__isnull=False).values_list("draft", flat=True)
    rows = ChangeRequest.objects.filter(draft__in=list(drafts), blocking=True, issued_at__isnull=False)
    list(rows.select_for_update(of=("self",)).order_by("pk"))


def _settle(meeting: Meeting, requests: Iterable[ChangeRequest], by: User) -> None:
    """What was agreed to is marked so; what is asked to change goes back to its unit.

    Nothing is approved while a request on it must be met first, also where the person does not see it.
    """
    items = AgendaItem.objects.filter(meeting=meeting).select_related("draft")
    decided = [(item.draft, item.outcome) for item in items if item.draft is not None]
    agreed = {draft.pk: draft for draft, outcome in decided if outcome == Outcome.AGREED}
    for request in ChangeRequest.objects.hold_back(agreed):
        agreed.pop(request.draft_id or 0, None)
    back = {draft.pk: draft for draft, outcome in decided if outcome == Outcome.REVISE}
    back |= {r.draft.pk: r.draft for r in requests if r.draft is not None and r.draft.pk not in agreed}
    said = {"title": meeting.title, "day": vi_date(meeting.starts_at)}
    for __, draft in sorted(agreed.items()):
        settle(draft, approved=True, reason=_("%(title)s on %(day)s") % said, by=by)
    reason = _("Conclusion of %(title)s on %(day)s: answer its requests.") % said
    for __, draft in sorted(back.items()):
        settle(draft, approved=False, reason=reason, by=by)


def _told(conclusion: Conclusion, requests: Iterable[ChangeRequest]) -> tuple[int, int]:
    """How many sentences and requests there are that everyone who sees the meeting may know of."""
    sentences = Sentence.objects.filter(conclusion=conclusion).exclude(item__draft__kind=PERSONNEL)
    asked = [r for r in requests if r.draft is None or r.draft.kind != PERSONNEL]
    return sentences.count(), len(asked)
