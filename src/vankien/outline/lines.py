"""Parts that stand at a line of their own instead of under a heading: "- Nguyên nhân: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.model import Block, Document, Section
from vankien.outline.titles import leads, zone_of, zones
from vankien.packs.model import Outline, PartRule

BULLET = re.compile(r"(?:[-+*•●–—]|\(?\w{1,3}[.)/-]|[IVX]+[.)/-])\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """The block that names a part, and its content: blocks [start, end) from `offset` in the first."""

    named: int
    start: int
    end: int
    offset: int
    how: str


def named_line(
    document: Document, sections: Sequence[Section], rule: PartRule, outline: Outline
) -> Passage | None:
    """The first line that is no heading but names the part, alone or before a colon."""
    wanted, looking = zone_of(rule), zones(sections)
    headings = {s.block for s in sections}
    for block in _running(document):
        if block.index in headings:
            continue
        head, offset = _head(block)
        if not head or not leads(head, rule):
            continue
        at = _innermost(sections, block.index)
        zone = looking[at] if at is not None else ""
        if wanted and zone and zone != wanted:
            continue
        return _content(document, sections, block, offset, rule, outline)
    return None


def _head(block: Block) -> tuple[str, int]:
    """The words that may name a part, bullet aside, and where the text goes on behind them."""
    bullet = BULLET.match(block.text)
    start = bullet.end() if bullet else 0
    colon = block.text.find(":", start)
    end = colon if colon >= 0 else len(block.text)
    head = block.text[start:end].strip(" .*")
    if len(head.split()) > 12 or (colon < 0 and block.text[-1:] in ".;,"):
        return "", 0
    offset = end + 1 if colon >= 0 else end
    return head, offset + (len(block.text[offset:]) - len(block.text[offset:].lstrip()))


def _content(
    document: Document,
    sections: Sequence[Section],
    block: Block,
    offset: int,
    rule: PartRule,
    outline: Outline,
) -> Passage:
    """Down to the next heading or the next line that names another part."""
    inline = offset < len(block.text)
    starts = {s.block for s in sections}
    end = block.index + 1
    for later in document.blocks[end:]:
        head, _ = _head(later)
        other = (
            bool(head)
            and any(leads(head, r) for r in outline.parts if r.id != rule.id)
            and not leads(head, rule)
        )
        if later.index in starts or later.part not in ("body", "table") or other:
            break
        end = later.index + 1
    return Passage(
        block.index, block.index if inline else block.index + 1, end, offset if inline else 0, "line"
    )


def _running(document: Document) -> Iterator[Block]:
    return (b for b in document.blocks if b.part == "body" and b.text)


def _innermost(sections: Sequence[Section], block: int) -> int | None:
    inside = [i for i, s in enumerate(sections) if s.block <= block < s.end]
    return inside[-1] if inside else None
