"""Writes Unicode text in the codes that old fonts hold, as (font, stored characters) runs."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources


@cache
def _codes(name: str) -> dict[str, str]:
    table = tomllib.loads(
        resources.files("vankien.word").joinpath("legacy.toml").read_text(encoding="utf-8")
    )[name]
    return {twin: chr(int(code, 16)) for code, twin in table.items()}


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` cut into runs of one font each. A .Vn* font has capitals with tones only in its ...H sister."""
    if not font.startswith((".Vn", "VNI-")):
        return [(font, text)]
    store = _vni if font.startswith("VNI-") else _tcvn3
    pieces: list[tuple[str, str]] = []
    for letter in unicodedata.normalize("NFC", text):
        used, stored = store(letter, font)
        if pieces and pieces[-1][0] == used:
            pieces[-1] = (used, pieces[-1][1] + stored)
        else:
            pieces.append((used, stored))
    return pieces


def _tcvn3(letter: str, font: str) -> tuple[str, str]:
    codes = _codes("tcvn3")
    if letter.isascii() or letter in codes:
        return font, codes.get(letter, letter)
    if letter.lower() in codes:
        return font + "H", codes[letter.lower()]
    return "Times New Roman", letter


def _vni(letter: str, font: str) -> tuple[str, str]:
    codes = _codes("vni")
    if letter in codes and len(letter) == 1:
        return font, codes[letter]
    base, marks = _split(letter)
    if not marks:
        return (font if letter.isascii() else "Times New Roman"), letter
    mark = codes[marks]
    shown = mark.upper() if base.isupper() else mark.lower()
    return font, codes.get(base, base) + shown


def _split(letter: str) -> tuple[str, str]:
    """The letter as VNI holds it: ơ and ư are letters of their own, â ê ô ă are marks on a, e, o."""
    decomposed = unicodedata.normalize("NFD", letter)
    horn = "\u031b"
    base = unicodedata.normalize("NFC", decomposed[0] + horn) if horn in decomposed else decomposed[0]
    marks = [mark for mark in decomposed[1:] if mark != horn]
    return base, "".join(sorted(marks, key=lambda mark: mark not in "\u0302\u0306"))
