"""What a figure states of what, so that two statements can be set beside each other.

One definition serves VK401 (two values in one draft) and the ledger (two documents, two versions).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import blake2b

from vankien.checks.draft import Draft, without_numbers
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.counts import KINDS, counted
from vankien.checks.reading.mentions import names
from vankien.checks.reading.quantities import agree, base
from vankien.checks.reading.scope import category, context, own_words, parts_meant, subject
from vankien.checks.reading.terms import ahead, period
from vankien.model import Figure
from vankien.outline import section_at
from vankien.packs.model import Indicator
from vankien.text import clean, fold

_COMPARED = ("actual", "target")
_STEADY = ("level", "share", "growth")
_WHOLE = (None, "hằng năm")
_MONEY = "đồng"
# One measure with or without them, in whatever order.
_COMMON = re.compile(r"^(?:(?:t[ỷỉ] lệ|tốc độ|tổng|điểm|chỉ số|số|mức)\s+)+|\b(?:được|đã|nhà nước)\b")
_MILLION = Decimal(10**6)


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure as the ledger holds it.

    `moment` is the period as far as it tells two statements apart; `ahead`: it is of the new term; `about`
    is the part of the unit that is meant (empty: all of it); `dimension` the unit that all of its kind turn
    into (money: triệu đồng), by `factor`. `key` names the statement without its value, once in a draft.
    `matter` is equal for two statements that must not differ; empty for one that is compared with none.
    """

    figure: Figure
    sentence: str
    section: str
    moment: str
    ahead: bool
    about: str
    dimension: str
    factor: Decimal
    key: str
    matter: str


def statements(draft: Draft) -> tuple[Statement, ...]:
    """Every figure of a draft, in reading order."""
    keys: set[str] = set()
    return tuple(_statement(draft, figure, keys) for figure in draft.figures)


def _statement(draft: Draft, figure: Figure, keys: set[str]) -> Statement:
    section = section_at(draft.sections, figure.block)
    about = parts_meant(draft, figure)
    sentence = sentence_of(draft, figure)
    dimension, factor = held_in(figure.unit)
    common = matter(draft, figure)
    return Statement(
        figure=figure,
        sentence=sentence,
        section=". ".join(filter(None, (section.path, section.title))) if section else "",
        moment=moment(draft, figure) or "",
        ahead=ahead(draft, figure),
        about="; ".join(about.values()),
        dimension=dimension,
        factor=factor,
        key=_key(draft, figure, tuple(about), sentence, keys),
        matter="" if common is None else _hash(common),
    )


def held_in(unit: str | None) -> tuple[str, Decimal]:
    """As `quantities.base`, with money in million đồng: a national budget in đồng has too many digits."""
    name, factor = base(unit)
    if name is not None and name.split("/")[0] == _MONEY:
        return f"triệu {name}", factor / _MILLION
    return name or "", factor


def sentence_of(draft: Draft, figure: Figure) -> str:
    """The sentence around a figure; in a table its row's labels, its column's head and its cell."""
    block = draft.document.blocks[figure.block]
    if block.cell:
        return context(draft, figure)
    start, end = sentence_around(block.text, figure.start)
    return block.text[start:end]


def matter(draft: Draft, figure: Figure) -> Hashable | None:
    """What two figures must have in common to contradict each other; None for one that is never compared."""
    indicator = draft.indicator(figure.indicator or "")
    if indicator is None:
        what = counted(draft, figure)
        return what and (*what[:3], base(what[3])[0], _sorted(subject(draft, figure) - KINDS))
    if figure.role not in _COMPARED or not _dated(draft, indicator, figure):
        return None
    named = _named(draft, indicator, figure) if indicator.authority.confidence == "J" else ()
    about = _sorted(subject(draft, figure)), category(draft, figure), named
    later = ahead(draft, figure)
    when = moment(draft, figure)
    return indicator.id, figure.role, later, when, _kind(indicator, figure.unit), figure.total, about


def _kind(indicator: Indicator, unit: str | None) -> str | None:
    """The kind of unit; "triệu đồng" of what is said of one hectare is "triệu đồng/ha"."""
    own, usual = base(unit)[0], base(indicator.unit)[0]
    return usual if own and usual and usual.startswith(f"{own}/") else own


def moment(draft: Draft, figure: Figure) -> str | None:
    """The period as far as it tells two figures apart: a target without a year is for the end of the term."""
    said = period(draft, figure)
    indicator = draft.indicator(figure.indicator or "")
    measure = indicator.measure if indicator else None
    if draft.term is None or not ahead(draft, figure):
        return None if said in _WHOLE and measure == "growth" else said
    whole, last = f"{draft.term[0]}-{draft.term[1]}", str(draft.term[1])
    if measure == "growth":
        return None if said in (*_WHOLE, whole, last) else said
    return last if said in (None, whole) and measure in ("level", "share") else said


def disagree(first: Figure, second: Figure) -> bool:
    """Whether no value fits both. Targets "trên 70" and "trên 75" disagree, though a value could fit both."""
    bounds = {">=", ">", "<=", "<"}
    if first.role == "target" and {first.comparator, second.comparator} <= bounds:
        first, second = replace(first, comparator="="), replace(second, comparator="=")
    return not agree(first, second)


def _sorted(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _named(draft: Draft, indicator: Indicator, figure: Figure) -> tuple[str, ...]:
    """By which names; an indicator without a source gathers several measures under one id."""
    found = names(indicator).findall(fold(context(draft, figure)))
    return tuple(sorted({" ".join(sorted(_COMMON.sub("", name).split())) for name in found}))


def _dated(draft: Draft, indicator: Indicator, figure: Figure) -> bool:
    """Counts and sums without a period are of different things more often than not."""
    return indicator.measure in _STEADY or (
        indicator.measure in ("count", "sum") and period(draft, figure) is not None
    )


def _key(draft: Draft, figure: Figure, about: tuple[str, ...], sentence: str, taken: set[str]) -> str:
    """The first name of those from the shortest to the longest that no figure before has."""
    for name in _names_of(draft, figure, about, sentence):
        if (key := _hash(name)) not in taken:
            taken.add(key)
            return key
    raise AssertionError("the numbered names never end")


def _names_of(draft: Draft, figure: Figure, about: tuple[str, ...], sentence: str) -> Iterator[Hashable]:
    """What it is of; then with its words, without the numbers in them; then counted."""
    indicator = draft.indicator(figure.indicator or "")
    plain = (
        indicator is not None and indicator.measure != "structure" and indicator.authority.confidence != "J"
    )
    what = figure.indicator if indicator else (figure.topic, base(figure.unit)[0])
    common = what, figure.role, ahead(draft, figure), moment(draft, figure), figure.total is None, about
    own, words = _wording(own_words(draft, figure)), _wording(sentence)
    if plain:
        yield common
    yield common, own
    yield common, own, words
    number = 1
    while True:
        number += 1
        yield common, own, words, number


def _wording(text: str) -> str:
    """Folded letters alone: "Kết nạp 12 đảng viên," → "kết nạp đảng viên"."""
    return clean(re.sub(r"[\W\d_]+", " ", without_numbers(fold(text))))


def _hash(parts: Hashable) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
