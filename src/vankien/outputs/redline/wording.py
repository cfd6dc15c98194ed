"""What differs within a paragraph, as stretches of both texts between the words that are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vankien.compare import Piece
from vankien.compare.tokens import key_of, numbered
from vankien.model import Block


class Gap(NamedTuple):
    """[old_start, old_end) of the old text became [new_start, new_end) of the new."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def gaps(old: Block, new: Block, pieces: Sequence[Piece]) -> Iterator[Gap]:
    """Between one old and one new paragraph; without pieces all but the number is the same."""
    anchors = [
        (p.old.start, p.old.end, p.new.start, p.new.end)
        for p in pieces
        if p.old and p.new and p.old.block == old.index and p.new.block == new.index
    ]
    o, n = begins(old, new)
    if not pieces:
        o_text, n_text = numbered(old.text, old.label)[1], numbered(new.text, new.label)[1]
        anchors = [(o_text, len(old.text), n_text, len(new.text))]
    for o_start, o_end, n_start, n_end in anchors:
        yield from trimmed(old, new, Gap(o, o_start, n, n_start))
        o, n = o_end, n_end
    yield from trimmed(old, new, Gap(o, len(old.text), n, len(new.text)))


def begins(old: Block, new: Block) -> tuple[int, int]:
    """Where both texts begin to be compared: behind equal numbers, and behind a number that Word makes."""
    (one, o), (other, n) = numbered(old.text, old.label), numbered(new.text, new.label)
    if new.label:
        return o, n
    return (o, n) if one == other else (0, 0)


def trimmed(old: Block, new: Block, gap: Gap) -> Iterator[Gap]:
    """Without what is the same at its ends; nothing where both mean the same."""
    o, o_end, n, n_end = gap
    if key_of(old.text[o:o_end]) == key_of(new.text[n:n_end]) and (o_end - o == 0) == (n_end - n == 0):
        return
    while o < o_end and n < n_end and old.text[o] == new.text[n] == " ":
        o, n = o + 1, n + 1
    while o < o_end and n < n_end and old.text[o_end - 1] == new.text[n_end - 1] == " ":
        o_end, n_end = o_end - 1, n_end - 1
    if o < o_end or n < n_end:
        yield Gap(o, o_end, n, n_end)
