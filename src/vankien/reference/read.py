"""The values of a sheet under a mapping, and every cell that is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from vankien.model import Role
from vankien.packs.model import Indicator
from vankien.reference.decided import LEFT, of_cell, settled
from vankien.reference.facts import Measured, measure_for, period_for, unit_for
from vankien.reference.guards import guards, unread_beside
from vankien.reference.label import Row, rows_of
from vankien.reference.model import Aside, Doubt, Mapping, Reading, Value
from vankien.reference.naming import names_of
from vankien.reference.numbers import Number, divisible, habit_of, has_digit, is_empty, number_of
from vankien.reference.second import second_look
from vankien.reference.sheet import Sheet
from vankien.reference.stated import Around, brackets, notes_below, states_role, unexplained
from vankien.reference.subject import Answer, Subject, Subjects
from vankien.reference.words import is_value_text, says_reached
from vankien.text import clean
from vankien.word.books.grid import Cell, Grid, address

_ASIDE = {
    "order": "order",
    "code": "code",
    "measure": "measure",
    "period": "period",
    "quarter": "period",
    "source": "source",
    "note": "note",
}
Facts = dict[str, Any]
_PERCENT = re.compile(r"^[^;.:]{0,30}\d\s?%$")  # a line outside every table that ends with a share


def read(grid: Grid, mapping: Mapping, indicators: Iterable[Indicator] = (), *, source: str = "") -> Reading:
    """Conservation: every cell with a digit is in exactly one of values, doubts and aside."""
    return _Reader(grid, mapping, Subjects(names_of(indicators, mapping.get("names"))), source).all()


@dataclass(slots=True)
class Found:
    """A value as far as it is settled, and the first reason to doubt it."""

    value: Value
    text: str
    why: str = ""
    offers: tuple[Value, ...] = ()
    params: dict[str, str] | None = None
    settled: frozenset[str] = frozenset()

    def doubt(self, why: str, offers: Iterable[Value] | None = None, **params: str) -> None:
        if not self.why and why not in self.settled:
            self.why, self.params = why, params
            self.offers = (self.value,) if offers is None else tuple(offers)


class _Reader:
    def __init__(self, grid: Grid, mapping: Mapping, subjects: Subjects, source: str) -> None:
        self.grid, self.mapping, self.subjects, self.source = grid, mapping, subjects, source
        self.sheet = Sheet(grid)
        self.out = Reading()
        self.done: set[tuple[int, int]] = set()
        self.found: list[tuple[Found, dict[str, Any]]] = []
        self.beside: set[int] = set()  # columns right of words that nobody has read

    def all(self) -> Reading:
        for number, table in enumerate(self.mapping["tables"]):
            self._table(number, table)
        second_look(self.found)
        for found, _ in self.found:
            if found.why:
                doubt = Doubt(found.value.cell, found.text, found.why, found.params or {}, found.offers)
                self.out.doubts.append(doubt)
            else:
                self.out.values.append(found.value)
        self._rest()
        return self.out

    def _place(self, row: int, column: int) -> str:
        return f"{self.grid.name}!{address(row, column)}"

    def _table(self, number: int, table: Facts) -> None:
        columns = {int(c): facts for c, facts in table["columns"].items()}
        first, last = table["body"]
        wide = [c for c, f in columns.items() if f["is"] == "value"]
        texts = [
            clean(cell.text)
            for r in range(first, last + 1)
            for c in wide
            if (cell := self.grid.cells.get((r, c))) and cell.kind == "text"
        ]
        habit = habit_of(texts)
        self.subjects.open(table, columns, self.mapping["sheet"])
        self.beside = unread_beside(columns, [c for c in columns if self._wordy(c, first, last)])
        for row in rows_of(self.sheet, first, last, columns):
            for c, facts in columns.items():
                cell = self.grid.cells.get((row.number, c))
                if cell is None:
                    continue
                self.done.add((row.number, c))
                if cell.kind == "error" and cell.text.startswith("="):
                    self.out.doubts.append(Doubt(self._place(row.number, c), cell.text, "not_one_number"))
                elif facts["is"] != "value":
                    self._set_aside((row.number, c), cell, facts["is"])
                elif cell.kind != "error" and has_digit(cell.text) and not is_empty(cell.text):
                    self._value(row, c, columns, cell, table, habit, number)

    def _wordy(self, column: int, first: int, last: int) -> bool:
        said = [self.sheet.said(row, column) for row in range(first, last + 1)]
        return sum(1 for text in said if sum(c.isalpha() for c in text) >= 2) >= 2

    def _set_aside(self, at: tuple[int, int], cell: Cell, kind: str) -> None:
        if kind == "none" and cell.kind == "number":
            self.out.doubts.append(Doubt(self._place(*at), clean(cell.text), "outside"))
        elif has_digit(cell.text):
            self._aside(at, cell, _ASIDE.get(kind, "label"))

    def _aside(self, at: tuple[int, int], cell: Cell, why: str) -> None:
        self.out.aside.append(Aside(self._place(*at), clean(cell.text), why))

    def _value(
        self, row: Row, c: int, columns: dict[int, Facts], cell: Cell, table: Facts, habit: str, number: int
    ) -> None:
        facts, place = columns[c], self._place(row.number, c)
        decided = of_cell(self.mapping, row, facts)
        if decided.get("role") == LEFT:
            self._aside((row.number, c), cell, LEFT)
            return
        subject = self.subjects.of(row, facts)
        measured = measure_for(row, facts, table["title"], cell, subject.labels)
        if measured.name is None and not measured.why and subject.labels:
            measured = Measured(self.subjects.names.counts(subject.labels[0]), loose=True)
        if "measure" in decided:
            measured = Measured(decided["measure"])
        whole = bool(measured.name) and not divisible(measured.name or "%")
        said = number_of(cell, habit=habit, whole=whole)
        if said is None:
            self.out.doubts.append(Doubt(place, clean(cell.text), "not_one_number"))
            return
        measured = measured.beside(said.measure)
        role = cast("Role", decided.get("role") or _role(row, facts, table))
        named = self._named(subject, measured.name, role, row, decided)
        unit_name, unit_why = unit_for(row, facts, table["title"], self.mapping["sheet"])
        value = Value(
            named.id, subject.name[:255], unit_name,
            decided.get("period")
            or period_for(row, c, columns, table["title"], self.mapping["sheet"], role),
            measured.name, said.values[0] if said.values else Decimal(0), place, named.role or role,
            row.source or self.source, row.within,
        )  # fmt: skip
        found = Found(value, clean(cell.text))
        where = {
            "row": row.number, "column": c, "table": number, "cell": cell,
            "by": "column" if row.unit is not None or row.by_period else "row",
            "points": not facts.get("measure"), "structure": named.structure,
        }  # fmt: skip
        self.found.append((found, where))
        self._number_doubts(found, said)
        self._place_doubts(found, row, c, unit_why, measured)
        found.settled = settled(decided)  # not what the cell itself says otherwise
        if facts.get("sum"):
            found.doubt("sum_of_columns")
        self._name_doubts(found, subject, named.why, named.others)
        if c in self.beside:
            found.doubt("words_beside")
        for why, params in guards(value, row, facts, table, self.mapping["sheet"], self.subjects.names):
            found.doubt(why, None, **params)
        around = self._around(value, row, facts, table, subject)
        for why, params in unexplained(
            value, around, self.subjects.names.indicators.get(value.indicator or "")
        ):
            found.doubt(why, None, **params)

    def _around(self, value: Value, row: Row, facts: Facts, table: Facts, subject: Subject) -> Around:
        """Every text that stands over, beside or under a value."""
        names = self.subjects.names
        own = [*facts.get("heads", ()), row.name, row.within, row.dated, *row.over]
        title = [*table["title"]["lines"], *self.mapping["sheet"]["lines"]]
        if subject.by == "title":
            own += [line for line in title if names.of([line], value.measure).id == value.indicator]
        own += [inside for line in title for inside in brackets(line)]
        own = [text for text in own if text and not names.has_decided(text)]
        notes = (*notes_below(table.get("notes", ()), [*own, value.unit_name, *title]), *row.notes)
        return Around(tuple(own), tuple(title), notes, states_role(own))

    def _named(
        self, subject: Subject, measure: str | None, role: str, row: Row, decided: dict[str, str]
    ) -> Answer:
        id = decided.get("indicator")
        if id is None:
            return self.subjects.name(subject, measure, role, row)
        known = self.subjects.names.indicators.get(id)
        return Answer(known.id if known else None, structure=bool(known and known.measure == "structure"))

    def _number_doubts(self, found: Found, said: Number) -> None:
        if said.why or not said.values:
            found.doubt(said.why or "not_one_number", [replace(found.value, value=v) for v in said.values])

    def _place_doubts(self, found: Found, row: Row, c: int, unit_why: str, measured: Measured) -> None:
        if self.grid.is_hidden(row.number, c):
            found.doubt("hidden")
        if measured.why:
            found.doubt(measured.why, [replace(found.value, measure=m) for m in measured.others] or None)
        if unit_why:
            found.doubt(unit_why, unit=found.value.unit_name)

    def _name_doubts(self, found: Found, subject: Subject, why: str, others: tuple[str, ...]) -> None:
        if not subject.labels:
            found.doubt("no_name")
        if why:
            ids: list[str | None] = [*others, None]
            found.doubt(why, [replace(found.value, indicator=i) for i in ids], name=found.value.name)
        if found.value.period is None:
            found.doubt("no_period")
        if found.value.measure is None:
            found.doubt("no_measure")

    def _rest(self) -> None:
        """Cells with digits outside the rows and columns of the tables."""
        tables = self.mapping["tables"]
        for (r, c), cell in sorted(self.grid.cells.items()):
            if (r, c) in self.done or not has_digit(cell.text) or cell.kind in ("error", "truth"):
                continue
            table = next((t for t in tables if t["top"] <= r <= t["body"][1]), None)
            if table and r == table["index"]:
                self._aside((r, c), cell, "column_number")
            elif table and table["head"][0] <= r <= table["head"][1]:
                if is_value_text(cell.text):
                    self.out.doubts.append(Doubt(self._place(r, c), clean(cell.text), "not_one_number"))
                    continue
                self._aside((r, c), cell, "heading")
            elif (cell.kind == "number" or _PERCENT.search(cell.text)) and not (
                table and r < table["head"][0]
            ):
                self.out.doubts.append(Doubt(self._place(r, c), clean(cell.text), "outside"))
            else:
                self._aside((r, c), cell, "title" if table else "note")


def _role(row: Row, facts: Facts, table: Facts) -> str:
    """What the row says, else its headings, else the title where it speaks of plans alone."""
    role = str(row.role or facts["role"])
    reached = any(says_reached(head) for head in facts.get("heads", ()))
    planned = role == "actual" and not row.role and not reached and table["title"]["role"] == "target"
    return "target" if planned else role
