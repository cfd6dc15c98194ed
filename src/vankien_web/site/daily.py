"""What the machine does when it starts and once a day: changes whose day has come, unused files; e-mails."""

import logging
import time

from django.core.management import call_command
from django.db import connections

from vankien_web.common import clock, storage
from vankien_web.desk.actions.digests import send_digests
from vankien_web.desk.actions.notices import forget_old
from vankien_web.figures.actions import asking
from vankien_web.reviews import binding
from vankien_web.reviews.actions.advice import remind_all
from vankien_web.units import actions as units

_LOOK = 60  # seconds between two looks at the calendar
logger = logging.getLogger("vankien")


def keep() -> None:
    """For a thread of the worker's, without end: the day's work as soon as a new day has come, e-mails."""
    done = None
    while True:
        if (today := clock.today()) != done and work():
            done = today
        mail()
        time.sleep(_LOOK)


def mail() -> None:
    """Send the e-mails that are due; what the mail server does not take is tried again later."""
    try:
        send_digests()
    except Exception:
        logger.exception("e-mails about notices could not be sent; they are tried again")
    finally:
        connections.close_all()


def work() -> bool:
    """Do it now; running it twice does no harm. Tells whether all went well."""
    try:
        units.apply_due()
        storage.collect()
        call_command("clearsessions")
        remind_all()
        asking.remind_all()
        forget_old()
        binding.sweep()
    except Exception:
        logger.exception("the day's work could not be done; it is tried again")
        return False
    finally:
        connections.close_all()
    return True
