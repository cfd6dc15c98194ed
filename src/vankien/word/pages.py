"""Word sections: their pages, the headers and footers in use, and where the page number stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.model import PageSetup
from vankien.word.forms import Forms
from vankien.word.looks import Looks
from vankien.word.names import VAL, Element, child, is_on, millimetres, value, w
from vankien.word.package import Package

_PAGE_CODE = re.compile(r"\s*PAGE[\s\\]", re.IGNORECASE)
_TOLD = tuple(map(w, ("tab", "ptab", "instrText", "fldSimple", "fldChar", "pgNum")))
_SIDES = {
    "left": "left", "start": "left", "inside": "left", "center": "center",
    "right": "right", "end": "right", "outside": "right",
}  # fmt: skip
_Key = tuple[str, str]  # "header" or "footer"; "default", "first" or "even"


@dataclass(frozen=True, slots=True)
class WordSection:
    """A `w:sectPr` with the parts of its headers and footers, inherited ones included."""

    element: Element
    parts: dict[_Key, str]
    first_differs: bool


def word_sections(elements: Sequence[Element], package: Package, main: str) -> list[WordSection]:
    """The sections in order, each with what it takes over from the one before."""
    links = package.relationships(main)
    inherited: dict[_Key, str] = {}
    found = []
    for element in elements:
        for reference in element:
            kind = {w("headerReference"): "header", w("footerReference"): "footer"}.get(reference.tag)
            link = links.get(reference.get("{urn:r}id", "")) if kind else None
            if kind and link and link.target in package:
                inherited = inherited | {(kind, reference.get(w("type"), "default")): link.target}
        switch = child(element, "titlePg")
        found.append(WordSection(element, inherited, switch is not None and is_on(switch.get(VAL))))
    return found


def in_use(sections: Sequence[WordSection], kind: str, even_and_odd: bool) -> Iterator[str]:
    """The parts of the headers (or footers) that some page shows, in order of first use."""
    seen: set[str] = set()
    for section in sections:
        order = ["first", "even", "default"] if section.first_differs else ["default", "even"]
        for type_ in order:
            part = section.parts.get((kind, type_))
            if part and part not in seen and (type_ != "even" or even_and_odd):
                seen.add(part)
                yield part


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Where in a header or footer the PAGE field stands, and its size in points."""

    side: str
    size: float | None


class PageNumbers:
    """Finds the page number of a header or footer part, each part read once."""

    def __init__(self, package: Package, forms: Forms, looks: Looks) -> None:
        self._package, self._forms, self._looks = package, forms, looks
        self._known: dict[str, PageNumber | None] = {}

    def of(self, part: str | None) -> PageNumber | None:
        """The page number in a part; None where there is none."""
        if part is None:
            return None
        if part not in self._known:
            root = self._package.root(part)
            found = (self._in_paragraph(p) for p in root.iter(w("p"))) if root is not None else iter(())
            self._known[part] = next((number for number in found if number), None)
        return self._known[part]

    def _in_paragraph(self, paragraph: Element) -> PageNumber | None:
        tabs, positioned, instruction = 0, None, ""
        for element in paragraph.iter(*_TOLD):
            if next(element.iterancestors(w("p")), None) is not paragraph:
                continue
            if element.tag == w("ptab"):
                positioned = element.get(w("alignment"))
            elif element.tag == w("tab"):
                tabs += element.getparent().tag == w("r")  # type: ignore[union-attr]
            else:
                instruction = _instruction(element, instruction)
                if _PAGE_CODE.match(instruction):
                    side = self._side(paragraph, tabs, positioned)
                    return PageNumber(side, self._size(paragraph, element))
        return None

    def _side(self, paragraph: Element, tabs: int, positioned: str | None) -> str:
        if positioned:
            return _SIDES.get(positioned, "left")
        properties = child(paragraph, "pPr")
        form = self._forms.of(properties)
        if tabs:
            return _tab_side(self._forms.tab_stops(properties), tabs)
        frame = child(properties, "framePr")
        side = _SIDES.get(frame.get(w("xAlign"), "")) if frame is not None else None
        if side is None and form.alignment in (None, "left", "justify"):
            side = _box_side(paragraph)
        return side or _SIDES.get(form.alignment or "left", "left")

    def _size(self, paragraph: Element, element: Element) -> float | None:
        run = element.getparent() if element.tag != w("fldSimple") else child(element, "r")
        style = self._forms.of(child(paragraph, "pPr")).style_id
        return self._looks.of(style, child(run, "rPr")).face.size


def _instruction(element: Element, before: str) -> str:
    """The field's code as far as it is known after this element; Word may cut it over several runs."""
    if element.tag == w("fldChar"):
        return "" if element.get(w("fldCharType")) == "begin" else before + " "
    if element.tag == w("fldSimple"):
        return element.get(w("instr"), "") + " "
    return "PAGE " if element.tag == w("pgNum") else before + (element.text or "")


def _tab_side(stops: list[tuple[float, str]], tabs: int) -> str:
    """The alignment of the n-th tab stop; Word's own header style has a centred and a right one."""
    kinds = [kind for _, kind in sorted(stops)] or ["center", "right"]
    return _SIDES.get(kinds[min(tabs, len(kinds)) - 1], "left")


def _box_side(paragraph: Element) -> str | None:
    """Where the drawing that holds this paragraph is aligned to."""
    for ancestor in paragraph.iterancestors():
        name = str(ancestor.tag).rpartition("}")[2]
        if name == "anchor":
            aligned = ancestor.find("{*}positionH/{*}align")
            return _SIDES.get(aligned.text or "") if aligned is not None else None
        if name in ("shape", "rect"):
            placed = re.search(r"mso-position-horizontal:\s*(\w+)", ancestor.get("style") or "")
            return _SIDES.get(placed[1]) if placed else None
    return None


def page_setup(section: WordSection, numbers: PageNumbers) -> PageSetup:
    """A section's page. Where the file is silent, Word's letter paper and one-inch margins."""
    size, margins = child(section.element, "pgSz"), child(section.element, "pgMar")
    place, number = _page_number(section, "default", numbers)
    first, _ = _page_number(section, "first", numbers)
    return PageSetup(
        width=_length(size, "w", 215.9),
        height=_length(size, "h", 279.4),
        top=abs(_length(margins, "top", 25.4)),
        bottom=abs(_length(margins, "bottom", 25.4)),
        left=_length(margins, "left", 25.4),
        right=_length(margins, "right", 25.4),
        header_distance=_length(margins, "header", 12.7),
        footer_distance=_length(margins, "footer", 12.7),
        landscape=size is not None and size.get(w("orient")) == "landscape",
        different_first_page=section.first_differs,
        page_number=place,
        page_number_on_first=bool(first if section.first_differs else place),
        page_number_size=number.size if number else None,
    )


def _page_number(
    section: WordSection, type_: str, numbers: PageNumbers
) -> tuple[str | None, PageNumber | None]:
    for kind, edge in (("header", "top"), ("footer", "bottom")):
        number = numbers.of(section.parts.get((kind, type_)))
        if number:
            return f"{edge}-{number.side}", number
    return None, None


def _length(element: Element | None, name: str, otherwise: float) -> float:
    length = millimetres(element.get(w(name))) if element is not None else None
    return otherwise if length is None else length


def starts_page(section: Element) -> bool:
    """Whether this Word section begins on a new page."""
    return (value(section, "type") or "nextPage") in ("nextPage", "evenPage", "oddPage")
