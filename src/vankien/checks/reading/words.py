"""The cues of words.toml, ready to search in folded text."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def cues(table: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a table of words.toml, whole words only, by name."""
    tables = tomllib.loads(files("vankien.checks.reading").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{cue})(?!\w)") for name, cue in tables[table].items()}
