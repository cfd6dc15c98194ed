"""What every template knows about the frame that it stands in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vankien_web.common import clock


def frame(request: HttpRequest) -> dict[str, Any]:
    """`person`: who is signed in, or None; `demo`: is this the demonstration; `this_moment`: the site's.

    Upper rooms add, by context processors of their own, `hidden_pages` (names of addresses that this
    person may not open: the navigation leaves them out) and `acting_as` (the posts in words).
    """
    user = getattr(request, "user", None)
    return {
        "person": user if user is not None and user.is_authenticated else None,
        "demo": getattr(settings, "VANKIEN_DEMO", False),
        "this_moment": clock.now(),
    }
