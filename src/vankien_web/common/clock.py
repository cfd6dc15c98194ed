"""The site's clock, the only one: in demonstration mode the day stands still, the time of day does not."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in the site's time zone."""
    moment = timezone.localtime(datetime.now(UTC))
    if settings.VANKIEN_DEMO:
        day: date = settings.VANKIEN_DEMO_DAY
        return moment.replace(year=day.year, month=day.month, day=day.day)
    return moment


def today() -> date:
    """The day it is where the site stands."""
    return now().date()
