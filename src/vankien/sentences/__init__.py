"""The sentences that people read: findings, file errors, words of the command line. Data in vi/ and en/."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("vi", "en")


@cache
def catalogue(language: str) -> dict[str, Any]:
    """Every table of <language>/*.toml in one dictionary. FileNotFoundError for an unknown language."""
    tables: dict[str, Any] = {}
    folder = resources.files("vankien.sentences").joinpath(language)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        tables |= tomllib.loads(file.read_text(encoding="utf-8"))
    return tables


def sentence(table: str, key: str, language: str = "vi", /, **params: Any) -> str:
    """The sentence `key` of `table`, its {placeholders} filled from `params`."""
    return str(catalogue(language)[table][key]).format_map(params)
