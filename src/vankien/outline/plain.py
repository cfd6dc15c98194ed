"""Headings that nothing sets apart: no number, no bold letters, no capitals; a short line above its prose."""

import re
from collections.abc import Sequence

from vankien.model import Block
from vankien.outline.looks import is_upper
from vankien.outline.numerals import readings
from vankien.outline.words import opens, words
from vankien.text import fold

_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_ITEM = re.compile(r"[-+*•●○▪■□◦·–—➢✓√→]|\(\s?\w{1,4}\s?\)")
_NO_TITLE = re.compile(r"[\d\"“”«»;:!?%/…_|\t]|\.\s|\s{3}")
_FIGURE = re.compile(r"\d[\d.,]*%?")
_CLOSED = '.;!?…"”»)'
_LONGEST, _LONGEST_ALONE, _LONGEST_WITHOUT_CUE = 14, 10, 10
_ALIKE = 3  # so many lines of one kind bear each other out
_TOP = 10  # lines
_PROSE = 6  # words of the shortest sentence


def plain_titles(body: Sequence[Block], marks: Sequence[str]) -> list[int]:
    """The positions of such lines in `body`; `marks` as `regions.barred` gives them.

    A line that opens like a title may stand alone; any other needs lines like itself in the document, and
    so does one that closes with a colon, which else only leads to a list.
    """
    found = [i for i, mark in enumerate(marks) if not mark and _is_title(body, marks, i)]
    colons = [i for i in found if body[i].text[-1] == ":"]
    several, several_colons = len(found) - len(colons) >= _ALIKE, len(colons) >= _ALIKE
    return [i for i in found if _borne_out(body, i, several_colons if i in colons else several)]


def _borne_out(body: Sequence[Block], position: int, several: bool) -> bool:
    text = body[position].text
    length = len(text.split())
    if opens(text, "title_starts"):
        return several or (length <= _LONGEST_ALONE and text[-1] != ":")
    first = position > 0 and text[-1] != ":" and _is_headed(body[position - 1])
    return (several or first) and length <= _LONGEST_WITHOUT_CUE


def _is_headed(block: Block) -> bool:
    """Whether a line is plainly a heading, so that a short line below it begins the next level."""
    return (is_upper(block.text) or bool(readings(block.text, block.label))) and block.text[-1] not in ".;:,"


def _is_title(body: Sequence[Block], marks: Sequence[str], position: int) -> bool:
    block = body[position]
    if position < _TOP and opens(block.text, "letterhead"):
        return False
    return reads_as_title(block) and _below(body, marks, position) and _above(body, marks, position)


def reads_as_title(block: Block) -> bool:
    """Whether a line in mixed case is as short as a title, and no sentence, value, address or item."""
    title = block.text.removesuffix(":").rstrip()
    if not title[:1].isupper() or not 2 <= title.count(" ") + 1 <= _LONGEST or is_upper(title):
        return False
    if title[-1] in _CLOSED + "," or _NO_TITLE.search(_YEARS.sub("", title)):
        return False
    if _ITEM.match(title) or readings(title, block.label):
        return False
    return not (
        any(opens(title, table) for table in ("address", "not_title", "signature")) or _breaks_off(title)
    )


def _breaks_off(title: str) -> bool:
    """Whether it is a sentence, or the beginning of one that goes on below."""
    said = fold(title).replace(",", " ").split()
    return said[-1] in words("links") or (len(said) > 4 and not {*said}.isdisjoint(words("sentence_words")))


def _below(body: Sequence[Block], marks: Sequence[str], position: int) -> bool:
    """Whether prose or a list stands right below, and no table whose caption the line would be."""
    if position + 1 == len(body) or marks[position + 1] in ("end", "contents"):
        return False
    below = body[position + 1]
    if below.index != body[position].index + 1:
        return False
    if _ITEM.match(below.text) or readings(below.text, below.label):
        return body[position].text[-1] != ":" or opens(body[position].text, "title_starts")
    return len(below.text.split()) >= _PROSE and below.text[-1] in _CLOSED + ":"


def _is_row(text: str) -> bool:
    """Whether it is a row of a table that has lost its lines: with two figures, the last at its end."""
    said = text.split()
    return bool(_FIGURE.fullmatch(said[-1])) and sum(bool(_FIGURE.fullmatch(word)) for word in said) > 1


def _above(body: Sequence[Block], marks: Sequence[str], position: int) -> bool:
    """Whether the line above is complete: not a row of short lines, not a lead-in to a list."""
    if position == 0 or marks[position - 1] or body[position - 1].index != body[position].index - 1:
        return True
    above = body[position - 1]
    if is_upper(above.text) or readings(above.text, above.label) or _ITEM.match(above.text):
        return True
    long = len(above.text.split()) > _LONGEST and above.text[-1] not in ":,"
    return (
        long
        or _is_row(above.text)
        or above.bold
        or above.outline_level is not None
        or above.text[-1] in _CLOSED
    )
