"""A passage of two versions, word by word, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vankien.compare import Pair, Piece, Range
from vankien.compare.tokens import key_of, numbered
from vankien.model import Block, Document

_ALONE = ("insert", "delete", "gone")
_BREAK = "¶"
Word = tuple[str, str]  # "same", "insert" or "delete", and the characters


@dataclass(frozen=True)
class Bit:
    """One paragraph on both sides, or several on one where it was split or merged. `op` as of a Pair,
    "gone" where it stood before it was moved.
    """

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    op: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def block(self) -> Block:
        return (self.new or self.old)[0]


@dataclass
class _Side:
    """How far the text of a side has been told."""

    blocks: dict[int, Block]
    at: dict[int, int] = field(default_factory=dict)

    def up_to(self, range_: Range) -> tuple[str, str]:
        """What was not told before the range, and the range."""
        text, start = self.blocks[range_.block].text, self.at.get(range_.block, 0)
        self.at[range_.block] = range_.end
        return text[start : range_.start], text[range_.start : range_.end]

    def rest(self) -> str:
        last = next(reversed(self.blocks), None)
        return self.blocks[last].text[self.at.get(last, 0) :] if last is not None else ""


def bits_of(pair: Pair, old: Document, new: Document, *, gone: bool = False) -> Iterator[Bit]:
    """`gone`: only where a moved passage stood."""
    all = whole(pair, old, new, gone=gone)
    if all.op in _ALONE:
        for block in all.old:
            yield Bit((block,), (), all.op)
        for block in all.new:
            yield Bit((), (block,), all.op)
    elif all.pieces or len(all.old) != len(all.new):
        yield all
    else:
        for one, other in zip(all.old, all.new, strict=True):
            yield Bit((one,), (other,), all.op)


def whole(pair: Pair, old: Document, new: Document, *, gone: bool = False) -> Bit:
    """The pair as one."""
    olds = tuple(old.blocks[i] for i in pair.old)
    news = () if gone else tuple(new.blocks[i] for i in pair.new)
    return Bit(olds, news, "gone" if gone else pair.op or "", () if gone else pair.pieces)


def old_side(bit: Bit) -> list[SafeString]:
    """Each paragraph as it was, what went marked."""
    return [_marked(block, list(went(bit, block)), "delete") for block in bit.old]


def new_side(bit: Bit) -> list[SafeString]:
    """Each paragraph as it is, what came marked."""
    return [_marked(block, list(came(bit, block)), "insert") for block in bit.new]


def both_sides(bit: Bit) -> list[SafeString]:
    """Old and new in one text, paragraph by paragraph of the new one."""
    return [_html(words) for words in _inline(bit)]


def went(bit: Bit, block: Block) -> Iterator[tuple[int, int]]:
    """The ranges of an old paragraph that are not in the new text."""
    if bit.op in ("delete", "gone"):
        yield 0, len(block.text)
        return
    if block is bit.old[0]:
        yield 0, _prefixes(bit)[0]
    yield from _ranges(block, (p.old for p in bit.pieces if p.kind == "delete"))


def came(bit: Bit, block: Block) -> Iterator[tuple[int, int]]:
    """The ranges of a new paragraph that were not in the old text."""
    if bit.op == "insert":
        yield 0, len(block.text)
        return
    if block is bit.new[0]:
        yield 0, _prefixes(bit)[1]
    yield from _ranges(block, (p.new for p in bit.pieces if p.kind == "insert"))


def _ranges(block: Block, ranges: Iterable[Range | None]) -> Iterator[tuple[int, int]]:
    return ((r.start, r.end) for r in ranges if r is not None and r.block == block.index)


def _prefixes(bit: Bit) -> tuple[int, int]:
    """Where the numbers end that differ; the whole texts where they differ without pieces: a row's number."""
    one, other = bit.old[0], bit.new[0]
    if one.text == other.text:
        return 0, 0
    (before, start), (after, begin) = numbered(one.text, one.label), numbered(other.text, other.label)
    if before != after:
        return start, begin
    if not bit.pieces and len(bit.old) == len(bit.new) and key_of(one.text) != key_of(other.text):
        return len(one.text), len(other.text)
    return 0, 0


def _marked(block: Block, ranges: Sequence[tuple[int, int]], kind: str) -> SafeString:
    words, at = [], 0
    for start, end in ranges:
        if start < end:
            words += [("same", block.text[at:start]), (kind, block.text[start:end])]
            at = end
    return _html([*words, ("same", block.text[at:])])


def _inline(bit: Bit) -> list[list[Word]]:
    if bit.op in ("delete", "gone"):
        return [[("delete", block.text)] for block in bit.old]
    if bit.op == "insert":
        return [[("insert", block.text)] for block in bit.new]
    went, came = _prefixes(bit)
    first = (Range(bit.old[0].index, 0, went), Range(bit.new[0].index, 0, came))
    old, new = _Side({b.index: b for b in bit.old}), _Side({b.index: b for b in bit.new})
    told: list[list[Word]] = [[("delete", old.up_to(first[0])[1]), ("insert", new.up_to(first[1])[1])]]
    at = [bit.old[0].index, bit.new[0].index]
    for piece in _deletions_first(bit.pieces):
        if piece.old and piece.old.block != at[0]:
            at[0] = piece.old.block
            told[-1].append(("delete", _BREAK))
        if piece.new and piece.new.block != at[1]:
            at[1] = piece.new.block
            told[-1].append(("insert", _BREAK))
            told.append([])
        told[-1] += _told(piece, old, new)
    told[-1].append(("same", new.rest()))
    return told


def _told(piece: Piece, old: _Side, new: _Side) -> Iterator[Word]:
    if piece.kind == "delete" and piece.old:
        gap, text = old.up_to(piece.old)
        yield from (("same", gap if not gap.strip() else ""), ("delete", gap + text if gap.strip() else text))
    elif piece.new:
        gap, text = new.up_to(piece.new)
        if piece.old:
            old.up_to(piece.old)
        yield from (("same", gap), (piece.kind, text))


def _deletions_first(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for _same, run in groupby(pieces, key=lambda piece: piece.kind == "same"):
        yield from sorted(run, key=lambda piece: piece.kind)


def _html(words: Iterable[Word]) -> SafeString:
    """Neighbours of one kind are one mark, also with a space between them."""
    runs: list[Word] = []
    for kind, text in words:
        if not text:
            continue
        if len(runs) > 1 and runs[-2][0] == kind != "same" and runs[-1] == ("same", " "):
            runs[-2:] = [(kind, f"{runs[-2][1]} {text}")]
        elif runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + text)
        elif runs and runs[-1][0] == "delete" and kind == "insert" and not runs[-1][1][-1:].isspace():
            runs += [("same", " "), (kind, text)]
        else:
            runs.append((kind, text))
    return mark_safe("".join(_run(*run) for run in runs))  # noqa: S308 - every run is escaped where it is made


def _run(kind: str, text: str) -> str:
    if kind == "same":
        return str(escape(text))
    tag, said = ("ins", _("[inserted:]")) if kind == "insert" else ("del", _("[deleted:]"))
    return format_html('<{}><span class="visually-hidden">{} </span>{}</{}>', tag, said, text, tag)
