"""What is sealed, and what comes of it, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference at which opinions were given. `held`: its day, ISO; `people`: how many took part."""

    id: str
    name: str
    held: str
    people: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said of one heading, at which conference ("" for none), by how many, how often."""

    heading: str
    text: str
    conference: str = ""
    people: int = 1
    opinions: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of like content, as a person confirmed them, in one sentence.

    `members`: (id of a contribution, number of its remark from 0); "" is the contribution's own id.
    """

    heading: str
    text: str
    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One unit's part. `unit`: names from the highest level down to the unit's own; `number`: the unit's
    first, second … of which the last counts; `headings`: those of the text that was consulted on, in order;
    `below`: the ids of the contributions that it was made from."""

    consultation: str
    unit: tuple[str, ...]
    number: int
    made: str
    headings: tuple[str, ...] = ()
    conferences: tuple[Conference, ...] = ()
    remarks: tuple[Remark, ...] = ()
    groups: tuple[Group, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A contribution as it travels: `id` is the SHA-256 of `data`, `signature` the key's over that id."""

    id: str
    data: bytes
    key: bytes
    signature: bytes
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class Package:
    """`top`: the id of the sender's own contribution; `sealed`: it and all below it, by id."""

    top: str
    sealed: Mapping[str, Sealed]


@dataclass(frozen=True, slots=True)
class Source:
    """One remark of one contribution."""

    contribution: Contribution
    remark: Remark

    @property
    def conference(self) -> Conference | None:
        return next((c for c in self.contribution.conferences if c.id == self.remark.conference), None)


@dataclass(frozen=True, slots=True)
class Line:
    """Like remarks on one heading in one sentence, and how much stands behind it.

    `members`: numbers of the remarks in `Synthesis.remarks`.
    """

    heading: str
    text: str
    conferences: int
    people: int
    opinions: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Every remark of every contribution that counts, in exactly one line.

    `units`, `conferences`, `people` (who took part) and `opinions` are sums over all contributions;
    `doubts`: what a person should look at, as (key of [synthesis_doubt], unit).
    """

    consultation: str
    contributions: tuple[Contribution, ...]
    remarks: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    units: int
    conferences: int
    people: int
    opinions: int
    doubts: tuple[tuple[str, str], ...] = ()

    def sources(self, line: Line) -> list[Source]:
        """The remarks behind a line, down to unit and conference."""
        found = (self.remarks[member] for member in line.members)
        return [Source(c := self.contributions[at], c.remarks[number]) for at, number in found]
