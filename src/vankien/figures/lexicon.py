"""Phrases found in running text, longest first: one pass over the words, whatever the size of the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from vankien.text import fold

T = TypeVar("T")
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_SPELT = {"tỉ": "tỷ"}  # two spellings of one word


class Word(NamedTuple):
    """A word or sign of the folded text and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase of the lexicon as found: [start, end) in characters, its payload, its length in words."""

    start: int
    end: int
    payload: T
    length: int


def words(key: str) -> list[Word]:
    """The words and signs of a folded text."""
    return [Word(_SPELT.get(m[0], m[0]), *m.span()) for m in _WORD.finditer(key)]


class Lexicon(Generic[T]):
    """Folded phrases with a payload each."""

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        items = phrases.items() if isinstance(phrases, Mapping) else phrases
        # By the first word and the second, "" where there is none; the longest first.
        self._entries: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        for phrase, payload in items:
            parts = tuple(w.text for w in words(fold(phrase)))
            by_second = self._entries.setdefault(parts[0], {})
            by_second.setdefault(parts[1] if len(parts) > 1 else "", []).append((parts, payload))
        for by_second in self._entries.values():
            for entries in by_second.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, line: list[Word], i: int) -> Hit[T] | None:
        """The longest phrase that begins at word `i`."""
        by_second = self._entries.get(line[i].text)
        if by_second is None:
            return None
        if i + 1 < len(line):
            for parts, payload in by_second.get(line[i + 1].text, ()):
                n = len(parts)
                if i + n <= len(line) and all(line[i + k].text == parts[k] for k in range(2, n)):
                    return Hit(line[i].start, line[i + n - 1].end, payload, n)
        for _, payload in by_second.get("", ()):
            return Hit(line[i].start, line[i].end, payload, 1)
        return None

    def find(self, line: list[Word]) -> Iterator[Hit[T]]:
        """Every phrase of the line, left to right, none inside another."""
        past = 0
        for i, word in enumerate(line):
            if i >= past and word.text in self._entries:
                hit = self.at(line, i)
                if hit and not self._gives_way(line, i, hit.length):
                    past = i + hit.length
                    yield hit

    def _gives_way(self, line: list[Word], i: int, length: int) -> bool:
        """ "doanh thu thương mại" in "doanh thu thương mại điện tử": one as long begins inside it."""
        inside = ((j, self.at(line, j)) for j in range(i + 1, i + length) if line[j].text in self._entries)
        return any(hit and hit.length >= length and j + hit.length > i + length for j, hit in inside)
