"""How well a title fits the wordings of a part, and which way in time it looks."""

import re
from collections.abc import Sequence
from functools import lru_cache

from vankien.model import Section
from vankien.outline.words import words
from vankien.packs.model import PartRule
from vankien.text import fold

FITS = 0.64  # from here on a heading is taken for the part's own
_SPAN = re.compile(r"(20\d\d)\s*[-–]\s*(20\d\d)")
_SEGMENT = re.compile(r"[,;:/(]| và | - ")
_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(fold(text)))


@lru_cache(maxsize=8192)
def _core(text: str) -> tuple[str, ...]:
    """The words without those that any title may carry (những, các, một số, công tác, về …)."""
    found = _tokens(text)
    line = f" {' '.join(found)} "
    for phrase in words("noise"):
        line = line.replace(f" {phrase} ", " ")
    return tuple(line.split()) or found


def fit(title: str, rule: PartRule) -> float:
    """How well `title` fits the part, from 0 to 1.

    Equal wording fits best, then a wording inside a longer title, then all its words in any order.
    """
    return max((_fit(title, wording) for wording in (*rule.titles, rule.name)), default=0.0)


@lru_cache(maxsize=65536)
def _fit(title: str, wording: str) -> float:
    if _tokens(title) == _tokens(wording):
        return 1.0
    core, want = _core(title), _core(wording)
    opened = any(part[: len(want)] == want for part in map(_core, _SEGMENT.split(fold(title))))
    if core == want:
        return 0.97
    share = len(want) / max(len(core), 1)
    at = _position(core, want)
    if at is not None:
        return (0.66 if opened or at == 0 else 0.56) + 0.3 * share
    if len(want) > 1 and set(want) <= set(core):
        return 0.52 + 0.36 * share
    return 0.0


def _position(core: Sequence[str], want: Sequence[str]) -> int | None:
    width = len(want)
    return next((i for i in range(len(core) - width + 1) if tuple(core[i : i + width]) == tuple(want)), None)


def leads(title: str, rule: PartRule) -> float:
    """`fit` of a line's leading words: for a line that is no heading only the same wording counts."""
    best = fit(title, rule)
    return best if best >= 0.97 else 0.0


def zones(sections: Sequence[Section]) -> list[str]:
    """Per section "back" (results, weaknesses, lessons), "forward" (objectives, tasks) or "" (unknown).

    The outermost heading that tells decides for what stands below it; a top heading that tells nothing
    goes on with the zone of the one before it, or looks ahead where it names the years that follow.
    """
    found: list[str] = []
    before, until = "", ""
    for section in sections:
        if section.parent is not None:
            found.append(found[section.parent] or _zone(section.title))
            continue
        span = _SPAN.search(section.title)
        follows = span is not None and "" < until <= span[1]
        before = _zone(section.title) or ("forward" if follows else before)
        until = span[2] if span else until
        found.append(before)
    return found


@lru_cache(maxsize=8192)
def _zone(title: str) -> str:
    """By the cue that comes first in the title."""
    key = fold(title)
    places = {zone: [key.find(cue) for cue in words(zone) if cue in key] for zone in ("back", "forward")}
    first = {zone: min(at) for zone, at in places.items() if at}
    return min(first, key=lambda zone: first[zone], default="")


def zone_of(rule: PartRule) -> str:
    """The zone where a part stands: "back", "forward", or "" for anywhere."""
    for zone in ("back", "forward"):
        if rule.id in words(f"{zone}_parts") or rule.within in words(f"{zone}_parts"):
            return zone
    return ""
