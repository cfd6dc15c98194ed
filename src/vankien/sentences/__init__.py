"""The sentences that people read: findings, file errors, words of the command line. Data in vi/ and en/."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("vi", "en")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@cache
def catalogue(language: str) -> dict[str, Any]:
    """Every table of <language>/*.toml in one dictionary. FileNotFoundError for an unknown language."""
    tables: dict[str, Any] = {}
    folder = resources.files("vankien.sentences").joinpath(language)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        tables |= tomllib.loads(file.read_text(encoding="utf-8"))
    return tables


def sentence(table: str, key: str, language: str = "vi", /, **params: Any) -> str:
    """The sentence `key` of `table`, its {placeholders} filled from `params`.

    Of a workbook that cannot be used "<key>_workbook" is said where it is there: it is not mended in Word.
    """
    said = catalogue(language)[table]
    if table == "file" and str(params.get("file", "")).lower().endswith(_WORKBOOKS):
        key = f"{key}_workbook" if f"{key}_workbook" in said else key
    return str(said[key]).format_map(params)
