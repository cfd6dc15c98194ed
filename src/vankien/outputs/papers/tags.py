"""What an office may write between braces in a template, and what is wrong where it wrote something else.

The tags are docxtpl's, kept to fields, loops and conditions: so that a template can do nothing but place the
paper's own words, and every fault is told before a paper is made. `{%p … %}` stands alone in its paragraph,
`{%tr … %}` alone in its row; a loop inside a loop goes over a list of the outer loop's item, so that what
comes out is never longer than what went in.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vankien.outputs.papers.errors import PaperError
from vankien.outputs.papers.fields import Field
from vankien.word.names import Element, w

MOST_TAGS = 500
_SHOWN = 40
_TAG = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}")
_STRAY = re.compile(r"\{[{%#]|[}%#]\}")
_PATH = r"[a-z_]\w*(?:\.[a-z_]\w*){0,3}"
_OUTPUT = re.compile(rf"\{{\{{\s*(?P<path>{_PATH})(?P<length>\|length)?\s*\}}\}}")
_STATEMENT = re.compile(
    rf"\{{%(?P<where>tr|p)?\s+(?:for\s+(?P<variable>[a-z_]\w*)\s+in\s+(?P<list>{_PATH})"
    rf"|(?:el)?if\s+(?:not\s+)?(?P<path>{_PATH})|(?P<word>else|endfor|endif))\s*%\}}"
)
_LOOP = ("first", "last", "index")
_WORDS = frozenset(("loop", "for", "in", "if", "not", "else"))


@dataclass(frozen=True, slots=True)
class _Open:
    """A loop or condition that is not closed yet. `place`: what its end must stand in as well."""

    text: str
    word: str
    where: str | None
    place: Element | None
    variable: str = ""
    item: Field | None = None


@dataclass(slots=True)
class Reader:
    """Goes through a part's tags in their order. Raises PaperError at the first that is wrong."""

    fields: tuple[Field, ...]
    open: list[_Open] = field(default_factory=list)
    count: int = 0

    def read(self, root: Element) -> None:
        """A whole part: body, header or footer."""
        _no_stray(root)
        for paragraph in root.iter(w("p")):
            text = _text(paragraph)
            tags = _TAG.findall(text)
            if tags and next(paragraph.iterancestors(w("p")), None) is not None:
                raise PaperError("textbox", tag=tags[0])
            for tag in tags:
                self._tag(tag, paragraph)
        if self.open:
            raise PaperError("not_ended", tag=self.open[-1].text, end=f"end{self.open[-1].word}")

    def _tag(self, tag: str, paragraph: Element) -> None:
        self.count += 1
        if self.count > MOST_TAGS:
            raise PaperError("too_many_tags", limit=str(MOST_TAGS))
        if output := _OUTPUT.fullmatch(tag):
            self._output(tag, self._resolve(tag, output["path"]), counted=bool(output["length"]))
        elif statement := _STATEMENT.fullmatch(tag):
            self._statement(tag, statement, paragraph)
        else:
            raise PaperError("syntax", tag=tag)

    def _output(self, tag: str, found: Field | None, *, counted: bool) -> None:
        if found and found.many and not counted:
            raise PaperError("is_list", tag=tag, name=found.name)
        if counted and not (found and found.many):
            raise PaperError("is_no_list", tag=tag)
        if found and found.fields and not found.many:
            raise PaperError("has_fields", tag=tag, name=found.name, fields=_names(found.fields))

    def _statement(self, tag: str, match: re.Match[str], paragraph: Element) -> None:
        place = _place(tag, match["where"], paragraph)
        word = match["word"]
        if word:
            self._end(tag, word, match["where"], place)
        elif match["variable"]:
            self._loop(tag, match, place)
        else:
            self._resolve(tag, match["path"])
            if " elif " in tag:
                self._end(tag, "else", match["where"], place)
            else:
                self.open.append(_Open(tag, "if", match["where"], place))

    def _loop(self, tag: str, match: re.Match[str], place: Element) -> None:
        found = self._resolve(tag, match["list"])
        if found is None or not found.many:
            raise PaperError("is_no_list", tag=tag)
        inside = next((o.variable for o in reversed(self.open) if o.variable), "")
        if inside and match["list"].partition(".")[0] == match["list"]:
            raise PaperError("loop_in_loop", tag=tag, variable=inside)
        if match["variable"] in _WORDS:
            raise PaperError("syntax", tag=tag)
        self.open.append(_Open(tag, "for", match["where"], place, match["variable"], found))

    def _end(self, tag: str, word: str, where: str | None, place: Element) -> None:
        begun = self.open[-1] if self.open else None
        if (
            begun is None
            or (word == "else" and begun.word != "if")
            or word not in ("else", f"end{begun.word}")
        ):
            raise PaperError("not_begun", tag=tag)
        if begun.where != where or begun.place is not place:
            raise PaperError("other_place", tag=tag, begun=begun.text)
        if word != "else":
            self.open.pop()

    def _resolve(self, tag: str, path: str) -> Field | None:
        """The field that a path leads to; None for the item of a plain list and for `loop.first`."""
        first, *rest = path.split(".")
        loops = {o.variable: o.item for o in self.open if o.item}
        if first == "loop" and loops and rest and rest[0] in _LOOP:
            return None
        if first in loops:
            item = loops[first]
            found, known = None, item.fields if item else ()
        else:
            found = _known(tag, first, self.fields)
            known = () if found.many else found.fields
        for name in rest:
            found = _known(tag, name, known)
            known = () if found.many else found.fields
        return found


