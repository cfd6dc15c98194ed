"""One clock for the whole site; in demonstration mode its day stands still."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.utils import timezone

from vankien_web.common import clock

pytestmark = pytest.mark.once

WEB = Path(__file__).parents[2] / "src/vankien_web"
OTHER_CLOCKS = re.compile(
    r"\b(?:timezone|datetime)\.(?:now|today|utcnow)\(|\bdate\.today\(|\blocal(?:time|date)\(\)"
    r"|\bauto_now(?:_add)?\b|\b(?:Now|CurrentDate)\(|default=timezone\.now"
)


def test_nobody_reads_another_clock():
    read = [
        f"{path.relative_to(WEB)}: {found.group()}"
        for path in sorted(WEB.rglob("*.py"))
        if path.name != "clock.py" or path.parent.name != "common"
        for found in OTHER_CLOCKS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert read == []


def test_the_clock_goes_by_the_sites_own_zone():
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.today() == timezone.localdate()


@pytest.mark.parametrize(
    "moment", ["2026-03-01T16:59:59+00:00", "2026-03-01T17:00:01+00:00", "2024-02-29T05:00:00+00:00"]
)
def test_in_demonstration_mode_the_day_stands_and_the_time_goes_on(settings, monkeypatch, moment):
    settings.VANKIEN_DEMO = True
    real = datetime.fromisoformat(moment)
    monkeypatch.setattr(clock, "real_now", lambda: real)
    assert clock.today() == configured.VANKIEN_DEMO_DAY == date(2020, 2, 13)
    assert clock.now().time() == real.astimezone(timezone.get_default_timezone()).time()
    assert clock.now().utcoffset() == timedelta(hours=7)


def test_a_day_begins_at_midnight_where_the_site_stands(monkeypatch):
    monkeypatch.setattr(clock, "real_now", lambda: datetime(2026, 3, 1, 17, 30, tzinfo=UTC))
    with timezone.override("America/New_York"):
        assert clock.today() == date(2026, 3, 2)
