"""Which unit of one version is which of the other.

Equal units first: those that stand once on both sides are certain, then their neighbours as long as these are
equal too (P. Heckel, CACM 21(4), 1978), then repeated ones between two certain pairs. What is left is paired
by how many words it shares: first where the neighbours agree on the place, then anywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Indel

from vankien.compare.tokens import letters
from vankien.compare.units import Unit

# The share of common words that makes two units one passage: surely, anywhere, and at the same place.
SURE, ELSEWHERE, HERE = 0.7, 0.65, 0.4
_SAME = 0.85  # from here on two units are the same whatever else is like them
_OWN = 0.5  # the share of its own words that a passage keeps when it moves and is edited
_LIKE_NAMES = 0.5  # the share of common words in the names of two rows that are one
_LONG = 5  # words: shorter units are no passages that could be known again elsewhere
_ONE = 100  # words: what one more passage that moved weighs
_TINY = 1e-9
_MANY = 1500  # units left on one side: beyond, only what shares its place is compared
Paired = dict[int, int]


class Sides:
    """Both versions' units, and which is paired with which so far: `there[old] == new`."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self.there: Paired = {}
        self.back: Paired = {}
        self.taken_old: set[int] = set()  # parts of a unit that was split or made of several
        self.taken_new: set[int] = set()
        self.split: set[int] = set()  # and the units of the old version that were, or of the new that are
        self.merged: set[int] = set()
        self._known: dict[str, str] = {}

    @cached_property
    def weights(self) -> list[int]:
        """What each new unit weighs, should it have moved."""
        return [unit.size + _ONE for unit in self.new]

    @cached_property
    def lower_old(self) -> list[str]:
        return [unit.raw.lower() for unit in self.old]

    @cached_property
    def lower_new(self) -> list[str]:
        return [unit.raw.lower() for unit in self.new]

    @cached_property
    def said_old(self) -> str:
        return f" {' '.join(self.lower_old)} "

    @cached_property
    def said_new(self) -> str:
        return f" {' '.join(self.lower_new)} "

    def pair(self, one: int, other: int) -> None:
        self.there[one], self.back[other] = other, one

    def free_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.there and i not in self.taken_old]

    def free_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.back and j not in self.taken_new]

    def letters(self, units: Iterable[Unit]) -> str:
        """The words of units one after the other, each word as one character, small or capital alike."""
        return letters((t.key.lower() for unit in units for t in unit.tokens), self._known)

    def alike(self, old: Iterable[Unit], new: Iterable[Unit]) -> float:
        return Indel.normalized_similarity(self.letters(old), self.letters(new))


def pair_sure(old: Sequence[Unit], new: Sequence[Unit]) -> Sides:
    """Pairs of equal units, and of very similar ones at the same place."""
    sides = Sides(old, new)
    for key in (_raw, _key):
        _once(sides, key)
        _spread(sides, key)
    _repeated(sides)
    _near(sides, SURE)
    _in_order(sides, [i for i in sides.free_old() if sides.old[i].size >= _LONG], sides.free_new())
    return sides


def pair_rest(sides: Sides) -> None:
    """Pairs of similar units, wherever they stand."""
    _far(sides)
    _near(sides, HERE)
    _with_titles(sides)


def _raw(unit: Unit) -> tuple[str, ...]:
    return unit.flow, str(unit.row), unit.raw, unit.ahead


def _key(unit: Unit) -> tuple[str, ...]:
    return unit.flow, str(unit.row), unit.key, unit.ahead


def _spots(
    units: Sequence[Unit], free: Iterable[int], key: Callable[[Unit], object]
) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for index in free:
        found[key(units[index])].append(index)
    return found


def _once(sides: Sides, key: Callable[[Unit], object]) -> None:
    new = _spots(sides.new, sides.free_new(), key)
    for what, spots in _spots(sides.old, sides.free_old(), key).items():
        told = key is _key or sides.old[spots[0]].size > _LONG  # a short one's number alone proves nothing
        if told and len(spots) == len(new.get(what, ())) == 1:
            sides.pair(spots[0], new[what][0])


