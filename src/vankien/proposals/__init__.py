"""What a sentence of a conclusion asks for, as far as its words say so: proposals that a person confirms.

    >>> from vankien import packs
    >>> rules = packs.load("dang-2019")
    >>> outline = rules.outline("xa-phuong", "political_report")
    >>> [p.kind for p in propose("Phải có chủ đề và phương châm", outline, rules.indicators)]
    ['set_theme', 'set_motto']

What the words do not say stays `free`: what a machine cannot see, it does not claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from vankien.model import Section
from vankien.outline.titles import FITS, fit
from vankien.packs.model import Indicator, Outline, PartRule
from vankien.proposals.words import found_in, has, opens, parts, words
from vankien.text import clean

_SEPARATOR = re.compile(r"[;,]")
_AND = re.compile(r"\svà\s")
_VERBS = ("add", "rewrite", "shorten", "remove", "verify", "task")
_OWN_KIND = {
    "theme": "set_theme",
    "motto": "set_motto",
    "objectives": "set_objectives",
    "key_programmes": "add_programmes",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A request in the words of the sentence. `kind` and targets are those of the contract."""

    text: str
    kind: str = "free"
    indicator: str = ""
    part: str = ""
    section: str = ""  # the heading in the draft, or the part's name in the outline
    topic: str = ""
    owner: Literal["unit", "group", "department"] = "unit"

    @property
    def target(self) -> dict[str, str]:
        """The further keys of the contract that are filled."""
        named = {"indicator": self.indicator, "part": self.part, "section": self.section, "topic": self.topic}
        return {name: value for name, value in named.items() if value}


def pieces(sentence: str) -> list[str]:
    """The sentence in the pieces that its semicolons and commas make; a piece without a verb takes the last.

    "bổ sung tỷ lệ hộ nghèo, tăng thu ngân sách" → "bổ sung tỷ lệ hộ nghèo", "bổ sung tăng thu ngân sách".
    """
    text = clean(sentence).rstrip(" .;")
    if has(text, "verify") or has(text, "group"):  # a list of those who are asked, not of what is asked
        return [text] if text else []
    found: list[str] = []
    verb = ""
    for raw in _cut(text):
        if found and opens(raw, "joins"):
            found[-1] += f", {raw}"
            continue
        own, goes_on = _leading_verb(raw)
        found.append(raw if own or not verb or opens(raw, "own") else f"{verb} {raw}")
        verb = own if goes_on else "" if own else verb
    return found


def propose(
    sentence: str,
    outline: Outline | None,
    indicators: Mapping[str, Indicator],
    sections: Sequence[Section] = (),
) -> list[Proposal]:
    """At least one proposal for each piece of the sentence. `sections` are the draft's own headings."""
    return [p for piece in pieces(sentence) for p in _read(piece, outline, indicators, sections)]


def _read(
    piece: str, outline: Outline | None, indicators: Mapping[str, Indicator], sections: Sequence[Section]
) -> list[Proposal]:
    if has(piece, "verify"):
        return [Proposal(piece, "verify", owner="department")]
    if has(piece, "group"):
        return [Proposal(piece, "task", owner="group")]
    found = [*_parts(piece, outline, sections)] or [*_indicators(piece, indicators)]
    if not found and outline is not None and has(piece, "remove"):
        cues = ((t, cue) for t in outline.foreign_topics for cue in t.cues)
        topic = next((t.id for t, cue in cues if found_in(piece, cue) >= 0), "")
        found = [Proposal(piece, "remove_topic", topic=topic)] if topic else []
    if not found and has(piece, "task"):
        return [Proposal(piece, "task")]
    return found or [Proposal(piece)]


def _parts(piece: str, outline: Outline | None, sections: Sequence[Section]) -> Iterator[Proposal]:
    """The parts that the piece names, each with what is to become of it."""
    verb = next((name for name in ("shorten", "rewrite", "add") if has(piece, name)), "")
    if outline is None or not verb:
        return
    for rule in _named(piece, outline):
        section = heading(rule, sections)
        if verb == "shorten":
            yield Proposal(piece, "shorten", part=rule.id, section=section)
        elif rule.id in _OWN_KIND:
            yield Proposal(piece, _OWN_KIND[rule.id], part=rule.id)
        elif verb == "add" and has(piece, "figures"):
            yield Proposal(piece, "add_figures", part=rule.id, section=section)
        elif verb == "add":
            yield Proposal(piece, "add_part", part=rule.id)
        else:
            yield Proposal(piece, "rewrite_section", part=rule.id, section=section)


def _named(piece: str, outline: Outline) -> list[PartRule]:
    """Parts in the order in which the piece names them, a word of a longer name left out."""
    hits = []
    for part, cues in parts().items():
        rule = outline.part(part)
        at = [(found_in(piece, cue), len(cue)) for cue in cues if found_in(piece, cue) >= 0]
        if rule is not None and at:
            hits.append((min(at)[0], rule))
    return [rule for _at, rule in sorted(hits, key=lambda hit: hit[0])]


def heading(rule: PartRule, sections: Sequence[Section]) -> str:
    """The draft's heading of this part; the part's own name where the draft has none."""
    best = max(sections, key=lambda s: fit(s.title, rule), default=None)
    return best.title if best is not None and fit(best.title, rule) >= FITS else rule.name


def _indicators(piece: str, indicators: Mapping[str, Indicator]) -> Iterator[Proposal]:
    """Indicators named by a wording of the catalogue, the longest first; none lies within another."""
    if not has(piece, "add"):
        return
    wordings = sorted(((a, i.id) for i in indicators.values() for a in i.aliases), key=lambda w: -len(w[0]))
    taken: list[tuple[int, int, str]] = []
    for alias, id in wordings:
        at = found_in(piece, alias)
        end = at + len(alias)
        if at >= 0 and not any(a < end and at < b for a, b, _ in taken):
            taken.append((at, end, id))
    for _at, _end, id in sorted(taken):
        if not any(found_in(piece, word) >= 0 for word in indicators[id].not_words):
            yield Proposal(piece, "add_indicator", indicator=id)


def _cut(text: str) -> Iterator[str]:
    """At semicolons, commas, and "và" before another verb."""
    for clause in _SEPARATOR.split(text):
        at = 0
        for hit in _AND.finditer(clause):
            after = clause[hit.end() :]
            names_a_part = any(found_in(after, cue) == 0 for cues in parts().values() for cue in cues)
            if not names_a_part and any(opens(after, name) for name in _VERBS):
                yield clause[at : hit.start()].strip()
                at = hit.end()
        if clause[at:].strip():
            yield clause[at:].strip()


def _leading_verb(piece: str) -> tuple[str, bool]:
    """The verb that stands first, as it is written, and whether a list may follow it."""
    verbs = [(verb, name) for name in _VERBS for verb in words(name)]
    at = [(found_in(piece, verb), -len(verb), name) for verb, name in verbs if found_in(piece, verb) >= 0]
    first, length, name = min(at, default=(0, 0, ""))
    return piece[first : first - length], name in ("add", "rewrite")
