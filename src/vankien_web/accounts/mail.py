"""Letters, where a mail server is configured; elsewhere links are handed over by people."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from vankien_web.accounts.models import Invitation, User
from vankien_web.common.delivery import Failure


class NotSent(Exception):  # noqa: N818 - reads as what happened
    """The mail server did not take the letter; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def send(user: User, subject: str, text: str) -> None:
    """Have the mail server take a letter to `user`. Raises NotSent: then nobody may say that it was sent."""
    try:
        taken = send_mail(subject, text, None, [user.email])
    except (OSError, smtplib.SMTPException, ValueError) as error:  # the last: an address that is none
        logging.getLogger(__name__).warning("the mail server refused: %s", type(error).__name__)
        raise NotSent(_failure(error)) from error
    if not taken:
        raise NotSent(Failure.REFUSED)


def send_link(invitation: Invitation, address: str) -> bool:
    """Send the link `address` to its person; True only when the mail server took it."""
    user = invitation.user
    if not settings.VANKIEN_MAILS or not user.email:
        return False
    lines = (
        _("Dear %(name)s,"),
        _("Set your password for Văn kiện by this link: %(link)s"),
        _("Your user name is %(username)s. The link works once, until %(day)s."),
    )
    filled = {
        "name": user.name,
        "link": address,
        "username": user.username,
        "day": f"{invitation.expires_at:%d/%m/%Y}",
    }
    try:
        send(user, _("Your account on Văn kiện"), "\n\n".join(lines) % filled)
    except NotSent:
        return False
    return True


def _failure(error: Exception) -> Failure:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failure.SIGN_IN
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused | ValueError):
        return Failure.REFUSED
    return Failure.UNREACHABLE
