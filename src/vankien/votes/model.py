"""A ballot as counted, the rules that it is judged by, and its result: whole numbers, exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from vankien.model import Authority
from vankien.personnel.months import When

Denominator = Literal["summoned", "collected", "valid"]
OnTie = Literal["second_ballot", "congress_decides", "older"]
# The first ballot, a further one for seats that are left, one among those tied on the last seat.
Round = Literal["first", "further", "tie"]
# What follows: nothing, a ballot among the tied, the congress decides which of the tied, the congress decides
# whether to elect further, no further round is left.
# Who elects: all members, delegates, or a committee at its meeting; whom the rules leave out differs.
Assembly = Literal["members", "delegates", "committee"]
Next = Literal["done", "second_ballot", "congress_decides", "further_round", "ended"]
Why = Literal["elected", "older", "higher", "not_half", "no_seat", "tied"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pack says of elections. `above`: the share of the denominator that a vote must exceed.

    `excused`: by assembly, whom the rules leave out of the denominator, and words that name the reason.
    """

    above: Fraction
    denominator: Denominator
    on_a_tie: OnTie
    further_rounds: int
    authority: Authority
    excused: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """So many for one reason: excused people, invalid papers."""

    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the ballot with its votes. `uncounted`: valid papers on which this name was not counted."""

    name: str
    agreed: int
    birth: When | None = None
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot. `excused`: of those summoned, whom the rules leave out of the denominator."""

    body: str
    seats: int
    names: tuple[Name, ...]
    summoned: int
    present: int
    issued: int
    collected: int
    valid: int
    excused: tuple[Count, ...] = ()
    invalid: tuple[Count, ...] = ()
    round: Round = "first"
    congress: Assembly | None = None  # None: not said

    @property
    def left_out(self) -> int:
        return sum(count.number for count in self.excused)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one name came to. `percent` of the denominator, two decimals; `rank` from 1, ties share it."""

    name: str
    agreed: int
    percent: Decimal
    over_half: bool
    elected: bool
    rank: int
    why: Why


@dataclass(frozen=True, slots=True)
class Result:
    """`needed`: the fewest votes that are more than half; `outcomes` in the order of the ballot."""

    ballot: Ballot
    rules: Rules
    denominator: int
    needed: int
    outcomes: tuple[Outcome, ...]
    left: int  # seats that nobody has yet
    tied: tuple[str, ...]
    next: Next

    @property
    def elected(self) -> tuple[Outcome, ...]:
        """From the most votes to the fewest; equals as the ballot lists them."""
        return tuple(sorted((o for o in self.outcomes if o.elected), key=lambda o: o.rank))


class BallotError(Exception):
    """Counts that cannot be those of a ballot. `reason` keys the sentence in `sentences/*.toml` [ballot]."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params

    def sentence(self, language: str = "vi") -> str:
        from vankien.sentences import sentence

        said = sentence("ballot", self.reason, language, **self.params)
        file = str(self.params.get("file", ""))
        if not file or file in said:
            return said
        named = said.startswith(str(self.params.get("body", "\0")))
        return f"{file}: {said if named else said[:1].lower() + said[1:]}"


@dataclass(frozen=True, slots=True)
class Note:
    """What people are to look at again; the result stands. `reason` keys the sentence in [ballot_note]."""

    reason: str
    params: Mapping[str, object]

    def sentence(self, language: str = "vi") -> str:
        from vankien.sentences import catalogue, sentence

        words = catalogue(language)["ballot_assembly"]
        said = {k: words[str(v)] if k in ("assembly", "other") else v for k, v in self.params.items()}
        return sentence("ballot_note", self.reason, language, **said)
