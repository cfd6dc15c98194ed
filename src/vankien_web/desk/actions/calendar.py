"""The secret address of one's own calendar: made, shown once, withdrawn."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import Token, Use, User, digest
from vankien_web.common import clock
from vankien_web.common.history import record

LASTS = timedelta(days=400)  # over a year: a calendar is not set up anew before every congress


def live_key(user: User) -> Token | None:
    """The token of the address that works, if there is one; its secret is not stored."""
    alive = Token.objects.filter(user=user, use=Use.CALENDAR, revoked_at=None)
    return alive.filter(expires_on__gte=clock.today()).first()


def make_key(*, by: User) -> str:
    """A new secret, to be shown once; an older one stops working."""
    secret, until = secrets.token_urlsafe(32), clock.today() + LASTS
    with transaction.atomic():
        _withdraw(by)
        fields = {"user": by, "use": Use.CALENDAR, "name": _("My calendar"), "expires_on": until}
        token = Token.objects.create(digest=digest(secret), **fields)
        record("calendar_key_made", token, by=by, stream=by, until=until)
    return secret


def withdraw_key(*, by: User) -> None:
    """The address answers no more."""
    with transaction.atomic():
        _withdraw(by)


def _withdraw(user: User) -> None:
    if (token := live_key(user)) is not None:
        Token.objects.filter(pk=token.pk).update(revoked_at=clock.now())
        record("calendar_key_withdrawn", token, by=user, stream=user)
