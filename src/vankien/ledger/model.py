"""What the comparisons of statements take and give. Ids of entries and documents are the caller's own."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vankien.model import Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of one document, in the terms of `checks.reading.statements.Statement`.

    `amount` is the value in `dimension`, None for a range or where it is not held exactly.
    """

    id: Hashable
    document: Hashable
    figure: Figure
    moment: str = ""
    about: str = ""
    dimension: str = ""
    amount: Decimal | None = None
    key: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of two documents that cannot both be true."""

    first: Entry
    second: Entry


@dataclass(frozen=True, slots=True)
class Term:
    """A target of the last term beside what this term's report says of it.

    `unanswered`: no result; `otherwise`: the report says that something else was planned; `ratio`: its
    share of the plan is not its result by that plan. `stated` is what contradicts; None for `unanswered`.
    """

    kind: Literal["unanswered", "otherwise", "ratio"]
    target: Entry
    stated: Entry | None = None
    result: Entry | None = None
    share: Decimal | None = None  # per cent, as it should be


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the children states; `doubtful` where it states two values."""

    child: Hashable
    entry: Entry
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A parent's total beside the sum of its children, in `dimension`.

    `standing`: `agrees`; `differs` (all children are there, and their sum is another); `exceeds` (some are
    missing, and the rest is more than the whole already); `open` (some are missing,
    or the whole may have more of its own: nothing can be said).
    """

    standing: Literal["agrees", "differs", "exceeds", "open"]
    total: Entry
    parts: tuple[Part, ...]
    missing: tuple[Hashable, ...]
    amount: Decimal
    dimension: str

    @property
    def counted(self) -> int:
        return sum(not part.doubtful for part in self.parts)


@dataclass(frozen=True, slots=True)
class Change:
    """One statement with another value in the next version."""

    old: Entry
    new: Entry