def _spread(sides: Sides, key: Callable[[Unit], object]) -> None:
    """From each pair on, forwards and backwards, while the neighbours are equal too."""
    for step in (1, -1):
        for one in sorted(sides.there, reverse=step < 0):
            other = sides.there[one] + step
            one += step
            while (
                0 <= one < len(sides.old)
                and 0 <= other < len(sides.new)
                and one not in sides.there
                and other not in sides.back
                and key(sides.old[one]) == key(sides.new[other])
            ):
                sides.pair(one, other)
                one, other = one + step, other + step


def _repeated(sides: Sides) -> None:
    """Equal units that stand several times, between the same neighbours: as many as both have."""
    for gap_old, gap_new in gaps(sides):
        _in_order(sides, gap_old, gap_new)


def _in_order(sides: Sides, olds: Sequence[int], news: Sequence[int]) -> None:
    new = _spots(sides.new, news, _key)
    for what, spots in _spots(sides.old, olds, _key).items():
        for one, other in zip(spots, new.get(what, ()), strict=False):
            sides.pair(one, other)


def gaps(sides: Sides) -> Iterator[tuple[list[int], list[int]]]:
    """What is not paired between two pairs that keep their order, on both sides."""
    kept = in_place(sides)
    ends_old, ends_new = [i for i, _ in kept], [j for _, j in kept]
    olds: dict[int, list[int]] = defaultdict(list)
    news: dict[int, list[int]] = defaultdict(list)
    for one in sides.free_old():
        olds[bisect_left(ends_old, one)].append(one)
    for other in sides.free_new():
        news[bisect_left(ends_new, other)].append(other)
    for gap in sorted(olds.keys() & news.keys()):
        yield olds[gap], news[gap]


def in_place(sides: Sides) -> list[tuple[int, int]]:
    """The pairs that keep their order, so that the rest, which moved, are few passages of few words."""
    best: list[tuple[int, int]] = []  # (new index, weight) with growing weights: a chain may end there
    trail: list[tuple[list[tuple[int, int]], int | None]] = []
    tops: list[int] = []
    for number, run in enumerate(_runs(sides)):
        other = run[0][1]
        at = bisect_right(best, (other, 0)) - 1
        weight = sum([sides.weights[j] for _, j in run]) + (best[at][1] if at >= 0 else 0)
        trail.append((run, tops[at] if at >= 0 else None))
        stop = at + 1
        while stop < len(best) and best[stop][1] <= weight:
            stop += 1
        best[at + 1 : stop], tops[at + 1 : stop] = [(other, weight)], [number]
    kept: list[list[tuple[int, int]]] = []
    number_or_none = tops[-1] if tops else None
    while number_or_none is not None:
        run, number_or_none = trail[number_or_none]
        kept.append(run)
    return [pair for run in reversed(kept) for pair in run]


def _runs(sides: Sides) -> Iterator[list[tuple[int, int]]]:
    """Pairs side by side in both versions: no other pair can stand between them."""
    run: list[tuple[int, int]] = []
    for one, other in sorted(sides.there.items()):
        if run and (one - 1, other - 1) != run[-1]:
            yield run
            run = []
        run.append((one, other))
    if run:
        yield run


def _near(sides: Sides, least: float) -> None:
    """In a gap: the order-keeping pairs that share most words."""
    for olds, news in list(gaps(sides)):
        if len(olds) * len(news) <= _MANY * _MANY:
            for one, other in best_chain(_scores(sides, olds, news, least)):
                sides.pair(olds[one], news[other])


def _with_titles(sides: Sides) -> None:
    """A line that is only a number goes with the line below; where that is another, with its own number."""
    for one in sides.free_old():
        other = sides.there.get(one + 1, 0) - 1
        if sides.old[one].ahead and other >= 0 and other not in sides.back and sides.new[other].ahead:
            sides.pair(one, other)
    for olds, news in list(gaps(sides)):
        new = {sides.new[j].raw: j for j in news if sides.new[j].ahead}
        for one in olds:
            if sides.old[one].ahead and sides.old[one].raw in new:
                sides.pair(one, new.pop(sides.old[one].raw))


