"""Numbers exactly as Vietnamese offices write them: decimal comma, and the English habit by context."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = re.compile(r"\d{1,3}(?:[ \xa0]\d{3})+(?![\d.,/])|\d+(?:[.,]\d+)*")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_ENGLISH = re.compile(r"\d,\d{3}\.\d|(?<![\d.,/])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,/]*\d)")
_VIETNAMESE = re.compile(r"\d\.\d{3},\d|(?<![\d.,/])\d+,(?:\d{1,2}|\d{4,})(?![\d.,/]*\d)")


def english_habit(text: str) -> bool:
    """Whether the text writes its decimals with a dot (99.3) and never with a comma."""
    return bool(_ENGLISH.search(text)) and not _VIETNAMESE.search(text)


def read(token: str, *, whole: bool = False, english: bool = False) -> Decimal:
    """The value of a number as written. `whole`: what it counts cannot be divided (households, people);
    `english`: the text around it writes decimals with a dot. The first of `readings`."""
    return readings(token, whole=whole, english=english)[0]


def readings(token: str, *, whole: bool = False, english: bool = False) -> tuple[Decimal, ...]:
    """Every value that the number may mean, the likeliest first; two where the text alone cannot decide."""
    token = token.replace(" ", "").replace("\xa0", "")
    signs = [c for c in token if c in ".,"]
    if not signs:
        return (Decimal(token),)
    if len(set(signs)) == 2 or len(signs) > 1:
        return (_decimal(token, signs[-1] if signs.count(signs[-1]) == 1 else None),)
    return _one_sign(token, signs[0], whole, english)


def _one_sign(token: str, sign: str, whole: bool, english: bool) -> tuple[Decimal, ...]:
    fraction, thousands = _decimal(token, sign), _decimal(token, None)
    if not _GROUPS.match(token) or token.startswith("0"):
        return (fraction,)
    if whole:
        return (thousands,)
    if sign == ".":
        return (thousands, fraction) if english else (thousands,)
    if english or token.endswith("00"):
        return thousands, fraction
    return fraction, thousands


def _decimal(token: str, point: str | None) -> Decimal:
    for sign in ".,":
        if sign != point:
            token = token.replace(sign, "")
    return Decimal(token.replace(",", ".") if point else token)
