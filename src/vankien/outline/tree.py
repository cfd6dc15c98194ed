"""The sections of a document: headings with their level, number, title and extent."""

from collections.abc import Sequence

from vankien.model import Document, Section
from vankien.outline.candidates import candidates
from vankien.outline.judge import headings
from vankien.outline.machine import Placed, arrange
from vankien.text import bare, fold


def outline(document: Document) -> tuple[Section, ...]:
    """Every heading of the body in reading order.

    Level 1 is the outermost heading present and a level is one more than its parent's. `path` joins the
    numbers of the ancestors and the heading itself; an unnumbered heading adds nothing to it, so at the
    top its path is empty.
    """
    found = headings(arrange(candidates(document)))
    sections: list[Section] = []
    open_: list[int] = []
    for i, placed in enumerate(found):
        del open_[placed.depth :]
        parent = open_[-1] if open_ else None
        sections.append(_section(placed, parent, sections, _end(document, found, i)))
        open_.append(i)
    return tuple(sections)


def _end(document: Document, found: Sequence[Placed], i: int) -> int:
    after = (p.candidate.block.index for p in found[i + 1 :] if p.depth <= found[i].depth)
    return next(after, _body_end(document, found[i].candidate.block.index))


def _body_end(document: Document, block: int) -> int:
    """One past the last block of the running text: notes, headers and footers come behind it."""
    running = (b.index for b in reversed(document.blocks) if b.part in ("body", "table", "textbox"))
    return max(next(running, block), block) + 1


def _section(placed: Placed, parent: int | None, sections: Sequence[Section], end: int) -> Section:
    candidate = placed.candidate
    number = placed.reading.shown if placed.reading is not None else None
    above = sections[parent].path if parent is not None else ""
    inline = candidate.look.text_start
    return Section(
        level=placed.depth + 1,
        number=number,
        title=candidate.look.title,
        block=candidate.block.index,
        end=end,
        path="/".join(filter(None, (above, number))),
        parent=parent,
        title_block=candidate.title_block,
        text_start=inline,
        text_block=candidate.block.index if inline is not None else candidate.last_block + 1,
    )


def section_at(sections: Sequence[Section], block: int) -> Section | None:
    """The innermost section in which `block` stands; None before the first heading."""
    return max((s for s in sections if s.block <= block < s.end), key=lambda s: s.block, default=None)


def section_named(wanted: str, sections: Sequence[Section]) -> Section | None:
    """The section of this number ("III", "III/2") or with this in its title: the one that says least else."""
    number, title = fold(wanted).strip(" ."), bare(wanted).strip(" .")
    for section in sections:
        if number in (fold(section.path), fold(section.number or "")):
            return section
    titled = [s for s in sections if title and title in bare(s.title)]
    return min(titled, key=lambda s: len(s.title), default=None)
