"""What the machine does when it starts and once a day: changes whose day has come, unused files."""

import logging
import time

from django.core.management import call_command
from django.db import connections

from vankien_web.common import clock, storage
from vankien_web.units import actions as units

_LOOK = 60  # seconds between two looks at the calendar
logger = logging.getLogger("vankien")


def keep() -> None:
    """For a thread of the worker's: does the day's work as soon as a new day has come, without end."""
    done = None
    while True:
        if (today := clock.today()) != done and work():
            done = today
        time.sleep(_LOOK)


def work() -> bool:
    """Do it now; running it twice does no harm. Tells whether all went well."""
    try:
        units.apply_due()
        storage.collect()
        call_command("clearsessions")
    except Exception:
        logger.exception("the day's work could not be done; it is tried again")
        return False
    finally:
        connections.close_all()
    return True
