"""Number formats as far as they change what a number says: percent, decimals shown, dates, words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from vankien.word.books.grid import Cell

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
_WORDS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)  # what a spreadsheet keeps of what a person typed
_SIGNS = "()-+ $€₫.,:/"


@dataclass(frozen=True, slots=True)
class Format:
    """`scale`: how many thousands are left out; `words`: text that the format adds to the number."""

    percent: bool = False
    places: int | None = None
    grouped: bool = False
    day: bool = False
    words: str = ""
    scale: int = 0
    mask: str = ""
    coding: str | None = None  # of the text, where the font is one of an old code


PLAIN = Format()


def built_in(number: int) -> str:
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=4096)
def read_format(code: str) -> Format:
    """The first section of a format code. "General" and unknown ones are PLAIN."""
    if not code or code.lower() in ("general", "@", "standard"):
        return PLAIN
    section = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[0]
    words = "".join(m[1] or m[2] or "" for m in _WORDS.finditer(section)).strip(_SIGNS)
    bare = _WORDS.sub("", section)
    if bare.strip().lower() == "general":
        return Format(words=words)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare):
        return Format(day=True, mask=bare.lower())
    digits = re.search(r"[0#?][0#?,.]*", bare)
    if digits is None:
        return Format(words=words, percent="%" in bare)
    token = digits[0]
    scale = len(token) - len(token.rstrip(","))
    places = len(token.rstrip(",").partition(".")[2])
    if "E" in bare or "/" in bare:
        return Format(words=words)
    return Format("%" in bare, places, "," in token.rstrip(","), words=words, scale=scale)


def typed(text: str) -> Decimal | None:
    """The digits that a person typed: fifteen, without the tail that binary fractions grow."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    value = value.normalize(_FIFTEEN)
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and 0 < exponent < 16 else value


def number_cell(raw: Decimal, look: Format, base: date) -> Cell:
    """The cell of a number that is shown in this format. `base`: the day 0 of the workbook."""
    if look.day:
        return _day_cell(raw, look, base)
    said = raw * 100 if look.percent else raw
    said = plain(said)
    shown = in_words(rounded(said, look.places), grouped=look.grouped)
    tail = "%" if look.percent else ""
    odd = bool(look.scale)
    if look.scale:
        shown = in_words(rounded(said.scaleb(-3 * look.scale), look.places), grouped=look.grouped)
    text = f"{shown}{tail}" + (f" {look.words}" if look.words else "")
    return Cell("number", text, said, raw, look.percent, look.places, odd=odd or bool(look.words))


def _day_cell(raw: Decimal, look: Format, base: date) -> Cell:
    try:
        day = base + timedelta(days=int(raw))
    except (OverflowError, ValueError):
        return Cell("number", in_words(raw), raw, raw)
    mask = look.mask
    if "d" in mask:
        text = f"{day:%d/%m/%Y}" if "y" in mask else f"{day:%d/%m}"
    elif "y" in mask:
        text = f"{day:%m/%Y}" if "m" in mask else f"{day:%Y}"
    else:
        text = f"{day:%d/%m/%Y}"
    return Cell("day", text, day=day)


def rounded(value: Decimal, places: int | None) -> Decimal:
    """As a spreadsheet shows it: halves away from zero."""
    if places is None:
        return value
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=40))


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    short = value.normalize(Context(prec=40))
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def in_words(value: Decimal, *, grouped: bool = False) -> str:
    """1234.5 → "1234,5", grouped "1.234,5"."""
    return f"{value:{',' if grouped else ''}f}".translate(str.maketrans(",.", ".,"))
