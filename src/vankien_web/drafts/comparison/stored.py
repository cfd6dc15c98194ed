"""A comparison as data and back, with the figures that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vankien.compare import Change, Comparison, Pair, Piece, Range, Words, compare, figure_changes
from vankien.model import Document, Section
from vankien.packs.model import Indicator
from vankien.serial import to_data


def compared(
    old: Document,
    new: Document,
    indicators: Mapping[str, Indicator],
    outlines: tuple[Sequence[Section], Sequence[Section]],
) -> dict[str, Any]:
    """What is stored: what `vankien compare --json` prints, and the pairs."""
    found = compare(old, new)
    figures = figure_changes(found, old, new, indicators, outlines)
    return {**to_data(found), "figures": to_data(figures)}


def comparison_of(data: Mapping[str, Any]) -> Comparison:
    """The inverse, without the figures."""
    return Comparison(
        words=Words(**data.get("words", {})),
        changes=tuple(Change(c["op"], tuple(c["old"]), tuple(c["new"])) for c in data["changes"]),
        pairs=tuple(_pair(pair) for pair in data["pairs"]),
    )


def _pair(data: Mapping[str, Any]) -> Pair:
    pieces = tuple(_piece(piece) for piece in data.get("pieces", ()))
    return Pair(tuple(data["old"]), tuple(data["new"]), data.get("op"), pieces)


def _piece(data: Mapping[str, Any]) -> Piece:
    old, new = (Range(**data[side]) if side in data else None for side in ("old", "new"))
    return Piece(data["kind"], old, new)
