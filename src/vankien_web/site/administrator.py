"""`vankien admin`: the first administrator of a site, or a new link for one who lost the password.

Whoever may write the data folder may do everything anyway: this asks for nothing else.
"""

import os

import django
from django.core.management import call_command
from django.db import transaction

from vankien_web.site.configuration import data_folder, make_key


def prepare() -> None:
    """A data folder with up-to-date tables, also while a site runs on it. Raises OSError."""
    os.umask(0o077)
    folder = data_folder()
    (folder / "incoming").mkdir(parents=True, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    make_key(folder)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def link(username: str, name: str) -> str:
    """The path by which this administrator sets the password. Raises ValidationError."""
    from vankien_web.accounts import actions
    from vankien_web.accounts.models import User, folded
    from vankien_web.units.actions import make_administrator

    user = User.objects.filter(username=folded(username)).first()
    if user is not None:
        return actions.reset_link(user, by=None).get_absolute_url()
    with transaction.atomic():
        invitation = actions.invite(username, name or username, by=None)
        make_administrator(invitation.user)
    return invitation.get_absolute_url()


def set_password(path: str, password: str) -> None:
    """Use the link at once, for who sits at the machine. Raises ValidationError."""
    from django.contrib.auth.password_validation import validate_password

    from vankien_web.accounts import actions
    from vankien_web.accounts.models import Invitation

    invitation = Invitation.open(path.rstrip("/").rpartition("/")[2])
    if invitation is not None:
        validate_password(password, invitation.user)
        actions.accept(invitation, password)
