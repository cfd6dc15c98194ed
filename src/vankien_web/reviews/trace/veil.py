"""What the chain keeps back: answers and verdicts on versions that were not sent up to this person yet."""

from __future__ import annotations

from typing import Any

from vankien_web.accounts.models import User
from vankien_web.drafts.models import Draft
from vankien_web.drafts.permissions import works_on
from vankien_web.reviews.trace.chain import Trace


def veil(chain: Trace, user: User) -> Trace:
    """The same chain without them. One query."""
    last = _readable(chain, user)
    for one in chain.asked:
        request: Any = one.request  # annotated: see chain
        known = last.get(request.draft_id, 0)
        version = one.answer.version if one.answer else None
        if version is not None and version.number > known:
            one.answer = None
        if (request.verdict_on or 0) > known:
            request.verdict_value = request.verdict_by = None
            request.verdict_why = ""
    return chain


def _readable(chain: Trace, user: User) -> dict[int, int]:
    """The number of the last version that this person may read, by draft; of one's own unit's, all."""
    drafts = {one.request.draft_id for one in chain.asked if one.request.draft_id}
    if not drafts:
        return {}
    rows = Draft.objects.filter(pk__in=drafts).select_related("congress__unit", "sent", "latest")
    last = {draft.pk: draft.latest if works_on(user, draft) else draft.sent for draft in rows}
    return {pk: version.number if version else 0 for pk, version in last.items()}
