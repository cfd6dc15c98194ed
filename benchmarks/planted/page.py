"""The part of docs/accuracy.md on planted faults: every first look, and where things stand now."""

from __future__ import annotations

import tomllib
from typing import Any

from benchmarks.accuracy import Score
from benchmarks.planted import drafts, frames, score

TITLE = """## Planted faults, VK401–408

Political reports made from frames (`benchmarks/planted/`): clean by construction, with honest neighbours of
every fault (other years, goals beside results, a hamlet beside the commune, rounding, rates in a table of
sums), in which faults are planted one by one at places that are recorded. A fault is found when a finding of
its code stands on its place; every other finding of VK401–408 in these drafts is a false alarm. A first look
is the first run of a set of frames written before it; what it taught was then mended, in general or not at
all. *Now* is a run of the first three sets with other numbers: it flatters; the latest first look of a rule
tells what to expect.
"""
_SEED, _EACH = 24112026, 90
_SETS = frames.SETS[:3]  # the others have frames for two rules alone


def looks() -> str:
    """What each first look was of."""
    rows = [f"{n}. {look['when']}: {look['what']}." for n, look in enumerate(_looks(), 1)]
    return "\n".join(rows) + "\n"


def header() -> list[str]:
    return [
        "rule",
        *(f"look {n}: recall / precision" for n, _ in enumerate(_looks(), 1)),
        "planted now",
        "now",
    ]


def rows(each: int = _EACH) -> list[list[str]]:
    """A row a rule; measures `each` faults a rule of every set."""
    now = measured(each)
    return [
        [
            code,
            *(_look(look.get(code)) for look in _looks()),
            str(now[code].right + now[code].missed),
            _shown(now[code]),
        ]
        for code in frames.CODES
    ]


def measured(each: int) -> dict[str, Score]:
    total = {code: Score() for code in frames.CODES}
    for n, name in enumerate(_SETS):
        planted = drafts.drafts(frames.load(name), _SEED + n, each, frames.CODES)
        for code, found in score.measure(planted).scores.items():
            total[code] += found
    return total


def _looks() -> list[dict[str, Any]]:
    looks: list[dict[str, Any]] = tomllib.loads((frames.HERE / "looks.toml").read_text(encoding="utf-8"))[
        "look"
    ]
    return looks


def _look(counts: list[int] | None) -> str:
    if counts is None:
        return "–"
    planted, found, false = counts
    return _shown(Score(found, false, planted - found))


def _shown(found: Score) -> str:
    return f"{found.recall or 0:.3f} / {found.precision or 0:.3f}"
