"""The cues of words.toml, ready to search in folded text."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from vankien.text import fold

_GAP = r" (?:[^\s.;:]+ ){0,9}?"


@cache
def cues(table: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a table of words.toml, whole words only, by name."""
    tables = tomllib.loads(files("vankien.checks.reading").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{cue})(?!\w)") for name, cue in tables[table].items()}


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of folded text for any of these phrases, the longest first, whole words only.

    "…" in a phrase stands for up to nine words: "tham mưu … Tỉnh ủy".
    """
    folded = sorted(map(fold, words), key=len, reverse=True)
    phrases = (re.escape(w).replace(re.escape(" … "), _GAP).replace(re.escape(" ... "), _GAP) for w in folded)
    return re.compile("|".join(rf"(?<!\w){phrase}(?!\w)" for phrase in phrases) or r"(?!)")
