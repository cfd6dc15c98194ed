"""Whether a figure is stated plainly: every word between it and its indicator's name is a known connective.

What is known is listed, what is not is doubted: an unseen way of not saying it falls to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around, sentences
from vankien.checks.reading.mentions import names
from vankien.model import Block, Figure
from vankien.packs.model import Indicator
from vankien.prove.doubts import doubt, is_unsettled, table
from vankien.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_BOUND = re.compile(r"[,;:()]|\s-\s")
_BLANK = re.compile(
    r"\b(?:[xX]{2,}|[yY]{2,}|[zZ]{2,}|[nN]{2,})(?![\w.])|(?:\.{3,}|…)\s*(?:%|/|\d|[^\W\d_])|_{2,}|\[\s*\]"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_RANKS = (
    ("xã", "phường", "thị trấn"),
    ("huyện", "quận", "thành phố", "thị xã"),
    ("tỉnh",),
)  # the lowest first
_RANK_NAMES = tuple(
    map(
        re.compile,
        (r"(?<!thị )\bxã\b|\bphường\b|\bthị trấn\b", r"\b(?:huyện|quận|thành phố|thị xã)\b", r"\btỉnh\b"),
    )
)
_RANK_OF = {"xa-phuong": 0, "huyen-tp": 1, "tinh": 2}
_LEVELS = frozenset(("tỉnh", "huyện", "thành", "phố", "thị", "xã", "quận", "phường", "trấn"))
_DENIALS = frozenset(("không", "chưa"))
_TITLE_BLOCKS = 15  # in which a draft says whose it is
_AHEAD = 6  # items of a list whose first line says what they are
_LABEL = re.compile(r"\s*(?:\w|\d+(?:\.\d+)*)[.)/]\s")
_ITEM = re.compile(r"\W|\d+[.)/]|\w[.)/]\s")


def is_plain(draft: Draft, figure: Figure, indicator: Indicator, role: str) -> bool:
    """Whether nothing but known words stands around a figure, and nothing near takes it back."""
    block = draft.document.blocks[figure.block]
    near = _row(draft, figure, block) if block.cell else _near(draft, figure, block, indicator)
    known = _known(role) | _own(draft, figure, indicator)
    left = names(indicator).sub(" ", doubt("aside").sub(" ", near))
    return set(_WORD.findall(left)) <= known and not any(map(takes_back, _context(draft, figure, block)))


def title(draft: Draft) -> str:
    """What stands before the first heading, folded."""
    return fold(_title(draft))


def _title(draft: Draft) -> str:
    first = min((s.block for s in draft.sections), default=_TITLE_BLOCKS)
    return " ".join(b.text for b in draft.document.blocks[: min(first, _TITLE_BLOCKS)])


def own_levels(draft: Draft) -> frozenset[str]:
    """The words for the level that the draft is of: the lowest that its title names."""
    rank = titled_rank(draft)
    return frozenset(_RANKS[_RANK_OF.get(draft.unit, 0) if rank is None else rank])


def titled_rank(draft: Draft) -> int | None:
    """0 for a commune, 1 for a district, 2 for a province; None where the title names none."""
    named = title(draft)
    return next((i for i, rank in enumerate(_RANK_NAMES) if rank.search(named)), None)


@cache
def _known(role: str) -> frozenset[str]:
    more = table("plain")["aims"] if role == "target" else ""
    return frozenset(f"{table('plain')['words']} {more}".split())


def _own(draft: Draft, figure: Figure, indicator: Indicator) -> frozenset[str]:
    """The words of the draft's own name, of the indicator's names, and of its units."""
    said = " ".join((indicator.name, *indicator.aliases, *indicator.units, figure.unit or ""))
    return (own_words(draft) | {*_WORD.findall(fold(said))}) - _DENIALS


def own_words(draft: Draft) -> frozenset[str]:
    """The words by which a draft calls its own unit: those with a capital in its title, and its level's."""
    levels = {syllable for level in own_levels(draft) for syllable in level.split()}
    named = {fold(word) for word in _WORD.findall(_title(draft)) if word[0].isupper()}
    return frozenset((named | levels) - (_LEVELS - levels))


def _near(draft: Draft, figure: Figure, block: Block, indicator: Indicator) -> str:
    """The words from the clause that names the indicator to the end of the one that holds the figure."""
    key = _without_figures(draft, block)
    first, last = sentence_around(block.text, figure.start)
    label = _LABEL.match(key, first)
    first = label.end() if label else first
    named = list(names(indicator).finditer(fold(block.text), first, last))
    before = [m for m in named if m.start() < figure.start]
    after = [m for m in named if m.start() >= figure.end]
    start, end = first, figure.end
    if before:
        headed = doubt("measures").match(before[-1][0])
        start = before[-1].start() if headed else _last_bound(key, first, before[-1].start())
    elif after:
        start, end = _last_bound(key, first, figure.start), after[0].end()
    aside = _ASIDE.match(key, end, last)
    tail = _BOUND.search(key, aside.end() if aside else end, last)
    return key[start : tail.start() if tail else last]


def _last_bound(key: str, first: int, start: int) -> int:
    return max((m.end() for m in _BOUND.finditer(key, first, start)), default=first)


def _row(draft: Draft, figure: Figure, block: Block) -> str:
    """The words of a figure's row and of the header of its column."""
    own = block.cell
    if own is None:
        return ""
    cells = draft.table(own.table)
    top = min((b.cell.row for b in cells if b.cell and draft.figures_at(b.index)), default=own.row)
    said = []
    for other in cells:
        cell = other.cell
        above = cell and cell.row < top and cell.column <= own.column < cell.column + cell.column_span
        if cell and (above or (cell.row == own.row and cell.column <= own.column)):
            said.append(_without_figures(draft, other))
    return " , ".join(said)


def _without_figures(draft: Draft, block: Block) -> str:
    key = fold(block.text)
    for figure in draft.figures_at(block.index):
        key = key[: figure.start] + " " * (figure.end - figure.start) + key[figure.end :]
    return key


def _context(draft: Draft, figure: Figure, block: Block) -> Iterator[str]:
    """What may take a figure back: its sentence, the next one, the line that leads its list, notes."""
    blocks = draft.document.blocks
    if block.cell:
        yield from (b.text for b in draft.row(block.cell))
        first = min(b.index for b in draft.table(block.cell.table))
        last = max(b.index for b in draft.table(block.cell.table))
        yield from (b.text for b in (*blocks[max(first - 1, 0) : first], *blocks[last + 1 : last + 2]))
        return
    spans = list(sentences(block.text))
    at = next((i for i, (start, end) in enumerate(spans) if start <= figure.start < end), 0)
    yield from (block.text[start:end] for start, end in spans[at : at + 2])
    for above in reversed(blocks[max(block.index - _AHEAD, 0) : block.index]):
        if above.text.rstrip().endswith(":"):
            yield above.text
        if not _ITEM.match(above.text):
            break
    yield from (b.text for b in blocks[block.index + 1 : block.index + 2] if b.text.lstrip()[:1] in "([*")
    yield from (b.text for b in draft.blocks if b.part in ("footnote", "endnote"))


def takes_back(text: str) -> bool:
    """Whether a sentence leaves its figures uncertain or blank, or only supposes, proposes or cites them."""
    return bool(_BLANK.search(text)) or is_unsettled(text) or bool(doubt("modal").search(fold(text)))
