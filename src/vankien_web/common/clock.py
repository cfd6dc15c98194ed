"""The site's clock, the only one: in demonstration mode the day stands still, the time of day does not."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in the site's time zone."""
    moment = timezone.localtime(real_now(), timezone.get_default_timezone())
    if settings.VANKIEN_DEMO:
        day: date = settings.VANKIEN_DEMO_DAY
        return moment.replace(year=day.year, month=day.month, day=day.day)
    return moment


def real_now() -> datetime:
    """The machine's own moment, for what must really pass: lock-outs, tokens, backups."""
    return timezone.now()


def today() -> date:
    """The day it is where the site stands."""
    return now().date()
