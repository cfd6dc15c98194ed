"""The grid of a table: which cell stands where, and which only continues a merged one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vankien.model import Cell
from vankien.word.names import ALTERNATE, VAL, Element, child, children, chosen, is_on, number, w

_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")))
_ROW, _CELL = w("tr"), w("tc")


@dataclass(slots=True)
class Spot:
    """A cell that shows, and how far it reaches. `deleted` is the `w:cellDel` that takes it out."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1
    header: bool = False
    deleted: Element | None = None

    def cell(self, table: int) -> Cell:
        """The cell as the model knows it."""
        return Cell(table, self.row, self.column, self.rows, self.columns, self.header)


@dataclass(slots=True)
class Row:
    """A row's showing cells, and the tracked change that marks the whole row."""

    deleted: Element | None = None
    inserted: Element | None = None
    header: bool = False
    before: int = 0
    spots: list[Spot] = field(default_factory=list)


def grid(table: Element) -> list[Row]:
    """The rows of a `w:tbl`. A deleted row takes no number and breaks no vertical merge."""
    rows: list[Row] = []
    above: dict[int, Spot] = {}
    count = 0
    for element in _unwrapped(table, _ROW):
        row = _row(element)
        merging = _read_cells(element, row, count, above)
        if row.deleted is None:
            above = merging
            count += 1
        rows.append(row)
    return rows


def _row(element: Element) -> Row:
    row = Row()
    for said in children(child(element, "trPr")):
        if said.tag == w("gridBefore"):
            row.before = number(said.get(VAL)) or 0
        elif said.tag == w("tblHeader"):
            row.header = is_on(said.get(VAL))
        elif said.tag == w("del"):
            row.deleted = said
        elif said.tag == w("ins"):
            row.inserted = said
    return row


def _read_cells(element: Element, row: Row, index: int, above: dict[int, Spot]) -> dict[int, Spot]:
    """Fill a row; returns the cells that the next row may continue, by column."""
    merging: dict[int, Spot] = {}
    column = row.before
    for cell in _unwrapped(element, _CELL):
        said = {e.tag: e for e in children(child(cell, "tcPr"))}
        width = max(number(_value(said, "gridSpan")) or 1, 1)
        upward = _value(said, "vMerge")
        if _value(said, "hMerge") in ("", "continue") and row.spots:
            row.spots[-1].columns += width
        elif upward in ("", "continue") and column in above:
            above[column].rows += row.deleted is None
            merging[column] = above[column]
        else:
            spot = Spot(cell, index, column, width, 1, row.header, said.get(w("cellDel")))
            row.spots.append(spot)
            if upward is not None:
                merging[column] = spot
        column += width
    return merging


def _value(said: dict[str, Element], name: str) -> str | None:
    element = said.get(w(name))
    return None if element is None else element.get(VAL, "")


def _unwrapped(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, content controls and the like looked through."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _unwrapped(element, wanted)
        elif element.tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                yield from _unwrapped(branch, wanted)
