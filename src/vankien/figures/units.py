"""The unit after a number: the closed class of measures and money, scale words, and any count noun."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from vankien.figures.lexicon import Hit, Lexicon, Word
from vankien.text import fold

_NAMED_PLACES = frozenset(
    ("xã", "phường", "thị trấn", "huyện", "quận", "tỉnh", "thành phố", "thôn", "ấp", "trường", "khu")
)
MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9
_MONEY_NAMES = {Decimal(1): "", Decimal(1000): "nghìn ", MILLION: "triệu ", BILLION: "tỷ "}


def table(name: str) -> dict[str, Any]:
    """A data table of this package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as found: canonical name, factor of the scale words, end in characters, next word."""

    name: str | None
    factor: Decimal
    end: int
    next: int
    closed: bool = False  # of the closed class: a number before it is a figure wherever it stands
    money: Decimal | None = None  # the size of the money unit (10**9 for tỷ đồng)
    known: bool = False  # closed, or a noun of the table that no name follows


class _Tables(NamedTuple):
    measures: Lexicon[str]
    money: Lexicon[str]
    scales: Lexicon[Decimal]
    per: Lexicon[str]
    nouns: Lexicon[str]
    stop: frozenset[str]
    together: Lexicon[str]
    kinds: dict[str, tuple[str, frozenset[str]]]  # "hộ nghèo" → "hộ" and what else may stand after "hộ"


@cache
def tables() -> _Tables:
    """The tables of units.toml and nouns.toml as lexicons."""
    units, nouns = table("units.toml"), table("nouns.toml")
    names = {noun: fold(noun) for group in nouns["nouns"].values() for noun in group}
    names |= {kind: fold(kind) for head, kinds in nouns["kinds"].items() for kind in _phrases(head, kinds)}
    names |= {
        "htx": "hợp tác xã",
        "dn": "doanh nghiệp",
        "tht": "tổ hợp tác",
        "thcs": "THCS",
        "cđcs": "công đoàn cơ sở",
    }
    return _Tables(
        Lexicon(units["measures"]),
        Lexicon(units["money"]),
        Lexicon({word: Decimal(n) for word, n in units["scales"].items()}),
        Lexicon(units["per"]),
        Lexicon(names | nouns["short"]),
        frozenset(nouns["not_nouns"]["words"]),
        Lexicon((noun, fold(noun)) for noun in nouns["together"]["words"]),
        {k: (h, frozenset(kinds)) for h, kinds in nouns["kinds"].items() for k in _phrases(h, kinds)},
    )


def _phrases(head: str, kinds: list[str]) -> list[str]:
    return [f"{head} {kind}" for kind in kinds]


def after(line: list[Word], i: int, text: str) -> Unit | None:
    """The unit that begins at word `i` of the line; `text` is the text before folding (capitals matter)."""
    if i >= len(line):
        return None
    factors, j = _scales(line, i)
    unit = _money(line, factors, j) or _measure(line, factors, j) or _noun(line, factors, j, text)
    return _per(line, unit) if unit else None


def _scales(line: list[Word], i: int) -> tuple[list[Decimal], int]:
    factors: list[Decimal] = []
    while i < len(line) and len(factors) < 3 and (hit := tables().scales.at(line, i)):
        factors.append(hit.payload)
        i += hit.length
    return factors, i


def _money(line: list[Word], factors: list[Decimal], j: int) -> Unit | None:
    hit = tables().money.at(line, j) if j < len(line) else None
    if hit and line[j].text == "đ" and j + 1 < len(line) and line[j + 1].text == "/" and not factors:
        nearby = line[j + 2].text if j + 2 < len(line) else ""
        hit = None if nearby in ("c", "v") else hit
    if not hit or (hit.length == 1 and _opens_a_word(line, j)):
        return None
    size, above = (
        (factors[-1], factors[:-1]) if factors and factors[-1] in _MONEY_NAMES else (Decimal(1), factors)
    )
    return Unit(
        _MONEY_NAMES[size] + hit.payload, _product(above), hit.end, j + hit.length, True, size, known=True
    )


def _opens_a_word(line: list[Word], j: int) -> bool:
    """ "đồng chí", "đồng bào": the syllable of money begins another word."""
    following = line[j + 1].text if j + 1 < len(line) else ""
    return line[j].text == "đồng" and following in (
        "chí",
        "bào",
        "ruộng",
        "hồ",
        "cỏ",
        "đội",
        "nghiệp",
        "phục",
        "bộ",
    )


def _measure(line: list[Word], factors: list[Decimal], j: int) -> Unit | None:
    hit = tables().measures.at(line, j) if j < len(line) else None
    noun = tables().nouns.at(line, j) if hit else None
    if hit and not (noun and noun.length > hit.length):
        return Unit(hit.payload, _product(factors), hit.end, j + hit.length, True, known=True)
    return None


def _noun(line: list[Word], factors: list[Decimal], j: int, text: str) -> Unit | None:
    start = _past_brackets(line, j)
    found = _count_noun(line, start, text) if start < len(line) else None
    if found:
        name, end, after_noun = found
        listed = tables().nouns.at(line, start) is not None
        follows = after_noun < len(line) and text[line[after_noun].start].isupper()
        named = follows and name in _NAMED_PLACES  # "khu phố 3 phường Đông Sơn" counts no ward
        return Unit(name, _product(factors), end, after_noun, known=listed and not named)
    if factors:
        return _bare_money(line, factors, j)
    return None


def _bare_money(line: list[Word], factors: list[Decimal], j: int) -> Unit:
    """ "49,7 triệu" without "đồng" is money; "3 nghìn" alone has no unit."""
    end = line[j - 1].end
    if factors[-1] in (MILLION, BILLION):
        name = _MONEY_NAMES[factors[-1]] + "đồng"
        return Unit(name, _product(factors[:-1]), end, j, True, factors[-1], known=True)
    return Unit(None, _product(factors), end, j)


def _past_brackets(line: list[Word], j: int) -> int:
    """ "02 (hai) đồng chí": the number said again in words."""
    said = {"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}
    if j + 2 < len(line) and line[j].text == "(" and line[j + 1].text in said and line[j + 2].text == ")":
        return j + 3
    return j


def _count_noun(line: list[Word], j: int, text: str) -> tuple[str, int, int] | None:
    hit = tables().nouns.at(line, j)
    if hit:
        hit = _of_one_kind(line, j, hit)
        if (both := _together(line, j, hit)) is not None:
            return text[hit.start : line[both - 1].end], line[both - 1].end, both
        collects = hit.payload in ("lượt", "nhóm") and j + 1 < len(line)
        following = tables().nouns.at(line, j + 1) if collects else None
        if following:
            return f"{hit.payload} {following.payload}", following.end, j + 1 + following.length
        return _as_written(hit, line, j, text), hit.end, j + hit.length
    first = line[j]
    if not first.text[0].isalpha() or first.text in tables().stop or len(first.text) < 2:
        return None
    if text[first.start].isupper() and not text[first.start : first.end].isupper():
        return None
    second = line[j + 1] if j + 1 < len(line) else None
    if second is None or not _joins(first, second, text):
        return first.text, first.end, j + 1
    return f"{first.text} {second.text}", second.end, j + 2


def _of_one_kind(line: list[Word], j: int, hit: Hit[str]) -> Hit[str]:
    """ "42 hộ nghèo, cận nghèo" are of two kinds: the unit is the noun alone."""
    head, kinds = tables().kinds.get(hit.payload, ("", frozenset()))
    after = j + hit.length
    if not head or after + 1 >= len(line) or line[after].text not in (",", "và", "-", "/"):
        return hit
    rest = " ".join(w.text for w in line[after + 1 : after + 4])
    if any(rest == kind or rest.startswith(f"{kind} ") for kind in kinds):
        length = len(head.split())
        return Hit(hit.start, line[j + length - 1].end, head, length)
    return hit


def _together(line: list[Word], j: int, hit: Hit[str]) -> int | None:
    """The word after "thôn, bản"; None where one noun stands alone or names or numbers follow."""
    end = j + hit.length
    if tables().together.at(line, j) is None or end + 1 >= len(line) or line[end].text != ",":
        return None
    second = tables().together.at(line, end + 1)
    if second is None or second.payload == hit.payload:
        return None
    end += 1 + second.length
    while end + 1 < len(line) and line[end].text == ",":
        if (third := tables().together.at(line, end + 1)) is None:
            break
        end += 1 + third.length
    more = tables().nouns.at(line, end + 1) if end + 1 < len(line) and line[end].text == "," else None
    return None if more or (end < len(line) and line[end].text.isdigit()) else end


def _as_written(hit: Hit[str], line: list[Word], j: int, text: str) -> str:
    """Canonical, but with the capitals of a name: "15 cơ sở Hội", "3 Trung tâm Phục vụ …"."""
    written = text[hit.start : hit.end]
    after = j + hit.length
    named = (
        after < len(line)
        and text[line[after].start].isupper()
        and not text[line[after].start + 1 :][:1].isupper()
    )
    inside = any(text[w.start].isupper() for w in line[j + 1 : after])
    if written.isupper() or hit.payload != fold(written) or not (inside or (named and written[0].isupper())):
        return hit.payload
    return written


def _joins(first: Word, second: Word, text: str) -> bool:
    return (
        second.text[0].isalpha()
        and second.start - first.end == 1
        and second.text not in tables().stop
        and not text[second.start].isupper()
    )


def _per(line: list[Word], unit: Unit) -> Unit:
    """Adds "/người/năm" after a unit, spaces around the slash allowed."""
    name, end, j = unit.name, unit.end, unit.next
    if name == "%" and j < len(line) and line[j].text == "năm" and _ends_here(line, j + 1):
        return replace(unit, name="%/năm", end=line[j].end, next=j + 1, known=True)  # "tăng 9% năm;"
    while name and j + 1 < len(line) and line[j].text == "/":
        one = line[j + 1].text in ("1", "01", "một") and j + 2 < len(line)
        k = j + 2 if one else j + 1
        hit = tables().per.at(line, k) or tables().nouns.at(line, k)
        if hit is None:
            break
        name, end, j = f"{name}/{hit.payload}", hit.end, j + 1 + one + hit.length
    return unit if j == unit.next else replace(unit, name=name, end=end, next=j)


def _ends_here(line: list[Word], j: int) -> bool:
    return j >= len(line) or line[j].text in (",", ";", ".", ")")


def _product(factors: list[Decimal]) -> Decimal:
    out = Decimal(1)
    for factor in factors:
        out *= factor
    return out
