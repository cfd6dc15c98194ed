"""How long a line of Times New Roman bold is, near enough to draw a rule below it."""

from __future__ import annotations

import unicodedata

_EM = {  # thousandths of the size, from the font's own table of advances
    " ": 250, "-": 333, ",": 250, ".": 250,
    "A": 722, "B": 667, "C": 722, "D": 722, "E": 667, "F": 611, "G": 778, "H": 778, "I": 389, "J": 500, "K": 778,
    "L": 667, "M": 944, "N": 722, "O": 778, "P": 611, "Q": 778, "R": 722, "S": 556, "T": 667, "U": 722, "V": 722,
    "W": 1000, "X": 722, "Y": 722, "Z": 667,
    "c": 444, "e": 444, "f": 333, "i": 278, "j": 333, "k": 556, "l": 278, "m": 833, "n": 556, "p": 556, "r": 444,
    "s": 389, "t": 333, "u": 556, "h": 556, "d": 556, "b": 556, "q": 556, "w": 722, "z": 444,
}  # fmt: skip
_POINT = 25.4 / 72


def text_width(text: str, size: float) -> float:
    """Millimetres."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = (c for c in plain if not unicodedata.combining(c))
    return sum(_EM.get(c, 500) for c in letters) / 1000 * size * _POINT
