"""What was met and is lost again: every answered request is looked at when a new version has been read."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from vankien_web.drafts.models import Version
from vankien_web.reviews.actions import asked
from vankien_web.reviews.evidence import Judgement, judge
from vankien_web.reviews.models import ChangeRequest, RequestState


def look_again(version: Version) -> None:
    """What drafts call (AFTER_READING) for the newest version; running it twice does nothing more.

    The machine may reopen what is lost and say that it is not met or that a person must judge, never that
    it is met.
    """
    with transaction.atomic():
        version = Version.objects.select_related("reading", "draft").get(pk=version.pk)  # as it is stored
        rows = ChangeRequest.objects.filter(draft=version.draft_id, draft__latest=version.pk)
        answered = rows.filter(issued_at__isnull=False).exclude(state=RequestState.OPEN)
        locked = answered.select_for_update(of=("self",)).select_related(*asked.WITH)
        for request in locked.order_by("pk"):
            last = request.answers.select_related("version__reading", "version__draft").last()
            said = judge(request, last, version) if last else None
            if said is not None:
                _keep(request, version, said)


def _keep(request: ChangeRequest, version: Version, said: Judgement) -> None:
    if request.state == RequestState.CLOSED and not said.lost:
        _edited(request, version, said)
        return
    asked.keep(request, version, said)
    if not said.lost:
        return
    request.reopened = said.why
    request.reopen()
    asked.move(request)
    event = asked.told("request_lost", request, by=None, reason=said.why[:500], number=version.number)
    asked.tell(event, request, [*asked.owners(request), *asked.followers(request), *asked.office(request)])


def _edited(request: ChangeRequest, version: Version, said: Judgement) -> None:
    """It stays met; the working group is asked to look again, once for each wording."""
    before = [v for v in request.verdicts.all() if v.by_id is None and v.value == said.value]
    if any(_wording(v.evidence) == _wording(said.evidence) for v in before):
        return
    asked.keep(request, version, said)
    event = asked.told("request_edited", request, by=None, number=version.number)
    asked.tell(event, request, asked.followers(request))


def _wording(evidence: list[dict[str, Any]]) -> str:
    place = evidence[-1]["place"] if evidence else None
    return place["quote"] if place else ""
