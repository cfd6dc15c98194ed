"""What a comparison says, as frozen data. Blocks are named by their index in their own version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vankien.model import Figure

Op = Literal["insert", "delete", "edit", "move", "move_edit", "split", "merge", "renumber"]
PieceKind = Literal["same", "insert", "delete"]
FigureOp = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Range:
    """The characters [start, end) of a block's text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words within a pair: on both sides where they are the same, else on one."""

    kind: PieceKind
    old: Range | None = None
    new: Range | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks that are the same passage in both versions; one side is empty where a passage came or went.

    Two blocks on one side are a split or a merge. `op` is None where nothing changed; `pieces` cover the
    words of a pair in which some did, in reading order.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    op: Op | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a reader is shown: neighbouring blocks that came, went or moved together are one."""

    op: Op
    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How many words (syllables, numbers; no punctuation) were marked."""

    inserted: int = 0
    deleted: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure whose value, period, unit or role differs, or that stands in one version only."""

    op: FigureOp
    indicator: str | None
    topic: str
    old: Figure | None
    new: Figure | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`pairs` hold every block of both versions exactly once: in the order of the new version, what went
    standing where it stood.
    """

    words: Words
    changes: tuple[Change, ...]
    pairs: tuple[Pair, ...]
