"""Vietnamese text: normal form, folding keys and ordinals. Knows nothing of Word."""

import re
import unicodedata
from functools import lru_cache

NOTHING = "\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"  # joiners, directions
_NOTHING, _SPACES = re.compile(rf"[{NOTHING}]"), re.compile(r"[\s\u200b\ufeff]+")
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
    """NFC without what shows nothing; every run of white space (also no-break) one space, ends trimmed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _NOTHING.sub("", text))).strip(" ")


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


def spelling(text: str) -> str:
    """`fold` that keeps capitals: one spelling, of the same length as NFC `text`."""
    folded = fold(text)
    plain = text.translate(_DASHES).replace("\xa0", " ")
    if folded == plain.lower():
        return plain
    return "".join(f.upper() if t != t.lower() else f for t, f in zip(plain, folded, strict=True))


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


# Root order of the CLDR: white space, punctuation, symbols, digits (one weight, then by value), letters.
_WEIGHTS = {
    character: chr(ord('"') + place)
    for place, character in enumerate(" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}
_TONES = {"\u0300": "#", "\u0309": "$", "\u0303": "%", "\u0301": "&", "\u0323": "'"}
_UNITS = re.compile(r"[0-9]+|.", re.DOTALL)


def collation_key(text: str) -> str:
    """A printable key: keys in plain (binary) order are texts in the order of a Vietnamese dictionary.

    Letters a ă â b c d đ e ê … first, then tones (level, huyền, hỏi, ngã, sắc, nặng), then case, small first;
    a space or mark comes before every letter: `&a<ă<â`, `&d<đ`, `&◌̀<<◌̉<<◌̃<<◌́<<◌̣` (CLDR,
    common/collation/vi.xml, over the root order, `alternate` non-ignorable). Two things of our own: numbers
    by value (Thôn 2 before Thôn 10), and hoà and hòa are one word.
    """
    primary, secondary, tertiary = "", "", ""
    placed = spelling(clean(text))
    for unit in _UNITS.findall(placed):
        letter, marks = _parted(unit)
        weight = _weight(letter)
        primary += weight
        secondary += ('"' if weight else "") + marks
        tertiary += ("#" if letter != letter.lower() else '"') if weight else ""
    return f"{primary}!{secondary.rstrip(chr(34))}!{tertiary.rstrip(chr(34))}".rstrip("!")


def name_key(full_name: str) -> str:
    """The key of a person's name: the given name (the last word) first, then the rest from the surname on.

    A name that ends in a number ("Ủy viên 01") stands for a post: it is ordered as it is read.
    """
    words = clean(full_name).lower().split(" ")
    if words[-1].isdecimal():
        return collation_key(" ".join(words))
    return " ".join(collation_key(part) for part in (words[-1], " ".join(words[:-1])) if part)


def _parted(unit: str) -> tuple[str, str]:
    """A character's letter and the weights of its tone and foreign marks: "Ế" → ("Ê", "&")."""
    letter, marks = "", ""
    for part in unicodedata.normalize("NFD", unit):
        known = unicodedata.normalize("NFC", letter + part)
        if part in _TONES:
            marks += _TONES[part]
        elif not unicodedata.combining(part) or known.lower() in _WEIGHTS:
            letter = known
        else:
            marks += part
    return letter, marks


def _weight(letter: str) -> str:
    """The primary weight; a number has its length before its digits; nothing for a stray mark or control."""
    if letter[:1].isdigit() and letter.isascii():
        digits = letter.lstrip("0")
        return _WEIGHTS["0"] + chr(ord('"') + min(len(digits), 90)) + digits
    lowered = letter.lower()
    seen = lowered > "~" and unicodedata.category(lowered[0])[0] != "C"
    return _WEIGHTS.get(lowered, lowered if seen else "")
