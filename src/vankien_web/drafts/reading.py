"""The reading page's shape: a Document as passages, tables and notes, each with its remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol, TypeVar

from django.utils.safestring import SafeString

from vankien.model import Block, Cell, Document, Place, Revision
from vankien_web.drafts.passage import Marking, Sign, passage
from vankien_web.drafts.remarks import SEVERITIES, Remark
from vankien_web.drafts.threads import Thread, threads

CHUNK = 120  # passages that the browser may leave unpainted together while they are out of sight
_NOTES = ("footnote", "endnote")
_RUNNING = ("header", "footer")


class Placed(Protocol):
    @property
    def place(self) -> Place | None: ...


T = TypeVar("T", bound=Placed)


class Other(Marking, Protocol):
    """What a room above lays beside a passage: an opinion; `template` shows it, as `other`."""

    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Signs:
    """Marks in the text set by a room above; `template` has their switch, `legend` is (css, label, words)."""

    marks: Sequence[Sign]
    template: str
    legend: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Paragraph:
    """A block with what is said of it; `html` is its marked-up text."""

    block: Block
    html: SafeString
    remarks: tuple[Remark, ...] = ()
    threads: tuple[Thread, ...] = ()
    others: tuple[Other, ...] = ()
    css: str = ""
    is_table: bool = False


@dataclass(frozen=True)
class Slot:
    """A cell of the page's grid; one without paragraphs fills a gap that the file leaves."""

    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A table of one row sets things side by side, as the official frame does: it has no lines."""

    rows: tuple[tuple[Slot, ...], ...]
    remarks: tuple[Remark, ...]
    threads: tuple[Thread, ...] = ()
    others: tuple[Other, ...] = ()
    is_table: bool = True

    @property
    def layout(self) -> bool:
        return len(self.rows) == 1


@dataclass(frozen=True)
class Page:
    """`chunks` hold the body in order; `running` and `notes` stand apart, as on paper."""

    chunks: tuple[tuple[Paragraph | Table, ...], ...]
    running: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    loose: tuple[Remark, ...] = ()
    loose_threads: tuple[Thread, ...] = ()
    loose_others: tuple[Other, ...] = ()
    threads: int = 0
    rail: bool = False  # whether anything stands beside the text
    signs: Signs | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def lay_out(
    document: Document,
    remarks: Sequence[Remark],
    headings: Mapping[int, int],
    others: Sequence[Other] = (),
    signs: Signs | None = None,
) -> Page:
    """`headings` gives the level of each block that is a heading."""
    said = threads(document)
    beside = _Beside(
        _by_block(remarks),
        _by_block(said),
        _by_block(others),
        _changes(document),
        _by_block(signs.marks if signs else ()),
    )
    made = [_paragraph(block, beside, headings) for block in document.blocks]
    body = list(_passages(p for p in made if p.block.part not in (*_NOTES, *_RUNNING)))
    return Page(
        chunks=tuple(tuple(body[i : i + CHUNK]) for i in range(0, len(body), CHUNK)),
        running=tuple(_once(p for p in made if p.block.part in _RUNNING)),
        notes=tuple(p for p in made if p.block.part in _NOTES),
        loose=tuple(r for r in remarks if r.place is None),
        loose_threads=tuple(t for t in said if t.place is None),
        loose_others=tuple(o for o in others if o.place is None),
        threads=len(said),
        signs=signs,
        rail=bool(beside.remarks or beside.threads or beside.others),
        counts={s: sum(r.severity == s for r in remarks) for s in SEVERITIES},
    )


@dataclass(frozen=True)
class _Beside:
    """Everything that is said of the blocks, by their index."""

    remarks: Mapping[int, list[Remark]]
    threads: Mapping[int, list[Thread]]
    others: Mapping[int, list[Other]]
    changes: Mapping[int, list[Revision]]
    signs: Mapping[int, list[Sign]]


def _by_block(items: Iterable[T]) -> dict[int, list[T]]:
    by_block: dict[int, list[T]] = {}
    for item in items:
        if item.place is not None:
            by_block.setdefault(item.place.block, []).append(item)
    return by_block


def _once(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The first page's header often repeats the others': shown once, unless a remark speaks of it."""
    seen: set[str] = set()
    for paragraph in paragraphs:
        if paragraph.remarks or paragraph.threads or paragraph.others or paragraph.block.text not in seen:
            yield paragraph
        seen.add(paragraph.block.text)


def _changes(document: Document) -> dict[int, list[Revision]]:
    by_block: dict[int, list[Revision]] = {}
    for revision in document.revisions:
        by_block.setdefault(revision.block, []).append(revision)
    return by_block


def _paragraph(block: Block, beside: _Beside, headings: Mapping[int, int]) -> Paragraph:
    mine = tuple(beside.remarks.get(block.index, ()))
    others = tuple(beside.others.get(block.index, ()))
    changes = tuple(beside.changes.get(block.index, ()))
    threads = tuple(beside.threads.get(block.index, ()))
    html = passage(block, (*mine, *others), changes, beside.signs.get(block.index, ()))
    return Paragraph(block, html, mine, threads, others, _css(block, headings))


def _css(block: Block, headings: Mapping[int, int]) -> str:
    css = [f"align-{block.alignment}" if block.alignment else "", f"part-{block.part}"]
    if block.index in headings:
        css.append(f"heading heading-{min(headings[block.index], 4)}")
    if block.first_line_mm and block.first_line_mm > 1:
        css.append("indented")
    if block.list_level:
        css.append(f"list-{min(block.list_level, 4)}")
    if block.break_before:
        css.append("page-break")
    return " ".join(c for c in css if c)


def _passages(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph | Table]:
    def table(paragraph: Paragraph) -> int | None:
        return paragraph.block.cell.table if paragraph.block.cell else None

    for number, group in groupby(paragraphs, key=table):
        if number is None:
            yield from group
        else:
            yield _table(list(group))


def _table(paragraphs: list[Paragraph]) -> Table:
    cells: dict[tuple[int, int], list[Paragraph]] = {}
    shapes: dict[tuple[int, int], Cell] = {}
    for paragraph in paragraphs:
        cell = paragraph.block.cell
        if cell is not None:
            cells.setdefault((cell.row, cell.column), []).append(paragraph)
            shapes.setdefault((cell.row, cell.column), cell)
    rows = sorted({row for row, _ in cells})
    width = max(c.column + c.column_span for c in shapes.values())
    taken = {
        (row, column)
        for c in shapes.values()
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    }
    grid = tuple(
        tuple(
            _slot(shapes.get((row, column)), cells.get((row, column), ()))
            for column in range(width)
            if (row, column) in shapes or (row, column) not in taken
        )
        for row in range(rows[0], rows[-1] + 1)
    )
    return Table(
        grid,
        tuple(r for p in paragraphs for r in p.remarks),
        tuple(t for p in paragraphs for t in p.threads),
        tuple(o for p in paragraphs for o in p.others),
    )


def _slot(cell: Cell | None, paragraphs: Iterable[Paragraph]) -> Slot:
    if cell is None:
        return Slot()
    return Slot(tuple(paragraphs), cell.row_span, cell.column_span, cell.header)
