"""A .docx (.docm, .dotx, strict or transitional) read in one pass over its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from vankien.model import Document, Note, Part, UnreadableFile
from vankien.text import clean
from vankien.word.comments import read_comments
from vankien.word.forms import Forms
from vankien.word.names import ID, Element, child, is_on, w
from vankien.word.numbering import Counters, Numbering
from vankien.word.package import Package
from vankien.word.pages import PageNumbers, WordSection, in_use, page_setup, starts_page, word_sections
from vankien.word.story import Draft, Story
from vankien.word.styles import Styles

_CORE = ("title", "subject", "creator", "lastModifiedBy", "created", "modified")
_FIELD = w("fldChar")
_TELLING = (_FIELD, w("t"), w("instrText"))
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_FOREIGN = frozenset(("attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk"))


def read_docx(source: Path | bytes) -> Document:
    """Everything in a file that the guards let pass. Raises UnreadableFile."""
    package = Package(source)
    try:
        return Reading(package).document()
    except RecursionError as error:
        raise UnreadableFile("damaged") from error
    finally:
        package.close()


class Reading:
    """One file being read: what its stories share."""

    def __init__(self, package: Package, draft: Draft | None = None) -> None:
        self.package, self.main = package, package.main()
        self.styles = Styles(self._part("styles"), self._part("theme"))
        self.forms = Forms(self.styles, Numbering(self._part("numbering"), self.styles.list_of))
        self._watermarks: list[str] = []
        self.draft = draft or Draft()

    def document(self) -> Document:
        body = self._body()
        if body is not None:
            self._read(body, "body", Counters(), Counters())
        self._read_notes("footnote")
        self._read_notes("endnote")
        sections = word_sections([element for element, _ in self.draft.sections], self.package, self.main)
        self._read_margins(sections, "header")
        self._read_margins(sections, "footer")
        self._mark_breaks()
        looks = self.styles.looks
        blocks = tuple(self.draft.blocks)
        numbers = PageNumbers(self.package, self.forms, looks)
        return Document(
            format="docx",
            blocks=blocks,
            comments=tuple(read_comments(self.package, self.main, self.draft.anchors, blocks, looks)),
            revisions=tuple(self.draft.revisions),
            pages=tuple(page_setup(section, numbers) for section in sections),
            properties=self._properties(),
            notes=(*self.draft.notes, *self._notes()),  # last: by now every part has been asked for
        )

    def _part(self, kind: str) -> Element | None:
        names = self.package.related(self.main, kind)
        return self.package.root(names[0]) if names else None

    def _body(self) -> Element | None:
        root = self.package.root(self.main)
        if root is None or root.tag != w("document"):
            raise UnreadableFile("damaged")
        return child(root, "body")

    def _read(self, root: Element, part: Part, counters: Counters, boxes: Counters) -> None:
        Story(self.draft, self.forms, self.styles.looks, part, counters, boxes).read(root)

    def _read_notes(self, kind: Part) -> None:
        """The notes whose marks show in the text, in the order of their marks. Separators have a type."""
        root = self._part(f"{kind}s")
        notes = {e.get(ID, ""): e for e in root if not _separates(e)} if root is not None else {}
        counters, boxes = Counters(), Counters()
        for id_ in list(self.draft.used[kind]):
            if id_ in notes:
                self._read(notes[id_], kind, counters, boxes)

    def _read_margins(self, sections: list[WordSection], kind: Part) -> None:
        told: set[str] = set()
        for part in in_use(sections, kind, self._setting("evenAndOddHeaders")):
            root = self.package.root(part)
            if root is None:
                continue
            self._watermarks += [e.get("string", "") for e in root.iter(_WATERMARK)]
            wording = _wording(root)
            if not wording or wording not in told:
                self._read(root, kind, Counters(), Counters())
            told.add(wording)

    def _setting(self, name: str) -> bool:
        found = child(self._part("settings"), name)
        return found is not None and is_on(found.get(w("val")))

    def _mark_breaks(self) -> None:
        """The first block of a Word section that begins a page stands after a page break."""
        sections, blocks = self.draft.sections, self.draft.blocks
        for (_, start), (element, end) in pairwise(sections):
            if start < end and starts_page(element):
                blocks[start] = replace(blocks[start], break_before=True)

    def _notes(self) -> Iterator[Note]:
        for id_ in self.draft.chunks:
            link = self.package.relationships(self.main).get(id_)
            yield Note("missing_part", None, link.target if link else id_)
        for part in self.package.broken:
            yield Note("missing_part", None, part)
        if self.package.related(self.main, "vbaProject"):
            yield Note("macros_ignored")
        for link in self.package.relationships(self.main).values():
            if link.external and link.kind in _FOREIGN:
                yield Note("external_link", None, link.target)

    def _properties(self) -> dict[str, str]:
        found = {}
        for part in self.package.related("", "core-properties"):
            root = self.package.root(part)
            for element in root if root is not None else ():
                name = str(element.tag).rpartition("}")[2]
                if name in _CORE and element.text:
                    found[name] = element.text
        if any(self._watermarks):
            found["watermark"] = clean(next(filter(None, self._watermarks)))
        return found


def _wording(margin: Element) -> str:
    """What a header says but for its fields' results: LibreOffice writes a shared one once a section."""
    said, in_result = [], False
    for element in margin.iter(*_TELLING):
        if element.tag == _FIELD:
            in_result = element.get(w("fldCharType")) == "separate"
        elif not in_result:
            said.append(element.text or "")
    return "".join(said)


def _separates(note: Element) -> bool:
    return note.get(w("type"), "normal") != "normal"
