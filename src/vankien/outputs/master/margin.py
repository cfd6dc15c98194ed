"""The comments of a Word file and their threads: comments.xml and commentsExtended.xml."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from vankien.outputs.cutting import Cutter, Element
from vankien.outputs.marking import Marker, Span
from vankien.outputs.master.parts import part_of, with_spaces
from vankien.outputs.members import Members
from vankien.outputs.plain import writable
from vankien.word.package import Package

_OPEN = "http://schemas.openxmlformats.org"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARA, _EX = f"{{{_W14}}}paraId", f"{{{_W15}}}commentEx"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_HIGHEST = 0x7FFFFFFF  # of a paragraph's id


class Said(NamedTuple):
    """A comment to be. `date` is ISO 8601."""

    author: str
    text: str
    date: str | None = None
    initials: str = ""
    done: bool = False


def initials_of(name: str) -> str:
    """Of the last three words, as a Vietnamese name is known by them."""
    return "".join(word[:1] for word in name.split())[-3:]


class _Marker(Marker):
    """Cuts runs together with whoever else writes into the part."""

    def __init__(self, root: Element, cutter: Cutter) -> None:
        super().__init__(root)
        self._cutter = cutter


class Margin:
    """`root` is the main part, changed in place; `save` puts the comments' own parts."""

    def __init__(self, members: Members, package: Package, root: Element, cutter: Cutter) -> None:
        self._members, self._marker = members, _Marker(root, cutter)
        self._root, self.space = root, cutter.space
        strict = "purl.oclc.org" in self.space
        kind = "http://purl.oclc.org/ooxml/officeDocument" if strict else f"{_OPEN}/officeDocument/2006"
        self._part = part_of(
            members, package, "comments", f"{kind}/relationships/comments", f"{_CONTENT}comments+xml"
        )
        self._threads_part = part_of(
            members, package, "commentsExtended", _EXTENDED, f"{_CONTENT}commentsExtended+xml"
        )
        comments, threads = members.root(self._part), members.root(self._threads_part)
        if comments is None:
            comments = etree.Element(f"{self.space}comments", None, {"w": self.space[1:-1]})
        if threads is None:
            threads = etree.Element(f"{{{_W15}}}commentsEx", None, {"w15": _W15})
        self._comments = with_spaces(comments, {"w14": _W14})
        self._threads = with_spaces(threads, {"w15": _W15})
        self._last = self._last_id()
        self._used = {
            e.get(_PARA, "").upper() for r in (root, self._comments) for e in r.iter(f"{self.space}p")
        }
        self._next_paragraph = 0x10000000
        self._marks: dict[str, list[Element]] = {}
        self._by_id = {e.get(f"{self.space}id", ""): e for e in self._comments}
        self._known = {e.get(f"{{{_W15}}}paraId", ""): e for e in self._threads}

    def add(self, said: Said, span: Span, parent: str | None = None) -> str:
        """A comment on a passage, or in answer to the comment `parent`; its id."""
        self._last += 1
        id = str(self._last)
        if parent is None or not self._beside(parent, id):
            self._marker.mark(span, id)
        element = self._element(id, said)
        self._comments.append(element)
        self._by_id[id] = element
        thread = self._thread(element)
        if said.done:
            thread.set(f"{{{_W15}}}done", "1")
        if parent in self._by_id:
            first = self._thread(self._by_id[parent])
            # Word knows one level: an answer to an answer belongs to the first comment.
            top = first.get(f"{{{_W15}}}paraIdParent") or first.get(f"{{{_W15}}}paraId")
            thread.set(f"{{{_W15}}}paraIdParent", top or "")
        return id

    def has(self, id: str) -> bool:
        return id in self._by_id

    def save(self) -> None:
        self._members.put(self._part, self._comments)
        self._members.put(self._threads_part, self._threads)

    def _last_id(self) -> int:
        tags = [self.space + name for name in ("comment", *_MARKS)]
        used = (e.get(f"{self.space}id", "") for r in (self._root, self._comments) for e in r.iter(*tags))
        return max((int(id) for id in used if re.fullmatch(r"\d{1,9}", id)), default=-1)

    def _beside(self, parent: str, id: str) -> bool:
        """Put the marks of `id` behind those of its parent: an answer stands where the comment does."""
        if parent not in self._marks:
            self._marks = {}
            for mark in self._root.iter(*(self.space + name for name in _MARKS)):
                self._marks.setdefault(mark.get(f"{self.space}id", ""), []).append(mark)
        found = False
        for mark in self._marks.get(parent, ()):
            made = mark.makeelement(mark.tag, {f"{self.space}id": id}, None)
            holder = mark.getparent()
            if mark.tag != self.space + "commentReference" or holder is None:
                mark.addnext(made)
                continue
            run = mark.makeelement(f"{self.space}r", None, None)
            run.append(made)
            holder.addnext(run)
            found = True
        return found

    def _element(self, id: str, said: Said) -> Element:
        w = self.space
        attributes = {
            f"{w}id": id,
            f"{w}author": writable(said.author),
            f"{w}initials": writable(said.initials),
        }
        if said.date:
            attributes[f"{w}date"] = said.date
        comment = self._comments.makeelement(f"{w}comment", attributes, None)
        for line in said.text.split("\n"):
            paragraph = etree.SubElement(comment, f"{w}p")
            text = etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}t")
            text.set(_SPACE, "preserve")
            text.text = writable(line)
        return comment

    def _thread(self, comment: Element) -> Element:
        """The entry of a comment among the threads; by its last paragraph, which gets an id if need be."""
        paragraphs = comment.findall(f"{self.space}p")
        last = paragraphs[-1] if paragraphs else etree.SubElement(comment, f"{self.space}p")
        id = last.get(_PARA)
        if id is None:
            id = self._free()
            last.set(_PARA, id)
        if id not in self._known:
            said = {f"{{{_W15}}}paraId": id, f"{{{_W15}}}done": "0"}
            self._known[id] = etree.SubElement(self._threads, _EX, said)
        return self._known[id]

    def _free(self) -> str:
        while (id := f"{self._next_paragraph:08X}") in self._used:
            self._next_paragraph += 1
        self._next_paragraph = (self._next_paragraph + 1) % _HIGHEST
        return id
