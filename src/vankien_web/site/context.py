"""What the frame of every page says of the person: posts, what the navigation leaves out, new notices."""

from typing import Any

from django.http import HttpRequest

from vankien_web.units.models import Role, who
from vankien_web.units.permissions import hidden_pages


def person(request: HttpRequest) -> dict[str, Any]:
    """Nothing for a stranger: no query is made. For others what `who` has loaded is used again."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    mine = who(user)
    roles = dict.fromkeys(seat.role for seat in mine.seats)
    return {
        "acting_as": ", ".join(str(Role(role).label) for role in roles),
        "hidden_pages": hidden_pages(user),
        "unread": mine.unread,
    }