def _known(tag: str, name: str, fields: tuple[Field, ...]) -> Field:
    found = next((f for f in fields if f.name == name), None)
    if found is None:
        near = difflib.get_close_matches(name, [f.name for f in fields], 1)
        reason = "unknown_near" if near else "unknown"
        raise PaperError(reason, tag=tag, name=name, near=near[0] if near else "", fields=_names(fields))
    return found


def _names(fields: tuple[Field, ...]) -> str:
    return ", ".join(f.name for f in fields)


def _place(tag: str, where: str | None, paragraph: Element) -> Element:
    """What the end of a loop must stand in as well; what takes its paragraph or row stands there alone."""
    if where is None:
        return paragraph
    taken = paragraph if where == "p" else next(paragraph.iterancestors(w("tr")), None)
    if taken is None or "".join(t.text or "" for t in taken.iter(w("t"))).strip() != tag:
        raise PaperError("not_alone" if where == "p" else "not_alone_in_row", tag=tag)
    parent = taken.getparent()
    assert parent is not None  # noqa: S101 - a paragraph or row always stands in something
    return parent


def _text(paragraph: Element) -> str:
    own = (t for t in paragraph.iter(w("t")) if next(t.iterancestors(w("p")), None) is paragraph)
    return "".join(t.text or "" for t in own)


def _no_stray(root: Element) -> None:
    """Refuse half tags, and tags where docxtpl would see them but no reader does: attributes, field codes."""
    for element in root.iter():
        values = [*element.attrib.values(), "" if element.tag == w("t") else element.text or ""]
        hidden = next((value for value in values if _STRAY.search(value)), None)
        if hidden is not None:
            raise PaperError("hidden_tag", tag=hidden.strip()[:_SHOWN])
    # docxtpl joins braces over the ends of runs and paragraphs, so what is left is looked at as one text.
    rest = "".join(_TAG.sub("\0", text) for text in _texts(root))
    if stray := _STRAY.search(rest):
        raise PaperError("not_closed", tag=rest[stray.start() :].partition("\0")[0][:_SHOWN].strip())


def _texts(root: Element) -> Iterator[str]:
    """Paragraph by paragraph, whatever else holds characters in between."""
    seen: list[str] = []
    for element in root.iter():
        if element.tag == w("p") and seen:
            yield "".join(seen)
            seen = []
        seen += [element.text or "", element.tail or ""]
    yield "".join(seen)
