"""Where the section stands that a request names: in the old version, and the same one in the new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vankien.checks.draft import Draft
from vankien.checks.reading.words import cues
from vankien.compare.tokens import tokens_of
from vankien.model import Block, Figure, Place, Section
from vankien.outline import match_parts
from vankien.outline.titles import fit, zones
from vankien.proposals.words import found_in
from vankien.proposals.words import parts as parts_in_words
from vankien.prove.called import spoken, without_number
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, needs_person
from vankien.text import fold

_ALIKE = 0.97  # a name that says the same as a wording of the part
_SAME_TITLE = 0.5  # the share of words by which a renamed section is known at its number
_LINE = 12  # words: a longer one is no heading
_NUMBERED = re.compile(r"(?:phần|mục|chương|tiểu mục|điểm)\s+")


@dataclass(frozen=True)
class Part:
    """A stretch of a draft: its heading, and its blocks [start, end)."""

    draft: Draft
    heading: Place
    start: int
    end: int
    section: Section | None = None
    part_id: str = ""

    @property
    def blocks(self) -> list[Block]:
        """Of the running text, the heading's own block left out."""
        running = [
            b
            for b in self.draft.document.blocks[self.start : self.end]
            if b.part in ("body", "table", "textbox")
        ]
        return [b for b in running if b.index != self.heading.block or b.text.rstrip()[-1:] in ".;"]

    @property
    def words(self) -> list[str]:
        return words(self.blocks)

    @property
    def figures(self) -> list[Figure]:
        """Those that measure something."""
        inside = (f for f in self.draft.figures if self.start <= f.block < self.end)
        return [f for f in inside if f.unit is not None and not cues("unit")["list"].fullmatch(f.unit)]

    @property
    def elsewhere(self) -> list[Block]:
        """What stands outside, notes included."""
        own = {b.index for b in self.blocks} | {self.heading.block}
        return [b for b in self.draft.blocks if b.index not in own]


def words(blocks: Sequence[Block]) -> list[str]:
    return [t.key.lower() for b in blocks for t in tokens_of(b.text, b.index) if t.is_word]


def both(request: Request, old: Draft, new: Draft) -> tuple[Part, Part] | Verdict:
    """The section in both versions. Numbers are those of the old version: that is what was asked about."""
    before = locate(request, old)
    after = locate(request, new) if before is None else _same(before, request, new)
    name = request.section or request.part
    if after is None:
        return needs_person("section_gone" if before else "section_unknown", name=name)
    if before is None:
        return needs_person("section_new", [after.heading], name=name)
    return before, after


def locate(request: Request, draft: Draft) -> Part | None:
    """The section that the request names by number or title, else the part of the outline that it means."""
    section = _numbered(request.section, draft) or _titled(request.section, draft)
    if section is not None:
        return _of_section(draft, section)
    return _of_part(draft, request.part or _meant(request.section, draft)) or _lined(request.section, draft)


def _of_section(draft: Draft, section: Section) -> Part:
    at = section.title_block if section.title_block is not None else section.block
    return Part(draft, draft.place(at), section.block, section.end, section)


def _of_part(draft: Draft, id: str) -> Part | None:
    match = within(draft, id).parts.get(id)
    return Part(draft, match.place, match.start, match.end, match.section, id) if match else None


def within(draft: Draft, id: str) -> Draft:
    """The draft by an outline of its pack that has this part: a file does not say its kind of unit."""
    if not id or draft.part(id) is not None:
        return draft
    others = (o for (_, kind), o in draft.pack.outlines.items() if kind == draft.kind and o.part(id))
    other = next(others, None)
    if other is None:
        return draft
    return replace(draft, outline=other, parts=match_parts(draft.document, draft.sections, other))


def _numbered(wanted: str, draft: Draft) -> Section | None:
    """By its path ("I/3", "I.3", "mục 3 phần I"), or by a number that only one section has."""
    key = fold(wanted).strip(" .")
    pieces = [p for p in re.split(r"[/\s,.]+", _NUMBERED.sub(" ", key)) if p]
    if re.match(r"(?:mục|điểm|tiểu mục)\b.*\bphần\b", key):
        pieces.reverse()
    for path in (key, "/".join(pieces)):
        found = [s for s in draft.sections if fold(s.path) == path and s.number]
        found = found or [s for s in draft.sections if fold(s.number or "") == path]
        if len(found) == 1:
            return found[0]
    return None


def _titled(wanted: str, draft: Draft) -> Section | None:
    """With these words as its title, else at its start, else in it; of several one that tells results."""
    name = spoken(without_number(wanted))
    if not name or name.isdigit():
        return None
    found = []
    for section, zone in zip(draft.sections, zones(draft.sections), strict=True):
        title = spoken(section.title)
        if re.search(rf"\b{re.escape(name)}\b", title):
            found.append((title != name, not title.startswith(name), zone == "forward", len(title), section))
    return min(found, key=lambda f: f[:4])[4] if found else None


def _lined(wanted: str, draft: Draft) -> Part | None:
    """Under a short line of its own that says these words, up to the next such line."""
    name, blocks = spoken(without_number(wanted)), draft.document.blocks
    short = [
        b for b in blocks if not b.cell and len(b.text.split()) <= _LINE and b.text.rstrip()[-1:] not in ".;,"
    ]
    at = next((i for i, b in enumerate(short) if name and spoken(b.text).endswith(name)), None)
    if at is None:
        return None
    end = short[at + 1].index if at + 1 < len(short) else len(blocks)
    return Part(draft, draft.place(short[at].index), short[at].index, end)


def _meant(wanted: str, draft: Draft) -> str:
    """The part of an outline that a name means."""
    rules = {p.id: p for o in [draft.outline, *draft.pack.outlines.values()] for p in o.parts}
    best = max(rules.values(), key=lambda rule: fit(wanted, rule))
    if wanted and fit(wanted, best) >= _ALIKE:
        return best.id
    named = parts_in_words().items()
    return next((id for id, names in named if any(found_in(wanted, n) >= 0 for n in names)), "")


def _same(before: Part, request: Request, new: Draft) -> Part | None:
    """The section of the new version that was this one: of its title, of the asked name, or at its number."""
    old = before.section
    if before.part_id:
        return _of_part(new, before.part_id)
    if old is None:
        return _lined(request.section, new)
    named = [s for s in new.sections if spoken(s.title) == spoken(old.title)]
    if named:
        alike = [s for s in named if above(s, new) == above(old, before.draft)]
        return _of_section(new, (alike or named)[0])
    again = _titled(request.section, new) if not _numbered(request.section, before.draft) else None
    if again is not None:
        return _of_section(new, again)
    at = next((s for s in new.sections if s.path == old.path and _akin(s.title, old.title)), None)
    if at is not None:
        return _of_section(new, at)
    part = _meant(old.title, before.draft)
    return _of_part(new, part) if part else None


def above(section: Section, draft: Draft) -> str:
    """The name of the heading that a section stands under."""
    return spoken(draft.sections[section.parent].title) if section.parent is not None else ""


def _akin(one: str, other: str) -> bool:
    a, b = set(spoken(one).split()), set(spoken(other).split())
    return len(a & b) >= _SAME_TITLE * max(len(a), len(b), 1)
