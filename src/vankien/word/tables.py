"""The grid of a table: which cell stands where, and which only continues a merged one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vankien.model import Cell
from vankien.word.names import ALTERNATE, Element, child, chosen, is_on, number, value, w

_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")))
_ROW, _CELL = w("tr"), w("tc")


@dataclass(slots=True)
class Spot:
    """A cell that shows, and how far it reaches."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1
    header: bool = False

    def cell(self, table: int) -> Cell:
        return Cell(table, self.row, self.column, self.rows, self.columns, self.header)


@dataclass(slots=True)
class Row:
    """A row's showing cells; `change` is the `w:del` or `w:ins` that marks the whole row."""

    change: Element | None
    spots: list[Spot] = field(default_factory=list)

    @property
    def deleted(self) -> bool:
        return self.change is not None and self.change.tag == w("del")


def grid(table: Element) -> list[Row]:
    """The rows of a `w:tbl`. A deleted row takes no number and breaks no vertical merge."""
    rows: list[Row] = []
    above: dict[int, Spot] = {}
    count = 0
    for element in _unwrapped(table, _ROW):
        properties = child(element, "trPr")
        row = Row(_change(properties))
        merging = _read_row(element, row, count, above, properties)
        if not row.deleted:
            above = merging
            count += 1
        rows.append(row)
    return rows


def _read_row(
    element: Element, row: Row, index: int, above: dict[int, Spot], properties: Element | None
) -> dict[int, Spot]:
    """Fill a row; returns the cells that the next row may continue, by column."""
    merging: dict[int, Spot] = {}
    column = number(value(properties, "gridBefore")) or 0
    switch = child(properties, "tblHeader")
    header = switch is not None and is_on(switch.get(w("val")))
    for cell in _unwrapped(element, _CELL):
        own = child(cell, "tcPr")
        width = max(number(value(own, "gridSpan")) or 1, 1)
        upward = value(own, "vMerge")
        if value(own, "hMerge") in ("", "continue") and row.spots:
            row.spots[-1].columns += width
        elif upward in ("", "continue") and column in above:
            above[column].rows += not row.deleted
            merging[column] = above[column]
        else:
            spot = Spot(cell, index, column, width, header=header)
            row.spots.append(spot)
            if upward is not None:
                merging[column] = spot
        column += width
    return merging


def _change(properties: Element | None) -> Element | None:
    deleted = child(properties, "del")
    return deleted if deleted is not None else child(properties, "ins")


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
