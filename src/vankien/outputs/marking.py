"""Comment ranges put into the main part's XML: a run is split only where a range begins or ends inside it."""

from __future__ import annotations

from typing import NamedTuple

from vankien.outputs.cutting import Cutter, Element, Point

_HOLDERS = frozenset(
    "p hyperlink ins del moveFrom moveTo smartTag customXml fldSimple dir bdo sdtContent".split()  # noqa: SIM905
)


class Span(NamedTuple):
    """What a comment is anchored on: [start, end) in runs, or a whole paragraph, or nothing known."""

    paragraph: int | None
    start: Point | None
    end: Point | None


class Marker:
    """Marks spans of one part. Positions are those of the part as it was, however often runs are split."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._cutter = Cutter(root)
        self.space = self._cutter.space

    def mark(self, span: Span, id: str) -> None:
        """Put the range and the reference of comment `id` around a span."""
        first = last = None
        if span.start is not None and span.end is not None:
            first = self._holder(self._cutter.boundary(span.start, after=False))
            last = self._holder(self._cutter.boundary(span.end, after=True))
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
        found = self._cutter.elements[paragraph] if paragraph is not None else self._any_paragraph()
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
