"""What number a cell says: every reading, the likeliest first; never one where two remain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vankien.figures import numerals
from vankien.model import Comparator
from vankien.reference.words import measure_of
from vankien.text import clean, fold
from vankien.word.books.formats import plain, rounded
from vankien.word.books.grid import Cell

PLACES = 6  # what the ledger holds
_NUMBER = re.compile(
    r"^(?P<sign>≥|≤|>=|<=|>|<|~|≈|trên|hơn|dưới|gần|khoảng|ít nhất|tối thiểu|tối đa|không quá|đạt|"
    r"ước|ước đạt)?\s*"
    r""
    r"(?P<open>\()?\s*(?P<minus>[-–−+])?\s*(?P<digits>\d[\d., ]*?)\s*(?P<close>\))?\s*"
    r"(?P<rest>[^\d()]{0,30})$"
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", ">": ">", "trên": ">=", "hơn": ">=", "ít nhất": ">=", "tối thiểu": ">=",
    "≤": "<=", "<=": "<=", "<": "<", "dưới": "<=", "tối đa": "<=", "không quá": "<=",
    "~": "~", "≈": "~", "gần": "~", "khoảng": "~",
}  # fmt: skip
_MORE = {"trở lên": ">=", "trở xuống": "<="}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*|\d{1,3}(?: \d{3})+(?:,\d+)?")
_EMPTY = re.compile(r"^[\W_]*$|^(?:x|o|k|không|chưa có|n/?a|đạt|chưa đạt|có|ko|\.\.\.)$")


@dataclass(frozen=True, slots=True)
class Number:
    """`values`: the readings. `why`: the reason of a doubt (sentences [reference]), or ""."""

    values: tuple[Decimal, ...] = ()
    measure: str | None = None
    comparator: Comparator = "="
    why: str = ""
    whole: bool = False  # written without decimals


def is_empty(text: str) -> bool:
    """ "-", "…", "x", "đạt": a cell where a number could stand and none does."""
    return bool(_EMPTY.match(fold(clean(text))))


def has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def number_of(cell: Cell, *, habit: str = "", whole: bool = False) -> Number | None:
    """None where the cell says no number. `habit`: "vi", "en" or "" as the sheet's other texts write theirs;
    `whole`: what it counts cannot be divided."""
    if cell.kind == "number" and cell.number is not None:
        return _held(cell, whole=whole)
    if cell.kind == "day":
        return Number(why="is_a_day")
    if cell.kind != "text" or not has_digit(cell.text):
        return None
    return _written(clean(cell.text), habit, whole)


def _held(cell: Cell, *, whole: bool) -> Number:
    assert cell.number is not None  # noqa: S101 - only numbers come here
    value = cell.number
    measure = "%" if cell.percent else None
    shown = plain(rounded(value, cell.places))
    if cell.odd:
        return Number((value,), measure, why="shown_otherwise")
    if cell.percent and abs(value) > 300:
        return Number((value, plain(value / 100)), measure, why="percent_or_hundred")
    if decimals(value) > PLACES:
        if cell.places is not None and cell.places <= PLACES:
            return _whole_or_thousand(shown, measure, whole)
        return Number(
            (plain(rounded(value, 2)), plain(rounded(value, PLACES))), measure, why="too_many_digits"
        )
    return _whole_or_thousand(value, measure, whole)


def _whole_or_thousand(value: Decimal, measure: str | None, whole: bool) -> Number:
    """A typed 1.234 households became 1234 thousandths where Excel writes decimals with a dot."""
    if whole and value != value.to_integral_value():
        return Number((value, plain(value * 1000)), measure, why="part_of_a_whole")
    return Number((value,), measure, whole=value == value.to_integral_value())


def _written(text: str, habit: str, whole: bool) -> Number:
    key = fold(text).replace("\u2212", "-")
    match = _NUMBER.match(key)
    digits = clean(match["digits"]) if match else ""
    if match is None or not _DIGITS.fullmatch(digits):
        return Number(why="not_one_number")
    rest = (match["rest"] or "").strip(" .")
    sign: Comparator = _SIGNS.get(match["sign"] or "", "=")
    for word, meant in _MORE.items():
        if rest.endswith(word):
            rest, sign = rest.removesuffix(word).strip(), ">=" if meant == ">=" else "<="
    measure, factor = _measure(rest)
    if rest and measure is None:
        return Number(why="not_one_number")
    brackets = bool(match["open"])
    if brackets != bool(match["close"]):
        return Number(why="not_one_number")
    whole = whole or bool(measure and measure[0].isalpha() and not _divisible(measure))
    values, why = readings(digits, habit, whole=whole)
    minus = match["minus"] in ("-", "–", "−") or brackets
    values = tuple(plain((-v if minus else v) * factor) for v in values)
    why = why or ("only_a_bound" if sign != "=" else "")
    if any(decimals(v) > PLACES for v in values):
        why = why or "too_many_digits"
    if whole and any(v != v.to_integral_value() for v in values[:1]):
        why = why or "part_of_a_whole"
    return Number(values, measure, sign, why, whole=all(v == v.to_integral_value() for v in values))


def readings(token: str, habit: str, *, whole: bool) -> tuple[tuple[Decimal, ...], str]:
    """The values that digits with points may mean, and why there are two."""
    signs = [c for c in token if c in ".,"]
    found = numerals.readings(token, whole=whole)
    thousands, fraction = _apart(token)
    if len(signs) != 1 or thousands is None or fraction is None:
        return found[:1], ""
    if whole and habit != "mixed":
        return (thousands,), ""
    vietnamese = signs[0] == "."
    if habit == ("vi" if vietnamese else "en"):
        return (thousands,), ""
    if habit == ("en" if vietnamese else "vi"):
        return (fraction, thousands), "thousand_or_decimal"
    return (thousands, fraction) if vietnamese else (fraction, thousands), "thousand_or_decimal"


def _apart(token: str) -> tuple[Decimal | None, Decimal | None]:
    """1.234 as 1234 and as 1.234; None where only one reading is possible."""
    if not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", token):
        return None, None
    return Decimal(re.sub(r"[.,]", "", token)), Decimal(token.replace(",", "."))


def habit_of(texts: list[str]) -> str:
    """How these cells write decimals: "vi" with a comma, "en" with a dot, "mixed", or ""."""
    joined = "\n".join(texts)
    vietnamese = bool(
        re.search(
            r"(?<![\d.,])\d+(?:\.\d{3})+,\d|(?<![\d.,])\d+,(?:\d{1,2}|\d{4,})(?![\d.,])|\d\.\d{3}\.\d{3}",
            joined,
        )
    )
    english = bool(
        re.search(
            r"(?<![\d.,])\d+(?:,\d{3})+\.\d|(?<![\d.,/])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,/])|\d,\d{3},\d{3}",
            joined,
        )
    )
    if vietnamese and english:
        return "mixed"
    return "vi" if vietnamese else ("en" if english else "")


def _measure(rest: str) -> tuple[str | None, Decimal]:
    if not rest:
        return None, Decimal(1)
    found = measure_of(rest)
    return (found.name, Decimal(1)) if found else (None, Decimal(1))


_DIVISIBLE = (
    "đồng",
    "tấn",
    "tạ",
    "kg",
    "ha",
    "m2",
    "m3",
    "km",
    "km2",
    "m",
    "lít",
    "kWh",
    "điểm",
    "lần",
    "USD",
    "EUR",
)


def _divisible(measure: str) -> bool:
    first = measure.split("/")[0]
    return (
        first.startswith(("%", "‰"))
        or first.split(" ")[-1] in _DIVISIBLE
        or "/" in measure
        or (" " in first and first.split(" ")[0] in ("nghìn", "triệu", "tỷ"))
    )


def divisible(measure: str) -> bool:
    """Whether a count in this unit may have decimals."""
    return _divisible(measure)


def decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
