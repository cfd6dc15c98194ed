"""What every verb on an issued request does: hold it, move it on, record it, tell those whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from vankien_web.accounts.models import User
from vankien_web.common import clock, notices
from vankien_web.common.fields import ancestors, holds_on
from vankien_web.common.history import record
from vankien_web.common.models import Event
from vankien_web.congresses.actions import count_blocking
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Version
from vankien_web.drafts.telling import tell_of
from vankien_web.reviews.evidence import Judgement
from vankien_web.reviews.models import Answer, ChangeRequest, Verdict
from vankien_web.units.models import Person, Role, WorkingGroup
from vankien_web.units.reach import department_people, group_people, holders

WITH = (
    "draft__latest",
    "draft__sent",
    "draft__congress__unit",
    "draft__congress__season",
    "congress__unit__parent",
    "congress__season",
    "owner_unit",
    "owner_group",
    "version",
    "sentence__item",
    "sentence__conclusion__meeting__unit",
    "committee",
    "verification__department",
)


def hold(request: ChangeRequest) -> ChangeRequest:
    """The request as it is now, held until this transaction ends."""
    rows = ChangeRequest.objects.select_for_update(of=("self",)).select_related(*WITH)
    locked: ChangeRequest = rows.get(pk=request.pk)
    return locked


def move(request: ChangeRequest) -> None:
    request.since = clock.now()
    request.revision += 1
    request.save()


def told(verb: str, request: ChangeRequest, *, by: User | None, **details: Any) -> Event:
    """Record it, and count what still holds the congress up.

    In the order in which everybody takes locks: the draft's stream, the congress, the congress's stream.
    """
    stream = stream_of(request)
    before = not isinstance(stream, Congress)
    if not before:
        count_again([request.congress])
    event = record(verb, request, by=by, stream=stream, request=request.label, **details)
    if before:
        count_again([request.congress])
    return event


def stream_of(request: ChangeRequest) -> Any:
    """Where the history of an issued request is written: who reads there may know of it."""
    return request.draft or request.congress or request.meeting


def count_again(congresses: Iterable[Congress | None]) -> None:
    """The open requests that must be met, of each of these congresses."""
    wanted = {congress.pk: congress for congress in congresses if congress is not None}
    for _pk, congress in sorted(wanted.items()):
        count_blocking(congress, ChangeRequest.objects.open().filter(congress=congress, blocking=True).count)


def keep(request: ChangeRequest, version: Version, said: Judgement) -> Verdict:
    """The machine's word on this version, in the place of what it said of it before."""
    request.verdicts.filter(by=None, version=version).delete()
    verdict: Verdict = Verdict.objects.create(
        request=request, version=version, value=said.value, why=said.why, evidence=said.evidence
    )
    return verdict


def last_answer(request: ChangeRequest) -> Answer | None:
    """The one that counts; no query where they were fetched with the request."""
    return next(reversed(request.answers.all()), None)


def was_sent(request: ChangeRequest, answer: Answer) -> bool:
    """Whether those above the unit have the version that the answer names."""
    draft = request.draft
    if draft is None or answer.version is None:
        return True
    return draft.sent is not None and answer.version.number <= draft.sent.number


def owners(request: ChangeRequest) -> list[Person]:
    if request.owner_group is not None:
        return group_people(request.owner_group)
    if request.owner_unit is None:
        return []
    own = holders(request.owner_unit, Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)
    return own if request.draft_id and own else department_people(request.owner_unit)


def groups(request: ChangeRequest) -> list[WorkingGroup]:
    """Working groups that follow the unit today, but for the one that was asked itself."""
    if request.congress is None:
        return []
    today, path = clock.today(), request.congress.unit.path or ""
    return list(
        WorkingGroup.objects.filter(
            ~Q(pk=request.owner_group_id),
            holds_on(today),
            holds_on(today, "assignments__since", "assignments__until"),
            assignments__unit__path__in=ancestors(path),
        ).distinct()
    )


def followers(request: ChangeRequest) -> list[Person]:
    return [person for group in groups(request) for person in group_people(group)]


def office(request: ChangeRequest) -> list[Person]:
    return holders(request.committee, Role.OFFICE)


def tell(event: Event, request: ChangeRequest, to: Iterable[Person], *, one: bool = True) -> None:
    """Of this request, or of `one` of several to the same owner."""
    url = reverse("request", args=[request.pk]) if one else reverse("requests")
    if request.draft is not None:
        url = url if one else reverse("draft_requests", args=[request.draft_id])
        tell_of(request.draft, event, to, url)
    else:
        notices.tell(event, to, url, about=request.text)
