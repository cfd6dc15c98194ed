"""What is done to accounts.

`invite`, `change`, `suspend`, `restore`, `reset_link`, `reset_second_factor` and `unlock` ask for no
permission: only `units.actions` (which asks) and the command line call them. The others concern one's own
account.
"""

import secrets
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from vankien_web.accounts.models import Invitation, Token, Use, User, digest, folded
from vankien_web.accounts.tokens import PREFIX
from vankien_web.common import clock
from vankien_web.common.history import record

LIVE_TOKENS = 20


def invite(
    username: str, name: str, *, by: User | None, email: str = "", must_use_second_factor: bool = False
) -> Invitation:
    """A new account and the link by which its owner sets the password. Raises ValidationError."""
    user = User(
        username=folded(username),
        name=name.strip(),
        email=email,
        created_by=by,
        must_use_second_factor=must_use_second_factor,
    )
    user.set_unusable_password()
    user.full_clean()
    with transaction.atomic():
        user.save()
        record("account_made", user, by=by, username=user.username)
        return Invitation.make(user)


def change(user: User, *, name: str, email: str, must_use_second_factor: bool, by: User) -> None:
    """Raises ValidationError."""
    user.name, user.email, user.must_use_second_factor = name.strip(), email, must_use_second_factor
    user.full_clean()
    with transaction.atomic():
        user.save()
        record("account_changed", user, by=by, username=user.username)


def suspend(user: User, *, by: User) -> None:
    """Out at once: sessions, tokens and open links end, and do not come back with `restore`."""
    if user == by:
        raise ValidationError(_("You cannot suspend your own account; ask another administrator."))
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user)
        Token.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
        Invitation.objects.filter(user=user, used_at=None).delete()
        record("account_suspended", user, by=by, username=user.username)


def restore(user: User, *, by: User) -> None:
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("account_restored", user, by=by, username=user.username)


def reset_link(user: User, *, by: User | None) -> Invitation:
    """A link to set a new password by; the old one works until then. Raises ValidationError."""
    if not user.is_active:
        raise ValidationError(_("This account is suspended; restore it first."))
    if user.is_demonstration:
        raise ValidationError(_("A demonstration account has no password."))
    with transaction.atomic():
        record("account_link_made", user, by=by, username=user.username)
        return Invitation.make(user)


def reset_second_factor(user: User, *, by: User) -> None:
    """For who lost the telephone or key: every second factor is forgotten, every session ends."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        record("second_factor_reset", user, by=by, username=user.username)


def unlock(user: User, *, by: User) -> None:
    """Forget the wrong passwords that were typed for this account."""
    with transaction.atomic():
        reset(username=user.username)
        record("account_unlocked", user, by=by, username=user.username)


def end_sessions(user: User) -> None:
    """End every session of `user`, also those in which nobody asks for anything any more."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def accept(invitation: Invitation, password: str) -> bool:
    """Set the password by a link; False when somebody was faster with the same link."""
    user = invitation.user
    with transaction.atomic():
        won = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=clock.now())
        if not won:
            return False
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(user)
        reset(username=user.username)
        record("password_set_by_link", user, by=user)
    return True


def note(verb: str, user: User) -> None:
    """Record what a person changed of the own sign-in."""
    with transaction.atomic():
        record(verb, user, by=user)


def live_tokens(user: User) -> QuerySet[Token]:
    """The programs' tokens that still open something, the newest first."""
    alive = Token.objects.filter(user=user, revoked_at=None, expires_on__gte=clock.today())
    return alive.filter(use=Use.PROGRAM)


def make_token(user: User, name: str, expires_on: date) -> str:
    """A new token's secret, to be shown once. Raises ValidationError."""
    if live_tokens(user).count() >= LIVE_TOKENS:
        raise ValidationError(_("There are too many tokens already; revoke those that are not needed."))
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(user=user, name=name, digest=digest(secret), expires_on=expires_on)
        record("token_made", token, by=user, stream=user, name=name, until=expires_on)
    return secret


def revoke_token(token: Token, *, by: User) -> None:
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
            record("token_revoked", token, by=by, stream=token.user, name=token.name)
