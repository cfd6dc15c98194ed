"""What stands beside a request: the passage it speaks of, with the text around it, in one version."""

from __future__ import annotations

from dataclasses import dataclass

from vankien import outline
from vankien.model import Block, Place
from vankien_web.drafts.models import Version
from vankien_web.reviews.anchors import heading

MOST = 30  # paragraphs shown; the whole text has a page of its own
_OUTSIDE = ("header", "footer", "footnote", "endnote")


@dataclass(frozen=True)
class Line:
    """A paragraph: what stands before the passage, the passage, what stands after it."""

    before: str
    marked: str = ""
    after: str = ""
    heading: bool = False


@dataclass(frozen=True)
class Beside:
    """`left` counts the paragraphs that are not shown; `block` is where the passage stands."""

    version: Version
    title: str
    lines: list[Line]
    left: int
    block: int


def beside(version: Version, place: Place) -> Beside:
    """The innermost section around the passage, from its heading on, and always the passage itself."""
    reading = version.reading
    sections, blocks = reading.sections, reading.document.blocks
    section = outline.section_at(sections, place.block)
    first, last = (section.block, section.end) if section else (place.block, place.block + 1)
    start = first if place.block < first + MOST else max(place.block - MOST // 2, first)
    shown = [b for b in blocks[start:last] if b.part not in _OUTSIDE][:MOST]
    headings = {s.block for s in sections}
    lines = [_line(block, place, block.index in headings) for block in shown]
    return Beside(version, heading(section), lines, last - first - len(shown), place.block)


def _line(block: Block, place: Place, is_heading: bool) -> Line:
    if block.index != place.block:
        return Line(block.text, heading=is_heading)
    start, end = place.start, place.end or len(block.text)
    return Line(block.text[:start], block.text[start:end], block.text[end:], is_heading)
