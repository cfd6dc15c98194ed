"""Working days: Monday to Friday but the public holidays of holidays.toml, with days given in lieu."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from vankien.packs.loader import HOME, read_file

DAY = timedelta(days=1)
FRIDAY = 4


@cache
def public_holidays() -> frozenset[date]:
    """The weekdays off in the years that holidays.toml covers. Outside them there are none."""
    data = _data()
    off: set[date] = set()
    for year, own in data["years"].items():
        off |= set(_days(*own["tet"])) | set(own.get("swapped", []))
        due = [date(int(year), month, day) for month, day in data["fixed"]["days"]]
        due += [own["hung_kings"], *(day for day in data["national_day"]["days"] if day.year == int(year))]
        for holiday in sorted(due):
            off.add(_in_lieu(holiday, off | set(due)) if holiday.weekday() > FRIDAY else holiday)
    return frozenset(day for day in off if day.weekday() <= FRIDAY)


@cache
def worked_saturdays() -> frozenset[date]:
    """Saturdays worked in exchange for a bridge day."""
    return frozenset(day for own in _data()["years"].values() for day in own.get("worked", []))


def is_working_day(day: date, holidays: Collection[date] | None = None) -> bool:
    """Whether offices work that day; own `holidays` stand in for the public ones."""
    if holidays is not None:
        return day.weekday() <= FRIDAY and day not in holidays
    return day in worked_saturdays() or (day.weekday() <= FRIDAY and day not in public_holidays())


def working_days_before(day: date, n: int, holidays: Collection[date] | None = None) -> date:
    """The nth working day before `day`: what must be done "ít nhất n ngày làm việc trước" is done by then.

    5 before Monday 09/03/2020 is Monday 02/03/2020. Raises ValueError for an n below 1.
    """
    if n < 1:
        raise ValueError(f"a lead of {n} working days")
    while n:
        day -= DAY
        n -= is_working_day(day, holidays)
    return day


def _in_lieu(holiday: date, taken: set[date]) -> date:
    """The next working day, which no other holiday has taken."""
    day = holiday + DAY
    while day.weekday() > FRIDAY or day in taken:
        day += DAY
    return day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def _data() -> dict[str, Any]:
    return read_file(HOME / "holidays.toml")
