"""The words and units of topics.toml: which topic they name, and which figures a topic can have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vankien.figures.lexicon import Hit, Lexicon, Word
from vankien.figures.quantities import Quantity
from vankien.figures.units import table


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says: the topic it names, and whether it names the subject (strong) or only the scene."""

    topic: str
    strong: bool
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Governed:
    """A figure's topic, the words that gave it, and how: head, tail, unit, carried, weak, heading …"""

    topic: str
    how: str
    cue: Hit[Cue] | None = None


_WORKS = frozenset(("công trình", "dự án", "hạng mục", "ngày công"))
NOTHING = Governed("khac", "nothing")


@cache
def _lexicon() -> Lexicon[Cue]:
    """A phrase listed under two topics belongs to the later, strong over weak."""
    found: dict[str, Cue] = {}
    for strength in ("bare", "weak", "strong"):
        for topic, entry in table("topics.toml").items():
            for phrase in entry.get(strength, ()):
                found[phrase] = Cue(topic, strength == "strong", strength == "bare")
    return Lexicon(found)


@cache
def _units(which: str) -> dict[str, str]:
    return {unit: topic for topic, entry in table("topics.toml").items() for unit in entry.get(which, ())}


@cache
def topics_of_kind(kind: str) -> frozenset[str]:
    """The topics that topics.toml marks as divided, action or subject."""
    return frozenset(topic for topic, entry in table("topics.toml").items() if kind in entry.get("kinds", ()))


@cache
def _limits() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    data = table("topics.toml")
    states = {topic: entry["states"] for topic, entry in data.items() if "states" in entry}
    return states, {topic: frozenset(entry["only"]) for topic, entry in data.items() if "only" in entry}


def find(line: list[Word]) -> list[Hit[Cue]]:
    """The topic words of a line, left to right."""
    return list(_lexicon().find(line))


def owner(unit: str | None) -> str | None:
    """The topic of a unit whatever the words around it say."""
    return _units("owns").get(unit or "")


def of_unit(unit: str | None) -> str | None:
    """The topic of a unit when no words say."""
    return _units("unit").get(unit or "")


def fits(topic: str, q: Quantity) -> bool:
    """Whether a figure of this topic can be such a quantity: a sum of money is no count."""
    unit = q.unit or ""
    money = unit.split("/")[0].endswith(("đồng", "USD"))
    ratio = unit.startswith(("%", "điểm", "lần")) or not unit
    states, only = _limits()
    match states.get(topic):
        case "money":
            counted = unit in _WORKS if topic == "von_dau_tu" else topic == "du_no" and not q.closed
            return ratio or money or counted
        case "ratio":
            return ratio
        case "count":
            return not unit.startswith("%")
        case "members":
            return not money
        case "homes":
            return not money and not unit.startswith(("nhà", "ngôi", "căn"))
        case "land":
            return ratio or (q.closed and not money and unit not in ("km", "m", "m3"))
        case "yield":
            return not money and unit not in ("ha", "m2", "km2")
    return not unit or topic not in only or unit in only[topic]


def of_title(hits: list[Hit[Cue]], q: Quantity) -> Governed:
    """The topic that a row's or column's words give: the first strong words that fit the unit."""
    ordered = sorted(hits, key=lambda h: (not h.payload.strong, h.payload.bare))
    return next((Governed(h.payload.topic, "head", h) for h in ordered if fits(h.payload.topic, q)), NOTHING)
