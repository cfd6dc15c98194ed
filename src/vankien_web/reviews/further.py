"""What this room adds to the pages of a draft (drafts.pages.MORE)."""

from __future__ import annotations

from vankien_web.accounts.models import User
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.pages import Further
from vankien_web.reviews import collected, consulting, requested, speaking
from vankien_web.reviews.models import AgendaItem
from vankien_web.reviews.offers import heard_at, schedule
from vankien_web.reviews.permissions import items_of


def further(user: User, draft: Draft, version: Version | None) -> Further:
    """Its parts "Opinions", "Requests" and "Advice", an agenda to put it on, the meetings that hear it.

    One query for the meetings; one more for who neither stands above nor is called but may have spoken.
    """
    asked: list[AgendaItem] | None = draft.on_agendas
    items = (items_of(user, draft) if asked is None else asked) if draft.shared_at else []
    verbs, elsewhere = schedule(user, draft), heard_at(items)
    if version is None:
        return Further(verbs=verbs, elsewhere=elsewhere)
    tabs = speaking.tabs(user, draft, version, items)
    more = (
        *requested.tabs(user, draft, version),
        *consulting.tabs(user, draft, version),
        *collected.tabs(user, draft),
    )
    return Further([*tabs, *more], verbs, elsewhere)
