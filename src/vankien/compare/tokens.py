"""The words of a passage and their keys: what does not change the meaning is no difference.

A key is the text in one spelling: NFC, one placement of tones, one dash, one kind of quotes, no space next to
a mark; capitals count. A number is one token with its separators and its per cent sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vankien.text import spelling

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:\s*%)?(?!\w)|\w+|\.{3}|''|[^\w\s]")
_MARK_SPACES = re.compile(r"\s*([^\w\s])\s*")
_BULLETS = "-+*•●▪◦–—"
_ROMAN = r"[IVXLC]{1,6}"
_COUNT = "(?:nhất|một|mốt|hai|nhì|ba|tư|bốn|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi)"
_ORDINAL = rf"{_COUNT}(?:\s+{_COUNT}){{0,2}}"
_NUMBER = re.compile(
    rf"(?:(?:phần|chương|mục|điều)\s+(?:thứ\s+)?(?:{_ROMAN}|\d{{1,2}}|{_ORDINAL})(?:\s*[.:/)-](?!\d)|(?=\s*$))"
    rf"|(?:{_ROMAN}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[a-zđ])\s?[.)/:-](?!\d)(?=\s|[^\W\d_])"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=\s+[^\W\d_])"
    rf"|\(\d{{1,2}}\)(?=\s)"
    rf"|[{re.escape(_BULLETS)}](?=\s|[^\W\d_]))\s*",
    re.IGNORECASE,
)
_SHAPES = str.maketrans("'²³", '"23')
_BEYOND = 0xE000  # the first character after those that stand for no character alone
_CLOSING = str.maketrans("", "", " .)/:-(")


@dataclass(frozen=True, slots=True)
class Token:
    """`key` without spaces; [start, end) in the block's text."""

    key: str
    block: int
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.key[0].isalnum()


@lru_cache(maxsize=32768)
def numbered(text: str, label: str = "") -> tuple[str, int]:
    """The number or bullet at a paragraph's start, without closing marks, and where its words begin.

    `label`: the automatic number, already at the start of `text`. A bullet of any shape is "-".
    """
    if label and text.startswith(label):
        rest = text[len(label) :]
        start = len(label) + len(rest) - len(rest.lstrip())
    else:
        found = _NUMBER.match(spelling(text))
        if not found or (found.end() == len(text) and found[0].strip() in _BULLETS):
            return "", 0
        label, start = found[0], found.end()
    bare = label.strip()
    return ("-" if len(bare) == 1 and not bare.isalnum() else spelling(bare).translate(_CLOSING)), start


def key_of(text: str) -> str:
    """The whole of a passage as one key: equal keys mean that nothing changed."""
    return _MARK_SPACES.sub(r"\1", _shape(spelling(text))).strip()


def _shape(text: str) -> str:
    """One shape for dots, for quotes (single, double or made of two single ones) and for m² and m2."""
    return text.replace("…", "...").replace("''", '"').translate(_SHAPES)


def letters(words: Iterable[str], known: dict[str, str]) -> str:
    """One character a word, to be compared as such; `known` remembers which stands for which."""
    return "".join([known.setdefault(word, chr(_BEYOND + len(known))) for word in words])


def tokens_of(text: str, block: int, start: int = 0) -> list[Token]:
    """The tokens of `text` from `start` on."""
    same = spelling(text)
    return [
        Token(_shape(same[m.start() : m.end()].replace(" ", "")), block, m.start(), m.end())
        for m in _TOKEN.finditer(text, start)
    ]
