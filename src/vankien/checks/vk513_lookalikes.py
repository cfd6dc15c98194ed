"""Letters of another script inside Vietnamese words: Cyrillic "а", Greek "ο", full-width "Ａ", Icelandic "Ð".

A word wholly of another script (a Russian name, α) is left alone, unless all its letters have a Latin double
and nothing else in the draft is of that script.
Authority: TCVN 6909:2001.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from vankien.checks.draft import Draft
from vankien.model import Finding, Place

CODE = "VK513"
_MOST = 10  # words told one by one
_WORD = re.compile(r"[^\W\d_]+")


def check(draft: Draft) -> Iterator[Finding]:
    found: dict[str, list[Place]] = {}
    foreign = _genuine_scripts(draft)
    for block in draft.document.blocks:
        if block.text.isascii():
            continue
        for match in _WORD.finditer(block.text):
            if _mixed(match[0], foreign):
                place = draft.place(block.index, match.start(), match.end())
                found.setdefault(match[0], []).append(place)
    for word, places in list(found.items())[:_MOST]:
        doubles = [c for c in word if _double(c)]
        params = {
            "found": word,
            "letters": [f"{c} (U+{ord(c):04X})" for c in dict.fromkeys(doubles)],
            "expected": "".join(_double(c) or c for c in word),
            "count": len(places),
        }
        yield Finding(CODE, params, places[0])


def _mixed(word: str, foreign: frozenset[str]) -> bool:
    doubles = [c for c in word if _double(c)]
    if not doubles:
        return False
    if len(doubles) < len(word):
        others = {script(c) for c in word if not _double(c)}
        return "LATIN" in others and not others - {"LATIN"}
    scripts = {script(c) for c in doubles}
    if "GREEK" in scripts and len(word) == 1:
        return False
    return not scripts & foreign


def _genuine_scripts(draft: Draft) -> frozenset[str]:
    """Scripts of which the draft has letters without a Latin double: their words are meant."""
    return frozenset(
        script(c)
        for block in draft.document.blocks
        if not block.text.isascii()
        for c in block.text
        if c.isalpha() and not _double(c) and script(c) not in ("LATIN", "")
    )


@cache
def script(letter: str) -> str:
    """ "LATIN", "CYRILLIC", "GREEK", "FULLWIDTH" …: the first word of the letter's Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]


@cache
def _double(letter: str) -> str | None:
    """The Vietnamese letter that a foreign one looks like; None for a letter that is itself."""
    if script(letter) == "FULLWIDTH":
        return unicodedata.normalize("NFKC", letter)
    apart = unicodedata.normalize("NFD", letter)
    for key in (letter, apart[0]):
        if twin := _doubles().get(key) or (script(key) != "GREEK" and _doubles().get(key.lower())):
            shown = twin.upper() if letter.isupper() else twin
            return unicodedata.normalize("NFC", shown + ("" if key == letter else apart[1:]))
    return None


@cache
def _doubles() -> dict[str, str]:
    tables = tomllib.loads(files("vankien.checks").joinpath("lookalikes.toml").read_text(encoding="utf-8"))
    return {letter: twin for table in tables.values() for letter, twin in table.items()}
