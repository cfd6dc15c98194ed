"""The new version's parts: where its blocks stand, and runs found by the characters of a block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from vankien.model import Block
from vankien.outputs.cutting import Cutter, Element, Point
from vankien.outputs.redline.standing import Standing
from vankien.outputs.redline.tracking import Kind, Tracker
from vankien.word.anchors import Run

_TRACKABLE = ("r", "ins", "del", "moveFrom", "moveTo", "oMath", "oMathPara")
_HOLDERS = frozenset(
    "hyperlink smartTag customXml fldSimple dir bdo sdt sdtContent AlternateContent Choice Fallback".split()  # noqa: SIM905
)
_REFERENCES = frozenset(("footnoteReference", "endnoteReference"))
_FIELD = frozenset(("fldChar", "instrText"))
_GONE = ("del", "moveFrom")
_STORIES = ("body", "footnote", "endnote", "hdr", "ftr")
_NO_END = (*_GONE, "vanish", "specVanish")


class Sheet:
    """`roots`, the main part and others, are changed in place.

    Blocks keep their numbers however much is put between them.
    """

    def __init__(self, roots: Sequence[Element], standing: Standing, tracker: Tracker) -> None:
        self.roots, self.tracker, self.space = roots, tracker, tracker.space
        self.root = roots[0]
        self._origins, self._known = standing.origins, standing.known
        self._cutter = Cutter(self.root, standing.elements)

    def paragraph(self, block: int) -> Element | None:
        """The `w:p` in which a block begins; None where it stands in a part that is not changed."""
        origin = self._origins.get(block)
        if origin is None or origin.paragraph is None:
            return self._known.get(block)
        found = self._cutter.elements[origin.paragraph]
        return found if found.tag == self.space + "p" else None

    def is_whole(self, block: Block) -> bool:
        """Whether the block is all of its paragraph and its runs show just its characters."""
        origin = self._origins.get(block.index)
        paragraph = self.paragraph(block.index)
        return (
            origin is not None
            and paragraph is not None
            and all(self._owner(self._cutter.elements[run.element]) is paragraph for run in origin.runs)
        )

    def paragraphs(self, block: int) -> list[Element]:
        """Those of which it is made: several where earlier authors took out the marks between them."""
        first, origin = self.paragraph(block), self._origins.get(block)
        if first is None:
            return []
        runs = [self._cutter.elements[run.element] for run in origin.runs] if origin else []
        owners = (self._owner(run) for run in runs)
        found = list(dict.fromkeys([first, *(p for p in owners if p is not None)]))
        while self.runs_on(found[-1]) and (following := found[-1].getnext()) is not None:
            if following.tag != self.space + "p":
                break
            found.append(following)
        return found

    def runs_on(self, paragraph: Element) -> bool:
        """Whether its mark is taken out or hidden, so that the next paragraph goes on with it."""
        look = paragraph.find(f"{self.space}pPr/{self.space}rPr")
        return look is not None and any(self._name(e) in _NO_END for e in look)

    def put(self, block: int, at: int, element: Element) -> None:
        """Before the block's character `at`, outside links and tracked changes of others."""
        spot = self._boundary(block, at)
        if spot is None:  # no run shows a character here: at the paragraph's end
            self._paragraph(block).append(element)
            return
        piece, after = spot
        while self._name(piece.getparent()) in ("ins", "del", "moveFrom", "moveTo"):
            piece = piece.getparent()  # type: ignore[assignment]
        piece.addnext(element) if after else piece.addprevious(element)

    def wrap(self, block: int, start: int, end: int, kind: Kind) -> None:
        """Track the runs of [start, end)."""
        characters = list(self._characters(block, start, end))
        if not characters:
            return
        (first, k), (last, n) = characters[0], characters[-1]
        begin = self._cutter.boundary(Point(first.element, first.cuts[k], first.cuts[-1]), after=False)
        stop = self._cutter.boundary(Point(last.element, last.cuts[n + 1], last.cuts[-1]), after=True)
        for run in self._between(self._paragraph(block), begin, stop):
            self.tracker.wrap(run, kind)

    def wrap_all(self, paragraph: Element, kind: Kind) -> None:
        """Track all that a paragraph shows, earlier authors' changes too.

        A note's mark stays, and so does one end of a field that reaches beyond the paragraph.
        """
        ends = [e.get(f"{self.space}fldCharType") for e in paragraph.iter(f"{self.space}fldChar")]
        whole = ends.count("begin") == ends.count("end")
        self._wrap_within(paragraph, kind, _REFERENCES if whole else _REFERENCES | _FIELD)

    def _wrap_within(self, parent: Element, kind: Kind, stays: Collection[str]) -> None:
        for child in list(parent):
            name = self._name(child)
            if name in _HOLDERS:
                self._wrap_within(child, kind, stays)
            elif name in _TRACKABLE and not self._is_only(child, stays):
                self.tracker.wrap(child, kind)

    def put_in(self, paragraph: Element, kind: Kind, *, counted: bool) -> None:
        """Track a paragraph as a whole. Where a list counts it and its mark stays, rejecting uncounts it."""
        self.wrap_all(paragraph, kind)
        self.tracker.mark_end(paragraph, kind)
        following = paragraph.getnext()
        if counted and (following is None or following.tag != self.space + "p" or self._stays(paragraph)):
            self.tracker.unnumber(paragraph)

    def put_in_all(self, top: Element, counted: Collection[Element]) -> None:
        """All paragraphs and rows in a child of the body, a note or a margin; boxes go with their runs."""
        if self._name(top) in _TRACKABLE:
            self.tracker.wrap(top, "ins")
        for element in list(top.iter(self.space + "p", self.space + "tr")):
            if next(element.iterancestors(f"{self.space}txbxContent"), None) is None:
                if element.tag == self.space + "tr":
                    self.tracker.mark_row(element, "ins")
                else:
                    self.put_in(element, "ins", counted=element in counted)

    def top(self, block: int) -> Element | None:
        """The child of the body, a note or a margin in which a block begins."""
        element = self.paragraph(block)
        while element is not None and (parent := element.getparent()) is not None:
            if self._name(parent) in _STORIES:
                return element
            element = parent
        return None

    def _stays(self, paragraph: Element) -> bool:
        """Whether its mark is not one that we put in."""
        look = paragraph.find(f"{self.space}pPr/{self.space}rPr")
        return look is None or not any(self.tracker.is_ours(e) for e in look)

    def runs(self, paragraph: Element) -> list[Element]:
        """Its runs, those of links and controls too, those of text boxes not."""
        return [r for r in paragraph.iter(self.space + "r") if self._owner(r) is paragraph]

    def cut_off(self, block: int, at: int) -> Element | None:
        """The paragraph's content before the character `at` as a paragraph of its own before it.

        None where the place lies inside a link or control.
        """
        paragraph = self._paragraph(block)
        spot = self._boundary(block, at)
        if spot is None:
            return None
        piece, after = spot
        top = piece
        while top.getparent() is not paragraph:
            parent = top.getparent()
            if parent is None or self._name(parent) not in ("ins", "del") or len(parent) > 1:
                return None
            top = parent
        head = self.tracker.new("p")
        stop = paragraph.index(top) + (1 if after else 0)
        head.extend([child for child in list(paragraph)[:stop] if self._name(child) != "pPr"])
        paragraph.addprevious(head)
        return head

    def _boundary(self, block: int, at: int) -> tuple[Element, bool] | None:
        """A piece of a run that ends (True) or begins before the character."""
        before = list(self._characters(block, max(at - 1, 0), at))
        if before:
            run, k = before[-1]
            return self._cutter.boundary(Point(run.element, run.cuts[k + 1], run.cuts[-1]), after=True), True
        behind = next(self._characters(block, at, at + 1), None)
        if behind is None:
            return None
        run, k = behind
        return self._cutter.boundary(Point(run.element, run.cuts[k], run.cuts[-1]), after=False), False

    def _characters(self, block: int, start: int, end: int) -> Iterator[tuple[Run, int]]:
        for run in self._origins[block].runs:
            for k in range(len(run.offsets) - 1):
                if run.offsets[k] < end and run.offsets[k + 1] > start:
                    yield run, k

    def _between(self, paragraph: Element, begin: Element, stop: Element) -> Iterable[Element]:
        inside = False
        for run in self.runs(paragraph):
            inside = inside or run is begin
            if inside:
                yield run
            if run is stop:
                return

    def _paragraph(self, block: int) -> Element:
        found = self.paragraph(block)
        if found is None:
            raise LookupError(block)
        return found

    def _is_only(self, run: Element, names: Collection[str]) -> bool:
        held = {self._name(e) for e in run}
        return not held.isdisjoint(names) and "t" not in held

    def _owner(self, element: Element) -> Element | None:
        return next(element.iterancestors(self.space + "p"), None)

    def _name(self, element: Element | None) -> str:
        return "" if element is None else str(element.tag).rpartition("}")[2]
