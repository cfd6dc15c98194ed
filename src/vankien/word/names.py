"""Short names for what stands in a Word file, whichever dialect (transitional or strict) it speaks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lxml import etree

Element = etree._Element

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
DIALECTS: tuple[tuple[bytes, bytes], ...] = tuple(
    (address.encode(), short)
    for short, addresses in (
        (b"urn:w", (f"{_OPEN}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main")),
        (b"urn:m", (f"{_OPEN}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math")),
        (b"urn:r", (f"{_OPEN}/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships")),
        (b"urn:a", (f"{_OPEN}/drawingml/2006/main", f"{_STRICT}/drawingml/main")),
        (b"urn:w14", ("http://schemas.microsoft.com/office/word/2010/wordml",)),
        (b"urn:w15", ("http://schemas.microsoft.com/office/word/2012/wordml",)),
        (b"urn:symex", ("http://schemas.microsoft.com/office/word/2015/wordml/symex",)),
        (b"urn:mc", (f"{_OPEN}/markup-compatibility/2006",)),
    )
    for address in addresses
)
_SHORT = frozenset(short for _, short in DIALECTS)
_UNDERSTOOD = (_OPEN, "http://schemas.microsoft.com/", "urn:schemas-microsoft-com:")
_TWIPS = {"mm": 56.6929, "cm": 566.929, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


@cache
def w(name: str) -> str:
    """ "p" → "{urn:w}p", as lxml names elements and attributes."""
    return f"{{urn:w}}{name}"


VAL = w("val")
ID = w("id")
CHOICE, FALLBACK = "{urn:mc}Choice", "{urn:mc}Fallback"
ALTERNATE = "{urn:mc}AlternateContent"


def is_on(value: str | None) -> bool:
    """The value of a switch: `<w:b/>` and `w:val="1|true|on"` are on."""
    return value is None or value.lower() not in ("0", "false", "off", "none")


def child(parent: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of `w:` names, or None."""
    for name in path:
        if parent is None:
            return None
        parent = next(parent.iterchildren(w(name)), None)
    return parent


def value(parent: Element | None, *path: str) -> str | None:
    """The `w:val` at the end of a path of names: "" where the element has none, None without the element."""
    found = child(parent, *path)
    return None if found is None else found.get(VAL, "")


def number(text: str | None) -> int | None:
    """A whole number, or None for anything else."""
    try:
        return int(text) if text else None
    except ValueError:
        return None


def twips(measure: str | None) -> float | None:
    """A length in twentieths of a point; strict files write "12.5mm"."""
    if not measure:
        return None
    scale = _TWIPS.get(measure[-2:], 1.0)
    try:
        return float(measure[:-2] if scale != 1.0 else measure) * scale
    except ValueError:
        return None


def millimetres(measure: str | None) -> float | None:
    """A length in millimetres, to a hundredth."""
    length = twips(measure)
    return None if length is None else round(length * 25.4 / 1440, 2)


def chosen(alternate: Element) -> Element | None:
    """The branch of `mc:AlternateContent` that Word shows: the first it understands, else the fallback."""
    for branch in alternate:
        if branch.tag == CHOICE:
            spaces = (branch.nsmap.get(p, "") or "" for p in (branch.get("Requires") or "").split())
            if all(s.encode() in _SHORT or s.startswith(_UNDERSTOOD) for s in spaces):
                return branch
        elif branch.tag == FALLBACK:
            return branch
    return None


def children(parent: Element | None) -> Iterable[Element]:
    """The elements inside, none for None."""
    return () if parent is None else parent
