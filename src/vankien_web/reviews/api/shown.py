"""How a meeting is told to programs, and whom its parts are open to."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.reviews import permissions
from vankien_web.reviews.guards import NEXT, guards
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState
from vankien_web.reviews.pages import seen_meeting
from vankien_web.units.models import Post

_PLAIN = ("unit", "body", "title", "convener", "starts_at", "ends_at", "place", "state", "called_at")


def meeting(request: PersonRequest, pk: int) -> dict[str, Any]:
    """With all that its page shows."""
    found, user = seen_meeting(request, pk), request.user
    rows = AgendaItem.objects.on_table(found, user)
    now = next((row.pk for row in rows if row.pk == found.now_id), None)
    earlier = found.earlier_id
    if earlier and not Meeting.objects.visible_to(user).filter(pk=earlier).exists():
        earlier = None
    return {name: getattr(found, name) for name in _PLAIN} | {
        "id": found.pk,
        "season": found.season_id,
        "revision": found.revision,
        "chair": _post(found.chair),
        "secretary": _post(found.secretary),
        "earlier": earlier,
        "now": now,
        "now_since": found.now_since if now else None,
        "items": items(user, found, rows),
        "next": _next(found, user),
        "may": {
            "change": permissions.can_change_meeting(user, found),
            "arrange": permissions.can_arrange_agenda(user, found),
            "run": permissions.can_run_meeting(user, found),
            "speak": permissions.can_speak(user, found),
            "hear": permissions.hears(user, found),
            "conclude": permissions.can_write_conclusion(user, found),
        },
    }


def items(user: User, meeting: Meeting, rows: list[AgendaItem]) -> list[dict[str, Any]]:
    """Rows of `on_table`."""
    prepares = permissions.can_change_meeting(user, meeting)
    return [_item(row, prepares=prepares) for row in rows]


def item(user: User, meeting: Meeting, pk: int) -> dict[str, Any]:
    rows = [row for row in AgendaItem.objects.on_table(meeting, user) if row.pk == pk]
    if not rows:
        raise Http404
    return items(user, meeting, rows)[0]


def _item(row: AgendaItem, *, prepares: bool) -> dict[str, Any]:
    names = ("place", "subject", "title", "presenter", "minutes", "late", "outcome", "revision")
    opens: bool = row.open  # type: ignore[attr-defined]
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk,
        "draft": row.draft_id if opens else None,
        "version": row.version.number if row.version else None,
        "newer": row.newer and prepares,
        "over_gate": row.over_gate if prepares else "",
    }


def _post(post: Post | None) -> dict[str, Any] | None:
    return {"id": post.pk, "name": post.person.name, "title": post.title} if post else None


def _next(meeting: Meeting, user: User) -> list[dict[str, Any]]:
    may = {
        "call": permissions.can_change_meeting(user, meeting),
        "open": permissions.can_run_meeting(user, meeting),
        "close": permissions.can_run_meeting(user, meeting),
    }
    return [
        {"verb": verb, "guards": guards(meeting, verb)}
        for verb in NEXT.get(MeetingState(meeting.state), ())
        if may[verb]
    ]
