"""The tables of words.toml, and words sought as whole words."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from vankien.text import fold


def words(name: str) -> tuple[str, ...]:
    """The folded words of one table."""
    found: tuple[str, ...] = _tables()[name]
    return found


def parts() -> dict[str, tuple[str, ...]]:
    """The folded words by which people name a part, by its id."""
    found: dict[str, tuple[str, ...]] = _tables()["parts"]
    return found


def inside() -> dict[str, tuple[str, ...]]:
    """By a part's id those whose words stand in its name: "nguyên nhân của hạn chế"."""
    found: dict[str, tuple[str, ...]] = _tables()["within"]
    return found


def topics() -> dict[str, tuple[str, ...]]:
    """The folded words by which people name a topic, by its id."""
    found: dict[str, tuple[str, ...]] = _tables()["topics"]
    return found


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("vankien.proposals").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: _folded(entries) for name, entries in tomllib.loads(text).items()}


def _folded(entries: Any) -> Any:
    if isinstance(entries, dict):
        return {name: _folded(inner) for name, inner in entries.items()}
    return tuple(map(fold, entries))


def has(text: str, name: str) -> bool:
    return any(found_in(text, word) >= 0 for word in words(name))


def opens(text: str, name: str) -> bool:
    return any(found_in(text, word) == 0 for word in words(name))


def found_in(text: str, wanted: str) -> int:
    """Where the words stand in the text as whole words, whatever their spelling; -1 where they do not."""
    key, word = fold(text), fold(wanted)
    if word not in key:
        return -1
    hit = _whole(word).search(key)
    return hit.start() if hit else -1


@lru_cache(maxsize=8192)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
