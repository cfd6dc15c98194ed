"""What stands inside a paragraph: runs, fields, links, tracked changes, text boxes' anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vankien.model import RevisionKind
from vankien.word.legacy import coding_of, decode, is_legacy
from vankien.word.lines import Anchor, Line, Source
from vankien.word.looks import Look, Looks
from vankien.word.names import ALTERNATE, ID, VAL, Element, child, children, chosen, number, value, w

_RUN, _TEXT, _PROPERTIES = w("r"), w("t"), w("rPr")
_BOX, _FIELD = w("txbxContent"), w("fldChar")
_MATH = "{urn:m}"


class Inline:
    """Adds the visible characters of a paragraph's content to a line. One object reads a whole story."""

    def __init__(self, looks: Looks, note: Callable[[str, str], None], unclosed: frozenset[Element]) -> None:
        self.looks = looks
        self.line = Line()
        self.style: str | None = None
        self.deletion: Source | None = None
        self.insertion: Source | None = None
        self._note, self._unclosed = note, unclosed
        self._fields: list[bool] = []  # a field each: whether we are in its code
        self._in_code = False
        self._choice = ("", 0)  # what a list to choose from shows, and where it began
        self._moves: dict[str, str] = {}

    def content(self, parent: Element) -> None:
        """Read the children of a paragraph or of anything transparent inside one."""
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self.run(element)
            elif tag in _INLINE:
                _INLINE[tag](self, element)

    def run(self, run: Element) -> None:
        """Read a `w:r` or `m:r`."""
        self._run_content(run, None)

    def _run_content(self, parent: Element, look: Look | None) -> None:
        for element in parent:
            tag = element.tag
            if tag == _TEXT:
                if element.text:
                    look = look or self.looks.of(self.style, None)
                    self._add(element.text, look)
            elif tag == _PROPERTIES:
                look = self.looks.of(self.style, element)
            elif tag in _IN_RUN:
                look = look or self.looks.of(self.style, None)
                _IN_RUN[tag](self, element, look)

    def _add(self, text: str, look: Look) -> None:
        if self._in_code or look.hidden:
            return
        line = self.line
        if look.coding:
            text = decode(text, look.coding)
            if is_legacy(look.coding):
                line.legacy = look.face.font
        if self.deletion:
            put_in = (self.insertion.author, self.insertion.date) if self.insertion else None
            line.delete(self.deletion._replace(put_in=put_in), text)
            return
        line.keep(text, look)
        if self.insertion:
            line.insert(self.insertion, len(text))

    def shown(self, look: Look | None) -> bool:
        """Whether an object in a run of this look is on the page."""
        return not (self._in_code or self.deletion or (look and look.hidden))

    def source(self, element: Element, kind: RevisionKind) -> Source:
        """Who made a tracked change."""
        move = next(reversed(self._moves.values()), None) if kind in ("move_from", "move_to") else None
        return Source(kind, element.get(w("author"), ""), element.get(w("date")), move)

    def move_start(self, element: Element) -> None:
        """LibreOffice writes a move's beginning inside the change that it names."""
        name = element.get(w("name"), "")
        self._moves[element.get(ID, "")] = name
        if self.deletion and self.deletion.kind == "move_from" and self.deletion.move is None:
            self.deletion = self.deletion._replace(move=name)
        if self.insertion and self.insertion.kind == "move_to" and self.insertion.move is None:
            self.insertion = self.insertion._replace(move=name)

    def move_end(self, element: Element) -> None:
        self._moves.pop(element.get(ID, ""), None)

    def deleted(
        self,
        change: Element,
        kind: RevisionKind,
        read: Callable[[Element], None],
        what: Element | None = None,
    ) -> None:
        """Read `what` (else the change's own content) as taken out."""
        before, self.deletion = self.deletion, self.source(change, kind)
        read(change if what is None else what)
        self.deletion = before

    def inserted(
        self,
        change: Element,
        kind: RevisionKind,
        read: Callable[[Element], None],
        what: Element | None = None,
    ) -> None:
        """Read `what` (else the change's own content) as put in."""
        before, self.insertion = self.insertion, self.source(change, kind)
        read(change if what is None else what)
        self.insertion = before

    def anchor(self, element: Element, edge: str) -> None:
        """A comment's anchor stands here."""
        self.line.anchors.append(Anchor(element.get(ID, ""), edge, self.line.length))

    def _alternate(self, element: Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self.content(branch)

    def _alternate_run(self, element: Element, look: Look) -> None:
        branch = chosen(element)
        if branch is not None:
            self._run_content(branch, look)

    def _math(self, element: Element) -> None:
        for part in element:
            tag = part.tag
            if tag == f"{_MATH}r":
                self.run(part)
            elif tag in _INLINE:
                _INLINE[tag](self, part)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                self._math(part)

    def _field(self, element: Element, look: Look) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin" and element not in self._unclosed:
            self._fields.append(True)
            self._choice = _entry(element), self.line.length
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()
        self._in_code = any(self._fields)
        if kind == "end" and self._choice[0]:
            if self.line.length == self._choice[1]:
                self._add(self._choice[0], look)
            self._choice = ("", 0)

    def _symbol(self, element: Element, look: Look) -> None:
        said = {str(name).rpartition("}")[2]: str(text) for name, text in element.items()}
        try:
            character = chr(int(said.get("char", ""), 16))
        except (ValueError, OverflowError):
            return
        if character < " " or "\ud800" <= character <= "\udfff":
            return
        coding = coding_of(said.get("font", "")) or look.coding
        self._add(decode(character, coding) if coding else character, Look(look.face, look.hidden, None))

    def _break(self, element: Element, look: Look) -> None:
        if element.get(w("type")) == "page" and self.shown(look):
            self.line.break_before = self.line.break_before or not self.line.length
            self.line.break_at = self.line.length + 1
        self._add("\n", look)

    def _reference(self, element: Element, look: Look) -> None:
        if self.shown(look):
            self._note(
                "footnote" if element.tag == w("footnoteReference") else "endnote", element.get(ID, "")
            )

    def _drawing(self, element: Element, look: Look) -> None:
        if self.shown(look):
            self.line.boxes.extend(text_boxes(element))

    def _ruby(self, element: Element, _: Look) -> None:
        for base in element.iterfind(w("rubyBase")):
            self.content(base)


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, each once; boxes inside a box are its own affair."""
    if next(element.iter(_BOX), None) is None:
        return
    for part in element:
        if part.tag == _BOX:
            yield part
        elif part.tag == ALTERNATE:
            branch = chosen(part)
            if branch is not None:
                yield from text_boxes(branch)
        else:
            yield from text_boxes(part)


def _entry(field: Element) -> str:
    """The chosen entry of a drop-down form field, which has no result in the text."""
    choices = child(field, "ffData", "ddList")
    entries = [e.get(VAL, "") for e in children(choices) if e.tag == w("listEntry")]
    index = number(value(choices, "result") or value(choices, "default")) or 0
    return entries[index] if 0 <= index < len(entries) else ""


def unclosed_fields(root: Element) -> frozenset[Element]:
    """Field beginnings without an end: they hide nothing."""
    stack: list[Element] = []
    for mark in root.iter(_FIELD):
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            stack.append(mark)
        elif kind == "end" and stack:
            stack.pop()
    return frozenset(stack)


_Handler = Callable[[Inline, Element], None]
_RunHandler = Callable[[Inline, Element, Look], None]


def _transparent(inline: Inline, element: Element) -> None:
    inline.content(element)


def _control(inline: Inline, element: Element) -> None:
    for content in element.iterfind(w("sdtContent")):
        inline.content(content)


def _literal(text: str) -> _RunHandler:
    return lambda inline, _, look: inline._add(text, look)


def _deleted_text(inline: Inline, element: Element, look: Look) -> None:
    if inline.deletion:
        inline._add(element.text or "", look)


_INLINE: dict[str, _Handler] = {
    **dict.fromkeys(map(w, ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")), _transparent),
    w("sdt"): _control,
    w("ins"): lambda i, e: i.inserted(e, "insertion", i.content),
    w("moveTo"): lambda i, e: i.inserted(e, "move_to", i.content),
    w("del"): lambda i, e: i.deleted(e, "deletion", i.content),
    w("moveFrom"): lambda i, e: i.deleted(e, "move_from", i.content),
    "{urn:w14}conflictIns": lambda i, e: i.inserted(e, "insertion", i.content),
    "{urn:w14}conflictDel": lambda i, e: i.deleted(e, "deletion", i.content),
    w("moveFromRangeStart"): Inline.move_start,
    w("moveToRangeStart"): Inline.move_start,
    w("moveFromRangeEnd"): Inline.move_end,
    w("moveToRangeEnd"): Inline.move_end,
    w("commentRangeStart"): lambda i, e: i.anchor(e, "start"),
    w("commentRangeEnd"): lambda i, e: i.anchor(e, "end"),
    ALTERNATE: Inline._alternate,
    f"{_MATH}oMath": Inline._math,
    f"{_MATH}oMathPara": Inline._math,
}
_IN_RUN: dict[str, _RunHandler] = {
    f"{_MATH}t": lambda i, e, look: i._add(e.text or "", look),
    w("delText"): _deleted_text,
    w("tab"): _literal("\t"),
    w("ptab"): _literal("\t"),
    w("cr"): _literal("\n"),
    w("noBreakHyphen"): _literal("-"),
    w("softHyphen"): _literal("\u00ad"),  # how LibreOffice writes the "ư" of TCVN3; elsewhere it is dropped
    w("br"): Inline._break,
    w("sym"): Inline._symbol,
    "{urn:symex}symEx": Inline._symbol,
    _FIELD: Inline._field,
    w("footnoteReference"): Inline._reference,
    w("endnoteReference"): Inline._reference,
    w("commentReference"): lambda i, e, _: i.anchor(e, "point"),
    w("drawing"): Inline._drawing,
    w("pict"): Inline._drawing,
    w("object"): Inline._drawing,
    w("ruby"): Inline._ruby,
    ALTERNATE: Inline._alternate_run,
}
