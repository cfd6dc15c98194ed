"""Personal tokens: of programs, `Authorization: Bearer vankien_…`, and of one's own calendar."""

from vankien_web.accounts.models import Token, Use, User, digest
from vankien_web.common import clock

PREFIX = "vankien_"


def user_of(header: str) -> User | None:
    """Who acts under this Authorization header; None where the token is unknown or over, or its owner out."""
    scheme, _, secret = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
        return None
    return owner(secret, Use.PROGRAM)


def owner(secret: str, use: Use) -> User | None:
    """Whose token this is, if it still opens what it is used for.

    It is sought by its digest: how long that takes tells nothing of the secret.
    """
    token = (
        Token.objects.select_related("user")
        .filter(digest=digest(secret), use=use, revoked_at=None, expires_on__gte=clock.today())
        .filter(user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_on != clock.today():  # one write a day, not one a call
        Token.objects.filter(pk=token.pk).update(last_used_on=clock.today())
    return token.user
