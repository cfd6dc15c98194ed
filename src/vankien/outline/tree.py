"""The sections of a document (first simple version)."""

from collections.abc import Sequence

from vankien.model import Block, Document, Section
from vankien.outline.numerals import Reading, readings, steps


def outline(document: Document) -> tuple[Section, ...]:
    """Every heading of the body in reading order, with its level, number, title and extent."""
    found: list[tuple[Block, Reading, int, str, int | None]] = []
    stack: list[Reading] = []
    for block in document.blocks:
        if block.part != "body":
            continue
        reading = _fitting(readings(block.text, block.label), stack)
        if reading is None:
            continue
        title, text_start = _title(block.text, reading.end)
        if len(title.split()) > 30:
            continue
        same = [i for i, open_ in enumerate(stack) if open_.scheme == reading.scheme]
        del stack[same[0] if same else len(stack) :]
        stack.append(reading)
        found.append((block, reading, len(stack), title, text_start))
    return _sections(document, found)


def _fitting(choices: Sequence[Reading], stack: list[Reading]) -> Reading | None:
    for choice in choices:
        for open_ in stack:
            if open_.scheme == choice.scheme and steps(choice.scheme, open_.value, choice.value) in (1, 2):
                return choice
    return next((c for c in choices if c.value == 1), None)


def _title(text: str, start: int) -> tuple[str, int | None]:
    head, colon, rest = text[start:].partition(":")
    if colon and rest.strip():
        return head.strip(" .;:"), start + len(head) + 1
    return text[start:].strip(" .;:"), None


def _sections(
    document: Document, found: list[tuple[Block, Reading, int, str, int | None]]
) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_: list[int] = []
    for i, (block, reading, level, title, text_start) in enumerate(found):
        title_block = None
        if not title and block.index + 1 < len(document.blocks):
            title_block = block.index + 1
            title = document.blocks[title_block].text
        end = next((b.index for b, _, other, *_ in found[i + 1 :] if other <= level), len(document.blocks))
        del open_[level - 1 :]
        parent = open_[-1] if open_ else None
        path = f"{sections[parent].path}/{reading.shown}" if parent is not None else reading.shown
        sections.append(
            Section(level, reading.shown, title, block.index, end, path, parent, title_block, text_start)
        )
        open_.append(i)
    return tuple(sections)


def section_at(sections: Sequence[Section], block: int) -> Section | None:
    """The innermost section in which `block` stands; None before the first heading."""
    inside = [s for s in sections if s.block <= block < s.end]
    return max(inside, key=lambda s: (s.block, s.level), default=None)
