"""Where somebody is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session

from vankien_web.accounts.models import User
from vankien_web.common import clock


def living(user: User) -> list[UserSession]:
    """The sessions of `user` that still open something, the oldest first; remains of others are removed."""
    listed = list(UserSession.objects.filter(user=user).order_by("created_at"))
    stored = Session.objects.filter(
        session_key__in=[session.session_key for session in listed], expire_date__gt=clock.real_now()
    )
    fits = user.get_session_auth_hash()
    alive = {row.session_key for row in stored if row.get_decoded().get(HASH_SESSION_KEY) == fits}
    dead = [session.pk for session in listed if session.session_key not in alive]
    if dead:
        UserSession.objects.filter(pk__in=dead).delete()
    return [session for session in listed if session.session_key in alive]
