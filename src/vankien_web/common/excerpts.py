"""A piece of the found text around the words that were asked for, marked, safe to put into a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vankien.text import bare, clean, fold
from vankien_web.common.queries import WORD, Query

_WINDOW = 40  # words
_BEFORE = 8  # words of the window that stand before the first mark
_JOINED = re.compile(r"\s*")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    asked: str  # the word of the query that it answers, "" for none


def marked(text: str, query: Query, *, exact: bool) -> SafeString:
    """The whole of `text` with every word asked for in <mark>."""
    text = clean(text)
    return _html(text, _words(text, query, exact))


def excerpt(text: str, query: Query, *, exact: bool) -> SafeString:
    """About 40 words of `text` where most of the words asked for stand, marked, "…" where it is cut."""
    text = clean(text)
    words = _words(text, query, exact)
    if len(words) <= _WINDOW:
        return _html(text, words)
    first = _densest(words)
    chosen = words[first : first + _WINDOW]
    start = chosen[0].start if first else 0
    end = chosen[-1].end if first + _WINDOW < len(words) else len(text)
    piece = _html(text[start:end], [_Word(w.start - start, w.end - start, w.asked) for w in chosen])
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def _words(text: str, query: Query, exact: bool) -> list[_Word]:
    asked = {word: word for word in query.words} | {bare(word): word for word in query.words if not exact}
    begun = bare(query.words[-1]) if query.open_end else "\0"
    found = []
    for match in WORD.finditer(fold(text)):
        word = match[0]
        plain = bare(word)
        answered = asked.get(word) or ("" if exact and query.accented else asked.get(plain, ""))
        if not answered and plain.startswith(begun):
            answered = begun
        found.append(_Word(match.start(), match.end(), answered))
    return found


def _densest(words: Sequence[_Word]) -> int:
    """The index of the first word of the piece with most of the words asked for, side by side at best."""
    best, first = 0, 0
    for i in (i for i, word in enumerate(words) if word.asked):
        start = max(0, min(i - _BEFORE, len(words) - _WINDOW))
        piece = [word.asked for word in words[start : start + _WINDOW]]
        pairs = sum(1 for a, b in pairwise(piece) if a and b)
        score = 10 * len(set(piece) - {""}) + pairs
        if score > best:
            best, first = score, start
    return first


def _html(text: str, words: Sequence[_Word]) -> SafeString:
    """`text` with the asked words in <mark>; neighbours share one."""
    runs: list[list[int]] = []
    for word in words:
        if not word.asked:
            continue
        if runs and _JOINED.fullmatch(text, runs[-1][1], word.start):
            runs[-1][1] = word.end
        else:
            runs.append([word.start, word.end])
    edges = [0, *(edge for run in runs for edge in run), len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    marks = format_html_join("", "{}<mark>{}</mark>", zip(pieces[:-1:2], pieces[1::2], strict=True))
    return format_html("{}{}", marks, pieces[-1])
