"""Where in a draft an opinion speaks: a place found from what somebody selected, and the heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vankien.model import Block, Document, Place, Section
from vankien.outline import section_at
from vankien.text import clean, fold

_SAID = 255  # what the heading of an opinion may be long


def passage_at(
    document: Document, sections: Sequence[Section], block: int, start: int = 0, end: int = 0, quote: str = ""
) -> Place:
    """The characters [start, end) of a block; those of `quote` in it where no characters are given.

    Without either it is the whole block. Raises ValidationError when there is no such passage.
    """
    found = _block(document, block)
    if quote and end <= start:
        start, end = _found(found, quote)
    end = min(end, len(found.text)) or len(found.text)
    if not 0 <= start < end:
        start, end = 0, len(found.text)
    section = section_at(sections, block)
    return Place(block, start, end, section.path if section else None, found.text[start:end])


def heading_at(document: Document, sections: Sequence[Section], block: int) -> Place:
    """The heading that stands in a block. Raises ValidationError where none does."""
    if not any(s.block == block for s in sections):
        raise ValidationError({"block": _("This is no heading of the draft: choose one from the list.")})
    place = passage_at(document, sections, block)
    own = next(s for s in sections if s.block == block)
    return replace(place, section=own.path)


def heading(section: Section | None) -> str:
    """As people read it: "II. Quốc phòng - an ninh"; empty above the first heading."""
    if section is None:
        return ""
    return section.heading[:_SAID]


def choices(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """The headings to choose from in a form, deeper ones further in: the heading's block, its words."""
    return [(str(s.block), "\u2003" * (s.level - 1) + heading(s)) for s in sections]


def _block(document: Document, index: int) -> Block:
    if not 0 <= index < len(document.blocks):
        raise ValidationError({"block": _("This paragraph is not in this version: choose it again.")})
    return document.blocks[index]


def _found(block: Block, quote: str) -> tuple[int, int]:
    key = fold(clean(quote))
    at = fold(block.text).find(key)
    if at < 0:
        raise ValidationError(
            {"quote": _("These words do not stand in the paragraph chosen: copy them as they are written.")}
        )
    return at, at + len(key)
