"""Numbers as Word's lists write them (w:numFmt, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from vankien.text import to_roman

_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_MOST_LETTERS = 780  # thirty times z; a hostile start value would fill the memory with letters
_CHICAGO = "*†‡§"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"


def written(number: int, style: str) -> str:
    """`number` in the style that a `w:numFmt` names; unknown styles count in digits."""
    if style in ("none", "bullet"):
        return ""
    return _STYLES.get(style, str)(number)


def padded(number: int, pattern: str) -> str:
    """A custom format, given by its first numbers: "001, 002, …" → 007."""
    return str(number).zfill(len(pattern.partition(",")[0].strip()))


def _roman(number: int) -> str:
    return to_roman(number) if 0 < number < 4000 else str(number)


def _repeated(number: int, letters: str) -> str:
    """a … z, aa, bb … zz, aaa: Word repeats the letter."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number) if number > 0 else ""
    rounds, place = divmod(number - 1, len(letters))
    return letters[place] * (rounds + 1)


def _letter(number: int) -> str:
    return _repeated(number, "abcdefghijklmnopqrstuvwxyz")


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _cardinal(number: int) -> str:
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return f"{_cardinal(thousands)} thousand" + (f" {_cardinal(rest)}" if rest else "")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return f"{_CARDINALS[hundreds]} hundred" + (f" {_cardinal(rest)}" if rest else "")
    if number < 20:
        return _CARDINALS[max(number, 0)]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_CARDINALS[ones]}" if ones else "")


def _ordinal_words(number: int) -> str:
    words = _cardinal(number)
    head, last = words[: -len(words.replace("-", " ").split()[-1])], words.replace("-", " ").split()[-1]
    return head + _ORDINALS.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")


def vietnamese(number: int) -> str:
    """21 → "hai mươi mốt"; digits from 100 on."""
    if number <= 10:
        return _ONES[max(number, 0)]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    if not ones:
        return head
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _ONES[ones])
    return f"{head} {last}"


def _enclosed(first: int, count: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
    "ordinal": _ordinal,
    "cardinalText": lambda n: _cardinal(n).capitalize(),
    "ordinalText": lambda n: _ordinal_words(n).capitalize(),
    "hex": lambda n: f"{n:X}",
    "chicago": lambda n: _repeated(n, _CHICAGO),
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "russianLower": lambda n: _repeated(n, _RUSSIAN),
    "russianUpper": lambda n: _repeated(n, _RUSSIAN).upper(),
    "vietnameseCounting": vietnamese,
}
