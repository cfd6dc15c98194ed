"""styles.xml and the theme's fonts: what a paragraph takes from its style and the styles this is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vankien.word.looks import Looks, Properties, run_properties
from vankien.word.names import VAL, Element, child, is_on, number, value, w

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_HEADING_ID = re.compile(r"heading([1-9])$", re.IGNORECASE)  # in files that leave their styles out
_SCHEMES = {"major": "majorFont", "minor": "minorFont"}


@dataclass(frozen=True, slots=True)
class NumberRef:
    """A list as `w:numPr` names it: its number's id and a level; `styles` are those it came through."""

    id: str
    level: int | None = None
    styles: tuple[str, ...] = ()


@dataclass(slots=True)
class ParagraphStyle:
    """A paragraph style with everything it inherits."""

    id: str | None = None
    name: str | None = None
    outline: int | None = None
    justified: str | None = None
    indents: dict[str, str] = field(default_factory=dict)
    page_break: bool = False
    number: NumberRef | None = None
    tabs: list[Element] = field(default_factory=list)
    run: Properties = field(default_factory=dict)


class Styles:
    """All styles of a file. An unknown style id means the default style."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._all: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._resolved: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str | None, Properties] = {}
        self._theme = _theme_fonts(theme)
        for style in root.iterfind(w("style")) if root is not None else ():
            self._add(style)
        defaults = child(root, "docDefaults")
        self._paragraph_defaults = child(defaults, "pPrDefault", "pPr")
        said = run_properties(child(defaults, "rPrDefault", "rPr"), self._theme)
        self.looks = Looks(self._theme, said, lambda s: self.paragraph(s).run, self._character)

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style of a paragraph; None is the default style."""
        if style_id not in self._resolved:
            known = self._is(style_id, "paragraph") or (not self._all and style_id)
            wanted = style_id if known else self._defaults.get("paragraph")
            self._resolved[style_id] = self._resolve(wanted)
        return self._resolved[style_id]

    def list_of(self, style_id: str) -> NumberRef | None:
        """The list that a numbering style stands for."""
        reference = None
        for style in self._chain(style_id):
            reference = reference or number_ref(child(style, "pPr"))
        return reference

    def _add(self, style: Element) -> None:
        style_id, kind = style.get(w("styleId")), style.get(w("type"), "paragraph")
        if not style_id:
            return
        self._all.setdefault(style_id, style)
        if style.get(w("default")) and is_on(style.get(w("default"))):
            self._defaults[kind] = style_id

    def _is(self, style_id: str | None, kind: str) -> bool:
        style = self._all.get(style_id or "")
        return style is not None and style.get(w("type"), "paragraph") == kind

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """The style, then what it is based on, and so on; loops end."""
        seen: set[str] = set()
        while style_id and style_id in self._all and style_id not in seen:
            seen.add(style_id)
            yield self._all[style_id]
            style_id = value(self._all[style_id], "basedOn")

    def _resolve(self, style_id: str | None) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        style = ParagraphStyle(style_id, value(chain[0], "name") if chain else None)
        style.run = self._inherited(chain)
        unknown = _HEADING_ID.match(style_id or "") if not chain else None
        style.outline = int(unknown[1]) if unknown else None
        if self._paragraph_defaults is not None:
            apply_paragraph(style, self._paragraph_defaults)
        names: list[str] = []
        for element in reversed(chain):
            names.insert(0, element.get(w("styleId"), ""))
            heading = _HEADING.match(value(element, "name") or "")
            if heading:
                style.outline = int(heading[1])
            properties = child(element, "pPr")
            if properties is not None:
                apply_paragraph(style, properties)
            reference = number_ref(properties)
            if reference:
                level = reference.level
                if level is None and style.number:
                    level = style.number.level
                id_ = reference.id or (style.number.id if style.number else "")
                style.number = NumberRef(id_, level, ())
        if style.number:
            style.number = NumberRef(style.number.id, style.number.level, tuple(names))
        return style

    def _character(self, style_id: str | None) -> Properties:
        if style_id not in self._characters:
            chain = list(self._chain(style_id)) if self._is(style_id, "character") else []
            self._characters[style_id] = self._inherited(chain)
        return self._characters[style_id]

    def _inherited(self, chain: list[Element]) -> Properties:
        said: dict[str, object] = {}
        for style in reversed(chain):
            said |= run_properties(child(style, "rPr"), self._theme)
        return said


def apply_paragraph(style: ParagraphStyle, properties: Element) -> None:
    """Lay what a `w:pPr` says over a style (all but numbering and looks)."""
    for element in properties:
        tag = element.tag
        if tag == w("outlineLvl"):
            level = number(element.get(VAL))
            style.outline = level + 1 if level is not None and 0 <= level <= 8 else None
        elif tag == w("jc"):
            style.justified = element.get(VAL)
        elif tag == w("ind"):
            style.indents = style.indents | {str(k): str(v) for k, v in element.attrib.items()}
        elif tag == w("pageBreakBefore"):
            style.page_break = is_on(element.get(VAL))
        elif tag == w("tabs"):
            style.tabs = style.tabs + list(element)


def number_ref(properties: Element | None) -> NumberRef | None:
    """The list that a `w:pPr` itself names; an id of "" where it gives only the level."""
    reference = child(properties, "numPr")
    if reference is None:
        return None
    return NumberRef(value(reference, "numId") or "", number(value(reference, "ilvl")))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """majorHAnsi, minorAscii … → the font's name."""
    fonts: dict[str, str] = {}
    scheme = theme.find(".//{urn:a}fontScheme") if theme is not None else None
    for prefix, tag in _SCHEMES.items():
        latin = scheme.find(f"{{urn:a}}{tag}/{{urn:a}}latin") if scheme is not None else None
        if latin is not None and latin.get("typeface"):
            fonts |= dict.fromkeys((f"{prefix}HAnsi", f"{prefix}Ascii"), str(latin.get("typeface")))
    return fonts
