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
from vankien.proposals.pieces import asks_departments, pieces
from vankien.proposals.words import found_in, has, inside, opens, parts, topics, words
from vankien.text import fold

__all__ = ["Proposal", "heading", "pieces", "propose"]

_OWN_KIND = {
    "theme": "set_theme",
    "motto": "set_motto",
    "objectives": "set_objectives",
    "key_programmes": "add_programmes",
}
_SLOGANS = ("theme", "motto")
_NEAR = 20  # characters between "xây dựng" and what is to be made
_VALUE = re.compile(
    r"\b(?:là|thành|bằng)\s+([\d.,]*\d)\s*(%|(?:nghìn |triệu |tỷ )?đồng|tấn|ha|người|hộ|đảng viên)?"
)
_YEAR = re.compile(r"\bnăm (20\d\d)\b")
_OPENING = re.compile(r"^(?:(?:về|công tác|lĩnh vực|tình hình|kết quả) )+")
_WHOLE = ("báo cáo", "dự thảo", "văn bản", "toàn văn")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A request in the words of the sentence. `kind` and targets are those of the contract."""

    text: str
    kind: str = "free"
    indicator: str = ""
    part: str = ""
    section: str = ""  # the heading in the draft, or the part's name in the outline
    topic: str = ""
    value: str = ""
    unit: str = ""
    period: str = ""
    owner: Literal["unit", "group", "department"] = "unit"

    @property
    def target(self) -> dict[str, str]:
        """The further keys of the contract that are filled."""
        names = ("indicator", "part", "section", "topic", "value", "unit", "period")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def propose(
    sentence: str,
    outline: Outline | None,
    indicators: Mapping[str, Indicator],
    sections: Sequence[Section] = (),
) -> list[Proposal]:
    """At least one proposal for each piece of the sentence. `sections` are the draft's own headings."""
    names = [alias for i in indicators.values() for alias in i.aliases]
    names += [section.title for section in sections if "," in section.title]
    cut = pieces(sentence, [*names, *(cue for cues in topics().values() for cue in cues)])
    found = [p for piece in cut for p in _read(piece, outline, indicators, sections)]
    asked = [p for p in found if p.kind != "free" or not opens(p.text, "praise")]
    return asked or found


def _read(
    piece: str, outline: Outline | None, indicators: Mapping[str, Indicator], sections: Sequence[Section]
) -> list[Proposal]:
    if has(piece, "verify") or asks_departments(piece):
        return [Proposal(piece, "verify", owner="department")]
    if has(piece, "group"):
        return [Proposal(piece, "task", owner="group")]
    if has(piece, "not_asked"):
        return [Proposal(piece)]
    if _removes(piece):
        return [*_topics(piece, outline, indicators)] or [Proposal(piece)]
    figures = [*_indicators(piece, indicators)]
    named = [p for p in _parts(piece, outline, sections) if not figures or _is_own(p)]
    found = sorted([*named, *figures], key=lambda p: _position(piece, p, indicators))
    found = found or [*_of_heading(piece, sections)]
    if found:
        return found
    if has(piece, "shorten") and any(found_in(piece, word) >= 0 for word in _WHOLE):
        return [Proposal(piece, "shorten")]
    return [Proposal(piece, "task")] if has(piece, "task") else [Proposal(piece)]


def _removes(piece: str) -> bool:
    """Whether the piece asks to leave out, before it asks for anything else."""
    first = {name: _first(piece, name) for name in ("remove", "add", "rewrite")}
    return first["remove"] >= 0 and all(at < 0 or first["remove"] <= at for at in first.values())


def _first(piece: str, name: str) -> int:
    return min((at for word in words(name) if (at := found_in(piece, word)) >= 0), default=-1)


def _is_own(proposal: Proposal) -> bool:
    return proposal.part in _OWN_KIND and proposal.part != "objectives"


def _position(piece: str, proposal: Proposal, indicators: Mapping[str, Indicator]) -> int:
    """Where the piece names what the proposal is about."""
    cues = parts().get(proposal.part, ()) or indicators[proposal.indicator].aliases
    return min((at for cue in cues if (at := found_in(piece, cue)) >= 0), default=len(piece))


def _parts(piece: str, outline: Outline | None, sections: Sequence[Section]) -> Iterator[Proposal]:
    """The parts that the piece names, each with what is to become of it."""
    if outline is None:
        return
    for at, rule in _named(piece, outline):
        verb = _verb(piece, at)
        section = heading(rule, sections)
        if not verb:
            continue
        if rule.id in _SLOGANS or (rule.id in _OWN_KIND and verb != "shorten"):
            yield Proposal(piece, _OWN_KIND[rule.id], part=rule.id)
        elif kind := _of_section(piece, verb):
            yield Proposal(piece, kind, part=rule.id, section=section)
        else:
            yield Proposal(piece, "add_part", part=rule.id)


def _of_section(piece: str, verb: str) -> str:
    """What is to become of a section that is there; empty where one is to be added."""
    if verb == "add":
        return "add_figures" if has(piece, "figures") else ""
    return "shorten" if verb == "shorten" else "rewrite_section"


