"""The rows of a collation written into the base, each under its author's name.

Comments first, then what came, then what went, so that nothing is sought where it no longer stands; then, in
comments, what could not be tracked; then the answers, beside the comments that they answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from vankien.collate import Collation, Row, Step
from vankien.model import Block, Document
from vankien.outputs.cutting import Element
from vankien.outputs.marking import Span
from vankien.outputs.master.margin import Margin, Said, initials_of
from vankien.outputs.master.page import Page, Unplaced
from vankien.outputs.opinions.lines import change

_SPOKEN = ("comment", "reply")


class Writer:
    """`told`: rows that are only told, in a comment. `ids`: {a row: the comment that it became}."""

    def __init__(
        self,
        page: Page,
        margin: Margin,
        base: Document,
        collation: Collation,
        told: Collection[str],
        language: str,
    ) -> None:
        self.page, self.margin, self._blocks = page, margin, base.blocks
        self._collation, self._language = collation, language
        self._base_ids = {(c.author, c.text): c.id for c in base.comments}
        self._told = dict.fromkeys(told)
        self._gone: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._rows_gone: dict[tuple[int, int], dict[int, Row]] = defaultdict(dict)
        self._moved: dict[str, tuple[list[Element], list[Element]]] = {}
        self._linked: dict[str, Element] = {}  # what was put in, to be taken out by another
        self.ids: dict[str, str] = {}

    def write(self) -> None:
        rows = self._collation.rows
        changes = [row for row in rows if row.kind not in _SPOKEN]
        self._told |= dict.fromkeys(row.id for row in changes if not self._collation.steps.get(row.id))
        for row in rows:
            if row.kind == "comment":
                self._speak(row)
        for write in (self._come, self._go):
            for row in changes:
                self._try(row, write)
        self._close_rows()
        self._close_moves()
        for row in changes:
            self._tell(row)
        for row in rows:
            if row.kind == "reply":
                self._speak(row)

    def _tell(self, row: Row) -> None:
        """In a comment, what could not be tracked."""
        if row.id in self._told:
            said = self._said(row, change(row, self._language))
            self.ids[row.id] = self.margin.add(said, self._span(row))

    def _try(self, row: Row, write: Callable[[Row, Step], None]) -> None:
        if row.id in self._told:
            return
        moving = row.kind == "move" and self._can_move(row)
        self.page.pen.sign(row.author, row.date, moving=moving)
        try:
            for step in self._collation.steps[row.id]:
                write(row, step)
        except Unplaced:
            self._told[row.id] = None

    # What is said.

    def _speak(self, row: Row) -> None:
        comment = self._collation.comments.get(row.id)
        said = self._said(row, row.text)
        if comment is not None:
            said = said._replace(initials=comment.initials, done=comment.done)
        parent = self.ids.get(row.parent or "")
        if row.kind == "reply" and parent is None:
            parent = self._parent_in_base(row)
        self.ids[row.id] = self.margin.add(said, self._span(row), parent)

    def _parent_in_base(self, row: Row) -> str | None:
        answered = self._collation.answered.get(row.id)
        id = self._base_ids.get((answered.author, answered.text)) if answered else None
        return id if id is not None and self.margin.has(id) else None

    def _said(self, row: Row, text: str) -> Said:
        return Said(row.author, text, row.date, initials_of(row.author))

    def _span(self, row: Row) -> Span:
        place = row.place
        return self.page.span(place.block, place.start, place.end) if place else Span(None, None, None)

    # What came.

    def _come(self, row: Row, step: Step) -> None:
        page, block = self.page, self._blocks[step.block]
        if step.cells:
            page.put_row(block, step.cells)
            return
        if not step.text:
            return
        if "\n" not in step.text:
            made = page.put_in(block, step.end, step.text)
            self._moves_to(row, [made])
            if step.link:
                self._linked[step.link] = made
            return
        if step.text.startswith("\n") and step.end == len(block.text):
            lines = step.text[1:].removesuffix("\n").split("\n")
            self._moves_to(row, self._put_paragraphs(step, lines))
        elif step.text.endswith("\n") and step.end == step.start == 0:
            lines = step.text[:-1].split("\n")
            self._moves_to(row, self._put_paragraphs(step, lines, before=True))
        elif step.end == len(block.text):
            head, *lines = step.text.removesuffix("\n").split("\n")
            page.put_in(block, step.end, head)
            self._put_paragraphs(step, lines)
        else:
            head, *between, tail = step.text.split("\n")
            if between:
                raise Unplaced
            page.split(block, step.end, head, tail)

    def _put_paragraphs(self, step: Step, lines: list[str], *, before: bool = False) -> list[Element]:
        return self.page.put_paragraphs(
            self._blocks[step.block],
            lines,
            like=self._like(step),
            listed=step.listed,
            outside=step.outside,
            before=before,
        )

    def _like(self, step: Step) -> Block:
        """The block whose form new paragraphs have: their neighbour, or the nearest that Word numbers."""
        block = self._blocks[step.block]
        listed = [b for b in self._blocks if b.label and b.part == "body"] if step.listed else []
        return min(listed, key=lambda b: abs(b.index - block.index), default=block)

    def _moves_to(self, row: Row, elements: list[Element]) -> None:
        if row.kind == "move":
            self._moved.setdefault(row.id, ([], []))[1].extend(elements)

    # What went.

    def _go(self, row: Row, step: Step) -> None:
        block = self._blocks[step.block]
        if step.link in self._linked and not step.text:
            self.page.take_out_of(self._linked[step.link])
        if step.start == step.end and not step.mark:
            return
        free = list(_free(step.start, step.end, self._gone[step.block]))
        if free != [(step.start, step.end)]:
            self._told[row.id] = None  # another has taken some of it out already
        out = [e for start, end in free if start < end for e in self.page.take_out(block, start, end)]
        self._gone[step.block].append((step.start, step.end))
        if step.mark and free == [(step.start, step.end)]:
            paragraph = self.page.take_out_paragraph(block)
            out = [paragraph]
            if block.cell:
                self._rows_gone[block.cell.table, block.cell.row][block.index] = row
        if row.kind == "move":
            self._moved.setdefault(row.id, ([], []))[0].extend(out)

    def _close_rows(self) -> None:
        """A row of a table goes when all that stands in it has gone by one hand."""
        for (table, number), gone in self._rows_gone.items():
            there = [b for b in self._blocks if b.cell and (b.cell.table, b.cell.row) == (table, number)]
            hands = {row.author for row in gone.values()}
            if len(hands) == 1 and all(b.index in gone for b in there):
                row = next(iter(gone.values()))
                self.page.pen.sign(row.author, row.date)
                self.page.take_out_row(there[0])

    # Moves.

    def _can_move(self, row: Row) -> bool:
        """Whether Word can show it as one: it knows none of rows and cells, and both ends must be free."""
        steps = self._collation.steps[row.id]
        blocks = [self._blocks[step.block] for step in steps]
        out = [s for s in steps if s.end > s.start or s.mark]
        free = all(list(_free(s.start, s.end, self._gone[s.block])) == [(s.start, s.end)] for s in out)
        return bool(out) and len(out) < len(steps) and free and not any(b.cell for b in blocks)

    def _close_moves(self) -> None:
        for number, (id, (gone, come)) in enumerate(self._moved.items(), 1):
            row = next(row for row in self._collation.rows if row.id == id)
            self.page.pen.sign(row.author, row.date)
            self.page.name_move(f"move{number}", gone, come)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of [start, end) nobody has taken."""
    at = start
    for begin, stop in sorted(taken):
        if begin < end and stop > at:
            if begin > at:
                yield at, begin
            at = max(at, stop)
    if at < end or start == end:
        yield at, end
