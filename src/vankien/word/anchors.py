"""Where in the XML the characters of a block come from: the reader's own walk, listened to.

What is written back into a file (a comment on a passage) is placed by this, so it cannot disagree with the
reading. Elements are named by their position in the main part, in document order, in any dialect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from vankien.model import Document
from vankien.word.docx import Reading
from vankien.word.inline import Inline
from vankien.word.legacy import decode
from vankien.word.lines import Anchor
from vankien.word.looks import Look, Looks
from vankien.word.names import ID, Element, w
from vankien.word.package import Package, parse
from vankien.word.story import Draft

_BOX, _RUN, _PARAGRAPH = w("txbxContent"), w("r"), w("p")
_NOTES = {w("footnote"): w("footnoteReference"), w("endnote"): w("endnoteReference")}


@dataclass(frozen=True, slots=True)
class Run:
    """A `w:r` that shows text. `offsets[k]`: where its k-th character stands in the block; the end too."""

    element: int
    offsets: tuple[int, ...]
    cuts: tuple[
        int, ...
    ]  # how many characters of the XML come before each; a legacy encoding may use two for one


@dataclass(slots=True)
class Origin:
    """A block's runs in reading order and the paragraph in which it begins (None in another part)."""

    paragraph: int | None = None
    runs: list[Run] = field(default_factory=list)


def locate(source: Path | bytes, blocks: Collection[int]) -> dict[int, Origin]:
    """The origin of each of these blocks. The run that bears its mark stands for a note or text box."""
    package = KeptPackage(source)
    try:
        root = package.root(package.main())
        order = {element: i for i, element in enumerate(root.iter() if root is not None else ())}
        trace = _Trace(frozenset(blocks))
        Reading(package, trace.draft).document()
        return trace.origins(order)
    finally:
        package.close()


def trace(package: KeptPackage, blocks: Collection[int]) -> tuple[Document, dict[int, Traced]]:
    """The file read, and the elements, in any part, from which each block is read; runs only of these."""
    tracing = _Trace(frozenset(blocks))
    return Reading(package, tracing.draft).document(), tracing.traced()


class KeptPackage(Package):
    """A package that parses each part once, so that elements keep their identity."""

    def __init__(self, source: Path | bytes) -> None:
        super().__init__(source)
        self._roots: dict[str, Element | None] = {}

    def root(self, part: str) -> Element | None:
        if part.lower() not in self._roots:
            self._roots[part.lower()] = super().root(part)
        return self._roots[part.lower()]

    def forget(self, part: str) -> None:
        """Parse a part again when it is asked for."""
        self._roots.pop(part.lower(), None)

    def swap(self, part: str, data: bytes) -> Element:
        """Read a part from these bytes from now on."""
        self._roots[part.lower()] = root = parse(data)
        return root


@dataclass(slots=True)
class Traced:
    """A block's first paragraph and its runs: element, offsets and cuts as in Run."""

    paragraph: Element | None
    runs: list[tuple[Element, tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)


class _Trace:
    """What the walk says while it reads: every run's characters, every block's first paragraph."""

    def __init__(self, wanted: frozenset[int]) -> None:
        self.wanted = wanted
        self.runs: list[tuple[Element, list[int]]] = []
        self.paragraphs: dict[int, Element] = {}
        self.draft = Draft(inline=self._inline)

    def _inline(self, looks: Looks, note: Callable[[str, str], None], unclosed: frozenset[Element]) -> Inline:
        return _Listening(self, looks, note, unclosed)

    def traced(self) -> dict[int, Traced]:
        found = {block: Traced(paragraph) for block, paragraph in self.paragraphs.items()}
        for number, (element, cuts) in enumerate(self.runs):
            places = [self.draft.anchors.get((_key(number), str(k)), (-1, 0)) for k in range(len(cuts))]
            shows = places[-1][1] > places[0][1]  # not so where it only holds spaces that are cleaned away
            if shows and places[0][0] in found:
                run = element, tuple(offset for _, offset in places), tuple(cuts)
                found[places[0][0]].runs.append(run)
        return found

    def origins(self, order: dict[Element, int]) -> dict[int, Origin]:
        found = {block: Origin() for block in self.wanted}
        for block, paragraph in self.paragraphs.items():
            if block in found:
                boxes = list(paragraph.iterancestors(_BOX))
                outer = next(boxes[-1].iterancestors(_PARAGRAPH), None) if boxes else paragraph
                found[block].paragraph = order.get(outer) if outer is not None else None
        for number, (element, cuts) in enumerate(self.runs):
            places = [self.draft.anchors.get((_key(number), str(k)), (-1, 0)) for k in range(len(cuts))]
            origin = found.get(places[0][0])
            mark = _mark(element, order)
            if origin is not None and mark is not None:
                whole = mark is not element
                offsets = (0, 1 << 30) if whole else tuple(offset for _, offset in places)
                origin.runs.append(Run(order[mark], offsets, (0, 1) if whole else tuple(cuts)))
        return found


class _Listening(Inline):
    """Reads as Inline does and lets anchors ride along, which come out as offsets in the block's text."""

    def __init__(
        self, trace: _Trace, looks: Looks, note: Callable[[str, str], None], unclosed: frozenset[Element]
    ) -> None:
        super().__init__(looks, note, unclosed)
        self._trace = trace
        self._cuts = [0]

    def content(self, parent: Element) -> None:
        if parent.tag == _PARAGRAPH and not self.line.length:
            self._trace.paragraphs[len(self._trace.draft.blocks)] = parent
        super().content(parent)

    def run(self, run: Element) -> None:
        outer, self._cuts = self._cuts, [0]
        line, start = self.line, self.line.length
        super().run(run)
        cuts, self._cuts = self._cuts, outer
        if line.length > start and len(self._trace.draft.blocks) in self._trace.wanted:
            key = _key(len(self._trace.runs))
            self._trace.runs.append((run, cuts))
            line.anchors.extend(Anchor(key, str(k), start + k) for k in range(len(cuts)))

    def _add(self, text: str, look: Look) -> None:
        before = self.line.length
        super()._add(text, look)
        kept, first = self.line.length - before, self._cuts[-1]
        if kept == len(text) or not look.coding:
            self._cuts += range(first + 1, first + kept + 1)
        else:
            self._cuts += [first + n for n in _reaches(text, kept, look.coding)]


def _key(number: int) -> str:
    return f"\0{number}"


def _reaches(text: str, size: int, coding: str) -> list[int]:
    """For each of a legacy text's `size` letters and marks, how many stored characters reach to its end."""
    lengths = [len(decode(text[:n], coding)) for n in range(1, len(text) + 1)]
    return [min(bisect_left(lengths, k) + 1, len(text)) for k in range(1, size + 1)]


def _mark(run: Element, order: dict[Element, int]) -> Element | None:
    """The run itself, or the run of the main text that shows its text box or its note's mark."""
    boxes = list(run.iterancestors(_BOX))
    host = next(boxes[-1].iterancestors(_RUN), None) if boxes else run
    if host is not None and host in order:
        return host
    for tag, reference in _NOTES.items():
        note = next(run.iterancestors(tag), None)
        if note is not None:
            marks = (e for e in order if e.tag == reference and e.get(ID) == note.get(ID))
            return next((run for mark in marks for run in mark.iterancestors(_RUN)), None)
    return None
