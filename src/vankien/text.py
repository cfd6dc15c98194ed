"""Vietnamese text: normal form, folding keys and ordinals. Knows nothing of Word."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‘’‚′`´", "'")
)
_OLD_OA, _NEW_A, _NEW_E = "òóỏõọ", "àáảãạ", "èéẻẽẹ"
_OLD_U, _NEW_Y = "ùúủũụ", "ỳýỷỹỵ"
_NEW_TONE = re.compile(
    rf"o([{_NEW_A}{_NEW_E}])(?![a-zà-ỹđ])|(?<!q)u([{_NEW_Y}])(?![a-zà-ỹđ])|(?<=q)([{_OLD_U}])y"
)
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


def clean(text: str) -> str:
    """NFC, every run of white space (no-break space included) one space, ends trimmed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key by which two spellings of one text are equal, of the same length as NFC `text`.

    Lower case, one tone placement (hoà → hòa, uỷ → ủy), one dash, one kind of quotes. Diacritics stay.
    Because the length is kept, an offset in the key is an offset in the text.
    """
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text) if "İ" in text else text.lower()
    return _NEW_TONE.sub(_old_tone, lowered.translate(_DASHES).replace("\xa0", " "))


def _old_tone(match: re.Match[str]) -> str:
    a_or_e, y, after_q = match.groups()
    if after_q:
        return "u" + _NEW_Y[_OLD_U.index(after_q)]
    if y:
        return _OLD_U[_NEW_Y.index(y)] + "y"
    if a_or_e in _NEW_A:
        return _OLD_OA[_NEW_A.index(a_or_e)] + "a"
    return _OLD_OA[_NEW_E.index(a_or_e)] + "e"


def bare(text: str) -> str:
    """`fold` without diacritics, đ as d: the key of search without accents."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def to_roman(number: int) -> str:
    """4 → "IV". Raises ValueError outside 1–3999."""
    if not 0 < number < 4000:
        raise ValueError(f"no Roman numeral for {number}")
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def from_roman(numeral: str) -> int | None:
    """ "IV" → 4; None when `numeral` is not a well-formed Roman numeral in capitals."""
    total, rest = 0, numeral
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total if total and not rest and total < 4000 and to_roman(total) == numeral else None


def from_ordinal(words: str) -> int | None:
    """ "nhất" → 1, "mười hai" → 12, "hai mươi lăm" → 25; None when it is no ordinal from 1 to 99."""
    parts = fold(words).split()
    if len(parts) == 1:
        return _ORDINALS.get(parts[0])
    if not 2 <= len(parts) <= 3:
        return None
    unit = {"mốt": 1, "lăm": 5, "nhăm": 5}.get(parts[-1], _ORDINALS.get(parts[-1]))
    if parts[0] == "mười":
        return 10 + unit if len(parts) == 2 and unit and unit < 10 else None
    tens = _ORDINALS.get(parts[0])
    if tens is None or not 2 <= tens <= 9 or parts[1] not in ("mươi", "mưoi"):
        return None
    return (
        tens * 10 + (unit or 0)
        if len(parts) == 3 and unit and unit < 10
        else (tens * 10 if len(parts) == 2 else None)
    )
