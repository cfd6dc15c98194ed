"""Raw characters to a block's text, with the offsets that move on the way."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from vankien.text import clean
from vankien.word.legacy import decode

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_GAP = r"\s\u200b\ufeff\u00ad"
_CHUNK = re.compile(rf"[{_GAP}]+|[^{_GAP}{_MARKS}]?[{_MARKS}]+|(?:[^{_GAP}{_MARKS}](?![{_MARKS}]))+")
_SPACE = re.compile(r"[^\u00ad]")


def tidy(raw: str, offsets: Sequence[int]) -> tuple[str, list[int]]:
    """The cleaned text and where each raw offset falls in it. Soft hyphens go, U+2011 becomes "-"."""
    starts, ends, pieces, length = [], [], [], 0
    for match in _CHUNK.finditer(raw):
        piece = _piece(match[0], first=not length)
        starts.append(match.start())
        ends.append((length, len(piece)))
        pieces.append(piece)
        length += len(piece)
    text = clean("".join(pieces).translate(_twins()))
    return text, [_moved(offset, starts, ends, len(text)) for offset in offsets]


def is_plain(raw: str) -> bool:
    """Whether nothing is to be cleaned: isprintable() is false for odd spaces and private codes."""
    return (
        raw.isprintable()
        and "  " not in raw
        and raw[:1] != " "
        and raw[-1:] != " "
        and "\u2011" not in raw
        and unicodedata.is_normalized("NFC", raw)
    )


def _piece(chunk: str, *, first: bool) -> str:
    if chunk[0].isspace() or chunk[0] in "\u200b\ufeff\u00ad":
        return " " if not first and _SPACE.search(chunk) else ""
    return unicodedata.normalize("NFC", chunk)


def _moved(offset: int, starts: list[int], ends: list[tuple[int, int]], limit: int) -> int:
    index = bisect_right(starts, offset) - 1
    if index < 0:
        return 0
    at, size = ends[index]
    return min(at + min(offset - starts[index], size), limit)


@cache
def _twins() -> dict[int, str]:
    """Private codes of a symbol font whose name was lost are read as Symbol's."""
    private = {code: decode(chr(code), "symbol") for code in range(0xF020, 0xF100)}
    return private | {0x2011: "-"}
