"""Letters, where a mail server is configured; elsewhere links are handed over by people."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from vankien_web.accounts.models import Invitation


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
        text = "\n\n".join(lines) % filled
        return send_mail(_("Your account on Văn kiện"), text, None, [user.email]) == 1
    except (OSError, smtplib.SMTPException) as error:
        logging.getLogger(__name__).warning("the mail server refused: %s", type(error).__name__)
        return False
