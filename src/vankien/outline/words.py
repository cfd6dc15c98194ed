"""The tables of words.toml, read once."""

import tomllib
from functools import cache
from importlib import resources

from vankien.text import fold


@cache
def words(table: str) -> tuple[str, ...]:
    """The folded words of one table."""
    return _tables()[table]


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    text = resources.files("vankien.outline").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: tuple(map(fold, entries)) for name, entries in tomllib.loads(text).items()}


def opens(text: str, table: str) -> bool:
    """Whether `text` begins with a word of the table (a whole word, or what the table's entry ends with)."""
    key = fold(text)
    return any(
        key.startswith(word) and (not word[-1].isalpha() or not key[len(word) : len(word) + 1].isalpha())
        for word in words(table)
    )


def is_one(text: str, table: str) -> bool:
    """Whether `text`, its closing punctuation aside, is an entry of the table."""
    return fold(text).strip(' .:;-"') in words(table)
