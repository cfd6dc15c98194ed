"""What is read in a part of a Word file, apart from how it is set: the same after saving in another program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from vankien.text import clean
from vankien.word.names import FALLBACK, VAL, Element, child, is_on, w

_MARKS = {w("tbl"): "\x1d", w("tr"): "\x1e", w("tc"): "\x1f", w("p"): ""}
_LEFT_OUT = frozenset((w("pPr"), w("tblPr"), w("tblGrid"), w("trPr"), w("tcPr"), w("sectPr"), FALLBACK))
_SPACES = frozenset(map(w, ("tab", "ptab", "br", "cr")))
_UNSEEN = tuple(map(w, ("vanish", "strike", "dstrike")))
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)  # the program's own reckoning
_HIDDEN = "\x01"


def canonical(root: Element | None) -> str:
    """One line a paragraph that has any words; a mark for each table, row and cell; hidden or struck words told.

    White space counts as one space, and letters in their composed form.
    """
    if root is None:
        return ""
    lines: list[str] = []
    words: list[str] = []
    for token in _tokens(root):
        if token in _MARKS.values():
            lines += [clean("".join(words)), token]
            words = []
        else:
            words.append(token)
    return "\n".join(line for line in [*lines, clean("".join(words))] if line)


def _tokens(root: Element) -> Iterator[str]:
    fields = _Fields()
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if element.tag in _LEFT_OUT or _counted(element):
            walker.skip_subtree()
        elif element.tag in _MARKS:
            yield _MARKS[element.tag]
        elif fields.see(element) or fields.counted:
            continue
        else:
            yield from _characters(element)


def _characters(element: Element) -> Iterator[str]:
    if element.tag == w("t") and element.text:
        look = child(element.getparent(), "rPr")
        unseen = look is not None and any(is_on(e.get(VAL)) for e in look.iterchildren(*_UNSEEN))
        yield f"{_HIDDEN}{element.text}{_HIDDEN}" if unseen else element.text
    elif element.tag in _SPACES:
        yield " "
    elif element.tag == w("noBreakHyphen"):
        yield "-"
    elif element.tag == w("sym"):
        yield chr(int(element.get(w("char"), "20"), 16) & 0xFFFF)


def _counted(element: Element) -> bool:
    return element.tag == w("fldSimple") and bool(_COUNTED.match(element.get(w("instr"), "")))


class _Fields:
    """Which of Word's fields one stands in: each its code, then its result."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def counted(self) -> bool:
        return any(_COUNTED.match(code) for code, _ in self._open)

    def see(self, element: Element) -> bool:
        """Whether the element is a field's own mark or code."""
        if element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                self._open.append(("", True))
            elif kind == "separate" and self._open:
                self._open[-1] = (self._open[-1][0], False)
            elif self._open:
                self._open.pop()
            return True
        if element.tag == w("instrText") and self._open and self._open[-1][1]:
            self._open[-1] = (self._open[-1][0] + (element.text or ""), True)
            return True
        return element.tag == w("instrText")
