"""Puts whole drafts together: a report of a unit, clean but for the faults that its plan asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.planted import facts, sentences, tables
from benchmarks.planted.frames import SENTENCES, Frame, FrameSet, clashing, ground, indicators
from benchmarks.planted.numbers import drawn, written
from benchmarks.planted.report import Line, Report, Section

_SLOT = re.compile(r"\{([id]):(\d+)-(\d+)\}")
_PACKS = {2015: "dang-2019", 2020: "dang-2025"}


@dataclass(eq=False)
class Fault:
    """A planted fault: where a finding may stand (`lines`) and how often the fact is said elsewhere."""

    code: str
    indicator: str | None
    lines: list[Line]
    about: str


@dataclass
class Planted:
    """One draft. `reference` rows are id, name, unit, period, value; None where no workbook goes with it."""

    name: str
    unit: str
    pack: str
    file: str
    report: Report
    faults: list[Fault] = field(default_factory=list)
    reference: list[tuple[str, str, str, str, Decimal]] | None = None


class Writer:
    """Writes draft after draft from one set of frames, every frame in its turn."""

    def __init__(self, frames: FrameSet, rng: Random) -> None:
        self.frames, self.rng = frames, rng
        self.uses: Counter[tuple[str, str]] = Counter()

    def draft(self, name: str, codes: list[str]) -> Planted:
        """A draft with a fault of each of `codes` (as far as the unit has the frames for it)."""
        return _Draft(self, name, codes).whole()

    def frame(self, code: str, who: str, taken: set[str]) -> Frame | None:
        """The frame that fits and was used least."""
        fit = [f for f in self.frames.of[code] if who in f.who and not _clash(f.keys, taken)]
        if not fit:
            return None
        chosen = min(fit, key=lambda f: (self.uses[code, f.text], self.rng.random()))
        self.uses[code, chosen.text] += 1
        return chosen

    def text(self, name: str) -> str:
        """A line of the plain list `name`, each in its turn."""
        chosen = min(self.frames.lists[name], key=lambda t: (self.uses[name, t], self.rng.random()))
        self.uses[name, chosen] += 1
        return chosen


def _clash(keys: set[str], taken: set[str]) -> bool:
    own = {key for key in keys if not key.startswith("@")}
    return bool(own & taken) or any((clashing(key) - {key}) & taken for key in keys)


class _Draft:
    """One draft while it is written."""

    def __init__(self, writer: Writer, name: str, codes: list[str]) -> None:
        self.writer, self.rng = writer, writer.rng
        rng = self.rng
        who = rng.choices("xho", (45, 35, 20))[0]
        self.kind: dict[str, Any] = next(k for k in ground()["kind"] if k["who"] == who)
        self.who, self.codes = who, list(codes)
        self.called = rng.choice(self.kind["called"])
        self.start = rng.choice((2015, 2020))
        last = self.start + 4
        self.years: dict[str, int] = {
            "y": last,
            "b": self.start,
            "b0": self.start,
            "c": last - 1,
            "e": last + 1,
            "t": last + 6,
        }
        sizes = {k: v for k, v in self.kind.items() if isinstance(v, list) and isinstance(v[0], int)}
        self.constants = {key: rng.randint(low, high) for key, (low, high) in sizes.items()}
        self.taken: set[str] = set()
        file = "txt" if "VK407" not in codes and rng.random() < 0.3 else "docx"
        unit_name = rng.choice(self.kind["names"])
        report = Report(self.called, unit_name, self.start, who == "o", rng)
        self.planted = Planted(name, self.kind["unit"], _PACKS[self.start], file, report)

    def whole(self) -> Planted:
        self._facts()
        for code in SENTENCES:
            wanted = self.codes.count(code)
            for n in range(wanted + self.rng.choice((0, 1, 1, 2))):
                self._sentence(code, faulty=n < wanted)
        if self.planted.file == "docx":
            wanted = self.codes.count("VK407")
            for n in range(wanted + self.rng.choice((0, 0, 1))):
                self._table(faulty=n < wanted)
        self._clean()
        self.planted.report.close()
        return self.planted

    def _say(self, text: str, section: Section | None = None) -> Line:
        return self.planted.report.say(text, section)

    def _sentence(self, code: str, *, faulty: bool) -> None:
        frame = self.writer.frame(code, self.who, self.taken)
        if frame is None:
            return
        self.taken |= frame.keys
        slots = sentences.fill(code, frame, self.constants, self.rng, faulty=faulty)
        text = frame.text.format(dv=self.called, **(self.years | slots))
        line = self._say(text)
        if faulty:
            self.planted.faults.append(Fault(code, frame.indicator, [line], text))

    def _table(self, *, faulty: bool) -> None:
        frame = self.writer.frame("VK407", self.who, self.taken)
        if frame is None:
            return
        self.taken |= frame.keys
        table = tables.table(frame, self.rng, self.start - 2015, faulty=faulty)
        line = self.planted.report.table(table.title, table.rows)
        if faulty:
            self.planted.faults.append(Fault("VK407", frame.indicator, [line], str(table)))

    def _facts(self) -> None:
        rng = self.rng
        two, other = self.codes.count("VK401"), self.codes.count("VK408")
        fit = [i for i in indicators() if self.who in i.who]
        rng.shuffle(fit)
        chosen: list[facts.Fact] = []
        for indicator in fit:
            if len(chosen) < max(two + other, rng.choice((3, 4, 5))) and not _clash(
                {indicator.id}, self.taken
            ):
                self.taken.add(indicator.id)
                chosen.append(facts.fact(indicator, rng))
        spoken = {id(f): self._spoken(f, n < two) for n, f in enumerate(chosen)}
        self._together([f for n, f in enumerate(chosen) if n >= two], spoken)
        if self.planted.file == "docx" and rng.random() < 0.6:
            self._annex(chosen[two:], spoken)
        if other or rng.random() < 0.3:
            self._reference(chosen[two:], other, spoken)

    def _spoken(self, f: facts.Fact, faulty: bool) -> list[Line]:
        """The fact in the body, its honest neighbours; with the fault its contradiction as well. Returns the
        lines that state the last full year."""
        code = "VK401" if faulty or self.rng.random() < 0.5 else "VK408"
        first = self._stated(code, f, f.value)
        lines = [first]
        if faulty:
            value = facts.differing(f, self.rng)
            lines.append(self._contradiction(f, value))
            about = f"{first.text} ≠ {lines[-1].text}"
            self.planted.faults.append(Fault("VK401", f.indicator.id, lines, about))
        elif self.rng.random() < 0.3:
            lines.append(self._stated("VK401", f, f.value, self.rng.choice((Section.LEAD, Section.CLOSING))))
        for text in {self.writer.text("places") for _ in range(self.rng.choice((0, 1, 1, 2)))}:
            self._neighbour(text, f)
        if not faulty and self.rng.random() < 0.2:
            lines.append(self._stated("about", f, f.value, Section.CLOSING))
        return lines

    def _stated(self, which: str, f: facts.Fact, value: Decimal, section: Section | None = None) -> Line:
        return self._say(self._text(self.writer.text(which.lower()), f, value), section)

    def _text(self, text: str, f: facts.Fact, value: Decimal) -> str:
        hamlet = self.rng.choice(ground()["hamlets"])
        return facts.sentence(text, f, value, self.years, self.called, hamlet, self.rng)

    def _neighbour(self, text: str, f: facts.Fact) -> None:
        if "{hamlet}" in text and (self.who != "x" or f.indicator.unit not in ("%", "triệu đồng/người/năm")):
            return
        self._say(self._text(text, f, f.value), Section.DIRECTION if "{t}" in text else None)

    def _contradiction(self, f: facts.Fact, value: Decimal) -> Line:
        """In the opening or the closing words, in a sentence of several facts, or in a table."""
        way = self.rng.choice(
            ("lead", "closing", "several", "table" if self.planted.file == "docx" else "lead")
        )
        if way == "table":
            return self._rows([(f, value), *((extra, extra.value) for extra in self._extras(2))])
        if way == "several":
            both = [facts.clause(extra, extra.value, self.called, self.rng) for extra in self._extras(2)]
            clauses = [facts.clause(f, value, self.called, self.rng), *both]
            return self._several(clauses)
        return self._stated("VK401", f, value, Section.LEAD if way == "lead" else Section.CLOSING)

    def _extras(self, count: int) -> list[facts.Fact]:
        """Facts of other indicators, said only here."""
        fit = [i for i in indicators() if self.who in i.who and not _clash({i.id}, self.taken)]
        chosen = self.rng.sample(fit, min(count, len(fit)))
        self.taken |= {i.id for i in chosen}
        return [facts.fact(i, self.rng) for i in chosen]

    def _together(self, chosen: list[facts.Fact], spoken: dict[int, list[Line]]) -> None:
        if len(chosen) >= 3 and self.rng.random() < 0.5:
            three = self.rng.sample(chosen, 3)
            line = self._several([facts.clause(f, f.value, self.called, self.rng) for f in three])
            for f in three:
                spoken[id(f)].append(line)

    def _several(self, clauses: list[str]) -> Line:
        text = self.writer.text("several")
        if len(clauses) < 3:
            return self._say(f"Năm {self.years['y']}, " + "; ".join(clauses) + ".", Section.LEAD)
        self.rng.shuffle(clauses)
        slots = dict(zip(("f1", "f2", "f3"), clauses, strict=True))
        return self._say(text.format(dv=self.called, **slots, **self.years), Section.LEAD)

    def _annex(self, chosen: list[facts.Fact], spoken: dict[int, list[Line]]) -> None:
        if chosen:
            line = self._rows([(f, f.value) for f in chosen])
            for f in chosen:
                spoken[id(f)].append(line)

    def _rows(self, rows: list[tuple[facts.Fact, Decimal]]) -> Line:
        """The table of results: baseline, last full year and goal of each indicator."""
        y, b, t = (self.years[k] for k in "ybt")
        old = self.rng.random() < 0.5
        head = ("TT", "Chỉ tiêu", "Đơn vị tính", *((f"Năm {b}",) if old else ()), f"Thực hiện năm {y}")
        goal = self.rng.random() < 0.5
        lines: list[tuple[str, ...]] = [(*head, *((f"Mục tiêu đến năm {t}",) if goal else ()))]
        for n, (f, value) in enumerate(rows, 1):
            name = facts.named(f, self.called, self.rng)
            cells = [*([f.others["b"]] if old else []), value, *([f.others["t"]] if goal else [])]
            lines.append((str(n), name[0].upper() + name[1:], f.indicator.unit, *map(written, cells)))
        return self.planted.report.table("Kết quả thực hiện một số chỉ tiêu chủ yếu", lines)

    def _reference(self, chosen: list[facts.Fact], wrong: int, spoken: dict[int, list[Line]]) -> None:
        rows = []
        for n, f in enumerate(chosen):
            value = f.value
            if n < wrong:
                value = facts.differing(f, self.rng)
                about = f"{spoken[id(f)][0].text} ≠ {value}"
                self.planted.faults.append(Fault("VK408", f.indicator.id, spoken[id(f)], about))
            for year, known in ((self.years["b"], f.others["b"]), (self.years["y"], value)):
                rows.append(
                    (
                        f.indicator.id,
                        facts.named(f, self.called, self.rng),
                        f.indicator.unit,
                        str(year),
                        known,
                    )
                )
        self.planted.reference = rows

    def _clean(self) -> None:
        rng = self.rng
        for line in dict.fromkeys(self.writer.text("near") for _ in range(rng.randint(6, 11))):
            who, text = line.split(" | ")
            if self.who in who:
                direction = "{t}" in text or "Phấn đấu" in text
                self._say(self._drawn(text), Section.DIRECTION if direction else None)
        for section in Section:
            for _ in range(rng.choice((1, 1, 2))):
                self._say(self.writer.text("filler"), section)

    def _drawn(self, text: str) -> str:
        def number(match: re.Match[str]) -> str:
            low, high = Decimal(match[2]), Decimal(match[3])
            return written(drawn(self.rng, low, high, 0 if match[1] == "i" else 1))

        sizes = {f"n_{key}": written(Decimal(value)) for key, value in self.constants.items()}
        return _SLOT.sub(number, text).format(dv=self.called, **sizes, **self.years)


def seeded(seed: int) -> Random:
    """The same drafts for the same seed."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn


def drafts(frames: FrameSet, seed: int, faults: int, codes: tuple[str, ...]) -> Iterator[Planted]:
    """Drafts until every code has `faults` planted, two to four in one draft."""
    rng = seeded(seed)
    writer = Writer(frames, rng)
    missing = Counter(dict.fromkeys(codes, faults))
    number = 0
    while missing.total():
        open_codes = [code for code in codes if missing[code] > 0]
        least = max(missing.values())
        weights = [missing[code] / least for code in open_codes]
        planted = writer.draft(f"planted-{number:04}", rng.choices(open_codes, weights, k=rng.randint(2, 4)))
        missing -= Counter(fault.code for fault in planted.faults)
        number += 1
        yield planted
