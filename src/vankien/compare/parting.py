"""Paragraphs that were split in two or more, or put together: a whole on one side, its parts on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.compare.pairing import Sides
from vankien.compare.units import Unit

_WHOLE = 0.75  # how alike the parts put together must be to the whole
_BETTER = 0.08  # how much more alike than the one that it is paired with already
_IN = 0.7  # the share of a part's words that the whole has
_MOST = 6  # parts


@dataclass(frozen=True)
class Parted:
    """`whole` is a unit of one version, `parts` (two or more in a row) are units of the other."""

    whole: int
    parts: tuple[int, ...]


def split(sides: Sides) -> list[Parted]:
    """Units of the old version that are several in the new; their pairs are taken apart."""
    found = list(_parted(sides, sides.old, sides.new, dict(sides.there), set(sides.back)))
    for parted in found:
        if (other := sides.there.pop(parted.whole, None)) is not None:
            del sides.back[other]
    return found


def merged(sides: Sides) -> list[Parted]:
    """Units of the new version that were several in the old."""
    found = list(_parted(sides, sides.new, sides.old, dict(sides.back), set(sides.there)))
    for parted in found:
        if (one := sides.back.pop(parted.whole, None)) is not None:
            del sides.there[one]
    return found


def _parted(
    sides: Sides, wholes: Sequence[Unit], pieces: Sequence[Unit], partner: dict[int, int], taken: set[int]
) -> Iterator[Parted]:
    free = {i for i, unit in enumerate(pieces) if i not in taken and not unit.row}
    having = _where_words_are(pieces, free)
    for index, whole in enumerate(wholes):
        mate = partner.get(index)
        if whole.row or (
            mate is not None and (not _has_free_neighbour(mate, free) or whole.key == pieces[mate].key)
        ):
            continue
        around = mate if mate is not None else _richest(whole, having)
        if around is None:
            continue
        parts = _run(whole, pieces, around, free)
        least = sides.alike([whole], [pieces[mate]]) + _BETTER if mate is not None else 0.0
        if len(parts) > 1 and sides.alike([whole], [pieces[p] for p in parts]) >= max(_WHOLE, least):
            free.difference_update(parts)
            yield Parted(index, tuple(parts))


def _has_free_neighbour(mate: int, free: set[int]) -> bool:
    return mate - 1 in free or mate + 1 in free


def _run(whole: Unit, pieces: Sequence[Unit], around: int, free: set[int]) -> list[int]:
    """The neighbours of `around`, itself among them, whose words are the whole's and not yet used up."""
    left = Counter(t.key.lower() for t in whole.tokens)
    left.subtract(t.key.lower() for t in pieces[around].tokens)
    run = [around]
    for step in (1, -1):
        at = around + step
        while at in free and len(run) < _MOST and pieces[at].flow == whole.flow and _within(pieces[at], left):
            left.subtract(t.key.lower() for t in pieces[at].tokens)
            run.append(at)
            at += step
    return sorted(run)


def _within(part: Unit, left: Counter[str]) -> bool:
    words = Counter(t.key.lower() for t in part.tokens)
    shared = sum(min(count, max(left[word], 0)) for word, count in words.items())
    return bool(words) and shared >= _IN * words.total()


def _where_words_are(pieces: Sequence[Unit], free: set[int]) -> dict[str, list[int]]:
    """{a word: the free units that have it}, for words that few have."""
    found: dict[str, list[int]] = {}
    for index in sorted(free):
        for word in {t.key.lower() for t in pieces[index].tokens}:
            found.setdefault(word, []).append(index)
    return {word: spots for word, spots in found.items() if len(spots) <= 20}


def _richest(whole: Unit, having: dict[str, list[int]]) -> int | None:
    """The free unit that shares most of the whole's telling words."""
    votes = Counter(spot for t in whole.tokens for spot in having.get(t.key.lower(), ()))
    return max(votes, key=lambda spot: (votes[spot], -spot), default=None)
