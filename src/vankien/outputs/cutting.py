"""A part's runs cut in two where a range begins or ends inside one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

Element = etree._Element
_ONE = ("tab", "ptab", "cr", "br", "noBreakHyphen", "softHyphen", "sym")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Point(NamedTuple):
    """Between a run's characters: `before` of its `size` stand before it. `run`: its position in the part."""

    run: int
    before: int
    size: int


class Cutter:
    """Runs are named by their place in the part as it was, or in `elements`, however often they are cut."""

    def __init__(self, root: Element, elements: Sequence[Element] | None = None) -> None:
        self.root = root
        self.space = str(root.tag).partition("}")[0] + "}"
        self.elements = list(root.iter()) if elements is None else elements
        self._pieces: dict[int, list[tuple[int, Element]]] = {}
        self._exact: dict[int, bool] = {}  # whether a run's XML holds just its characters: it can be cut

    def boundary(self, point: Point, *, after: bool) -> Element:
        """The piece of a run that begins at a point (or ends there, `after`), split off where needed."""
        run, count, _ = point
        if run not in self._pieces:
            self._pieces[run] = [(0, self.elements[run])]
            self._exact[run] = sum(map(self._size, self.elements[run])) == point.size
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
