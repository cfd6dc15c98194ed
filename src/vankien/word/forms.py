"""What a `w:pPr` amounts to once its style, its list and the defaults are counted in."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from vankien.model import Alignment
from vankien.word.legacy import decode, is_legacy
from vankien.word.looks import Look
from vankien.word.names import VAL, Element, child, millimetres, twips, value, w
from vankien.word.numbering import Level, Numbering, NumberList
from vankien.word.styles import NumberRef, ParagraphStyle, Styles, apply_paragraph

_NUMBER, _MARK, _SECTION = w("numPr"), w("rPr"), w("sectPr")
_READ = frozenset(map(w, ("pStyle", "numPr", "jc", "ind", "outlineLvl", "pageBreakBefore")))
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify",
    "distribute": "justify", "thaiDistribute": "justify", "lowKashida": "justify", "mediumKashida": "justify",
    "highKashida": "justify",
}  # fmt: skip
_DOTS = frozenset("•‣◦·∙●○■□▪▫◆◇❖►▶➢➤✓✔✗❑❒⁃◾◽⬥")


@dataclass(frozen=True, slots=True)
class Form:
    """A paragraph's properties as far as a Block tells them; `numbers` and `level` where it is in a list."""

    style_id: str | None
    style: str | None
    outline: int | None
    alignment: Alignment | None
    first_line: float | None
    page_break: bool
    list_id: str = ""
    numbers: NumberList | None = None
    level: Level | None = None


class Forms:
    """Forms of paragraphs, each combination computed once."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._known: dict[tuple[tuple[str | None, ...], ...], Form] = {}

    def of(self, properties: Element | None) -> Form:
        """The form that a `w:pPr` gives."""
        return self.read(properties)[0]

    def read(self, properties: Element | None) -> tuple[Form, Element | None, Element | None]:
        """The form that a `w:pPr` gives, its `w:rPr` (the paragraph mark's) and its `w:sectPr`."""
        key: list[tuple[str | None, ...]] = []
        mark = section = None
        for element in properties if properties is not None else ():
            tag = element.tag
            if tag in _READ:
                key.append(_key(element, tag))
            elif tag == _MARK:
                mark = element
            elif tag == _SECTION:
                section = element
        known = tuple(key)
        form = self._known.get(known)
        if form is None:
            form = self._known[known] = self._read(properties)
        return form, mark, section

    def tab_stops(self, properties: Element | None) -> list[tuple[float, str]]:
        """Position in twips and alignment of every tab stop, cleared ones left out."""
        own = copy(self._styles.paragraph(value(properties, "pStyle")))
        if properties is not None:
            apply_paragraph(own, properties)
        stops = {twips(tab.get(w("pos"))) or 0.0: tab.get(VAL, "left") for tab in own.tabs}
        return [(at, kind) for at, kind in stops.items() if kind not in ("clear", "bar")]

    def _read(self, properties: Element | None) -> Form:
        base = self._styles.paragraph(value(properties, "pStyle"))
        own = copy(base)
        reference = _reference(child(properties, "numPr"), base)
        level = self._numbering.level(reference) if reference else None
        if level and level.indents and (base.number is None or reference != base.number):
            own.indents = own.indents | level.indents
        if properties is not None:
            apply_paragraph(own, properties)
        return Form(
            style_id=base.id,
            style=base.name,
            outline=own.outline,
            alignment=_ALIGNMENTS.get(own.justified or ""),
            first_line=_first_line(own.indents),
            page_break=own.page_break,
            list_id=reference.id if reference and level else "",
            numbers=self._numbering.list(reference.id) if reference and level else None,
            level=level,
        )


def _key(element: Element, tag: str) -> tuple[str | None, ...]:
    if tag == _NUMBER:
        return (tag, value(element, "numId"), value(element, "ilvl"))
    return (tag, *map(str, element.keys()), *map(str, element.values()))


def _reference(own: Element | None, style: ParagraphStyle) -> NumberRef | None:
    """The list a paragraph is in: its own `w:numPr` first, what this leaves out from the style."""
    if own is None:
        return style.number
    id_, level_text = value(own, "numId"), value(own, "ilvl")
    level = int(level_text) if level_text and level_text.isdigit() else None
    if not id_:
        return style.number and NumberRef(
            style.number.id, level, () if level is not None else style.number.styles
        )
    if level is None:
        inherited = style.number.level if style.number else None
        return NumberRef(id_, inherited, (style.id,) if style.id else ())
    return NumberRef(id_, level)


def _first_line(indents: dict[str, str]) -> float | None:
    hanging = millimetres(indents.get(w("hanging")))
    if hanging:
        return -hanging
    return millimetres(indents.get(w("firstLine")))


def label_text(level: Level, counted: str, look: Look) -> str:
    """A number or bullet as text. A bullet that is drawn rather than typed is "-"."""
    if look.hidden:
        return ""
    if not level.bullet:
        return decode(counted, look.coding) if look.coding else counted
    text = counted.strip()
    if level.picture:
        return "-"
    if text and look.coding and not is_legacy(look.coding):
        typed = decode(text, look.coding)
        return typed if look.coding == "symbol" and typed.isascii() else "-"
    drawn = bool(text) and all(c in _DOTS or "\ue000" <= c <= "\uf8ff" for c in text)
    return "-" if drawn else text
