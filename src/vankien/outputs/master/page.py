"""The base's main part: passages found by the characters of a block, however much was written into it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from vankien.model import Block
from vankien.outputs.cutting import Element, Point
from vankien.outputs.marking import Span
from vankien.outputs.master.pen import Pen, Pieces
from vankien.outputs.plain import writable
from vankien.outputs.redline.tracking import Kind
from vankien.word.anchors import Origin, Run

_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_LOOK_LEFT_OUT = ("rPrChange", "ins", "del", "moveFrom", "moveTo")
_GONE = {"t": "delText", "instrText": "delInstrText"}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Unplaced(Exception):  # noqa: N818 - no error: what cannot be tracked is told in a comment
    """A change that cannot be tracked at its place."""


class Page:
    def __init__(self, root: Element, origins: dict[int, Origin], cutter: Pieces, pen: Pen) -> None:
        self.root, self.space, self.pen = root, cutter.space, pen
        self._origins, self._cutter = origins, cutter
        # The last of what was put behind an element, or at a character of a block.
        self._behind: dict[Element | tuple[int, int], Element] = {}

    def paragraph(self, block: Block) -> Element:
        """The `w:p` in which a block of the running text begins. Raises Unplaced."""
        origin = self._origins.get(block.index)
        if origin is None or origin.paragraph is None or block.part not in ("body", "table"):
            raise Unplaced
        found = self._cutter.elements[origin.paragraph]
        if found.tag != self.space + "p":
            raise Unplaced
        return found

    def put_in(self, block: Block, at: int, text: str) -> Element:
        """Words before the character `at`."""
        paragraph = self.paragraph(block)
        wrapper = self.pen.change("ins")
        spot = self._spot(block, at)
        if spot is None:
            wrapper.append(self._run(text, None))
            paragraph.append(wrapper)
            return wrapper
        piece, after = spot
        wrapper.append(self._run(text, piece))
        parent = piece.getparent()
        if parent is not None and self._name(parent) in _TRACKED:
            piece, after = self._opened(parent, piece, after)
        if after:
            self._behind.get((block.index, at), piece).addnext(wrapper)
            self._behind[block.index, at] = wrapper
        else:
            piece.addprevious(wrapper)
        return wrapper

    def put_paragraphs(
        self, block: Block, texts: list[str], *, like: Block, listed: bool, outside: bool, before: bool
    ) -> list[Element]:
        """Paragraphs behind that of a block, or before it, of the form of `like`; `outside` its table."""
        anchor, model = self.paragraph(block), self.paragraph(like)
        if outside:
            anchor = list(anchor.iterancestors(self.space + "tbl"))[-1]
        found = []
        for text in texts:
            made = self._like(model, listed=listed)
            wrapper = self.pen.change("ins")
            wrapper.append(self._run(text, next(iter(self._runs(model)), None)))
            made.append(wrapper)
            self.pen.mark_end(made, "ins")
            if before:
                anchor.addprevious(made)
            else:
                self._behind.get(anchor, anchor).addnext(made)
                self._behind[anchor] = made
            found.append(made)
        return found

    def split(self, block: Block, at: int, head_text: str, tail_text: str) -> None:
        """The paragraph in two before the character `at`; words at the one's end and the other's start."""
        paragraph = self.paragraph(block)
        spot = self._spot(block, at)
        if spot is None or spot[0].getparent() is not paragraph:
            raise Unplaced
        piece, after = spot
        children = list(paragraph)
        stop = children.index(piece) + (1 if after else 0)
        head = self._like(paragraph, listed=True)
        head.extend([child for child in children[:stop] if self._name(child) != "pPr"])
        paragraph.addprevious(head)
        self.pen.mark_end(head, "ins")
        for text, place in ((head_text, None), (tail_text, piece if not after else None)):
            if text:
                wrapper = self.pen.change("ins")
                wrapper.append(self._run(text, piece))
                if text is head_text:
                    head.append(wrapper)
                elif place is not None:
                    place.addprevious(wrapper)
                else:
                    first = 1 if len(paragraph) and self._name(paragraph[0]) == "pPr" else 0
                    paragraph.insert(first, wrapper)

    def put_row(self, block: Block, cells: tuple[str, ...]) -> None:
        """A row behind that of the block, of its form."""
        row = next(self.paragraph(block).iterancestors(self.space + "tr"), None)
        if row is None:
            raise Unplaced
        made = deepcopy(row)
        spots = made.findall(self.space + "tc")
        if len(spots) < len(cells):
            raise Unplaced
        for at, cell in enumerate(spots):
            self._refill(cell, cells[at] if at < len(cells) else "")
        for name in ("ins", "del"):
            for element in made.findall(f"{self.space}trPr/{self.space}{name}"):
                element.getparent().remove(element)  # type: ignore[union-attr]
        self.pen.mark_row(made, "ins")
        self._behind.get(row, row).addnext(made)
        self._behind[row] = made

    def take_out(self, block: Block, start: int, end: int) -> list[Element]:
        """The words [start, end)."""
        reach = list(self._reach(block, start, end))
        pieces = [piece for run, begin, stop in reach for piece in self._cut(run, begin, stop)]
        if not pieces and start < end:
            raise Unplaced
        return [self._wrap_out(run) for run in self._with_between(pieces)]

    def take_out_of(self, wrapper: Element) -> None:
        """What another's change put in."""
        for run in wrapper.findall(self.space + "r"):
            self._wrap_out(run)

    def take_out_paragraph(self, block: Block) -> Element:
        """Its mark, which the last paragraph of a cell keeps; its words are taken out apart."""
        paragraph = self.paragraph(block)
        following = paragraph.getnext()
        if block.cell is None or (following is not None and following.tag == paragraph.tag):
            self.pen.mark_end(paragraph, "del")
        return paragraph

    def take_out_row(self, block: Block) -> None:
        row = next(self.paragraph(block).iterancestors(self.space + "tr"), None)
        if row is not None:
            self.pen.mark_row(row, "del")

    def name_move(self, name: str, gone: list[Element], come: list[Element]) -> None:
        """Tie both ends of a move together; what came without anything gone is put in."""
        sides: tuple[tuple[Kind, list[Element]], ...] = (("moveFrom", gone), ("moveTo", come))
        if not all(elements for _, elements in sides):
            for element in (e for one in come for e in one.iter(self.space + "moveTo")):
                element.tag = self.space + "ins"
            return
        for kind, elements in sides:
            start, end = self.pen.range(kind, name)
            elements[0].addprevious(start)
            elements[-1].addnext(end)

    def span(self, block: int, start: int, end: int) -> Span:
        """For a comment: the passage, the word at a point, else the paragraph."""
        origin = self._origins.get(block)
        if origin is None or (not origin.runs and origin.paragraph is None):
            return Span(None, None, None)
        reach = [
            (run, k)
            for run in origin.runs
            for k in range(len(run.offsets) - 1)
            if run.offsets[k] < end and run.offsets[k + 1] > start
        ]
        if not reach:
            return (
                self.span(block, max(start - 1, 0), start + 1)
                if start == end
                else Span(origin.paragraph, None, None)
            )
        (first, k), (last, n) = reach[0], reach[-1]
        begin = Point(first.element, first.cuts[k], first.cuts[-1])
        return Span(origin.paragraph, begin, Point(last.element, last.cuts[n + 1], last.cuts[-1]))

    # Where the characters stand now.

    def _reach(self, block: Block, start: int, end: int) -> Iterator[tuple[Run, int, int]]:
        """Runs of [start, end), each with the first and last of its characters that lie in it."""
        if block.part not in ("body", "table"):
            return
        origin = self._origins.get(block.index)
        for run in origin.runs if origin else ():
            chosen = [
                k for k in range(len(run.offsets) - 1) if run.offsets[k] < end and run.offsets[k + 1] > start
            ]
            if chosen:
                yield run, chosen[0], chosen[-1]

    def _cut(self, run: Run, first: int, last: int) -> list[Element]:
        """The pieces of a run from its `first` to its `last` character."""
        begin = self._cutter.boundary(Point(run.element, run.cuts[first], run.cuts[-1]), after=False)
        stop = self._cutter.boundary(Point(run.element, run.cuts[last + 1], run.cuts[-1]), after=True)
        pieces = self._cutter.pieces(run.element)
        if begin not in pieces or stop not in pieces:
            return [begin]
        return pieces[pieces.index(begin) : pieces.index(stop) + 1]

    def _spot(self, block: Block, at: int) -> tuple[Element, bool] | None:
        """A piece of a run that ends (True) or begins before the character."""
        before = list(self._reach(block, max(at - 1, 0), at))
        if before:
            run, _, k = before[-1]
            return self._cutter.boundary(Point(run.element, run.cuts[k + 1], run.cuts[-1]), after=True), True
        behind = next(self._reach(block, at, at + 1), None)
        if behind is None:
            return None
        run, k, _ = behind
        return self._cutter.boundary(Point(run.element, run.cuts[k], run.cuts[-1]), after=False), False

    def _with_between(self, pieces: list[Element]) -> list[Element]:
        """With the runs between them that show no character: a note's mark goes with the words around it."""
        if len(pieces) < 2:
            return pieces
        owner = next(pieces[0].iterancestors(self.space + "p"), None)
        if owner is None or next(pieces[-1].iterancestors(self.space + "p"), None) is not owner:
            return pieces
        runs = self._runs(owner)
        if pieces[0] not in runs or pieces[-1] not in runs:
            return pieces
        reach = runs[runs.index(pieces[0]) : runs.index(pieces[-1]) + 1]
        chosen = set(pieces)
        return [r for r in reach if r in chosen or r.find(f"{self.space}footnoteReference") is not None]

    def _runs(self, paragraph: Element) -> list[Element]:
        return [
            run
            for run in paragraph.iter(self.space + "r")
            if next(run.iterancestors(self.space + "p"), None) is paragraph
        ]

    # What is written.

    def _wrap_out(self, run: Element) -> Element:
        parent = run.getparent()
        if parent is not None and self._name(parent) in ("del", "moveFrom"):
            return parent
        wrapper = self.pen.change("del")
        for child in run if self._name(wrapper) == "del" else ():  # a move keeps its words as they are
            name = self._name(child)
            if name in _GONE:
                child.tag = self.space + _GONE[name]
        before = run.getprevious()
        if before is not None and self.pen.is_own(before, "del") and self._name(wrapper) == "del":
            before.append(run)
            return before
        run.addprevious(wrapper)
        wrapper.append(run)
        return wrapper

    def _opened(self, wrapper: Element, piece: Element, after: bool) -> tuple[Element, bool]:
        """An earlier author's change in two, so that something can stand between."""
        inside = list(wrapper)
        stop = inside.index(piece) + (1 if after else 0)
        if stop in (0, len(inside)):
            return wrapper, stop > 0
        tail = wrapper.makeelement(wrapper.tag, {str(k): str(v) for k, v in wrapper.attrib.items()}, None)
        tail.extend(inside[stop:])
        wrapper.addnext(tail)
        return wrapper, True

    def _run(self, text: str, like: Element | None) -> Element:
        run = self.pen.new("r")
        look = like.find(self.space + "rPr") if like is not None else None
        if look is not None:
            copy = deepcopy(look)
            for name in _LOOK_LEFT_OUT:
                for element in copy.findall(self.space + name):
                    copy.remove(element)
            run.append(copy)
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(self.pen.new("br"))
            words = self.pen.new("t")
            words.set(_XML_SPACE, "preserve")
            words.text = writable(line)
            run.append(words)
        return run

    def _like(self, paragraph: Element, *, listed: bool) -> Element:
        """An empty paragraph of the same form."""
        made = self.pen.new("p")
        form = paragraph.find(self.space + "pPr")
        if form is not None:
            copy = deepcopy(form)
            for name in ("sectPr", "pPrChange", *(() if listed else ("numPr",))):
                for element in copy.findall(self.space + name):
                    copy.remove(element)
            look = copy.find(self.space + "rPr")
            for element in list(look) if look is not None else ():
                if self._name(element) in _LOOK_LEFT_OUT:
                    look.remove(element)  # type: ignore[union-attr]
            made.append(copy)
        return made

    def _refill(self, cell: Element, text: str) -> None:
        paragraphs = cell.findall(self.space + "p")
        like = next(cell.iter(self.space + "r"), None)
        like = deepcopy(like) if like is not None else None
        form = self._like(paragraphs[0], listed=True) if paragraphs else self.pen.new("p")
        for element in list(cell):
            if self._name(element) != "tcPr":
                cell.remove(element)
        for line in text.split("\n"):
            made = deepcopy(form)
            if line:
                wrapper = self.pen.change("ins")
                wrapper.append(self._run(line, like))
                made.append(wrapper)
            cell.append(made)

    def _name(self, element: Element) -> str:
        return str(element.tag).removeprefix(self.space)
