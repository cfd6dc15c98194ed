"""The whole chain of a meeting: what was said, concluded, asked, answered, judged."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import seen
from vankien_web.reviews.api.schemas.conclusion import TraceOut
from vankien_web.reviews.models import Meeting
from vankien_web.reviews.requested import owner
from vankien_web.reviews.trace import Asked, Part
from vankien_web.reviews.trace import trace as laid_out

router = Router(tags=["conclusion"])


@router.get("/meetings/{int:meeting}/trace", response=TraceOut, operation_id="get_trace")
def get_trace(request: PersonRequest, meeting: int) -> Any:
    """For the committee everything; for a unit, a group, a department its own requests."""
    found = seen(Meeting.objects.select_related("unit__parent"), meeting)
    chain = laid_out(found, request.user)
    if not chain.hears and not chain.asked:
        raise Http404
    return {
        "items": [_part(part, chain.hears) for part in chain.parts if part.lines],
        "loose": [opinion.pk for opinion in chain.loose],
        "gaps": [gap.sentence for gap in chain.gaps],
        "hears": chain.hears,
    }


def _part(part: Part, hears: bool) -> dict[str, Any]:
    sentences = [
        {
            "key": line.sentence.key,
            "label": line.label,
            "kind": line.sentence.kind,
            "text": line.sentence.text,
            "opinions": [opinion.pk for opinion in line.opinions],
            "requests": [_asked(one) for one in line.asked],
        }
        for line in part.lines
    ]
    item = part.item
    known = item.pk if item and hears else None
    return {"item": known, "title": item.title if item else "", "sentences": sentences}


def _asked(one: Asked) -> dict[str, Any]:
    request: Any = one.request  # annotated: verdict_value
    version = one.answer.version if one.answer else None
    return {
        "id": request.pk,
        "label": request.label if request.issued_at else "",
        "text": request.text,
        "owner": owner(request),
        "due": request.due,
        "state": request.state,
        "answer": one.answer.kind if one.answer else None,
        "version": version.number if version else None,
        "verdict": request.verdict_value,
        "by_person": one.by_person,
    }
