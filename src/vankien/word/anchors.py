"""Where in the XML the characters of a block come from: the reader's own walk, listened to.

What is written back into a file (a comment on a passage) is placed by this, so it can never disagree with the reading.
Elements are named by their position in the main part, counted in document order, whatever dialect the file speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vankien.word.docx import Reading
from vankien.word.inline import Inline
from vankien.word.lines import Anchor
from vankien.word.looks import Looks
from vankien.word.names import ID, Element, w
from vankien.word.package import Package
from vankien.word.story import Draft

_BOX, _RUN, _PARAGRAPH = w("txbxContent"), w("r"), w("p")
_NOTES = {w("footnote"): w("footnoteReference"), w("endnote"): w("endnoteReference")}


@dataclass(frozen=True, slots=True)
class Run:
    """A `w:r` that shows text. `offsets[k]` is where its k-th character stands in the block's text; one more at the end."""

    element: int
    offsets: tuple[int, ...]


@dataclass(slots=True)
class Origin:
    """The runs of a block in reading order, and the paragraph in which it begins; None where it is in another part."""

    paragraph: int | None = None
    runs: list[Run] = field(default_factory=list)


def locate(source: Path | bytes, blocks: Collection[int]) -> dict[int, Origin]:
    """The origin of each of these blocks. A note or text box is represented by the run that bears its mark."""
    package = _Kept(source)
    try:
        root = package.root(package.main())
        order = {element: i for i, element in enumerate(root.iter() if root is not None else ())}
        trace = _Trace(frozenset(blocks))
        Reading(package, trace.draft).document()
        return trace.origins(order)
    finally:
        package.close()


class _Kept(Package):
    """A package that parses each part once, so that elements keep their identity."""

    def __init__(self, source: Path | bytes) -> None:
        super().__init__(source)
        self._roots: dict[str, Element | None] = {}

    def root(self, part: str) -> Element | None:
        if part.lower() not in self._roots:
            self._roots[part.lower()] = super().root(part)
        return self._roots[part.lower()]


class _Trace:
    """What the walk says while it reads: every run's characters, every block's first paragraph."""

    def __init__(self, wanted: frozenset[int]) -> None:
        self.wanted = wanted
        self.runs: list[tuple[Element, int]] = []
        self.paragraphs: dict[int, Element] = {}
        self.draft = Draft(inline=self._inline)

    def _inline(
        self, looks: Looks, note: Callable[[str, str], None], unclosed: frozenset[Element]
    ) -> Inline:
        return _Listening(self, looks, note, unclosed)

    def origins(self, order: dict[Element, int]) -> dict[int, Origin]:
        found = {block: Origin() for block in self.wanted}
        for block, paragraph in self.paragraphs.items():
            if block in found:
                found[block].paragraph = order.get(paragraph)
        for number, (element, size) in enumerate(self.runs):
            places = [self.draft.anchors[_key(number), str(k)] for k in range(size + 1)]
            origin = found.get(places[0][0])
            mark = _mark(element, order)
            if origin is not None and mark is not None:
                whole = mark is not element
                offsets = (0, 1 << 30) if whole else tuple(offset for _, offset in places)
                origin.runs.append(Run(order[mark], offsets))
        return found


class _Listening(Inline):
    """Reads as Inline does and lets anchors ride along, which come out as offsets in the block's text."""

    def __init__(
        self, trace: _Trace, looks: Looks, note: Callable[[str, str], None], unclosed: frozenset[Element]
    ) -> None:
        super().__init__(looks, note, unclosed)
        self._trace = trace

    def content(self, parent: Element) -> None:
        if parent.tag == _PARAGRAPH and not self.line.length:
            self._trace.paragraphs[len(self._trace.draft.blocks)] = parent
        super().content(parent)

    def run(self, run: Element) -> None:
        line, start = self.line, self.line.length
        super().run(run)
        size = line.length - start
        if size and len(self._trace.draft.blocks) in self._trace.wanted:
            key = _key(len(self._trace.runs))
            self._trace.runs.append((run, size))
            line.anchors.extend(Anchor(key, str(k), start + k) for k in range(size + 1))


def _key(number: int) -> str:
    return f"\0{number}"


def _mark(run: Element, order: dict[Element, int]) -> Element | None:
    """The run itself, or the run of the main text that shows its text box or its note's mark."""
    boxes = [a for a in run.iterancestors(_BOX)]
    host = next(_outer_runs(boxes[-1]), None) if boxes else run
    if host is not None and host in order:
        return host
    for tag, reference in _NOTES.items():
        note = next(run.iterancestors(tag), None)
        if note is not None:
            return next((_run_of(e) for e in order if e.tag == reference and e.get(ID) == note.get(ID)), None)
    return None


def _outer_runs(box: Element) -> Iterator[Element]:
    return box.iterancestors(_RUN)


def _run_of(reference: Element) -> Element | None:
    return next(reference.iterancestors(_RUN), None)
