"""A story (body, note, header, text box) read into blocks: paragraphs joined, numbered and placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vankien.model import Block, Cell, Note, Part, Revision, RevisionKind
from vankien.word.forms import Form, Forms, label_text
from vankien.word.inline import Inline, unclosed_fields
from vankien.word.legacy import looks_legacy
from vankien.word.lines import Anchor, Change, Finished, Line, Source, finish
from vankien.word.looks import Face, Looks
from vankien.word.names import ALTERNATE, ID, Element, chosen, w
from vankien.word.numbering import Counters
from vankien.word.tables import grid
from vankien.word.tidy import tidy

_PARAGRAPH, _PROPERTIES, _TABLE = w("p"), w("pPr"), w("tbl")


@dataclass(slots=True)
class Draft:
    """What all stories have given; `sections` pairs a `w:sectPr` with the number of blocks before it."""

    blocks: list[Block] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    sections: list[tuple[Element, int]] = field(default_factory=list)
    anchors: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    used: dict[str, dict[str, None]] = field(default_factory=lambda: {"footnote": {}, "endnote": {}})
    chunks: list[str] = field(default_factory=list)
    tables: int = 0
    inline: Callable[[Looks, Callable[[str, str], None], frozenset[Element]], Inline] = Inline

    def use_note(self, kind: str, id_: str) -> None:
        """A note's mark shows in the text."""
        self.used[kind].setdefault(id_)


