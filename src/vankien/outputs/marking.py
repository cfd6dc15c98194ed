"""Comment ranges put into the main part's XML: a run is split only where a range begins or ends inside it."""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

Element = etree._Element
_ONE = ("tab", "ptab", "cr", "br", "noBreakHyphen", "softHyphen", "sym")
_HOLDERS = frozenset(
    "p hyperlink ins del moveFrom moveTo smartTag customXml fldSimple dir bdo sdtContent".split()  # noqa: SIM905
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Point(NamedTuple):
    """Between a run's characters: `before` of its `size` stand before it. `run`: its position in the part."""

    run: int
    before: int
    size: int


class Span(NamedTuple):
    """What a comment is anchored on: [start, end) in runs, or a whole paragraph, or nothing known."""

    paragraph: int | None
    start: Point | None
    end: Point | None


class Marker:
    """Marks spans of one part. Positions are those of the part as it was, however often runs are split."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.space = str(root.tag).partition("}")[0] + "}"
        self._elements = list(root.iter())
        self._pieces: dict[int, list[tuple[int, Element]]] = {}
        self._exact: dict[
            int, bool
        ] = {}  # whether a run's XML holds just its characters, so that it can be cut

    def mark(self, span: Span, id: str) -> None:
        """Put the range and the reference of comment `id` around a span."""
        first = last = None
        if span.start is not None and span.end is not None:
            first = self._holder(self._boundary(span.start, after=False))
            last = self._holder(self._boundary(span.end, after=True))
        if first is None or last is None:
            first, last = self._paragraph_ends(span.paragraph)
        start, end = self._new("commentRangeStart", id), self._new("commentRangeEnd", id)
        if first is last and first.tag == self.space + "p":
            first.extend((start, end))
        else:
            first.addprevious(start)
            last.addnext(end)
        self._reference(end, id)

    def _new(self, name: str, id: str) -> Element:
        return self.root.makeelement(self.space + name, {self.space + "id": id}, None)

    def _reference(self, end: Element, id: str) -> None:
        """The comment's mark: after the range, outside links, controls and tracked changes."""
        top = end
        while (parent := top.getparent()) is not None and parent.tag != self.space + "p":
            top = parent
        run = self.root.makeelement(self.space + "r", None, None)
        run.append(self._new("commentReference", id))
        while (after := top.getnext()) is not None and after.tag == self.space + "commentRangeEnd":
            top = after
        top.addnext(run)

    def _paragraph_ends(self, paragraph: int | None) -> tuple[Element, Element]:
        """The first and last child of a paragraph behind its properties; itself when it has none."""
        found = self._elements[paragraph] if paragraph is not None else self._any_paragraph()
        content = [e for e in found if e.tag != self.space + "pPr"]
        return (content[0], content[-1]) if content else (found, found)

    def _any_paragraph(self) -> Element:
        body = self.root.find(self.space + "body")
        if body is None:
            body = self.root
        found = next(body.iter(self.space + "p"), None)
        if found is None:
            found = self.root.makeelement(self.space + "p", None, None)
            body.insert(0, found)
        return found

    def _holder(self, element: Element) -> Element | None:
        """The element or what contains it, where comment ranges may stand; None outside any paragraph."""
        allowed = {self.space + name for name in _HOLDERS}
        while (parent := element.getparent()) is not None and parent.tag not in allowed:
            element = parent
        return element if next(element.iterancestors(self.space + "p"), None) is not None else None

    def _boundary(self, point: Point, *, after: bool) -> Element:
        """The piece of a run that begins at a point (or ends there, `after`), split off where needed."""
        run, count, _ = point
        if run not in self._pieces:
            self._pieces[run] = [(0, self._elements[run])]
            self._exact[run] = sum(map(self._size, self._elements[run])) == point.size
        pieces = self._pieces[run]
        if not self._exact[run]:
            return pieces[0][1]
        fits = [i for i, (begin, _) in enumerate(pieces) if begin < count or (begin == count and not after)]
        index = fits[-1] if fits else 0
        begin, piece = pieces[index]
        if count == begin or (after and index + 1 < len(pieces) and pieces[index + 1][0] == count):
            return piece
        tail = self._split(piece, count - begin)
        if tail is None:
            return piece
        pieces.insert(index + 1, (count, tail))
        return piece if after else tail

    def _split(self, run: Element, count: int) -> Element | None:
        """Cut a run after `count` characters; the new second half, None where nothing lies behind."""
        sizes = [self._size(child) for child in run]
        if not 0 < count < sum(sizes):
            return None
        tail = run.makeelement(run.tag, {str(k): str(v) for k, v in run.attrib.items()}, None)
        properties = run.find(self.space + "rPr")
        if properties is not None:
            tail.append(deepcopy(properties))
        before = 0
        for child, size in zip(list(run), sizes, strict=True):
            if before + size > count and before < count:
                tail.append(self._cut_text(child, count - before))
            elif before >= count and child is not properties:
                tail.append(child)
            before += size
        run.addnext(tail)
        return tail

    def _cut_text(self, text: Element, count: int) -> Element:
        whole = text.text or ""
        rest = text.makeelement(text.tag, {_SPACE: "preserve"}, None)
        text.text, rest.text = whole[:count], whole[count:]
        text.set(_SPACE, "preserve")
        return rest

    def _size(self, child: Element) -> int:
        """How many characters of a block an element of a run is."""
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            return len(child.text or "")
        page = name == "br" and child.get(self.space + "type") == "page"
        return int(name in _ONE and not page)
