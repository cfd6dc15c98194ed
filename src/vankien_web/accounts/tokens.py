"""Personal tokens of programs: `Authorization: Bearer vankien_…`."""

from vankien_web.accounts.models import Token, User, digest
from vankien_web.common import clock

PREFIX = "vankien_"


def user_of(header: str) -> User | None:
    """Who acts under this Authorization header; None where the token is unknown or over, or its owner out."""
    scheme, _, secret = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
        return None
    token = (
        Token.objects.select_related("user")
        .filter(digest=digest(secret), revoked_at=None, expires_on__gte=clock.today(), user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_on != clock.today():  # one write a day, not one a call
        Token.objects.filter(pk=token.pk).update(last_used_on=clock.today())
    return token.user
