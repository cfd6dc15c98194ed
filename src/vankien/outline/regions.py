"""Which lines of the body hold no heading: title block, table of contents, signature."""

import re
from collections.abc import Sequence

from vankien.model import Block
from vankien.outline.looks import look
from vankien.outline.numerals import readings
from vankien.outline.words import is_one, opens
from vankien.text import fold

_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{0,3}$")
_PAGE = re.compile(r"[\s.…_]*\s\d{1,3}$")
_APPENDIX = re.compile(
    r"(?:danh mục )?(?:phụ lục|phụ biểu|biểu tổng hợp|biểu số|biểu)(?: số)?(?: [\divx]{1,4}\b)?"
    r"\s*(?:$|[.:(–-]|tổng hợp|kết quả)"
)
_FAR = 40  # lines: a title block is never longer
_LONGEST_CONTENTS = 300


def barred(body: Sequence[Block]) -> list[str]:
    """Per line "contents", "title" (the title block), "end" (after the signature), "" for a free line."""
    marks = [""] * len(body)
    marks[: _title_block(body)] = ["title"] * _title_block(body)
    for position in _contents(body):
        marks[position] = "contents"
    signed, tail = False, _tail(body)
    for position, block in enumerate(body):
        signed = (signed or _signs(body, position) or position >= tail) and not is_appendix(block)
        if signed:
            marks[position] = "end"
    return marks


def is_appendix(block: Block) -> bool:
    """ "PHỤ LỤC", "Phụ lục 1: …", "Biểu số 02"."""
    return bool(_APPENDIX.match(fold(block.text)))


def _signs(body: Sequence[Block], position: int) -> bool:
    text = body[position].text
    return position > len(body) // 3 and len(text.split()) <= 12 and opens(text, "signature")


def _tail(body: Sequence[Block]) -> int:
    """Where the last lines begin that only say who signs."""
    position = len(body)
    while position > 1 and len(body[position - 1].text.split()) <= 8 and position > len(body) - 8:
        position -= 1
    signs = (i for i in range(position, len(body)) if opens(body[i].text, "signers"))
    return next(signs, len(body))


def _contents(body: Sequence[Block]) -> list[int]:
    """The lines of a table of contents.

    They have leaders, a contents style, or stand below "MỤC LỤC" with a page number or again further down.
    """
    found = [
        i for i, b in enumerate(body) if _LEADERS.search(b.text) or fold(b.style or "").startswith("toc")
    ]
    head = next((i for i, b in enumerate(body) if is_one(b.text, "contents")), None)
    if head is None:
        return found
    lines = [fold(b.text) for b in body]
    position = head + 1
    while position < min(len(body), head + _LONGEST_CONTENTS):
        line = _PAGE.sub("", lines[position]).rstrip(" .…")
        again = any(later.startswith(line) for later in lines[position + 1 :]) if len(line) > 3 else False
        if not (_PAGE.search(lines[position]) or again):
            break
        position += 1
    return [*found, *range(head, position)]


def _title_block(body: Sequence[Block]) -> int:
    """How many lines from the top are letterhead and title: down to the first prose or heading after it."""
    kind = next((i for i, b in enumerate(body[:25]) if _says_kind(b)), None)
    position = 0 if kind is None else kind + 1
    while position < min(len(body), _FAR) and not _ends_title(body[position]):
        if kind is None and not opens(body[position].text, "letterhead"):
            break
        position += 1
    return position


def _says_kind(block: Block) -> bool:
    return opens(block.text, "kinds") and len(block.text.split()) < 40


def _ends_title(block: Block) -> bool:
    text = block.text
    if readings(text, block.label) or is_one(text, "outer") or len(text.split()) > 45:
        return True
    if block.outline_level is not None and not (opens(text, "letterhead") or opens(text, "kinds")):
        return True
    return len(text.split()) > 14 and text[-1] in ".:;" and not look(block).bold
