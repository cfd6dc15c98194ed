"""Two versions of a draft, compared, for programs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.drafts import comparing
from vankien_web.drafts.api.schemas import ComparisonOut, CoupleWanted
from vankien_web.drafts.models import StoredComparison, Version

router = Router(tags=["drafts"])


@router.get("/drafts/{int:draft}/comparison", response=ComparisonOut, operation_id="compare_versions")
def compare_versions(request: PersonRequest, draft: int, wanted: Query[CoupleWanted]) -> Any:
    """What changed from one version to another, as `vankien compare --json` tells it.

    The newest against the one before it unless told. A long pair is compared in the background: ask again
    while `state` is waiting.
    """
    old, new, stored = _compared(request, draft, wanted)
    told: dict[str, Any] = stored.content or {}
    state = "done" if stored.content else "failed" if stored.failed else "waiting"
    return {
        "draft": draft,
        "old": old.number,
        "new": new.number,
        "state": state,
        "words": told.get("words", {}),
        "changes": told.get("changes", []),
        "figures": told.get("figures", []),
    }


def _compared(
    request: PersonRequest, draft: int, wanted: CoupleWanted
) -> tuple[Version, Version, StoredComparison]:
    couple = comparing.chosen(request.user, draft, str(wanted.old or ""), str(wanted.new or ""))
    if couple.old is None or couple.new is None:
        raise ValidationError(_("There is only one version: nothing to compare it with."))
    if couple.unread:
        told = _("Draft no. %(number)s has not been read, so it cannot be compared.")
        raise ValidationError(told % {"number": couple.unread.number})
    return couple.old, couple.new, comparing.of(couple.old, couple.new)
