"""Raw characters to a block's text, with the offsets that move on the way."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from vankien.text import NOTHING, clean
from vankien.word.legacy import decode

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_GAP = rf"\s\u200b\ufeff{NOTHING}"
_ODD = re.compile(
    rf"[{_GAP}]{{2,}}|[^\S ]|[\u200b\ufeff{NOTHING}]|\A | \Z|[^{_GAP}{_MARKS}]?[{_MARKS}]+"
)  # what may change; everything between is copied
_SPACE, _IS_GAP = re.compile(rf"[^{NOTHING}]"), re.compile(rf"[{_GAP}]")


def tidy(raw: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The cleaned text and where each raw offset falls in it. What shows nothing goes, U+2011 becomes "-"."""
    text = raw.strip()
    if is_plain(text):
        lead = len(raw) - len(raw.lstrip())
        return text, [min(max(offset - lead, 0), len(text)) for offset in offsets]
    starts, ends, pieces, length, copied = [0], [(0, len(raw))], [], 0, 0
    for match in _ODD.finditer(raw):
        pieces.append(raw[copied : match.start()])
        length += match.start() - copied
        piece = _piece(match[0], first=not length)
        copied = match.end()
        starts += (match.start(), copied)
        ends += ((length, len(piece)), (length + len(piece), len(raw)))
        pieces.append(piece)
        length += len(piece)
    pieces.append(raw[copied:])
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
    if _IS_GAP.match(chunk):
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
