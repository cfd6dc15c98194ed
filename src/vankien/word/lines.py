"""A paragraph while it is being read: kept characters, tracked changes, anchors; then its text and spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import is_normalized

from vankien.model import Cell, RevisionKind, Span
from vankien.word.looks import Face, Look
from vankien.word.names import Element
from vankien.word.tidy import is_plain, tidy


class Source(NamedTuple):
    """Who changed something, when and how; `move` names both ends of a move."""

    kind: RevisionKind
    author: str
    date: str | None
    move: str | None = None
    put_in: tuple[str, str | None] | None = None


@dataclass(slots=True)
class Change:
    """A tracked change inside a line, in raw offsets. `lost` is the text that it takes out."""

    source: Source
    start: int
    end: int
    lost: list[str] = field(default_factory=list)
    mark: bool = False
    apart: int | None = None  # which of the paragraphs without text it stood in, and in which cell
    cell: Cell | None = None


class Anchor(NamedTuple):
    """Where a comment's range starts ("start"), ends ("end") or its mark stands ("point")."""

    comment: str
    edge: str
    at: int


@dataclass(slots=True)
class Line:
    """What stands between two visible paragraph marks."""

    pieces: list[str] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    length: int = 0
    changes: list[Change] = field(default_factory=list)
    carried: int = 0  # how many of the changes were left over from lines without text
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    legacy: str | None = None
    decomposed: bool = False
    break_before: bool = False
    break_at: int | None = None

    def keep(self, text: str, look: Look) -> None:
        """Add visible characters."""
        self.pieces.append(text)
        self.faces.append(look.face)
        self.length += len(text)

    def insert(self, source: Source, size: int, *, mark: bool = False) -> None:
        """Note that the last `size` characters, or the paragraph mark, were inserted."""
        start = self.length - size
        last = self.changes[-1] if len(self.changes) > self.carried else None
        if last is None or last.source != source or last.end != start or last.mark:
            last = Change(source, start, start)
            self.changes.append(last)
        last.end, last.mark = self.length, mark

    def delete(self, source: Source, text: str, *, mark: bool = False) -> None:
        """Note characters, or a paragraph mark, that were taken out here."""
        last = self.changes[-1] if len(self.changes) > self.carried else None
        if last is None or last.source != source or last.start != self.length or last.mark:
            last = Change(source, self.length, self.length)
            self.changes.append(last)
        last.lost.append(text)
        last.mark = mark


class Finished(NamedTuple):
    """A line's text, label included, with spans, and where raw offsets fall."""

    text: str
    label: str
    spans: tuple[Span, ...]
    offsets: dict[int, int]
    composed: bool = True  # whether the file stored it in normal form


def finish(line: Line, label: str, gap: str, label_face: Face | None) -> Finished:
    """Clean a line. `gap` stands between label and text."""
    shift = len(label) + len(gap)
    raw = label + gap + "".join(line.pieces)
    if not raw:
        return Finished("", "", (), {})
    edges = _edges(line, shift, label_face)
    marks = [at for change in line.changes for at in (change.start, change.end)]
    marks += [anchor.at for anchor in line.anchors]
    if is_plain(raw):
        return Finished(raw, label, _spans(raw, edges), {at: at + shift for at in marks})
    text, moved = tidy(raw, [*(at for at, _ in edges), len(label), *(at + shift for at in marks)])
    count = len(edges)
    spans = _spans(text, [(at, face) for at, (_, face) in zip(moved, edges, strict=False)])
    offsets = dict(zip(marks, moved[count + 1 :], strict=True))
    return Finished(text, text[: moved[count]].strip(), spans, offsets, is_normalized("NFC", raw))


def _edges(line: Line, shift: int, label_face: Face | None) -> list[tuple[int, Face]]:
    """Where in the raw text a face begins."""
    edges = [(0, label_face)] if shift and label_face is not None else []
    at, last = shift, None
    for piece, face in zip(line.pieces, line.faces, strict=True):
        if face is not last:
            edges.append((at, face))
            last = face
        at += len(piece)
    return edges


def _spans(text: str, edges: list[tuple[int, Face]]) -> tuple[Span, ...]:
    """One span a run of equal faces, covering the text."""
    if not text:
        return ()
    merged: list[tuple[int, Face]] = []
    for start, face in edges:
        if merged and merged[-1][0] == start:
            merged.pop()
        if start < len(text) and (not merged or merged[-1][1] != face):
            merged.append((start, face))
    ends = [start for start, _ in merged[1:]] + [len(text)]
    return tuple([Span(start, end, *face) for (start, face), end in zip(merged, ends, strict=True)])
