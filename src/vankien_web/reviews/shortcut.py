"""The question "anything new?", answered before the long chain that a page goes through.

Hundreds ask it every few seconds. Who was let through the whole chain a moment ago, as somebody who sees the
meeting (`live.granted`), is answered from what is remembered and one row: that the session has not ended, the
account is as it was, and the meeting's beat. Everything else goes the long way, which alone asks permissions.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.middleware import Answer
from vankien_web.reviews import live
from vankien_web.reviews.beat import KEPT, Memory, etag, known
from vankien_web.reviews.models import Meeting

_ADDRESS = re.compile(r"/hop/([0-9]{1,18})/nhip/")
_ROW = (
    f"SELECT m.beat FROM {Meeting._meta.db_table} m, {Session._meta.db_table} s, {User._meta.db_table} u "  # noqa: S608
    "WHERE m.id = %s AND s.session_key = %s AND s.expire_date > %s AND u.id = %s AND u.is_active = %s "
    "AND u.password = %s AND u.sessions_ended = %s AND u.must_use_second_factor = %s"
)


class _Account(NamedTuple):
    """As the whole chain found it."""

    pk: int
    is_active: bool
    password: str
    sessions_ended: int
    must_use_second_factor: bool


_signed_in: Memory[_Account] = Memory(KEPT, 5000)


def at_the_beat(get_response: Answer) -> Answer:
    """Middleware: after what every answer gets (headers, language), before session, account and forms."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return _short(request) or get_response(request)

    return middleware


def let_through(request: PersonRequest) -> None:
    """The whole chain let this session through: its next question may take the short way."""
    if key := request.session.session_key:
        user = request.user
        fields = (user.pk, user.is_active, user.password, user.sessions_ended, user.must_use_second_factor)
        _signed_in.put(key, _Account(*fields))


def answer(request: HttpRequest, seen: live.Audience, person: int, beat: int) -> HttpResponse:
    """Those pieces of the page that are not in the browser yet; 304 where it has them all."""
    names = live.SCREEN if "man-hinh" in request.GET else live.ROOM
    made = live.pieces_of(seen, names, beat)
    has = known(request.headers.get("If-None-Match", ""))
    fresh = [piece.html for piece in made.values() if piece.mark not in has]
    told = HttpResponse("".join(fresh)) if fresh else HttpResponseNotModified()
    told.headers["ETag"] = etag(made)
    told.headers["Cache-Control"] = "private, no-store"
    told.headers["X-Moment"] = str(live.this_moment())
    told.headers["X-Person"] = str(person)
    return told


def forget() -> None:
    _signed_in.clear()


def _short(request: HttpRequest) -> HttpResponse | None:
    asked = _ADDRESS.fullmatch(request.path_info)
    if asked is None or request.method != "GET":
        return None
    key, meeting = request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), int(asked[1])
    account = _signed_in.get(key)
    seen = live.held(account.pk, meeting) if account else None
    if account is None or seen is None:
        return None
    beat = _beat(meeting, key, account)
    return None if beat is None else answer(request, seen, account.pk, beat)


def _beat(meeting: int, key: str, account: _Account) -> int | None:
    """The meeting's, where the session still lives and the account is as it was."""
    now = connection.ops.adapt_datetimefield_value(clock.real_now())
    with connection.cursor() as cursor:
        cursor.execute(_ROW, [meeting, key, now, *account])
        row = cursor.fetchone()
    return row[0] if row else None
