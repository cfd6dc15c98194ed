"""What is read in a part of a Word file, apart from how it is set: another program may save it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.text import clean
from vankien.word.names import FALLBACK, VAL, Element, is_on, w

_MARKS = {w("tbl"): "\x1d", w("tr"): "\x1e", w("tc"): "\x1f", w("p"): ""}
_SPACES = frozenset(map(w, ("tab", "ptab", "br", "cr")))
_FIELD = frozenset(map(w, ("fldChar", "instrText")))
_READ = (*_MARKS, *_SPACES, *_FIELD, *map(w, ("t", "noBreakHyphen", "sym")))
_UNSEEN = tuple(map(w, ("vanish", "strike", "dstrike")))
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)  # the program's own reckoning
_HIDDEN = "\x01"


def canonical(root: Element | None) -> str:
    """One line a paragraph that has words; marks for tables, rows and cells; hidden and struck words told.

    White space counts as one space, letters in their composed form.
    """
    if root is None:
        return ""
    lines: list[str] = []
    words: list[str] = []
    for mark, text in _tokens(root):
        if text is None:
            lines += [clean("".join(words)), mark]
            words = []
        else:
            words.append(text)
    return "\n".join(line for line in [*lines, clean("".join(words))] if line)


def _tokens(root: Element) -> Iterator[tuple[str, str | None]]:
    """Each mark, with None; each piece of text."""
    left_out, unseen, fields = _left_out(root), _unseen(root), _Fields()
    for element in root.iter(*_READ):
        tag = element.tag
        if tag in _MARKS:
            yield _MARKS[tag], None
        elif tag in _FIELD:
            fields.see(element)
        elif element not in left_out and not fields.counted:
            yield "", _characters(element, element.getparent() in unseen)


def _left_out(root: Element) -> set[Element]:
    """What other programs do not read, and the page numbers that they reckon themselves."""
    simple = (f for f in root.iter(w("fldSimple")) if _COUNTED.match(f.get(w("instr"), "")))
    stops = (tab for tabs in root.iter(w("tabs")) for tab in tabs)
    return {e for above in (*root.iter(FALLBACK), *simple, *stops) for e in above.iter()}


def _unseen(root: Element) -> set[Element | None]:
    """The runs whose words Word hides or strikes out."""
    marks = (mark.getparent() for mark in root.iter(*_UNSEEN) if is_on(mark.get(VAL)))
    return {look.getparent() for look in marks if look is not None}


def _characters(element: Element, unseen: bool) -> str:
    if element.tag == w("t"):
        text = element.text or ""
        return f"{_HIDDEN}{text}{_HIDDEN}" if unseen and text else text
    if element.tag == w("sym"):
        return f"[{element.get(w('char'), '')}]"
    return "-" if element.tag == w("noBreakHyphen") else " "


class _Fields:
    """Which of Word's fields one stands in: each its code, then its result."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self.counted = False

    def see(self, element: Element) -> None:
        """A field's own mark, or its code."""
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(("", True))
        elif self._open and kind == "separate":
            self._open[-1] = (self._open[-1][0], False)
        elif self._open and kind == "end":
            self._open.pop()
        elif self._open and self._open[-1][1]:
            self._open[-1] = (self._open[-1][0] + (element.text or ""), True)
        self.counted = any(_COUNTED.match(code) for code, _ in self._open)
