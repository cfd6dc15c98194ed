"""Where the parts that an outline expects stand in a draft (first simple version)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vankien.model import Document, Place, Section
from vankien.packs.model import Outline, PartRule
from vankien.text import fold


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Where a part stands: its content is blocks [start, end), from character `offset` of the first.

    `section` is None where it stands without a heading; `how` is heading, line, item, cue or quote.
    """

    part_id: str
    section: Section | None
    start: int
    end: int
    offset: int
    place: Place
    how: str


def match_parts(document: Document, sections: Sequence[Section], outline: Outline) -> dict[str, PartMatch]:
    """The parts of `outline` found in `document`, by part id; a part that is nowhere is left out."""
    found = ((rule.id, _match(document, sections, rule)) for rule in outline.parts)
    return {id: match for id, match in found if match is not None}


def _match(document: Document, sections: Sequence[Section], rule: PartRule) -> PartMatch | None:
    for section in sections:
        if any(fold(title) in fold(section.title) for title in (*rule.titles, rule.name)):
            start = (section.title_block if section.title_block is not None else section.block) + 1
            if section.text_start is not None:
                start = section.block
            text = document.blocks[section.block].text
            place = Place(section.block, 0, len(text), section.path, text)
            return PartMatch(rule.id, section, start, section.end, section.text_start or 0, place, "heading")
    return None
