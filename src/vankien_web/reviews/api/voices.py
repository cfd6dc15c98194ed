"""How opinions are told to programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vankien_web.accounts.models import User
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion

WITH = ("person", "entered_by", "version")
_PLAIN = ("key", "kind", "scope", "section", "place", "text", "written_at", "sent_at", "noted", "revision")


def opinions(user: User, rows: Iterable[Opinion]) -> list[dict[str, Any]]:
    """Rows with WITH; two queries for the meetings and items that this person sees."""
    shown = list(rows)
    meetings = {row.meeting_id for row in shown if row.meeting_id}
    items = {row.item_id for row in shown if row.item_id}
    seen = set(Meeting.objects.visible_to(user).filter(pk__in=meetings).values_list("pk", flat=True))
    known = set(AgendaItem.objects.visible_to(user).filter(pk__in=items).values_list("pk", flat=True))
    return [_opinion(row, seen, known) for row in shown]


def opinion(user: User, pk: int) -> dict[str, Any]:
    row = Opinion.objects.select_related(*WITH).get(pk=pk)
    return opinions(user, [row])[0]


def _opinion(row: Opinion, meetings: set[int], items: set[int]) -> dict[str, Any]:
    own = row.person.account_id == row.entered_by_id
    return {name: getattr(row, name) for name in _PLAIN} | {
        "id": row.pk,
        "person": row.person.name,
        "entered_by": "" if own else row.entered_by.name,
        "meeting": row.meeting_id if row.meeting_id in meetings else None,
        "item": row.item_id if row.item_id in items else None,
        "draft": row.draft_id,
        "version": row.version.number if row.version else None,
    }
