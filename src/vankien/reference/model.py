"""What a department's workbook says, as plain frozen data: values, doubts, what is left aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from vankien.model import Role


@dataclass(frozen=True, slots=True)
class Value:
    """Indicator × unit of the tree × period = value, exact, in `measure`.

    `indicator`: a pack's id, None for what the catalogue does not name. `name` as written; `within` the line
    above of which it is a part. `unit_name` as written, "" for the workbook's own unit. `cell`: "Biểu 1!C7".
    """

    indicator: str | None
    name: str
    unit_name: str
    period: str | None
    measure: str | None
    value: Decimal
    cell: str
    role: Role = "actual"
    source: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that is not read for sure. `why`: the key of its sentence; `offers`: readings, best first."""

    cell: str
    text: str
    why: str
    params: dict[str, str] = field(default_factory=dict)
    offers: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A cell with digits that is no data: `why` is heading, order, code, note, title, measure or period."""

    cell: str
    text: str
    why: str


@dataclass(slots=True)
class Reading:
    """Every cell that holds a number stands in exactly one of the three lists."""

    values: list[Value] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)

    @property
    def sums(self) -> dict[str, int]:
        """How many cells became what; those left aside by reason."""
        return {
            "values": len(self.values),
            "doubts": len(self.doubts),
            **Counter(a.why for a in self.aside),
        }

    def add(self, other: Reading) -> None:
        self.values += other.values
        self.doubts += other.doubts
        self.aside += other.aside


Mapping = dict[str, Any]
"""JSON: `shape`; `names` {folded label: indicator id or ""}; `units` {folded name: code}; `tables`, each with
`head` [first, last], `body` [first, last], `top`, `columns` {"2": {is, period, role, …}}, `listed` [communes
that it names, all of the tree] and its title's facts (`period`, `unit_name`, `measure`, `role`, `name`)."""
