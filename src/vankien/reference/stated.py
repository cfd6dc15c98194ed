"""What the texts around a value say beyond what was read of it: a word that nobody explained is a question.

Of a value's own texts (its headings, its row, the lines and groups above it) every word must be explained: by
the period, the unit of measure, the role, the unit of the tree, the indicator's own words or a field of work
("Kinh tế", "Văn hóa – xã hội"). Of the texts around the table (title, name of the sheet, notes below) only
words that change what is counted matter: a group of people, a part left out, a sum since some day, a scale.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vankien.figures.times import times
from vankien.packs.model import Indicator
from vankien.reference.model import Value
from vankien.reference.naming import spelled
from vankien.reference.vocabulary import (
    AS_PLANNED,
    CARRIED_OUT,
    CHANGING,
    ESSENTIAL,
    FIELDS,
    MARK,
    NEUTRAL,
    PLANNED,
    REGIONS,
    RESULT,
    SCALE,
    SIGNED,
    TELLING,
)
from vankien.reference.words import key_of, measure_of, periods_of, role_of
from vankien.text import clean, fold

Facts = dict[str, Any]
_BRACKET = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Around:
    """The texts that apply to a value: `own` of its row and column, `over` and `under` of its table."""

    own: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]
    states_role: bool


def unexplained(
    value: Value, around: Around, indicator: Indicator | None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Why this value is asked about, each time with what the sentence needs."""
    if value.measure and value.measure.endswith("đồng") and _other_scale(value, around):
        yield "two_measures", {}
    if value.role == "actual" and not around.states_role and any(map(_plans, around.over)):
        yield "plan_or_result", {}
    if indicator is None:
        return
    for text in around.own:
        if words := _left(text, value, indicator):
            yield "words_over", {"words": words}
    said = " | ".join(fold(clean(t)) for t in (*around.own, *around.over))
    if word := next(
        (w for w in ESSENTIAL if w in fold(indicator.name) and not re.search(rf"\b{w}\b", said)), ""
    ):
        yield "which_indicator", {"name": value.name}
    told = (m[0] for text in (*around.over, *around.under) for m in TELLING.finditer(fold(clean(text))))
    if word := next((w for w in told if w not in fold(indicator.name)), ""):
        yield "words_over", {"words": word}
    if any(_of_another_time(text, value) for text in around.under):
        yield "two_periods", {"title": ""}


def _left(text: str, value: Value, indicator: Indicator) -> str:
    """The words of a text that nothing explains, as one string."""
    if measure_of(text):
        return ""
    key = fold(_BRACKET.sub(lambda m: " " if measure_of(m[1]) else m[0], text))
    for t in sorted(times(key), key=lambda t: -t.start):
        key = key[: t.start] + " " + key[t.end :]
    key = spelled(key_of(REGIONS.sub(" ", key) if value.unit_name else key))
    if value.role == "target":
        key = AS_PLANNED.sub(" ", key)
    if not FIELDS.sub(" ", key).replace("và", "").split():
        return ""
    changing = [m[0] for m in CHANGING.finditer(key) if m[0] not in fold(indicator.name)]
    if changing and not _kept(changing[0], indicator):
        return changing[0]
    measured = set(key_of(value.measure or "").split())
    known = NEUTRAL | _words_of(indicator) | set(key_of(value.unit_name).split()) | measured
    if key.isascii():  # the name of a sheet, typed without marks
        known = frozenset(map(_unmarked, known))
    rest = [w for w in FIELDS.sub(" ", key).split() if w not in known and len(w) > 1 and not w.isdigit()]
    return " ".join(rest)


def _unmarked(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _kept(word: str, indicator: Indicator) -> bool:
    """A word that is part of how the catalogue itself measures: growth is an average of years."""
    return (
        word == "bình quân"
        and indicator.measure in ("growth", "level")
        and "bình quân" in fold(indicator.name)
    )


@lru_cache(maxsize=256)
def _alias_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for name in names for w in (*key_of(name).split(), *spelled(name).split()))


def _words_of(indicator: Indicator) -> frozenset[str]:
    return _alias_words((indicator.name, *indicator.aliases))


def _scales(texts: Iterable[str]) -> set[str]:
    found = {m[1] for text in texts for m in SCALE.finditer(fold(clean(text)))}
    same = {"tr": "triệu", "tỉ": "tỷ", "ngàn": "nghìn"}
    return {same.get(word, word) for word in found}


def _other_scale(value: Value, around: Around) -> bool:
    """Two scales of money stand at or around the value."""
    own = (value.measure or "").split("/")[0].removesuffix("đồng").strip()
    return bool(_scales((*around.own, *around.over, *around.under)) - {own})


def _plans(title: str) -> bool:
    """A title that speaks of plans otherwise than as what was carried out."""
    return bool(PLANNED.search(CARRIED_OUT.sub(" ", fold(clean(title)))))


def _of_another_time(note: str, value: Value) -> bool:
    """A note below the table that dates the numbers otherwise."""
    said = periods_of(note)
    year = re.search(r"(?:19|20)\d\d", value.period or "")
    return any(p != value.period and not (year and re.fullmatch(rf"(?:31/12/)?{year[0]}", p)) for p in said)


def brackets(title: str) -> list[str]:
    """What a title says in brackets: it tells more exactly what is counted."""
    return [m[1] for m in _BRACKET.finditer(clean(title))]


def notes_below(lines: Iterable[str], own: Iterable[str]) -> list[str]:
    """The lines under a table that are about these texts: a note with a mark only where the mark stands."""
    texts = list(own)
    out = []
    for line in lines:
        if SIGNED.match(fold(clean(line))):
            continue
        mark = MARK.match(line)
        if mark is None or any(mark[1] in t for t in texts):
            out.append(line)
    return out


def states_role(texts: Iterable[str]) -> bool:
    """Whether the value's own headings or row say that it is a result or a plan."""
    return any(RESULT.search(fold(clean(t))) or role_of(t) == "target" for t in texts)
