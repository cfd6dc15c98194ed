"""Thirty people follow a meeting on a real site for some seconds (benchmarks/room, short)."""

import asyncio

import pytest

from benchmarks.room.run import run, share


@pytest.mark.sqlite
def test_everybody_is_answered_and_mostly_that_nothing_is_new(tmp_path):
    quiet, lively, whole = asyncio.run(run(tmp_path, "", people=30, seconds=3, every=0.6))
    for row in (quiet, lively, whole):
        assert row.figures.errors == []
        assert len(row.figures.seconds) >= 30
    assert quiet.figures.unchanged == len(quiet.figures.seconds)
    assert 0 < lively.figures.unchanged < len(lively.figures.seconds)
    assert lively.figures.sent > 1
    assert whole.figures.unchanged == 0
    assert lively.figures.bytes < whole.figures.bytes / 4


def test_a_share_of_the_times_is_one_of_them():
    assert share([0.3, 0.1, 0.2], 0.5) == 0.2
    assert share([0.3, 0.1, 0.2], 1.0) == 0.3
    assert share([], 0.95) == 0
