"""The state machine: which number each line carries and how deep it stands.

A state is the stack of open headings. Every candidate may go on with an open sequence, open a new one
below, or be no heading at all; each choice has a cost (costs.py) and the cheapest few states survive: a
beam search.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vankien.outline.candidates import Candidate
from vankien.outline.costs import TOO_MUCH, Entry, cost, series_of, skip_cost
from vankien.outline.numerals import Reading

BEAM = 10
HUGE = 3000  # candidates: no draft has as many; such a file gets a narrow beam


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with the reading and the depth (from 0) that the machine chose."""

    candidate: Candidate
    reading: Reading | None
    depth: int


_Key = tuple[tuple[int, int], ...]  # what tells two stacks apart


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    stack: tuple[Entry, ...] = ()
    key: _Key = ()
    last: Mapping[str, Reading] = field(default_factory=dict)  # the last number read of each scheme
    trail: "tuple[Placed, _State] | None" = None  # the last choice and the state before it


class _Choice(NamedTuple):
    """What a state may make of a candidate; only of the few that survive a state is built."""

    cost: float
    key: _Key
    state: _State
    reading: Reading | None = None
    depth: int | None = None  # None: no heading


def arrange(found: Sequence[Candidate]) -> list[Placed]:
    """The candidates that carry a number or open a section, each at its depth."""
    width = BEAM if len(found) < HUGE else 2
    beam = [_State(0.0)]
    for candidate in found:
        after: dict[_Key, _Choice] = {}
        for state in beam:
            for choice in _choices(state, candidate):
                known = after.get(choice.key)
                if known is None or choice.cost < known.cost:
                    after[choice.key] = choice
        best = sorted(after.values(), key=lambda c: c.cost)[:width]
        beam = [_taken(choice, candidate) for choice in best]
    return _trail(beam[0])


def _trail(state: _State) -> list[Placed]:
    placed: list[Placed] = []
    while state.trail is not None:
        choice, state = state.trail
        placed.append(choice)
    return placed[::-1]


def _choices(state: _State, candidate: Candidate) -> Iterator[_Choice]:
    yield _Choice(state.cost + skip_cost(candidate), state.key, state)
    block = candidate.block.index
    for reading in candidate.readings or (None,):
        for depth in range(len(state.stack) + 1):
            price = cost(state.stack, state.last, candidate, reading, depth)
            if price < TOO_MUCH:
                key = (*state.key[:depth], (block, id(reading)))
                yield _Choice(state.cost + price, key, state, reading, depth)


def _taken(choice: _Choice, candidate: Candidate) -> _State:
    state, reading, depth = choice.state, choice.reading, choice.depth
    if depth is None:
        return replace(state, cost=choice.cost)
    before = state.stack[depth] if depth < len(state.stack) else None
    entry = Entry(candidate, reading, series_of(before) if reading is None else None)
    last = state.last if reading is None else {**state.last, reading.scheme: reading}
    trail = (Placed(candidate, reading, depth), state)
    return _State(choice.cost, (*state.stack[:depth], entry), choice.key, last, trail)
