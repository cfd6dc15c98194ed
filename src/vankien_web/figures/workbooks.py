"""A department's workbook as it would be imported: values of known units, doubts, what a person must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vankien import packs
from vankien.packs.model import Indicator
from vankien.reference import Doubt, Line, Reading, TableLines, Value, across, decide, lines_of, propose, read
from vankien.reference.words import bare_place, is_total, key_of, plain_label
from vankien.word.books import Grid, position
from vankien.word.books.data import grid_from_data
from vankien_web.common.fields import ancestors, fits, under
from vankien_web.congresses.models import Season
from vankien_web.figures.models import Mapping, Reference
from vankien_web.figures.naming import all_indicators
from vankien_web.units.models import Unit

_STORED = ("actual", "target")
_ASKED = ("which_indicator", "part_of_indicator", "not_in_catalogue", "no_name")


@dataclass(frozen=True)
class Ready:
    """A value that is sure, and the unit of the tree that it is of."""

    value: Value
    unit: Unit


@dataclass(frozen=True)
class Offer:
    """One reading of a doubtful cell; `unit` None where no unit is found: then it cannot be chosen."""

    value: Value
    unit: Unit | None

    @property
    def whole(self) -> bool:
        """Whether it can be chosen as it is."""
        return self.unit is not None and self.value.period is not None and fits(self.value.value)


@dataclass
class Question:
    """A doubtful cell and its readings."""

    doubt: Doubt
    offers: list[Offer]


@dataclass
class SheetRead:
    """How a sheet is read; `seen`: marks of the lines that the department has confirmed for its shape."""

    name: str
    shape: str
    tables: list[TableLines]
    seen: set[str]

    @property
    def lines(self) -> list[Line]:
        return [line for table in self.tables for line in table.lines]

    @property
    def new(self) -> set[str]:
        """The lines that nobody has confirmed yet."""
        return {line.key for line in self.lines if line.mark not in self.seen}


@dataclass
class Workbook:
    """`names` {label: (indicators it may be, shape)}, `units` {name: shape}, `periods` and `measures` of
    sheets are what a person can say for many cells at once. `left`: how many are ratios or changes."""

    ready: list[Ready] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    names: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    periods: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    left: int = 0
    catalogue: dict[str, Indicator] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)
    sheets: list[SheetRead] = field(default_factory=list)

    @property
    def unseen(self) -> int:
        """How many lines a person has to look at before anything is written."""
        return sum(len(sheet.new) for sheet in self.sheets)


def catalogue_of(about: Unit | None) -> dict[str, Indicator]:
    """The indicators of the newest season above a unit; of all packs where there is none."""
    above = ancestors(about.path) if about and about.path else []
    season = Season.objects.filter(root__path__in=above).newest()
    try:
        return dict(season.rules.indicators) if season else all_indicators()
    except packs.PackError:
        return all_indicators()


def read_workbook(reference: Reference) -> Workbook:
    """The workbook under what its department has decided so far. Three queries."""
    catalogue = catalogue_of(reference.about)
    remembered = {m.shape: m.columns for m in Mapping.objects.filter(department=reference.department_id)}
    tree = Tree(reference.about)
    book, sums, read_so = Workbook(catalogue=catalogue), Reading(), []
    for data in reference.sheets:
        grid = grid_from_data(data)
        mapping = propose(grid, catalogue.values(), tree.names, remembered)
        known = remembered.get(mapping["shape"], {})
        said = reference.answers.get(grid.name, {})
        _answer(mapping, said)
        decide(mapping, {**known.get("lines", {}), **said.get("lines", {})})
        read_so.append((read(grid, mapping, catalogue.values(), source=reference.source), grid, mapping))
        book.grids.append(grid)
        if mapping["tables"]:
            book.shapes.append(mapping["shape"])
    across([reading for reading, _, _ in read_so])
    for reading, grid, mapping in read_so:
        _take(book, reading, grid, mapping, tree)
        seen = set(remembered.get(mapping["shape"], {}).get("seen", ()))
        book.sheets.append(SheetRead(grid.name, mapping["shape"], lines_of(grid, mapping, reading), seen))
        sums.add(reading)
    book.sums = sums.sums
    return book


def _answer(mapping: dict[str, Any], said: dict[str, Any]) -> None:
    """What a person has said of a whole sheet, where the sheet says nothing itself."""
    for table in mapping["tables"]:
        title = table["title"]
        if said.get("period") and not title["period"]:
            title["period"] = said["period"]
        if said.get("measure") and len(title["measure"]) != 1:
            title["measure"] = [said["measure"]]


def _take(book: Workbook, reading: Reading, grid: Grid, mapping: dict[str, Any], tree: Tree) -> None:
    decided: dict[str, str] = mapping["units"]
    for value in reading.values:
        if value.role not in _STORED:
            book.left += 1
            continue
        unit, why = tree.find(value.unit_name, decided)
        if unit is not None and fits(value.value):
            book.ready.append(Ready(value, unit))
            continue
        shown = grid.text(*position(value.cell.rpartition("!")[2]))
        doubt = Doubt(value.cell, shown, why or "too_many_digits", {"unit": value.unit_name}, (value,))
        book.questions.append(Question(doubt, [Offer(value, unit)]))
        if why:
            book.units[value.unit_name] = mapping["shape"]
    for doubt in reading.doubts:
        if doubt.offers and doubt.offers[0].role not in _STORED:
            book.left += 1
            continue
        offers = [Offer(v, tree.find(v.unit_name, decided)[0]) for v in doubt.offers]
        book.questions.append(Question(doubt, offers))
        _ask(book, doubt, grid.name, mapping["shape"])


def _ask(book: Workbook, doubt: Doubt, sheet: str, shape: str) -> None:
    """What can be said once for all cells like this one."""
    if doubt.why in _ASKED and doubt.offers:
        ids = tuple(v.indicator for v in doubt.offers if v.indicator)
        book.names.setdefault(doubt.offers[0].name, (ids, shape))
    elif doubt.why == "no_period" and sheet not in book.periods:
        book.periods.append(sheet)
    elif doubt.why == "no_measure" and sheet not in book.measures:
        book.measures.append(sheet)


class Tree:
    """The units at and below one, by what people call them."""

    def __init__(self, top: Unit | None) -> None:
        self.top = top
        self.names: dict[str, str] = {}
        self._by_name: dict[str, list[Unit]] = {}
        self._by_code: dict[str, Unit] = {}
        units = Unit.objects.filter(under(top.path), ended=None) if top and top.path else Unit.objects.none()
        for unit in units.only("pk", "code", "name", "short_name", "path"):
            self._by_code[unit.code] = unit
            for name in {unit.name, unit.short_name} - {""}:
                self.names[name] = unit.code
                self._add(bare_place(name), unit)

    def _add(self, key: str, unit: Unit) -> None:
        known = self._by_name.setdefault(key, [])
        if unit not in known:
            known.append(unit)

    def find(self, name: str, decided: dict[str, str]) -> tuple[Unit | None, str]:
        """The unit of this name, or why there is none; no name is the workbook's own unit."""
        if not name or is_total(name):
            return self.top, "" if self.top else "no_unit"
        code = decided.get(key_of(plain_label(name)), "")
        if unit := self._by_code.get(code) or self._by_code.get(name.strip()):
            return unit, ""
        same = self._by_name.get(bare_place(name), [])
        if len(same) > 1:
            full = key_of(plain_label(name))
            same = [u for u in same if full in key_of(u.name)] or same
        return (same[0], "") if len(same) == 1 else (None, "many_units" if same else "unknown_unit")


def chosen(book: Workbook, choices: dict[str, int]) -> Iterator[Ready]:
    """The readings of doubtful cells that a person has chosen; {cell: number of the offer}."""
    for question in book.questions:
        number = choices.get(question.doubt.cell)
        if number is not None and 0 <= number < len(question.offers):
            offer = question.offers[number]
            if offer.whole and offer.unit is not None:
                yield Ready(offer.value, offer.unit)
