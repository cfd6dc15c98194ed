"""Edits that a reviewer made with tracking off: what differs from the base although no change was tracked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.compare import Change, Comparison, Pair, Piece
from vankien.model import Document

_BESIDE = 3  # words the same between two edits that are one remark


@dataclass(frozen=True)
class Edit:
    """`old`: (block, start, end) in the base or None where something came; `at`: the copy's block there."""

    old: tuple[int, int, int] | None
    at: int | None
    was: str
    now: str
    gap: tuple[int, int, int, int, int] | None = (
        None  # within a paragraph: the base's, the copy's block, start, end
    )
    change: Change | None = None  # of whole passages


def edits(base: Document, was: Document, comparison: Comparison) -> Iterator[Edit]:
    """One for each passage that came, went, moved, or was written otherwise."""
    edited = {(pair.old, pair.new): pair for pair in comparison.pairs if pair.op in ("edit", "move_edit")}
    for change in comparison.changes:
        pair = edited.get((change.old, change.new))
        if pair is not None and change.op == "edit":
            yield from _within(base, was, pair)
        elif change.op != "renumber" and not _same_letters(base, was, change):
            yield _passage(base, was, change)


def _same_letters(base: Document, was: Document, change: Change) -> bool:
    """Whether only spaces differ: the reader trims what was taken out, so a space may be lost on the way."""
    one, other = (
        "".join(_text(d, i) for i in blocks) for d, blocks in ((base, change.old), (was, change.new))
    )
    return "".join(one.split()) == "".join(other.split())


def _text(document: Document, index: int) -> str:
    return document.blocks[index].text


def _passage(base: Document, was: Document, change: Change) -> Edit:
    old = "\n".join(_text(base, i) for i in change.old)
    new = "\n".join(_text(was, i) for i in change.new)
    spot = (change.old[0], 0, len(_text(base, change.old[0]))) if change.old else None
    return Edit(spot, change.new[0] if change.new else None, old, new, change=change)


def _within(base: Document, was: Document, pair: Pair) -> Iterator[Edit]:
    """The edits of one paragraph; those with few words between them are one."""
    for run in _clusters(pair.pieces):
        olds = [p.old for p in run if p.old]
        news = [p.new for p in run if p.new]
        old = _text(base, olds[0].block)[olds[0].start : olds[-1].end] if olds else ""
        new = _text(was, news[0].block)[news[0].start : news[-1].end] if news else ""
        if "".join(old.split()) != "".join(new.split()):
            spot = (olds[0].block, olds[0].start, olds[-1].end) if olds else _point(pair, run)
            yield Edit(spot, pair.new[0], old, new, _gap(base, was, pair, run))


def _gap(base: Document, was: Document, pair: Pair, run: Sequence[Piece]) -> tuple[int, int, int, int, int]:
    """From the last word that is the same to the next one, without the spaces that both have."""
    first, last = pair.pieces.index(run[0]), pair.pieces.index(run[-1])
    before, after = pair.pieces[:first], pair.pieces[last + 1 :]
    one, other = _text(base, pair.old[0]), _text(was, pair.new[0])
    o, n = next(((p.old.end, p.new.end) for p in reversed(before) if p.old and p.new), _starts(run))
    o_end, n_end = next(
        ((p.old.start, p.new.start) for p in after if p.old and p.new), (len(one), len(other))
    )
    while o < o_end and n < n_end and one[o] == other[n] == " ":
        o, n = o + 1, n + 1
    while o < o_end and n < n_end and one[o_end - 1] == other[n_end - 1] == " ":
        o_end, n_end = o_end - 1, n_end - 1
    return pair.old[0], o, o_end, n, n_end


def _starts(run: Sequence[Piece]) -> tuple[int, int]:
    """Where the first words of a paragraph begin, behind its number."""
    olds, news = [p.old.start for p in run if p.old], [p.new.start for p in run if p.new]
    return min(olds, default=0), min(news, default=0)


def _clusters(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that begin and end with a difference."""
    run: list[Piece] = []
    between: list[Piece] = []
    for piece in pieces:
        if piece.kind != "same":
            run += [*between, piece]
            between = []
        elif run and _words(piece) <= _BESIDE:
            between.append(piece)
        elif run:
            yield run
            run, between = [], []
    if run:
        yield run


def _words(piece: Piece) -> int:
    return 0 if piece.new is None else 1 + (piece.new.end - piece.new.start) // 5


def _point(pair: Pair, run: Sequence[Piece]) -> tuple[int, int, int]:
    """Where in the base something was put in: behind the last word that is the same."""
    at = pair.pieces.index(run[0])
    before = [p.old for p in pair.pieces[:at] if p.old]
    return (before[-1].block, before[-1].end, before[-1].end) if before else (pair.old[0], 0, 0)
