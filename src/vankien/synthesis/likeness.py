"""Which of very many texts on one heading say the like, in time that grows with their number.

Texts are visited from the one that is said most; each joins the leader it resembles most, or leads itself.
Only leaders that share one of a text's rarest words or pairs of words are looked at, and of those a few:
so the work per text is bounded. Likeness is the cosine over words and pairs, weighed by their rarity.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from vankien.collate.grouping import opposed, sides

_LIKE = 0.5  # cosine from which two texts are of like content
_RAREST = 8  # features by which leaders are found
_MOST = 24  # leaders looked at under one feature

_Vector = dict[str, float]
_Sides = frozenset[tuple[int, int]]


def leaders(keys: Sequence[str], weights: Sequence[int]) -> list[int]:
    """For each of the different `keys` (see `meaning`) the number of its leader, which may be its own.

    The same keys and weights give the same leaders in whatever order they come. Opposites never share one.
    """
    order = sorted(range(len(keys)), key=lambda i: (-weights[i], len(keys[i]), keys[i]))
    seen = Counter(feature for key in keys for feature in _features(key))
    crowd = _Crowd(len(keys), seen)
    found = [0] * len(keys)
    for i in order:
        found[i] = crowd.leader(i, keys[i])
    return found


class _Crowd:
    def __init__(self, size: int, seen: Counter[str]) -> None:
        self._size, self._seen = size, seen
        self._under: dict[str, list[int]] = defaultdict(list)  # feature → leaders that have it
        self._vectors: dict[int, _Vector] = {}
        self._sides: dict[int, set[_Sides]] = {}

    def leader(self, number: int, key: str) -> int:
        vector = self._vector(key)
        rarest = sorted((f for f in vector if self._seen[f] > 1), key=lambda f: (self._seen[f], f))[:_RAREST]
        mine = sides(key)
        near = Counter(one for feature in rarest for one in self._under[feature])
        best, leader = _LIKE, number
        for one, _shared in sorted(near.items(), key=lambda n: (-n[1], n[0]))[:_MOST]:
            likeness = _cosine(vector, self._vectors[one])
            if likeness > best and not any(opposed(mine, others) for others in self._sides[one]):
                best, leader = likeness, one
        if leader == number:
            self._lead(number, vector, rarest)
        self._sides.setdefault(leader, set()).add(mine)
        return leader

    def _lead(self, number: int, vector: _Vector, rarest: Sequence[str]) -> None:
        self._vectors[number] = vector
        for feature in rarest:
            if len(self._under[feature]) < _MOST:
                self._under[feature].append(number)

    def _vector(self, key: str) -> _Vector:
        """Of length one."""
        counts = Counter(_features(key))
        vector = {f: (1 + math.log(n)) * math.log(1 + self._size / self._seen[f]) for f, n in counts.items()}
        length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
        return {f: w / length for f, w in vector.items()}


def _features(key: str) -> list[str]:
    words = key.split()
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def _cosine(one: _Vector, other: _Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
