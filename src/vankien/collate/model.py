"""What a collation says, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from vankien.model import Comment, Document, Place

Kind = Literal["comment", "reply", "insertion", "deletion", "move", "replacement", "untracked_edit"]
TRACKED = ("insertion", "deletion", "move", "replacement")


@dataclass(frozen=True, slots=True)
class Copy:
    """A reviewer's copy of the base: the file's name, and what was read in it or why it could not be."""

    file: str
    document: Document | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One remark. `place` is in the base, None where it cannot be told; `parent` is the row replied to.

    `text`: a comment's words, or what a change put in, took out or moved; `old` and `new` are the words of
    the base and those in their place.
    """

    id: str
    copy: str
    author: str
    date: str | None
    kind: Kind
    place: Place | None
    text: str
    old: str = ""
    new: str = ""
    parent: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a row does to the base: the characters [start, end) of a block go, and `text` comes behind them.

    Lines of `text` are paragraphs: one that begins with a line's end comes behind the whole paragraph (or, if
    `outside`, behind the table in which it stands). `mark`: the paragraph itself goes with its words.
    `cells`: a row that comes behind that of the block. `listed`: Word numbers what comes.
    `link` names what one reviewer puts in and another takes out again.
    """

    block: int
    start: int
    end: int
    text: str = ""
    mark: bool = False
    cells: tuple[str, ...] = ()
    outside: bool = False
    listed: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class CopyCount:
    """What one copy holds: `rows` is the sum of the four."""

    file: str
    reviewer: str
    comments: int = 0
    replies: int = 0
    tracked: int = 0
    untracked: int = 0
    rows: int = 0
    error: str = ""

    @property
    def told(self) -> dict[str, str | int]:
        """By name; an error only where there is one."""
        told = asdict(self)
        return told if self.error else {name: told[name] for name in told if name != "error"}


@dataclass(frozen=True, slots=True)
class Collation:
    """Every remark of every copy in exactly one row, in the order of the base.

    By the rows' ids: `steps` of those that change the base, and `comments` as they stand in their copies;
    `answered`: the comments of the base that replies answer.
    """

    copies: tuple[CopyCount, ...]
    rows: tuple[Row, ...]
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict, repr=False)
    comments: Mapping[str, Comment] = field(default_factory=dict, repr=False)
    answered: Mapping[str, Comment] = field(default_factory=dict, repr=False)
