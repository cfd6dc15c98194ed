"""How characters look: run properties read, inherited and combined (ECMA-376 part 1, 17.7.2 and 17.7.3)."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vankien.word.legacy import coding_of
from vankien.word.names import VAL, Element, is_on, twips, w

_TOGGLES = {
    w("b"): "bold",
    w("i"): "italic",
    w("caps"): "caps",
    w("smallCaps"): "small",
    w("vanish"): "hidden",
    w("strike"): "strike",
}
_SWITCHES = frozenset(_TOGGLES.values())
_STYLE, _FONTS, _SIZE, _UNDERLINE = w("rStyle"), w("rFonts"), w("sz"), w("u")
_HIDDEN = w("vanish")
_READ = frozenset((*_TOGGLES, _STYLE, _FONTS, _SIZE, _UNDERLINE))
_ASCII, _HANSI = w("ascii"), w("hAnsi")
_ASCII_THEME, _HANSI_THEME = w("asciiTheme"), w("hAnsiTheme")

Properties = Mapping[str, object]
Key = tuple[tuple[str | None, ...], ...]


class Face(NamedTuple):
    """What a Span says of its characters."""

    bold: bool
    italic: bool
    underline: bool
    caps: bool
    size: float | None
    font: str | None
    strike: bool


@dataclass(frozen=True, slots=True)
class Look:
    """`coding` names how the characters are stored: tcvn3, vni, symbol …; None for Unicode."""

    face: Face
    hidden: bool
    coding: str | None


def key_of(properties: Element) -> Key:
    """What tells one `w:rPr` from another."""
    found: list[tuple[str | None, ...]] = []
    for element in properties:
        tag = element.tag
        if tag in _READ:
            get = element.get
            if tag == _FONTS:
                found.append((tag, get(_ASCII), get(_HANSI), get(_ASCII_THEME), get(_HANSI_THEME)))
            else:
                found.append((tag, get(VAL)))
    return tuple(found)


def run_properties(properties: Element | None, theme: Mapping[str, str]) -> dict[str, object]:
    """What a `w:rPr` itself says: the fields of Face, `hidden`, `hansi` and `style`."""
    said: dict[str, object] = {}
    for element in properties if properties is not None else ():
        tag = element.tag
        if tag in _TOGGLES:
            said[_TOGGLES[tag]] = is_on(element.get(VAL))
        elif tag == _FONTS:
            _read_fonts(element, theme, said)
        elif tag == _SIZE:
            half_points = twips(element.get(VAL))
            said["size"] = half_points / 2 if half_points else None
        elif tag == _UNDERLINE:
            said["underline"] = element.get(VAL, "none") not in ("none", "0")
        elif tag == _STYLE:
            said["style"] = element.get(VAL)
    return said


def _read_fonts(fonts: Element, theme: Mapping[str, str], said: dict[str, object]) -> None:
    ascii_font = theme.get(fonts.get(_ASCII_THEME, "")) or fonts.get(_ASCII)
    other_font = theme.get(fonts.get(_HANSI_THEME, "")) or fonts.get(_HANSI)
    if ascii_font:
        said["font"] = ascii_font
    if other_font:
        said["hansi"] = other_font
    elif ascii_font and coding_of(ascii_font):
        said["hansi"] = ascii_font


class Looks:
    """Looks of runs, each combination of style and `w:rPr` computed once."""

    def __init__(
        self,
        theme: Mapping[str, str],
        defaults: Properties,
        paragraph_style: Callable[[str | None], Properties],
        character_style: Callable[[str | None], Properties],
    ) -> None:
        self._theme, self._defaults = theme, defaults
        self._paragraph, self._character = paragraph_style, character_style
        self._known: dict[tuple[str | None, Key | None, Key | None], Look] = {}

    def of(self, style: str | None, properties: Element | None, over: Element | None = None) -> Look:
        """A run's look in a paragraph of this style; `over`, a number's own `w:rPr`, comes on top."""
        key = (
            style,
            None if properties is None else key_of(properties),
            None if over is None else key_of(over),
        )
        look = self._known.get(key)
        if look is None:
            said = run_properties(properties, self._theme) | run_properties(over, self._theme)
            look = self._known[key] = self._combine(self._paragraph(style), said)
        return look

    def hides(self, style: str | None, mark: Element | None, said: Container[str]) -> bool:
        """Whether a paragraph mark is hidden; `said` are the names of what its `w:rPr` holds."""
        if _HIDDEN in said or _STYLE in said:
            return self.of(style, mark).hidden
        return self.of(style, None).hidden

    def _combine(self, paragraph: Properties, said: Properties) -> Look:
        style = said.get("style")
        character = self._character(style) if isinstance(style, str) else {}
        merged = {**self._defaults, **paragraph, **character, **said}
        for switch in _SWITCHES - said.keys():
            styled = bool(paragraph.get(switch)) != bool(character.get(switch))
            merged[switch] = bool(self._defaults.get(switch)) or styled
        return look_of(merged)


def look_of(merged: Properties) -> Look:
    """A complete set of properties as a Look."""
    font, size = merged.get("font"), merged.get("size")
    hansi = merged.get("hansi")
    face = Face(
        bold=bool(merged.get("bold")),
        italic=bool(merged.get("italic")),
        underline=bool(merged.get("underline")),
        caps=bool(merged.get("caps") or merged.get("small")),
        size=float(size) if isinstance(size, float) else None,
        font=str(font) if font else None,
        strike=bool(merged.get("strike")),
    )
    coding = coding_of(str(hansi)) if hansi else None
    return Look(face, bool(merged.get("hidden")), coding or (coding_of(str(font)) if font else None))
