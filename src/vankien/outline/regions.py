"""Which lines of the body hold no heading: title block, table of contents, signature."""

import re
from collections.abc import Sequence

from vankien.model import Block
from vankien.outline.looks import is_upper, look
from vankien.outline.numerals import readings
from vankien.outline.plain import reads_as_title
from vankien.outline.words import is_one, opens
from vankien.text import fold

_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{0,3}$")
_PAGE = re.compile(r"[\s.…_]*\s\d{1,3}$")
_APPENDIX = re.compile(
    r"(?:danh mục )?(?:phụ lục|phụ biểu|biểu tổng hợp|biểu số|biểu(?= [\divx]))(?: số)?(?: [\divx]{1,4}\b)?"
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
        if kind is not None and position > kind + 1 and _opens_plainly(body, position):
            break
        position += 1
    return position - (kind is not None and position > kind + 2 and _heads_the_rest(body, position - 1))


def _opens_plainly(body: Sequence[Block], position: int) -> bool:
    """Whether the first of several headings that nothing sets apart stands here."""
    text, below = body[position].text, body[position + 1 : position + 2]
    return (
        _is_cued(body[position])
        and any(len(b.text.split()) > 5 and b.text[-1] in ".:;" and not is_upper(b.text) for b in below)
        and not opens(text, "theme")
        and any(map(_is_cued, body[position + 2 :]))
    )


def _is_cued(block: Block) -> bool:
    return block.alignment != "center" and opens(block.text, "title_starts") and reads_as_title(block)


def _heads_the_rest(body: Sequence[Block], position: int) -> bool:
    """Whether the last line of the title, in capitals below a line in small letters, is the first heading:
    it looks back, and a line like it further down looks forward."""
    if is_upper(body[position - 1].text) or not _in_capitals(body[position], "back"):
        return False
    return any(_in_capitals(b, "forward") for b in body[position + 1 :])


def _in_capitals(block: Block, table: str) -> bool:
    return is_upper(block.text) and opens(block.text, table)


def _says_kind(block: Block) -> bool:
    return opens(block.text, "kinds") and len(block.text.split()) < 40


def _ends_title(block: Block) -> bool:
    text = block.text
    if readings(text, block.label) or is_one(text, "outer") or len(text.split()) > 45:
        return True
    if block.outline_level is not None and not (opens(text, "letterhead") or opens(text, "kinds")):
        return True
    return len(text.split()) > 14 and text[-1] in ".:;" and not look(block).bold
