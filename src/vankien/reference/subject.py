"""What a value is of: the row's name, the headings over it, both together, or the title."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vankien.model import Role
from vankien.reference.label import Row
from vankien.reference.naming import Named, Names
from vankien.reference.words import is_total, key_of, plain_label
from vankien.text import clean, fold

Facts = dict[str, Any]


@dataclass(slots=True)
class Subject:
    """`labels`: ways to say what it is, the closest first; `by`: where they stand; `over`: texts above."""

    by: str
    labels: list[str]
    name: str
    over: list[str] = field(default_factory=list)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The indicator; why it is not sure; which others it may be; the role where the name changes it."""

    id: str | None
    why: str = ""
    others: tuple[str, ...] = ()
    role: Role | None = None
    structure: bool = False


class Subjects:
    """Names the values of one table after another."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.title: list[str] = []
        self.taken: set[str] = set()

    def open(self, table: Facts, columns: dict[int, Facts], sheet: Facts) -> None:
        """A new table: its title, and the indicators that its headings name for sure."""
        self.title = [*table["title"]["lines"], *sheet["lines"]]
        self.taken = set()
        for facts in columns.values():
            if facts["is"] == "value" and facts.get("labels"):
                named = self.names.of(facts["labels"], facts.get("measure"))
                if named.sure and named.id:
                    self.taken.add(named.id)

    def of(self, row: Row, facts: Facts) -> Subject:
        heads = list(facts.get("labels") or ())
        total = bool(row.name) and is_total(row.name)
        if row.name and not total and not heads:
            return Subject(
                "row",
                [row.name],
                clean(plain_label(row.name)),
                [*([row.within] if row.within else []), *self.title],
            )
        if row.name and not total:
            name = f"{clean(plain_label(heads[0]))} – {clean(plain_label(row.name))}"
            return Subject("both", heads, name, self.title, clean(plain_label(row.name)))
        if heads:
            return Subject("head", heads, clean(plain_label(heads[0])), self.title)
        name = clean(plain_label(self.title[0])) if self.title else ""
        return Subject("title", self.title, name)

    def name(self, subject: Subject, measure: str | None, role: str, row: Row) -> Answer:
        if row.code and (known := self.names.indicators.get(row.code)):
            return Answer(row.code, structure=known.measure == "structure")
        named = self.names.of(subject.labels, measure)
        if role in ("completion_ratio", "change"):
            return self._ratio(subject, named, role, measure)
        if subject.by == "both":
            return self._both(subject, named, measure)
        if named.sure and named.id:
            # A code of the catalogue's own kind that it does not have, beside a name that it has.
            odd = "which_indicator" if "_" in row.code else ""
            return Answer(named.id, odd, (named.id,), structure=self._is_structure(named.id))
        if named.sure:
            return self._none(subject, measure)
        return Answer(named.id, "which_indicator", named.others)

    def _is_structure(self, id: str) -> bool:
        return self.names.indicators[id].measure == "structure"

    def _none(self, subject: Subject, measure: str | None) -> Answer:
        """No indicator by its own name; but what stands over it may speak of one."""
        touched = tuple(i for i in self.names.touched(subject.over, measure) if i not in self.taken)
        if subject.by == "row" and len(touched) == 1 and self._is_structure(touched[0]) and measure == "%":
            return Answer(touched[0], structure=True)
        if touched:
            return Answer(touched[0], "which_indicator", touched)
        # A title is no name: it stands for one only where it speaks of an indicator measured otherwise.
        named = subject.by != "title" or self.names.touched(subject.labels, None)
        return Answer(None) if named else Answer(None, "no_name")

    def _both(self, subject: Subject, named: Named, measure: str | None) -> Answer:
        """A part of what the heading names is not the whole; the row may be the name after all."""
        joined = self.names.of([f"{h} {subject.part}" for h in subject.labels], measure)
        if joined.sure and joined.id and joined.id != named.id:
            return Answer(joined.id)
        row = self.names.of([subject.part], measure)
        others = tuple(dict.fromkeys(i for n in (named, row, joined) for i in (n.id, *n.others) if i))
        touched = tuple(i for i in self.names.touched(subject.over, measure) if i not in self.taken)
        whole = next((i for i in (*others, *touched) if self._is_structure(i)), None)
        if whole and measure == "%" and fold(subject.name).startswith(("cơ cấu", "tỷ trọng")):
            return Answer(whole, structure=True)
        return Answer(None, "part_of_indicator", others or touched)

    def _ratio(self, subject: Subject, named: Named, role: str, measure: str | None) -> Answer:
        """A ratio to the plan and a change are of no indicator but of one that is such a ratio itself."""
        touched = self.names.touched(self.title, measure) if subject.by in ("title", "head") else ()
        if role == "change" and subject.by in ("row", "both") and (measure or "").startswith("%"):
            rows = [subject.part] if subject.part else subject.labels
            grown = (key_of(plain_label(row)).removeprefix("tổng ") for row in rows)
            touched = self.names.touched([f"tốc độ tăng {label}" for label in grown], measure)
        for id in dict.fromkeys((named.id, *named.others, *touched)):
            indicator = self.names.indicators.get(id or "")
            if indicator is None:
                continue
            if role == "completion_ratio" and "so với" in fold(indicator.name):
                return Answer(indicator.id, role="actual")
            if role == "change" and indicator.measure == "growth":
                sure = named.sure and named.id == indicator.id
                return Answer(indicator.id, "" if sure else "which_indicator", (indicator.id,), role="actual")
        return Answer(None)
