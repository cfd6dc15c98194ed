"""How the requests on a draft stand in one of its versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Query, Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Version
from vankien_web.drafts.permissions import newest
from vankien_web.reviews import requested
from vankien_web.reviews.api.schemas.collating import VerdictsOut, VerdictsWanted
from vankien_web.reviews.coverage import WAITS
from vankien_web.reviews.models import RequestState, VerdictValue
from vankien_web.reviews.requested import Row

router = Router(tags=["requests"])


@router.get("/drafts/{int:draft}/verdicts", response=VerdictsOut, operation_id="list_verdicts")
def list_verdicts(request: PersonRequest, draft: int, wanted: Query[VerdictsWanted]) -> Any:
    """Whether a version does what was asked of the draft: as people said, else as the machine proposes."""
    found, version = drafts.find_version(request.user, draft, wanted.version)
    if found.congress is None:
        raise Http404
    asked = requested.chosen(request.user, {}).filter(draft=found).order_by("issued_at", "number", "pk")
    rows = requested.rows(request.user, asked, version)
    last = newest(request.user, found) == version
    told = [_told(row, version, last=last) for row in rows]
    return {
        "draft": draft,
        "version": version.number,
        "met": sum(one["verdict"] == VerdictValue.MET for one in told),
        "total": len(told),
        "verdicts": told,
    }


def _told(row: Row, version: Version, *, last: bool) -> dict[str, Any]:
    asked, standing = row.request, row.standing
    proof = standing.proof if standing else None
    value, confirmed = _verdict(row, version, last=last)
    return {
        "request": asked.pk,
        "id": asked.label,
        "kind": asked.kind,
        "text": asked.text,
        "asked_on": asked.version.number if asked.version else None,
        "verdict": value,
        "confirmed": confirmed,
        "proposed": proof.value if proof else None,
        "why": standing.said if standing else "",
        "evidence": proof.evidence if proof else [],
    }


def _verdict(row: Row, version: Version, *, last: bool) -> tuple[str | None, bool]:
    """That a request is closed speaks of the newest version; of an earlier one, what was said of it then."""
    standing = row.standing
    if standing is None:
        return None, False
    if last or row.request.state != RequestState.CLOSED:
        return (None if standing.value == WAITS else standing.value), standing.confirmed
    said = [v for v in row.request.verdicts.all() if v.by_id is not None and v.version_id == version.pk]
    if said:
        return said[-1].value, True
    return (standing.proof.value if standing.proof else None), False