def _of_heading(piece: str, sections: Sequence[Section]) -> Iterator[Proposal]:
    """A heading of the draft's own that the piece names: "phần dân vận cần rút gọn"."""
    called = {section.title: _OPENING.sub("", fold(section.title)) for section in sections}
    named = [title for title, name in called.items() if " " in name and found_in(piece, name) >= 0]
    kind = _of_section(piece, verb) if named and (verb := _verb(piece, 0)) else ""
    if kind:
        yield Proposal(piece, kind, section=max(named, key=len))


def _verb(piece: str, at: int) -> str:
    """What is asked of a part that is named at `at`; "xây dựng" asks only for what follows it."""
    for name in ("shorten", "rewrite", "add", "lack"):
        if has(piece, name):
            return "add" if name == "lack" else name
    made = (found_in(piece, word) + len(word) for word in words("make") if found_in(piece, word) >= 0)
    ends = fold(piece).rstrip().endswith(words("make"))
    return "add" if ends or any(0 <= at - end <= _NEAR for end in made) else ""


def _named(piece: str, outline: Outline) -> list[tuple[int, PartRule]]:
    """Parts in the order in which the piece names them, a word of a longer name left out."""
    hits = {}
    for part, cues in parts().items():
        rule = outline.part(part)
        at = [(found_in(piece, cue), len(cue)) for cue in cues if found_in(piece, cue) >= 0]
        if rule is not None and at:
            hits[part] = (min(at)[0], rule)
    for part, others in inside().items():  # "nguyên nhân của hạn chế" asks for the causes
        if part in hits:
            hits = {id: hit for id, hit in hits.items() if id not in others or hit[0] < hits[part][0]}
    return sorted(hits.values(), key=lambda hit: hit[0])


def heading(rule: PartRule, sections: Sequence[Section]) -> str:
    """The draft's heading of this part; the part's own name where the draft has none."""
    best = max(sections, key=lambda s: fit(s.title, rule), default=None)
    return best.title if best is not None and fit(best.title, rule) >= FITS else rule.name


def _topics(piece: str, outline: Outline | None, indicators: Mapping[str, Indicator]) -> Iterator[Proposal]:
    """The foreign topics, else the indicators, that are to go."""
    cues: dict[str, list[str]] = {}
    for topic in outline.foreign_topics if outline is not None else ():
        own = indicators[topic.id].aliases if topic.id in indicators else ()
        cues[topic.id] = [*topic.cues, *own, *topics().get(topic.id, ())]
    found = {
        id: min((at for cue in own if (at := found_in(piece, cue)) >= 0), default=-1)
        for id, own in cues.items()
    }
    named = sorted((at, id) for id, at in found.items() if at >= 0)
    yield from (Proposal(piece, "remove_topic", topic=id) for _at, id in named)
    if not named:
        yield from (Proposal(piece, "remove_topic", topic=id) for _at, id in _in_words(piece, indicators))


def _indicators(piece: str, indicators: Mapping[str, Indicator]) -> Iterator[Proposal]:
    """A figure that is missing, or one to be put right with the value that the words say."""
    rewrite = has(piece, "rewrite")
    if not (rewrite or has(piece, "add") or has(piece, "lack")) or has(piece, "bodies"):
        return
    found = _in_words(piece, indicators)
    puts_right = rewrite and not has(piece, "add") and not has(piece, "lack")
    for _at, id in found:
        if puts_right:
            yield _corrected(piece, id, alone=len(found) == 1)
        else:
            yield Proposal(piece, "add_indicator", indicator=id)


def _corrected(piece: str, id: str, *, alone: bool) -> Proposal:
    value, year = _VALUE.search(fold(piece)) if alone else None, _YEAR.search(fold(piece))
    return Proposal(
        piece,
        "correct_figure",
        indicator=id,
        value=value[1] if value else "",
        unit=(value[2] or "") if value else "",
        period=year[1] if year else "",
    )


def _in_words(piece: str, indicators: Mapping[str, Indicator]) -> list[tuple[int, str]]:
    """Indicators named by a wording of the catalogue, the longest first; none lies within another."""
    wordings = sorted(((a, i.id) for i in indicators.values() for a in i.aliases), key=lambda w: -len(w[0]))
    taken: list[tuple[int, int, str]] = []
    for alias, id in wordings:
        at = found_in(piece, alias)
        end = at + len(alias)
        if at >= 0 and not any(a < end and at < b for a, b, _ in taken):
            taken.append((at, end, id))
    first: dict[str, int] = {}
    for at, end, id in sorted(taken):
        if not any(_overlaps(piece, word, at, end) for word in indicators[id].not_words):
            first.setdefault(id, at)
    return sorted((at, id) for id, at in first.items())


def _overlaps(piece: str, word: str, start: int, end: int) -> bool:
    """Whether a word that rules an indicator out stands in its name or right beside it."""
    at = found_in(piece, word)
    return at >= 0 and at <= end + 1 and start <= at + len(word) + 1