def best_chain(scores: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs of rows and columns, both growing, with the greatest sum of scores; zero is no pair."""
    rows, columns = len(scores), len(scores[0])
    total = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        own, below, line = scores[i], total[i + 1], total[i]
        for j in range(columns - 1, -1, -1):
            line[j] = max(below[j], line[j + 1], own[j] + below[j + 1] if own[j] else 0.0)
    chain, i, j = [], 0, 0
    while i < rows and j < columns:
        if total[i][j] == total[i + 1][j]:
            i += 1
        elif total[i][j] == total[i][j + 1]:
            j += 1
        else:
            chain.append((i, j))
            i, j = i + 1, j + 1
    return chain


def _scores(sides: Sides, olds: Sequence[int], news: Sequence[int], least: float) -> list[list[float]]:
    """How alike, weighed by length; zero below `least` and between a row and a paragraph."""
    rows = [sides.old[i] for i in olds]
    columns = [sides.new[j] for j in news]
    words = [sides.letters([unit]) for unit in columns]
    return [
        [_score(mine, theirs, least) * min(old.size, new.size) if _fit(old, new) else 0.0
         for new, theirs in zip(columns, words, strict=True)]
        for old, mine in ((unit, sides.letters([unit])) for unit in rows)
    ]  # fmt: skip


def _fit(old: Unit, new: Unit) -> bool:
    return old.row == new.row and old.flow == new.flow and (not old.row or _are_of_one(old, new))


def _are_of_one(old: Unit, new: Unit) -> bool:
    """Whether two rows are of one thing: of like names, or with the same cells besides."""
    if not old.name or not new.name or old.rest == new.rest != "":
        return True
    return Indel.normalized_similarity(old.name.split(), new.name.split()) >= _LIKE_NAMES


def _score(one: str, other: str, least: float) -> float:
    possible = 2 * min(len(one), len(other)) / max(len(one) + len(other), 1)
    return Indel.normalized_similarity(one, other, score_cutoff=least) if possible >= least else 0.0


def _far(sides: Sides) -> None:
    """Anywhere: the most alike first; a passage must be long enough to be known again."""
    olds = [i for i in sides.free_old() if sides.old[i].size >= _LONG]
    news = [j for j in sides.free_new() if sides.new[j].size >= _LONG]
    if not olds or not news or max(len(olds), len(news)) > _MANY:
        return
    scores = _scores(sides, olds, news, ELSEWHERE)
    ranked = sorted(
        ((score, -i, -j) for i, line in enumerate(scores) for j, score in enumerate(line) if score),
        reverse=True,
    )
    for _weight, i, j in ranked:
        one, other = olds[-i], news[-j]
        if one not in sides.there and other not in sides.back and _nearest(sides, one, other):
            sides.pair(one, other)


def _nearest(sides: Sides, one: int, other: int) -> bool:
    """Whether neither resembles another unit more, as in a draft that says like things often."""
    old, new = sides.old[one], sides.new[other]
    if not _keeps_its_own(sides, one, other):
        return False
    if sides.alike([old], [new]) >= _SAME:
        return True
    mine, theirs = old.raw.lower(), new.raw.lower()
    own = Indel.normalized_similarity(mine, theirs) + _TINY
    return not (_liker(theirs, mine, sides.lower_old, own) or _liker(mine, theirs, sides.lower_new, own))


def _keeps_its_own(sides: Sides, one: int, other: int) -> bool:
    """Whether they share some of the words that no other unit has: what tells two of one wording apart."""
    words, others = set(sides.lower_old[one].split()), set(sides.lower_new[other].split())
    own, its = _said_once(words, sides.said_old), _said_once(others, sides.said_new)
    kept = [len(mine & theirs) / len(mine) for mine, theirs in ((own, others), (its, words)) if mine]
    return not kept or max(kept) >= _OWN


def _said_once(words: set[str], text: str) -> set[str]:
    return {word for word in words if text.find(f" {word} ", text.find(f" {word} ") + 1) < 0}


def _liker(text: str, twin: str, others: Sequence[str], least: float) -> bool:
    rivals = (other for other in others if other != twin)
    return bool(process.extractOne(text, rivals, scorer=Indel.normalized_similarity, score_cutoff=least))
