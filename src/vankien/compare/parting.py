"""Paragraphs that were split in two or more, or put together: a whole on one side, its parts on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from vankien.compare.pairing import Sides
from vankien.compare.units import Unit

_WHOLE = 0.75  # how alike the parts put together must be to the whole
_IN = 0.7  # the share of a part's words that the whole has, and has in this order
_MOST = 6  # parts


@dataclass(frozen=True)
class Parted:
    """`whole` is a unit of one version, `parts` (two or more in a row, `main` among them) of the other."""

    whole: int
    main: int
    parts: tuple[int, ...]


def split(sides: Sides) -> list[Parted]:
    """Units of the old version that are several in the new; each stays paired with the part most like it."""
    free = sides.free_new()
    found = list(_parted(sides, sides.old, sides.new, sides.there, free, sides.taken_old | sides.split))
    for parted in found:
        sides.taken_new.update(parted.parts)
        sides.split.add(parted.whole)
        if parted.whole not in sides.there:
            sides.pair(parted.whole, parted.main)
    return found


def merged(sides: Sides) -> list[Parted]:
    """Units of the new version that were several in the old."""
    free = sides.free_old()
    found = list(_parted(sides, sides.new, sides.old, sides.back, free, sides.taken_new | sides.merged))
    for parted in found:
        sides.taken_old.update(parted.parts)
        sides.merged.add(parted.whole)
        if parted.whole not in sides.back:
            sides.pair(parted.main, parted.whole)
    return found


def _parted(
    sides: Sides,
    wholes: Sequence[Unit],
    pieces: Sequence[Unit],
    partner: Mapping[int, int],
    spare: Iterable[int],
    done: set[int],
) -> Iterator[Parted]:
    free = {i for i in spare if not pieces[i].row}
    having = _where_words_are(pieces, free)
    for index, whole in enumerate(wholes):
        mate = partner.get(index)
        if (
            whole.row
            or index in done
            or (mate is not None and (not _has_free_neighbour(mate, free) or whole.key == pieces[mate].key))
        ):
            continue
        around = mate if mate is not None else _richest(whole, having)
        if around is None:
            continue
        parts = _run(whole, pieces, around, free)
        if len(parts) > 1 and _make_up(sides, whole, pieces[around], [pieces[p] for p in parts]):
            free.difference_update(parts)
            yield Parted(index, around, tuple(parts))


def _make_up(sides: Sides, whole: Unit, main: Unit, parts: Sequence[Unit]) -> bool:
    """Whether the parts in order are the whole, and those added to `main` say what it still lacked."""
    one, alone, all_ = (sides.letters(units) for units in ([whole], [main], parts))
    added, gain = len(all_) - len(alone), Indel.distance(one, alone) - Indel.distance(one, all_)
    return gain >= (2 * _IN - 1) * added and Indel.normalized_similarity(one, all_) >= _WHOLE


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
