"""Accounts of people: opened, suspended, let in again; `accounts` does it, here it is asked who may."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts import actions as accounts
from vankien_web.accounts.models import Invitation, User
from vankien_web.common.history import record
from vankien_web.units.models import Person
from vankien_web.units.permissions import can_manage_account


def open_account(
    person: Person, username: str, *, by: User, email: str = "", second_factor: bool = False
) -> Invitation:
    """An account for the person, and the link by which the password is set. Raises ValidationError."""
    if not can_manage_account(by, person):
        raise PermissionDenied
    if person.account is not None:
        raise ValidationError(_("%(name)s has an account already.") % {"name": person.name})
    with transaction.atomic():
        invitation = accounts.invite(
            username, person.name, by=by, email=email, must_use_second_factor=second_factor
        )
        Person.objects.filter(pk=person.pk).update(account=invitation.user)
        record("account_opened", person, by=by, username=invitation.user.username)
    return invitation


def _account(person: Person, by: User) -> User:
    if not can_manage_account(by, person) or person.account is None:
        raise PermissionDenied
    return person.account


def suspend_account(person: Person, *, by: User) -> None:
    """Out at once: sessions and tokens end."""
    accounts.suspend(_account(person, by), by=by)


def restore_account(person: Person, *, by: User) -> None:
    accounts.restore(_account(person, by), by=by)


def new_link(person: Person, *, by: User) -> Invitation:
    """A link by which the person sets a new password."""
    return accounts.reset_link(_account(person, by), by=by)


def unlock_account(person: Person, *, by: User) -> None:
    """Forget the wrong passwords."""
    accounts.unlock(_account(person, by), by=by)


def forget_second_factor(person: Person, *, by: User) -> None:
    """For who lost the telephone or key."""
    accounts.reset_second_factor(_account(person, by), by=by)
