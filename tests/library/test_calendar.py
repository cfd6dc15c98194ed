"""Working days of real calendars."""

from datetime import date, timedelta

import pytest

from vankien.packs.calendar import is_working_day, public_holidays, working_days_before


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 23), date(2020, 1, 29)),  # Tết Canh Tý
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2023, 4, 29), date(2023, 5, 3)),  # Giỗ Tổ on a Saturday, 30/4 on a Sunday: two days in lieu
        (date(2025, 4, 30), date(2025, 5, 4)),  # 02/5 was swapped for 26/4
        (date(2026, 2, 14), date(2026, 2, 22)),
    ],
)
def test_breaks_as_they_were_announced(first: date, last: date) -> None:
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert not any(map(is_working_day, days))
    before, after = first - timedelta(1), last + timedelta(1)
    assert is_working_day(before) and is_working_day(after)


def test_a_saturday_worked_for_a_bridge_day() -> None:
    assert is_working_day(date(2025, 4, 26))
    assert not is_working_day(date(2025, 4, 19))


def test_every_year_has_its_eleven_days() -> None:
    """Ten until 2020: the second day beside 2/9 is of the Labour Code of 2019."""
    for year in range(2014, 2032):
        days = sum(day.year == year for day in public_holidays())
        assert days >= (10 if year < 2021 else 11), year


def test_the_dossier_of_a_congress_of_12_march_2020() -> None:
    """Forty-five working days before it, Tết between, is 02/01/2020."""
    assert working_days_before(date(2020, 3, 12), 45) == date(2020, 1, 2)
    assert working_days_before(date(2020, 3, 12), 30) == date(2020, 1, 30)


def test_own_holidays_stand_in_for_the_public_ones() -> None:
    assert working_days_before(date(2020, 3, 9), 5, ()) == date(2020, 3, 2)
    assert working_days_before(date(2020, 3, 9), 5, {date(2020, 3, 4)}) == date(2020, 2, 28)
    assert working_days_before(date(2020, 1, 30), 1, ()) == date(2020, 1, 29)


def test_counting_back_and_forth_agrees() -> None:
    for n in range(1, 80):
        day = working_days_before(date(2026, 5, 4), n)
        between = (day + timedelta(k) for k in range((date(2026, 5, 4) - day).days))
        assert is_working_day(day) and sum(map(is_working_day, between)) == n


def test_a_lead_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0 working days"):
        working_days_before(date(2020, 3, 9), 0)
