"""The elements by which Word tracks a change, and old text written as deleted or moved away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Literal, NamedTuple

from lxml import etree

from vankien.model import Block, Span
from vankien.outputs.cutting import Element
from vankien.outputs.plain import ALIGNMENTS, FONT, writable
from vankien.word.legacy import coding_of

Kind = Literal["ins", "del", "moveFrom", "moveTo"]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_MARK_RUN = ("sectPr", "pPrChange")  # what may stand behind w:rPr in w:pPr
_PUT_IN = ("ins", "moveTo")
_TRACKED = ("ins", "del", "moveFrom", "moveTo")


class Signature(NamedTuple):
    """Who is named as the author of the changes, and when (ISO 8601)."""

    author: str
    date: str | None


class Tracker:
    """Makes elements. Ids are its own, beyond all that these parts have."""

    def __init__(self, roots: Sequence[Element], signature: Signature) -> None:
        self._root = root = roots[0]
        self.space = str(root.tag).partition("}")[0] + "}"
        self._signature = signature
        ids = etree.XPath("//@w:id", namespaces={"w": self.space[1:-1]}, smart_strings=False)
        used = [int(id) for one in roots for id in map(str, ids(one)) if re.fullmatch(r"\d{1,9}", id)]  # type: ignore[arg-type]
        self._last = max(used, default=0)

    def new(self, tag: str, /, **attributes: str) -> Element:
        """An element of Word's; attributes too."""
        return self._root.makeelement(
            self.space + tag, {self.space + key: value for key, value in attributes.items()}, None
        )

    def change(self, kind: Kind) -> Element:
        """What wraps runs, or marks a paragraph's end or a row."""
        author, date = self._signature
        return self.new(kind, id=self._id(), author=author, **({"date": date} if date else {}))

    def range(self, kind: Kind, name: str) -> tuple[Element, Element]:
        """The two ends of one side of a move."""
        id = self._id()
        author, date = self._signature
        said = {"author": author} | ({"date": date} if date else {})
        return (
            self.new(f"{kind}RangeStart", id=id, name=name, **said),
            self.new(f"{kind}RangeEnd", id=id),
        )

    def gone(self, block: Block, start: int, end: int, kind: Kind = "del") -> Element:
        """The characters [start, end) of an old block, as deleted or moved away."""
        wrapper = self.change(kind)
        for span in _spans(block, start, end):
            run = self.new("r")
            properties = self._look(span)
            if len(properties):
                run.append(properties)
            text = self.new("t" if kind == "moveFrom" else "delText")
            text.set(_SPACE, "preserve")
            text.text = writable(block.text[span.start : span.end])
            run.append(text)
            wrapper.append(run)
        return wrapper

    def form(self, block: Block) -> Element:
        """The properties of an old block's paragraph, as far as they are known."""
        properties = self.new("pPr")
        if block.first_line_mm:
            indent = round(abs(block.first_line_mm) / 25.4 * 1440)
            properties.append(
                self.new("ind", **{"firstLine" if block.first_line_mm > 0 else "hanging": str(indent)})
            )
        if block.alignment:
            properties.append(self.new("jc", val=ALIGNMENTS[block.alignment]))
        return properties

    def mark_end(self, paragraph: Element, kind: Kind) -> None:
        """Track the paragraph's mark, unless somebody's mark stands there or a section ends with it."""
        properties = self._properties(paragraph)
        if properties.find(self.space + "sectPr") is not None:
            return
        look = properties.find(self.space + "rPr")
        if look is None:
            look = self.new("rPr")
            behind = next((e for e in properties if self._name(e) in _AFTER_MARK_RUN), None)
            properties.append(look) if behind is None else behind.addprevious(look)
        if not any(self._name(e) in _TRACKED for e in look):
            look.insert(0, self.change(kind))

    def unnumber(self, paragraph: Element) -> None:
        """Track that it came into its list: what is left of it when all is rejected counts nothing."""
        properties = self._properties(paragraph)
        if properties.find(self.space + "pPrChange") is not None:
            return
        author, date = self._signature
        change = self.new("pPrChange", id=self._id(), author=author, **({"date": date} if date else {}))
        before = self.new("pPr")
        style = properties.find(self.space + "pStyle")
        before.extend([deepcopy(style)] if style is not None else [])
        before.append(self.no_number())
        change.append(before)
        properties.append(change)

    def no_number(self) -> Element:
        """Of a paragraph that stands in no list, whatever its style says."""
        properties = self.new("numPr")
        properties.append(self.new("numId", val="0"))
        return properties

    def mark_row(self, row: Element, kind: Kind) -> None:
        properties = row.find(self.space + "trPr")
        if properties is None:
            properties = self.new("trPr")
            before = row.find(self.space + "tblPrEx")
            row.insert(0, properties) if before is None else before.addnext(properties)
        if not any(self._name(e) in _TRACKED for e in properties):
            formatted = properties.find(self.space + "trPrChange")
            change = self.change(kind)
            properties.append(change) if formatted is None else formatted.addprevious(change)

    def wrap(self, element: Element, kind: Kind) -> None:
        """Track a run, or the whole of somebody's deletion in which it stands; neighbours share one.

        What somebody has put in is marked as such already: Word knows no insertion within another
        ([MS-OE376] 2.1.341).
        """
        outer = element
        for parent in element.iterancestors():
            if parent.tag == self.space + "p":
                break
            outer = parent if self._name(parent) in _TRACKED else outer
        if self.is_ours(outer) or (kind in _PUT_IN and self._name(outer) in _PUT_IN):
            return
        before = outer.getprevious()
        if before is not None and before.tag == self.space + kind and self.is_ours(before):
            before.append(outer)
            return
        wrapper = self.change(kind)
        outer.addprevious(wrapper)
        wrapper.append(outer)

    def is_ours(self, element: Element) -> bool:
        mine = element.get(f"{self.space}author") == self._signature.author
        return mine and self._name(element) in _TRACKED

    def _properties(self, paragraph: Element) -> Element:
        properties = paragraph.find(self.space + "pPr")
        if properties is None:
            properties = self.new("pPr")
            paragraph.insert(0, properties)
        return properties

    def _look(self, span: Span) -> Element:
        look = self.new("rPr")
        font = FONT if span.font and coding_of(span.font) else span.font  # the words are Unicode by now
        if font:
            look.append(self.new("rFonts", ascii=font, hAnsi=font, cs=font))
        for name, on in (("b", span.bold), ("i", span.italic), ("caps", span.caps)):
            if on:
                look.append(self.new(name))
        if span.size:
            look.append(self.new("sz", val=str(round(span.size * 2))))
        if span.underline:
            look.append(self.new("u", val="single"))
        return look

    def _name(self, element: Element) -> str:
        return str(element.tag).removeprefix(self.space)

    def _id(self) -> str:
        self._last += 1
        return str(self._last)


def _spans(block: Block, start: int, end: int) -> Iterator[Span]:
    """The formatting of [start, end), cut to it; plain where none is known."""
    at = start
    for span in block.spans:
        if span.end > at and span.start < end:
            if span.start > at:
                yield Span(at, span.start)
            stop = min(span.end, end)
            yield Span(
                max(at, span.start),
                stop,
                span.bold,
                span.italic,
                span.underline,
                span.caps,
                span.size,
                span.font,
            )
            at = stop
    if at < end:
        yield Span(at, end)
