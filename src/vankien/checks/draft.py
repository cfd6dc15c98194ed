"""A draft made ready for its checks: cut into parts, its figures taken out, beside the pack that judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from vankien import figures, outline, packs, personnel
from vankien.model import Block, Cell, Document, Figure, Phase, Place, Section
from vankien.outline import PartMatch
from vankien.packs.model import Indicator, Outline, Pack, PartRule
from vankien.personnel import Plan, Stated
from vankien.text import fold

if TYPE_CHECKING:
    from vankien.reference.simple import ReferenceValue

Step = Literal["outline", "figures"]
_TERM = re.compile(r"nhiệm kỳ (?:đại hội )?(20\d\d)\s*-\s*(20\d\d)")
_RUNNING = ("header", "footer")
_NUMBERS = re.compile(r"\s[\d.,]+(?=\s)")


@dataclass(frozen=True)
class Draft:
    """One version of a document, as checks see it. `parts` has the parts that were found, by id."""

    document: Document
    sections: tuple[Section, ...]
    parts: Mapping[str, PartMatch]
    figures: tuple[Figure, ...]
    outline: Outline
    pack: Pack
    unit: str
    kind: str
    phase: Phase = "draft"
    reference: tuple[ReferenceValue, ...] = ()
    years: tuple[int, int] | None = None  # of the new term, as known from elsewhere
    people: Plan | None = None  # given as data; else `plan` reads it
    reported: tuple[Stated, ...] = ()  # what the report beside a personnel plan states

    @cached_property
    def plan(self) -> Plan | None:
        """The personnel plan in a draft of that kind; without candidates where it has no list of them."""
        if self.people is not None or self.kind != "personnel_plan":
            return self.people
        return personnel.read_plan(self.document, self.unit)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that carry content: all but page headers and footers."""
        return tuple(b for b in self.document.blocks if b.part not in _RUNNING)

    @cached_property
    def wordings(self) -> tuple[str, ...]:
        """The folded text of each of `blocks` without its numbers: what a quick look for names reads."""
        return tuple(without_numbers(fold(b.text)) for b in self.blocks)

    def place(self, block: int, start: int = 0, end: int | None = None) -> Place:
        """The characters [start, end) of a block, with its section and its words."""
        text = self.document.blocks[block].text
        section = outline.section_at(self.sections, block)
        stop = len(text) if end is None else end
        return Place(block, start, stop, section.path if section else None, text[start:stop])

    def place_of(self, figure: Figure) -> Place:
        return self.place(figure.block, figure.start, figure.end)

    def passages(self, part: str) -> Iterator[tuple[Block, int]]:
        """Each block of a part that was found, with the offset at which its content starts there."""
        match = self.parts.get(part)
        if match is None:
            return
        for block in self.document.blocks[match.start : match.end]:
            yield block, match.offset if block.index == match.start else 0

    def text(self, part: str) -> str:
        """The content of a part, one block a line; empty where the part was not found."""
        return "\n".join(block.text[offset:] for block, offset in self.passages(part))

    def figures_in(self, part: str) -> tuple[Figure, ...]:
        """The figures inside a part, in reading order."""
        return tuple(f for f in self.figures if self.holds(part, f))

    def holds(self, part: str, figure: Figure) -> bool:
        """Whether a figure stands inside a part."""
        match = self.parts.get(part)
        return match is not None and (match.start, match.offset) <= (figure.block, figure.start) < (
            match.end,
            0,
        )

    @cached_property
    def _by_block(self) -> dict[int, tuple[Figure, ...]]:
        blocks: dict[int, list[Figure]] = {}
        for figure in self.figures:
            blocks.setdefault(figure.block, []).append(figure)
        return {block: tuple(found) for block, found in blocks.items()}

    def figures_at(self, block: int) -> tuple[Figure, ...]:
        """The figures of one block."""
        return self._by_block.get(block, ())

    @cached_property
    def _tables(self) -> dict[int, tuple[Block, ...]]:
        tables: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.cell:
                tables.setdefault(block.cell.table, []).append(block)
        return {table: tuple(blocks) for table, blocks in tables.items()}

    def table(self, number: int) -> tuple[Block, ...]:
        """The blocks of one table, in reading order."""
        return self._tables.get(number, ())

    @cached_property
    def _rows(self) -> dict[tuple[int, int], tuple[Block, ...]]:
        rows: dict[tuple[int, int], list[Block]] = {}
        for block in self.blocks:
            if block.cell:
                rows.setdefault((block.cell.table, block.cell.row), []).append(block)
        return {row: tuple(blocks) for row, blocks in rows.items()}

    @property
    def rows(self) -> Iterable[tuple[Block, ...]]:
        """The rows of all tables."""
        return self._rows.values()

    def row(self, cell: Cell | None) -> tuple[Block, ...]:
        """The blocks of a cell's row, its own with them, in reading order; none where there is no cell."""
        return self._rows.get((cell.table, cell.row), ()) if cell else ()

    @cached_property
    def term(self) -> tuple[int, int] | None:
        """The years of the new term: the latest "nhiệm kỳ 2020 - 2025" that the draft names, else `years`."""
        spans = (_TERM.findall(fold(block.text)) for block in self.document.blocks)
        found = ((int(first), int(last)) for span in spans for first, last in span if first < last)
        return max(found, default=self.years)

    def indicator(self, id: str) -> Indicator | None:
        return self.pack.indicators.get(id)

    def part(self, id: str) -> PartRule | None:
        return self.outline.part(id)

    def part_at(self, block: int) -> PartRule | None:
        """The smallest part around a block."""
        around = [m for m in self.parts.values() if m.place.block <= block < max(m.end, m.place.block + 1)]
        smallest = min(around, key=lambda m: m.end - m.start, default=None)
        return self.part(smallest.part_id) if smallest else None


def without_numbers(text: str) -> str:
    """ "kết nạp 12 đảng viên" → "kết nạp đảng viên"."""
    return _NUMBERS.sub("", text)


def prepare(
    document: Document,
    *,
    pack: Pack | str,
    unit: str,
    kind: str,
    phase: Phase = "draft",
    reference: tuple[ReferenceValue, ...] = (),
    reported: tuple[Stated, ...] = (),
    at: Callable[[Step], None] = lambda step: None,
) -> Draft:
    """Everything that checks look at; `at` is told each step as it begins.

    Raises KeyError when the pack has no outline for this unit and kind.
    """
    rules = packs.load(pack) if isinstance(pack, str) else pack
    expected = rules.outline(unit, kind)
    at("outline")
    sections = outline.outline(document)
    parts = outline.match_parts(document, sections, expected)
    at("figures")
    return Draft(
        document=document,
        sections=sections,
        parts=parts,
        figures=figures.extract(document, sections, rules.indicators),
        outline=expected,
        pack=rules,
        unit=unit,
        kind=kind,
        phase=phase,
        reference=reference,
        reported=reported,
    )


def of_plan(
    plan: Plan, *, pack: Pack | str, phase: Phase = "draft", reported: tuple[Stated, ...] = ()
) -> Draft:
    """A personnel plan from data, for the checks of people alone. KeyError: no such unit."""
    rules = packs.load(pack) if isinstance(pack, str) else pack
    return Draft(
        document=Document("data", ()),
        sections=(),
        parts={},
        figures=(),
        outline=rules.outline(plan.unit, "personnel_plan"),
        pack=rules,
        unit=plan.unit,
        kind="personnel_plan",
        phase=phase,
        people=plan,
        reported=reported,
    )
