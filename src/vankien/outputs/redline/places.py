"""Where what went from the old version stands in the new one: behind what it stood behind."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from vankien.compare.tokens import numbered
from vankien.model import Block
from vankien.outputs.cutting import Element
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.standing import RUNNING

_Row = tuple[int, int]


class Places:
    """`staying`: {an old block: the new block in whose place it stands}.

    `typed`: old blocks whose numbers are written out, since Word would count them otherwise.
    """

    def __init__(
        self,
        sheet: Sheet,
        old: Sequence[Block],
        new: Sequence[Block],
        staying: Mapping[int, int],
        typed: Collection[int],
    ) -> None:
        self._typed = typed
        self._sheet, self._tracker, self._space = sheet, sheet.tracker, sheet.space
        self._old, self._new, self._staying = old, new, staying
        self._open = {self._space + name for name in ("body", "sdt", "sdtContent", "customXml")}
        self._fields = {
            self._space + name for name in ("text", "date", "comboBox", "dropDownList", "equation")
        }
        self._notes = self._space + "footnote", self._space + "endnote"
        self._order = sorted(staying)
        self._behind: dict[Element, Element] = {}  # the last of what was put behind an element
        self._tables: dict[int, Element] = {}  # old tables that are gone as a whole
        self._rows: dict[_Row, list[Block]] = defaultdict(list)
        for block in old:
            if block.cell:
                self._rows[block.cell.table, block.cell.row].append(block)

    def whole_rows(self, blocks: Iterable[int]) -> Iterator[Element]:
        """The rows of the new version all whose blocks are among these."""
        chosen = set(blocks)
        wanted = {_row(self._new[b]) for b in chosen} - {None}
        for row in wanted:
            members = [b for b in self._new if _row(b) == row]
            paragraph = self._sheet.paragraph(members[0].index)
            if chosen.issuperset(b.index for b in members) and paragraph is not None:
                yield from list(paragraph.iterancestors(self._space + "tr"))[:1]

    def whole_notes(self, blocks: Iterable[int]) -> Iterator[Element]:
        """The runs that bear the marks of the notes all whose paragraphs with text are among these blocks."""
        chosen = [b for b in blocks if self._new[b].part in ("footnote", "endnote")]
        paragraphs = [p for b in chosen if (p := self._sheet.paragraph(b)) is not None]
        for note in {n: None for p in paragraphs for n in p.iterancestors(*self._notes)}:
            texts = note.iter(self._space + "t", self._space + "delText")
            if all(p in paragraphs for t in texts for p in t.iterancestors(self._space + "p")):
                marks = self._sheet.root.iter(f"{note.tag}Reference")
                id = note.get(self._space + "id")
                yield from (m.getparent() for m in marks if m.get(self._space + "id") == id)  # type: ignore[misc]

    def put(self, gone: Sequence[int], moved: Mapping[int, str]) -> None:
        """Old blocks, in order, as deleted, or as moved away under the name of the move."""
        left = set(gone)
        for index in gone:
            block = self._old[index]
            if index not in left:
                continue
            if block.part not in RUNNING:
                self._put_elsewhere(block)
            elif (row := _row(block)) and left.issuperset(b.index for b in self._rows[row]):
                self._put_row(row)
                left.difference_update(b.index for b in self._rows[row])
            elif block.cell:
                self._put_in_cell(block)
            else:
                self._put_paragraph(block, moved.get(index))

    def _put_elsewhere(self, block: Block) -> None:
        """In a note, margin or text box: beside what it stood beside, else first; in none as running text."""
        made = self._gone(block, last=True)
        if before := self._neighbours(block, -1):
            self._after(before[-1], made)
        elif behind := self._neighbours(block, 1) or self._first(block.part):
            behind[0].addprevious(made)
        else:
            self._after(self._spot(self._before(block)), made)

    def _neighbours(self, block: Block, step: int) -> list[Element]:
        """The paragraphs of the nearest block of the same part that stays, in one direction."""
        at = block.index + step
        while 0 <= at < len(self._old) and self._old[at].part == block.part:
            if at in self._staying and (found := self._sheet.paragraphs(self._staying[at])):
                return found
            at += step
        return []

    def _first(self, part: str) -> list[Element]:
        """Of the first new block of a part; a text box is not one for another."""
        blocks = (b.index for b in self._new if b.part == part != "textbox")
        return next(filter(None, map(self._sheet.paragraphs, blocks)), [])

    def plain(self, block: Block) -> Element:
        """A deleted paragraph of just its words, the number among them."""
        paragraph, form = self._tracker.new("p"), self._tracker.form(block)
        form.insert(0, self._tracker.no_number())
        paragraph.append(form)
        if block.text:
            paragraph.append(self._tracker.gone(block, 0, len(block.text)))
        self._tracker.mark_end(paragraph, "del")
        return paragraph

    def _put_paragraph(self, block: Block, move: str | None) -> None:
        anchor = self._spot(self._before(block))
        if move is None:
            self._after(anchor, self._gone(block, last=False))
            return
        paragraph = self._tracker.new("p")
        paragraph.append(self._tracker.form(block))
        paragraph.append(self._tracker.gone(block, 0, len(block.text), "moveFrom"))
        self._tracker.mark_end(paragraph, "moveFrom")
        start, end = self._tracker.range("moveFrom", move)
        for element in (start, paragraph, end):
            self._after(anchor, element)

    def _gone(self, block: Block, *, last: bool) -> Element:
        """A deleted paragraph; its number is made by Word again where a neighbour of its list is left."""
        paragraph, start = self._tracker.new("p"), 0
        properties = self._tracker.form(block)
        counted = block.label and not last and block.index not in self._typed
        if counted and (twin := self._twin(block)) is not None:
            properties, start = twin, numbered(block.text, block.label)[1]
        paragraph.append(properties)
        if start < len(block.text):
            paragraph.append(self._tracker.gone(block, start, len(block.text)))
        self._tracker.mark_end(paragraph, "del")
        return paragraph

    def _twin(self, block: Block) -> Element | None:
        """The properties of the nearest paragraph of the same list that stays."""
        alike = [
            one
            for one in self._order
            if self._old[one].label
            and self._old[one].list_level == block.list_level
            and self._new[self._staying[one]].label
        ]
        if not alike:
            return None
        nearest = min(alike, key=lambda one: abs(one - block.index))
        paragraph = self._sheet.paragraph(self._staying[nearest])
        properties = paragraph.find(self._space + "pPr") if paragraph is not None else None
        if properties is None:
            return None
        copy = deepcopy(properties)
        for name in ("sectPr", "rPr", "pPrChange"):
            for element in copy.findall(self._space + name):
                copy.remove(element)
        return copy

    def _put_in_cell(self, block: Block) -> None:
        """In a row that stays: behind its neighbour in the cell, else at the cell's beginning."""
        mates = [b for b in self._rows[_row(block) or (0, 0)] if b.index in self._staying]
        same = [b for b in mates if b.cell and block.cell and b.cell.column == block.cell.column]
        before = [b for b in same if b.index < block.index]
        made = self._gone(block, last=True)
        if before and (neighbours := self._sheet.paragraphs(self._staying[before[-1].index])):
            self._after(neighbours[-1], made)
        elif (cell := self._cell(block, same or mates)) is not None:
            first = cell.find(self._space + "p")
            if cell in self._behind:
                self._after(cell, made)
            elif first is not None:
                first.addprevious(made)
                self._behind[cell] = made

    def _cell(self, block: Block, mates: Sequence[Block]) -> Element | None:
        """The new cell in the block's column of the row in which its mates stand."""
        for mate in mates:
            paragraph = self._sheet.paragraph(self._staying[mate.index])
            if paragraph is None:
                continue
            row = next(paragraph.iterancestors(self._space + "tr"), None)
            if row is None or not (block.cell and mate.cell):
                continue
            cells = [c for c in row.iter(self._space + "tc") if next(c.iterancestors(row.tag)) is row]
            own = next(c for c in paragraph.iterancestors(self._space + "tc") if c in cells)
            at = cells.index(own) + block.cell.column - mate.cell.column
            return cells[min(max(at, 0), len(cells) - 1)]
        return None

    def _put_row(self, row: _Row) -> None:
        members = self._rows[row]
        table = members[0].cell.table if members[0].cell else 0
        made = self._gone_row(members)
        above = self._new_row(table, range(row[1] - 1, -1, -1))
        if above is not None:
            self._after(above, made)
        elif (below := self._new_row(table, range(row[1] + 1, self._last_row(table) + 1))) is not None:
            below.addprevious(made)
        elif table in self._tables:
            self._tables[table].append(made)
        else:
            self._tables[table] = self._table(table)
            self._tables[table].append(made)
            self._after(self._spot(self._before(members[0])), self._tables[table])

    def _last_row(self, table: int) -> int:
        return max(row for t, row in self._rows if t == table)

    def _new_row(self, table: int, rows: Iterable[int]) -> Element | None:
        """The new version's row in which the first of these old rows stands."""
        for row in rows:
            for block in self._rows.get((table, row), ()):
                new = self._staying.get(block.index)
                paragraph = self._sheet.paragraph(new) if new is not None and self._new[new].cell else None
                found = (
                    next(paragraph.iterancestors(self._space + "tr"), None) if paragraph is not None else None
                )
                if found is not None:
                    return found
        return None

    def _gone_row(self, members: Sequence[Block]) -> Element:
        made = self._tracker.new("tr")
        self._tracker.mark_row(made, "del")
        column = 0
        cells: dict[int, list[Block]] = defaultdict(list)
        for block in members:
            cells[block.cell.column if block.cell else 0].append(block)
        for at in sorted(cells):
            for _empty in range(column, at):
                made.append(self._new_cell(()))
            made.append(self._new_cell(cells[at]))
            first = cells[at][0].cell
            column = at + (first.column_span if first else 1)
        return made

    def _new_cell(self, blocks: Sequence[Block]) -> Element:
        cell = self._tracker.new("tc")
        properties = self._tracker.new("tcPr")
        properties.append(self._tracker.new("tcW", w="0", type="auto"))
        if blocks and blocks[0].cell and blocks[0].cell.column_span > 1:
            properties.append(self._tracker.new("gridSpan", val=str(blocks[0].cell.column_span)))
        cell.append(properties)
        cell.extend([self._gone(block, last=True) for block in blocks] or [self._tracker.new("p")])
        return cell

    def _table(self, table: int) -> Element:
        """An empty table with plain borders."""
        made = self._tracker.new("tbl")
        properties = self._tracker.new("tblPr")
        properties.append(self._tracker.new("tblW", w="0", type="auto"))
        borders = self._tracker.new("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(self._tracker.new(side, val="single", sz="4", space="0", color="auto"))
        properties.append(borders)
        grid = self._tracker.new("tblGrid")
        columns = max(
            b.cell.column + b.cell.column_span
            for (t, _), bs in self._rows.items()
            if t == table
            for b in bs
            if b.cell
        )
        grid.extend([self._tracker.new("gridCol") for _column in range(columns)])
        made.extend([properties, grid])
        return made

    def _before(self, block: Block) -> int | None:
        """The new block in whose place the nearest old one before this one stands."""
        at = bisect_left(self._order, block.index) - 1
        while at >= 0 and not self._anchors(self._order[at]):
            at -= 1
        return self._staying[self._order[at]] if at >= 0 else None

    def _anchors(self, old: int) -> bool:
        new = self._staying[old]
        return self._new[new].part in RUNNING and self._sheet.paragraph(new) is not None

    def _spot(self, new: int | None) -> Element | None:
        """Behind what a paragraph may stand that follows a block: its last one, its table, its control."""
        paragraphs = self._sheet.paragraphs(new) if new is not None else []
        if not paragraphs:
            return None
        chain = [paragraphs[-1], *paragraphs[-1].iterancestors()]
        while len(chain) > 1 and chain[-1].tag != self._space + "body":
            chain.pop()
        found = chain.pop()
        while chain and found.tag in self._open and not self._is_field(found):
            found = chain.pop()
        return found

    def _is_field(self, control: Element) -> bool:
        """Whether a control holds no paragraphs of one's own: a line of text, a date, a choice."""
        properties = control.find(self._space + "sdtPr")
        return properties is not None and any(e.tag in self._fields for e in properties)

    def _after(self, anchor: Element | None, made: Element) -> None:
        """Behind `anchor` and what was put there before; without one at the beginning of the body."""
        if anchor is None:
            anchor = self._sheet.root.find(self._space + "body")
            assert anchor is not None  # noqa: S101 - a part without a body is not read
            if anchor in self._behind:
                self._behind[anchor].addnext(made)
            else:
                anchor.insert(0, made)
        else:
            self._behind.get(anchor, anchor).addnext(made)
        self._behind[anchor] = made


def _row(block: Block) -> _Row | None:
    return (block.cell.table, block.cell.row) if block.cell else None
