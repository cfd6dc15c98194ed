"""What each choice of the state machine costs.

The numbers were weighed on invented drafts: 0 is what a careful typist writes, about 1 a slip, 3 and
more what nobody writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vankien.outline.candidates import Candidate
from vankien.outline.numerals import Reading, steps

TOO_MUCH = 9.0  # a choice that is never followed up
_RANKS = {
    "phần": 0, "chương": 1, "mục": 2, "tiểu mục": 3, "điều": 3, "upper": 3, "roman": 3, "arabic": 5,
    "decimal2": 6, "decimal3": 7, "decimal4": 8, "decimal5": 9, "lower": 9, "lower_sub": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An open heading. `series`: the last numbered heading at its depth below its parent, itself included."""

    candidate: Candidate
    reading: Reading | None
    series: "Entry | None" = None


def skip_cost(candidate: Candidate) -> float:
    """Taking the line for no heading: the dearer the more it reads like one."""
    if candidate.look.level is not None or candidate.outer:
        return 8.0
    return max(0.4, 1.2 + 1.1 * candidate.score)


def series_of(entry: Entry | None) -> Entry | None:
    """The numbered heading whose sequence goes on at this depth."""
    if entry is None:
        return None
    return entry if entry.reading is not None else entry.series


def cost(
    stack: Sequence[Entry],
    last: Mapping[str, Reading],
    candidate: Candidate,
    reading: Reading | None,
    depth: int,
) -> float:
    """Setting `candidate` at `depth` as `reading`. `last` holds the last number read of each scheme."""
    before = stack[depth] if depth < len(stack) else None
    above = stack[:depth]
    cost = _style_cost(candidate, before, above)
    if reading is None:
        return cost + _unnumbered_cost(candidate, before, above)
    series = series_of(before)
    cost += _nesting_cost(candidate, reading, above) + _stem_cost(reading, series, above)
    if series is None or series.reading is None:
        return cost + _opening_cost(last, reading, before)
    return cost + _step_cost(reading, series.reading) + _unlike(candidate, series.candidate)


def _step_cost(reading: Reading, before: Reading) -> float:
    """Going on with the sequence `before`."""
    if reading.scheme != before.scheme:
        return 5.0
    if reading.stem != before.stem:
        return 0.3 if reading.value == 1 else 2.5
    step = steps(reading.scheme, before.value, reading.value)
    mark = 0.0 if reading.mark == before.mark else 0.5
    return mark + {1: 0.0, 0: 1.8, 2: 1.2, 3: 2.2}.get(step, 3.5 if reading.value == 1 else 4.5)


def _opening_cost(known: Mapping[str, Reading], reading: Reading, before: Entry | None) -> float:
    """Opening a sequence: at its first number, or where the sequence goes on across its parents."""
    beside = 0.4 if before is not None else 0.2
    if reading.value == 1:
        return beside
    last = known.get(reading.scheme)
    if (
        last is not None
        and steps(reading.scheme, last.value, reading.value) == 1
        and reading.stem == last.stem
    ):
        return beside + 1.3
    return beside + (2.2 if steps(reading.scheme, 1, reading.value) == 1 else 4.0)


def _nesting_cost(candidate: Candidate, reading: Reading, above: Sequence[Entry]) -> float:
    cost = 0.0
    rank = _RANKS[reading.scheme]
    for entry in above:
        if entry.reading is None:
            cost += _below_unnumbered_cost(candidate, rank, entry.candidate)
            continue
        if entry.reading.scheme == reading.scheme:
            unlike = entry.reading.mark != reading.mark or _unlike(candidate, entry.candidate) > 1
            cost += 1.2 if unlike else 3.0
        elif rank < _RANKS[entry.reading.scheme]:
            cost += 3.0 if rank < 3 else 1.5
        cost += 1.0 if candidate.look.upper and not entry.candidate.look.upper else 0.0
    return cost


def _below_unnumbered_cost(candidate: Candidate, rank: int, parent: Candidate) -> float:
    """A numbered line may stand below an unnumbered one that is louder; parts and chapters never do."""
    cost = 0.0 if _loudness(candidate) <= _loudness(parent) else 1.5
    if rank < 3:
        return cost + 3.0
    return cost + (2.0 if rank == 3 and parent.outer and not parent.appendix else 0.0)


def _loudness(candidate: Candidate) -> int:
    return 2 * candidate.look.upper + candidate.look.bold


def _stem_cost(reading: Reading, series: Entry | None, above: Sequence[Entry]) -> float:
    """2.1 stands below 2, or below the second part, or at least beside 2.2."""
    if not reading.stem:
        return 0.0
    parent = next((e.reading for e in reversed(above) if e.reading is not None), None)
    if parent is not None and (parent.shown == reading.stem or parent.shown.endswith("." + reading.stem)):
        return 0.0
    if parent is not None and str(parent.value) == reading.stem:
        return 0.4
    if series is not None and series.reading is not None and series.reading.stem == reading.stem:
        return 0.0
    return 1.8


def _style_cost(candidate: Candidate, before: Entry | None, above: Sequence[Entry]) -> float:
    """Word's own outline levels come before the numbers."""
    level = candidate.look.level
    cost = 0.0
    for entry in above:
        other = entry.candidate.look.level
        if level is not None and other is not None and other >= level:
            cost += 4.0
    if before is not None:
        other = before.candidate.look.level
        if level is not None and other is not None and other != level:
            cost += 4.0 if other < level else 2.0
        elif (level is None) != (other is None):
            cost += 1.5
    return cost


def _unlike(one: Candidate, other: Candidate) -> float:
    """How differently two headings of one sequence are set."""
    a, b = one.look, other.look
    return (
        1.3 * (a.bold != b.bold)
        + 0.8 * (a.upper != b.upper)
        + 0.4 * (a.italic != b.italic)
        + 0.3 * (a.centred != b.centred)
        + 0.5 * (bool(one.block.label) != bool(other.block.label))
    )


def _unnumbered_cost(candidate: Candidate, before: Entry | None, above: Sequence[Entry]) -> float:
    if candidate.outer:
        return 0.0 if not above else TOO_MUCH
    if candidate.look.level is not None:
        return 0.2 * (before is None)
    if before is not None:
        if before.reading is None:
            return 0.1 + _unlike(candidate, before.candidate)
        return 0.6 + _unlike(candidate, before.candidate) + (2.0 if not candidate.look.upper else 0.0)
    if not above:
        return 0.2
    parent = above[-1].candidate
    return 0.5 if _loudness(candidate) <= _loudness(parent) or parent.look.level is not None else 2.5
