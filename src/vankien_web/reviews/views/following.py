"""Pages on which several people write: a browser asks now and then whether anything is new."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, F, Max, Sum, Value
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from vankien_web.reviews.models import Meeting


def unchanged(
    request: HttpRequest, meeting: Meeting, *rows: Any, more: str = ""
) -> tuple[str, HttpResponse | None]:
    """A mark of how `rows` stand, and the answer "nothing new" where the browser has that mark already.

    The mark goes on with every save, and with every change of order. One query.
    """
    columns = {"n": Count("pk"), "last": Max("pk"), "saves": Sum("revision")}
    columns["order"] = Sum(F("number") * F("pk"))
    counted = [
        some.order_by().values(part=Value(part)).annotate(**columns).values_list("part", *columns)
        for part, some in enumerate(rows)
    ]
    told = [meeting.beat, meeting.state, more, *sorted(counted[0].union(*counted[1:]))]
    mark = hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()
    same = request.headers.get("X-Mark") == mark
    return mark, HttpResponseNotModified() if same else None