class Story:
    """Reads one story. Text boxes count their lists apart from the text that anchors them."""

    def __init__(
        self, draft: Draft, forms: Forms, looks: Looks, part: Part, counters: Counters, boxes: Counters
    ) -> None:
        self._draft, self._forms, self._looks, self._part = draft, forms, looks, part
        self._counters, self._boxes = counters, boxes
        self._inline = draft.inline(looks, draft.use_note, frozenset())
        self._line: Line | None = None
        self._form: Form | None = None
        self._mark: Element | None = None
        self._joined_by_hiding = False
        self._endless = False  # the last paragraph's mark is deleted or hidden
        self._cell: Cell | None = None
        self._break_pending = False
        self._loose: tuple[list[Change], list[Anchor]] = ([], [])
        self._gone = 0  # how many paragraphs came to nothing

    def read(self, root: Element) -> None:
        """Read every paragraph under `root` (`w:body`, `w:footnote`, `w:hdr`, `w:txbxContent` …)."""
        self._inline._unclosed = unclosed_fields(root)
        self._content(root)
        self._close()
        self._settle()

    def _content(self, parent: Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == _PARAGRAPH:
                self._paragraph(element)
            elif tag == _TABLE:
                self._table(element)
            elif tag in _BLOCK_LEVEL:
                _BLOCK_LEVEL[tag](self, element)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PROPERTIES else None
        form, mark, section = self._forms.read(properties)
        line = self._line or self._open()
        if not (self._joined_by_hiding and line.length):
            self._form, self._mark = form, mark
        line.break_before = line.break_before or (form.page_break and not line.length)
        self._inline.line, self._inline.style = line, form.style_id
        self._inline.content(paragraph)
        said = {e.tag: e for e in mark} if mark is not None else {}
        gone = self._mark_gone(said, line)
        self._joined_by_hiding = not gone and self._looks.hides(form.style_id, mark, said)
        self._endless = gone or self._joined_by_hiding
        if not self._endless:
            self._close()
        if section is not None and not gone:
            self._section(section)

    def _mark_gone(self, said: dict[str, Element], line: Line) -> bool:
        """Note a tracked change of the paragraph mark; whether this takes it out."""
        inline = self._inline
        if said and not _TRACKED.isdisjoint(said):
            for tag in _MARK_GONE.keys() & said.keys():
                line.delete(self._mark_source(said[tag], _MARK_GONE[tag], line), "", mark=True)
                return True
            for tag in _MARK_NEW.keys() & said.keys():
                line.insert(self._mark_source(said[tag], _MARK_NEW[tag], line), 0, mark=True)
        return inline.deletion is not None

    def _mark_source(self, element: Element, kind: RevisionKind, line: Line) -> Source:
        """Of a mark that moved with the words before it, although their move has ended."""
        source = self._inline.source(element, kind)
        before = line.changes[-1].source if line.changes else None
        return before if before and before.move and before == source._replace(move=before.move) else source

    def _open(self) -> Line:
        changes, anchors = self._loose
        self._line = Line(
            changes=changes, carried=len(changes), anchors=anchors, break_before=self._break_pending
        )
        self._loose, self._break_pending = ([], []), False
        self._joined_by_hiding = False
        return self._line

    def _close(self) -> None:
        """End the open line: count its number, make its block, read its text boxes."""
        line, form = self._line, self._form
        if line is None or form is None:
            return
        self._line = None
        self._joined_by_hiding = False
        label, gap, face = self._label(form) if line.length or not self._endless else ("", "", None)
        finished = finish(line, label, gap, face)
        if finished.text:
            self._add_block(line, form, finished)
        else:
            self._gone += 1
            self._loose = (
                [self._left(change) for change in line.changes],
                [Anchor(a.comment, a.edge, 0) for a in line.anchors],
            )
        trailing = line.break_at is not None and line.break_at == line.length > 0
        self._break_pending = trailing or (line.break_before and not finished.text)
        for box in line.boxes:
            Story(self._draft, self._forms, self._looks, "textbox", self._boxes, self._boxes).read(box)

    def _left(self, change: Change) -> Change:
        """A change of a line that makes no block, to be told with the next one."""
        if change.apart is None and change.lost:
            return Change(change.source, 0, 0, change.lost, change.mark, self._gone, self._cell)
        return Change(change.source, 0, 0, change.lost, change.mark, change.apart, change.cell)

    def _label(self, form: Form) -> tuple[str, str, Face | None]:
        level, numbers = form.level, form.numbers
        if level is None or numbers is None:
            return "", "", None
        look = self._looks.of(form.style_id, self._mark, level.run)
        text = label_text(level, self._counters.next(form.list_id, numbers, level), look)
        if level.bullet:  # its own font is a symbol font, its text no longer is
            look = self._looks.of(form.style_id, self._mark)
        return text, " " if text and (level.bullet or level.suffix != "nothing") else "", look.face

    def _add_block(self, line: Line, form: Form, finished: Finished) -> None:
        draft = self._draft
        index = len(draft.blocks)
        part: Part = "table" if self._cell is not None and self._part == "body" else self._part
        draft.blocks.append(
            Block(
                index, finished.text, part, finished.label, form.style, form.outline,
                form.level.index if form.level else None, form.alignment, form.first_line, finished.spans,
                self._cell, line.break_before,
            )
        )  # fmt: skip
        for change in line.changes:
            self._add_revision(change, index, finished.text, finished.offsets)
        for comment, edge, at in line.anchors:
            draft.anchors.setdefault((comment, edge), (index, finished.offsets[at]))
        self._add_notes(line, index, finished)

    def _add_revision(self, change: Change, block: int, text: str, offsets: dict[int, int]) -> None:
        start, end = offsets[change.start], offsets[change.end]
        kind, author, date, move, put_in = change.source
        said = tidy("".join(change.lost), ())[0] if change.lost else text[start:end]
        if said or change.mark:
            revision = Revision(
                kind,
                author,
                date,
                said,
                block,
                start,
                end,
                move,
                change.mark,
                change.apart,
                change.cell,
                put_in,
            )
            self._draft.revisions.append(revision)

    def _add_notes(self, line: Line, index: int, finished: Finished) -> None:
        if line.legacy:
            self._draft.notes.append(Note("legacy_converted", index, line.legacy))
            return
        if not finished.composed:
            self._draft.notes.append(Note("decomposed", index))
        if looks_legacy(finished.text):
            self._draft.notes.append(Note("legacy_suspected", index))

    def _settle(self) -> None:
        """What was anchored after the last block belongs to its end."""
        blocks = self._draft.blocks
        if not blocks:
            return
        index, size = len(blocks) - 1, len(blocks[-1].text)
        for change in self._loose[0]:
            self._add_revision(change, index, "", {0: size})
        for comment, edge, _ in self._loose[1]:
            self._draft.anchors.setdefault((comment, edge), (index, size))
        self._loose = ([], [])

    def _table(self, table: Element) -> None:
        self._close()
        outer, number, inline = self._cell, self._draft.tables, self._inline
        self._draft.tables += 1
        for row in grid(table):
            for spot in row.spots:
                self._cell = spot.cell(number)
                gone = spot.deleted if row.deleted is None else row.deleted
                if gone is not None:
                    inline.deleted(gone, "deletion", self._spot, spot.element)
                elif row.inserted is not None:
                    inline.inserted(row.inserted, "insertion", self._spot, spot.element)
                else:
                    self._spot(spot.element)
        self._cell = outer

    def _spot(self, cell: Element) -> None:
        self._content(cell)
        self._close()

    def _anchor(self, element: Element, edge: str) -> None:
        """A comment's anchor between paragraphs: a start waits for the next one, an end closes the last."""
        if self._line is not None:
            self._line.anchors.append(Anchor(element.get(ID, ""), edge, self._line.length))
        elif edge == "end" and self._draft.blocks:
            last = self._draft.blocks[-1]
            self._draft.anchors.setdefault((element.get(ID, ""), edge), (last.index, len(last.text)))
        else:
            self._loose[1].append(Anchor(element.get(ID, ""), edge, 0))

    def _alternate(self, element: Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self._content(branch)

    def _section(self, element: Element) -> None:
        self._close()
        self._draft.sections.append((element, len(self._draft.blocks)))

    def _math(self, element: Element) -> None:
        """A formula outside any paragraph is a paragraph of its own."""
        self._form = self._forms.of(None)
        self._inline.line, self._inline.style = self._line or self._open(), None
        self._inline._math(element)
        self._close()


_Handler = Callable[[Story, Element], None]
_MARK_GONE: dict[str, RevisionKind] = {w("del"): "deletion", w("moveFrom"): "move_from"}
_MARK_NEW: dict[str, RevisionKind] = {w("ins"): "insertion", w("moveTo"): "move_to"}


_TRACKED = _MARK_GONE.keys() | _MARK_NEW.keys()


def _transparent(story: Story, element: Element) -> None:
    story._content(element)


_BLOCK_LEVEL: dict[str, _Handler] = {
    **dict.fromkeys(map(w, ("sdt", "sdtContent", "customXml", "smartTag")), _transparent),
    w("ins"): lambda s, e: s._inline.inserted(e, "insertion", s._content),
    w("moveTo"): lambda s, e: s._inline.inserted(e, "move_to", s._content),
    w("del"): lambda s, e: s._inline.deleted(e, "deletion", s._content),
    w("moveFrom"): lambda s, e: s._inline.deleted(e, "move_from", s._content),
    **dict.fromkeys(map(w, ("moveFromRangeStart", "moveToRangeStart")), lambda s, e: s._inline.move_start(e)),
    **dict.fromkeys(map(w, ("moveFromRangeEnd", "moveToRangeEnd")), lambda s, e: s._inline.move_end(e)),
    w("commentRangeStart"): lambda s, e: s._anchor(e, "start"),
    w("commentRangeEnd"): lambda s, e: s._anchor(e, "end"),
    w("sectPr"): Story._section,
    w("altChunk"): lambda s, e: s._draft.chunks.append(e.get("{urn:r}id", "")),
    ALTERNATE: Story._alternate,
    "{urn:m}oMathPara": Story._math,
    "{urn:m}oMath": Story._math,
}
