"""Runs the checks on planted drafts: what was found, what was missed, what was a false alarm; per rule."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from benchmarks.accuracy import Score
from benchmarks.planted.drafts import Planted
from benchmarks.planted.frames import CODES
from vankien import checks, packs, word
from vankien.model import Finding
from vankien.reference.simple import read_reference


@dataclass
class Result:
    """`named`: right findings whose params name the frame's indicator, of those whose frame has one."""

    drafts: int = 0
    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    named: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[str] = field(default_factory=list)

    @property
    def total(self) -> Score:
        total = Score()
        for score in self.scores.values():
            total += score
        return total


def measure(planted: Iterable[Planted]) -> Result:
    """Writes, reads and checks each draft."""
    result = Result()
    with tempfile.TemporaryDirectory() as folder:
        for draft in planted:
            _compare(draft, _findings(draft, Path(folder)), result)
            result.drafts += 1
    return result


def _findings(draft: Planted, folder: Path) -> list[Finding]:
    path = draft.report.file(draft.name, draft.file, folder)
    document = word.read(path)
    texts = [cell for line in draft.report.lines for cell in (line.cells or (line.text,)) if cell]
    if [block.text for block in document.blocks] != texts:
        raise ValueError(f"{draft.name} does not read back as it was written")
    prepared = checks.prepare(
        document,
        pack=packs.load(draft.pack),
        unit=draft.unit,
        kind="political_report",
        phase="draft",
        reference=read_reference(_workbook(draft, folder)) if draft.reference else (),
    )
    return [finding for finding in checks.run(prepared) if finding.code in CODES]


def _workbook(draft: Planted, folder: Path) -> Path:
    path = folder / f"{draft.name}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, ("Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ", "Giá trị", "Nguồn"))
        for at, (*words, value) in enumerate(draft.reference or (), 1):
            sheet.write_row(at, 0, (*words, float(value), "Niên giám thống kê"))
    return path


def _compare(draft: Planted, findings: list[Finding], result: Result) -> None:
    places = [(fault, set().union(*map(draft.report.blocks, fault.lines))) for fault in draft.faults]
    left = list(findings)
    for fault, blocks in places:
        own = [f for f in findings if f.code == fault.code and f.place and f.place.block in blocks]
        own = [f for f in own if fault.indicator in (None, f.params.get("indicator"))] or own
        result.scores[fault.code] += Score(right=bool(own), missed=not own)
        if not own:
            result.errors.append(f"missed {fault.code} {draft.name}.{draft.file}: {fault.about}")
        elif fault.indicator:
            right = any(f.params.get("indicator") == fault.indicator for f in own)
            result.named[fault.code] += Score(right=right, missed=not right)
            if not right:
                given = sorted({str(f.params.get("indicator")) for f in own})
                result.errors.append(f"named {fault.code} {given} not {fault.indicator}: {fault.about}")
        left = [f for f in left if f not in own]
    for finding in left:
        result.scores[finding.code] += Score(false=1)
        where = finding.place
        text = next(b for n, b in enumerate(_texts(draft)) if where and n == where.block) if where else ""
        result.errors.append(f"false {finding.code} {draft.name}.{draft.file}: {finding.params} «{text}»")


def _texts(draft: Planted) -> list[str]:
    return [cell for line in draft.report.lines for cell in (line.cells or (line.text,)) if cell]
