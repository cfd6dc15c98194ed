"""Remarks of like content share a group, for a person to confirm; opposites never do.

Likeness is that of character n-grams (3 and 4), weighed by how few remarks have them, after abbreviations
were written out. Remarks on one section are compared, and changes that say the very same anywhere.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from typing import Any

from vankien.collate.model import Row
from vankien.text import fold

_LIKE = 0.5  # cosine from which two remarks are of like content
_FEW = 3  # words in one place that make it another remark
_SIZES = (3, 4)
_WORD = re.compile(r"\w+")


def grouped(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with their groups: "g1", "g2" … in the order of their first rows; None for one alone."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    members: dict[int, list[int]] = {i: [i] for i in range(len(rows))}
    sayings = [_Saying(row) for row in rows]
    for one, other in _pairs(rows, [saying.text for saying in sayings]):
        a, b = root(one), root(other)
        if a != b and not any(sayings[i].differs(sayings[j]) for i in members[a] for j in members[b]):
            parent[b] = a
            members[a] += members.pop(b)
    names: dict[int, str] = {}
    for i in range(len(rows)):
        if len(members.get(root(i), ())) > 1:
            names.setdefault(root(i), f"g{len(names) + 1}")
    return tuple(replace(row, group=names.get(root(i))) for i, row in enumerate(rows))


def meaning(text: str) -> str:
    """The words of a text, folded, abbreviations written out."""
    long = _tables()["abbreviations"]
    return " ".join(long.get(word, word) for word in _WORD.findall(fold(text)))


class _Saying:
    """What a remark says: of a comment its telling words, of a change what went and what came."""

    def __init__(self, row: Row) -> None:
        self.spoken = row.kind in ("comment", "reply")
        key = _plain(meaning(row.text)) if self.spoken else fold(f"{row.old} → {row.new}")
        self.words = tuple(w for w in key.split() if w not in _tables()["fillers"]) if self.spoken else ()
        self.text = " ".join(self.words) or key
        self._key = key

    def differs(self, other: _Saying) -> bool:
        """Whether two remarks that sound alike say two things."""
        if not (self.spoken and other.spoken):
            return False
        if opposed(self._sides, other._sides) or self._denies(other) or other._denies(self):
            return True
        return self._has_other_number(other) or _swapped(self.words, other.words)

    @cached_property
    def _sides(self) -> frozenset[tuple[int, int]]:
        return sides(self._key)

    @cached_property
    def _denied(self) -> frozenset[str]:
        """The words that stand behind a "not"."""
        return frozenset(b for a, b in pairwise(self.words) if a == "không")

    def _denies(self, other: _Saying) -> bool:
        """Whether it says "not" of what the other says plainly, or one has a word that tells them apart."""
        apart = (set(self.words) ^ set(other.words)) & _tables()["telling"]
        return bool(apart) or any(word in other.words and word not in other._denied for word in self._denied)

    def _has_other_number(self, other: _Saying) -> bool:
        mine, theirs = ({w for w in s.words if w[0].isdigit()} for s in (self, other))
        return bool(mine and theirs and mine != theirs)


def _swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a few words in one place are all that differs, and they are different words on both sides."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    same = start + end
    return (
        bool(left and right)
        and max(len(left), len(right)) <= _FEW
        and same >= 1
        and not set(left) & set(right)
    )


def _plain(key: str) -> str:
    """With one word for those that mean the same."""
    for word, other in _tables()["synonyms"].items():
        if word in key:
            key = f" {key} ".replace(f" {word} ", f" {other} ").strip()
    return key


def _pairs(rows: Sequence[Row], words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Pairs of like content, the likest first."""
    found: list[tuple[float, int, int]] = []
    same: dict[tuple[Any, ...], int] = {}
    spoken: dict[str | None, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.kind == "reply":
            continue
        if row.kind == "comment":
            spoken[row.place.section if row.place else None].append(i)
            continue
        key = (words[i], row.place.block if row.place else None)
        if key in same:
            found.append((1.0, same[key], i))
        same.setdefault(key, i)
    for indexes in spoken.values():
        first: dict[str, int] = {}
        for i in indexes:
            if first.setdefault(words[i], i) != i:
                found.append((1.0, first[words[i]], i))
        found += _like(list(first.values()), words)
    return [(i, j) for _likeness, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2]))]


def _like(indexes: Sequence[int], words: Sequence[str]) -> Iterable[tuple[float, int, int]]:
    """(likeness, one, other) of remarks on one section."""
    grams = {i: Counter(_grams(words[i])) for i in indexes}
    having: dict[str, list[int]] = defaultdict(list)
    for i, counts in grams.items():
        for gram in counts:
            having[gram].append(i)
    weight = {gram: math.log(1 + len(indexes) / len(spots)) for gram, spots in having.items()}
    vectors = {
        i: {g: (1 + math.log(n)) * weight[g] for g, n in counts.items()} for i, counts in grams.items()
    }
    norms = {i: math.sqrt(sum(w * w for w in vector.values())) or 1.0 for i, vector in vectors.items()}
    for i in indexes:
        shared: dict[int, float] = defaultdict(float)
        for gram, own in vectors[i].items():
            for j in having[gram]:
                if j > i:
                    shared[j] += own * vectors[j][gram]
        for j, dot in shared.items():
            if dot / (norms[i] * norms[j]) >= _LIKE:
                yield dot / (norms[i] * norms[j]), i, j


def _grams(text: str) -> Iterable[str]:
    padded = f" {text} "
    return (padded[i : i + n] for n in _SIZES for i in range(len(padded) - n + 1))


def sides(text: str) -> frozenset[tuple[int, int]]:
    """On which side of which opposites a folded text stands; "không nên" is not "nên"."""
    return frozenset(
        (number, side[cue]) for number, (cues, side) in enumerate(_opposites()) for cue in cues.findall(text)
    )


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """Of each pair its cues, the longest first, and on which side each stands."""
    found = []
    for pair in _tables()["opposites"]:
        side = {fold(cue): 1 for cue in pair["for"]} | {fold(cue): 0 for cue in pair["against"]}
        either = "|".join(re.escape(cue) for cue in sorted(side, key=len, reverse=True))
        found.append((re.compile(rf"(?<!\w)(?:{either})(?!\w)"), side))
    return tuple(found)


def opposed(one: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> bool:
    """Whether one says the one thing alone and the other its contrary alone."""
    for number in {n for n, _ in one} & {n for n, _ in other}:
        mine, theirs = ({s for n, s in sides if n == number} for sides in (one, other))
        if mine != theirs:
            return True
    return False


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("vankien.collate").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    for name in ("abbreviations", "synonyms"):
        tables[name] = {fold(k): fold(v) for k, v in tables[name].items()}
    for name in ("fillers", "telling"):
        tables[name] = frozenset(map(fold, tables[name].split()))
    return tables
