"""Word by word: what is the same and what differs within a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from vankien.compare.model import Piece, PieceKind, Range
from vankien.compare.tokens import Token, letters

_Run = tuple[PieceKind, Sequence[Token], Sequence[Token]]


def pieces_of(old: Sequence[Token], new: Sequence[Token]) -> tuple[Piece, ...]:
    """The fewest words differ; a mark between two that differ differs with them."""
    return tuple(piece for run in _smooth(list(_runs(old, new))) for piece in _pieces(run))


def _runs(old: Sequence[Token], new: Sequence[Token]) -> Iterator[_Run]:
    known: dict[str, str] = {}
    one, other = (letters((token.key for token in side), known) for side in (old, new))
    for code in Indel.opcodes(one, other):
        olds, news = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        kind: PieceKind = "same" if olds and news else "delete" if olds else "insert"
        yield kind, olds, news


def _smooth(runs: list[_Run]) -> Iterator[_Run]:
    """A mark alone between changes joins them: what stands on both sides of it was replaced as a whole."""
    for at, (kind, olds, news) in enumerate(runs):
        alone = kind == "same" and 0 < at < len(runs) - 1 and not any(t.is_word for t in olds)
        if alone and _is_replaced(runs, at - 1, -1) and _is_replaced(runs, at + 1, 1):
            yield "delete", olds, ()
            yield "insert", (), news
        else:
            yield kind, olds, news


def _is_replaced(runs: list[_Run], at: int, step: int) -> bool:
    """Whether words on both sides differ here."""
    kinds = {runs[i][0] for i in (at, at + step) if 0 <= i < len(runs)}
    return kinds == {"insert", "delete"}


def _pieces(run: _Run) -> Iterator[Piece]:
    """One for each block that the run goes through; all blocks of a pair are told in reading order."""
    kind, olds, news = run
    if kind != "same":
        for range_ in _ranges(olds or news):
            yield Piece(kind, range_, None) if olds else Piece(kind, None, range_)
        return
    start = 0
    for at in range(1, len(olds) + 1):
        if at == len(olds) or olds[at].block != olds[start].block or news[at].block != news[start].block:
            yield Piece("same", _range(olds[start:at]), _range(news[start:at]))
            start = at


def _ranges(tokens: Sequence[Token]) -> Iterator[Range]:
    start = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or tokens[at].block != tokens[start].block:
            yield _range(tokens[start:at])
            start = at


def _range(tokens: Sequence[Token]) -> Range:
    return Range(tokens[0].block, tokens[0].start, tokens[-1].end)
