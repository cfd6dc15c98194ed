"""The whole chain of a meeting: what was said, concluded, asked, answered, judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from ninja import Router

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import seen
from vankien_web.drafts.models import Draft
from vankien_web.drafts.permissions import works_on
from vankien_web.reviews.api.schemas.conclusion import TraceOut
from vankien_web.reviews.asks import owner
from vankien_web.reviews.models import Meeting
from vankien_web.reviews.trace import Asked, Part, Trace
from vankien_web.reviews.trace import trace as laid_out

router = Router(tags=["conclusion"])


@router.get("/meetings/{int:meeting}/trace", response=TraceOut, operation_id="get_trace")
def get_trace(request: PersonRequest, meeting: int) -> Any:
    """For the committee everything; for a unit, a group, a department its own requests."""
    found = seen(Meeting.objects.select_related("unit__parent"), meeting)
    chain = laid_out(found, request.user)
    if not chain.hears and not chain.asked:
        raise Http404
    open_to = _versions(request.user, chain)
    return {
        "items": [_part(part, open_to, chain.hears) for part in chain.parts if part.lines],
        "loose": [opinion.pk for opinion in chain.loose],
        "gaps": [gap.sentence for gap in chain.gaps],
        "hears": chain.hears,
    }


def _versions(user: User, chain: Trace) -> dict[int, int]:
    """The last version that this person may read of, by draft; of one's own unit's, all. One query."""
    drafts = {one.request.draft_id for one in chain.asked if one.request.draft_id}
    rows = Draft.objects.filter(pk__in=drafts).select_related("congress__unit", "sent", "latest")
    last = {d.pk: d.latest if works_on(user, d) else d.sent for d in rows}
    return {pk: version.number if version else 0 for pk, version in last.items()}


def _part(part: Part, open_to: Mapping[int, int], hears: bool) -> dict[str, Any]:
    sentences = [
        {
            "key": line.sentence.key,
            "label": line.label,
            "kind": line.sentence.kind,
            "text": line.sentence.text,
            "opinions": [opinion.pk for opinion in line.opinions],
            "requests": [_asked(one, open_to) for one in line.asked],
        }
        for line in part.lines
    ]
    item = part.item
    known = item.pk if item and hears else None
    return {"item": known, "title": item.title if item else "", "sentences": sentences}


def _asked(one: Asked, open_to: Mapping[int, int]) -> dict[str, Any]:
    """An answer or a verdict on a version that was not sent up is not there for those above."""
    request: Any = one.request  # annotated: verdict_value, verdict_on
    last = open_to.get(request.draft_id, 0)
    version = one.answer.version if one.answer else None
    answered = one.answer if version is None or version.number <= last else None
    judged = request.verdict_value and (request.verdict_on or 0) <= last
    return {
        "id": request.pk,
        "label": request.label if request.issued_at else "",
        "text": request.text,
        "owner": owner(request),
        "due": request.due,
        "state": request.state,
        "answer": answered.kind if answered else None,
        "version": version.number if answered and version else None,
        "verdict": request.verdict_value if judged else None,
        "by_person": bool(judged) and one.by_person,
    }
