"""Accuracy over tests/corpus: headings, figures per field, findings per check, against the authors' truth."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpus.builder import build  # noqa: E402
from corpus.truth import CorpusDraft, StatedFigure, load  # noqa: E402
from vankien import checks, packs, word  # noqa: E402
from vankien.model import Figure, Finding  # noqa: E402

CONTENT = ("VK1", "VK2", "VK3", "VK4", "VK6")
FIELDS = ("value + unit", "+ topic", "+ topic and period", "+ role")


@dataclass
class Score:
    """Counts of right, false and missed answers."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        both = 2 * self.right + self.false + self.missed
        return 2 * self.right / both if both else None

    def __iadd__(self, other: Score) -> Score:
        self.right, self.false, self.missed = (
            self.right + other.right,
            self.false + other.false,
            self.missed + other.missed,
        )
        return self


@dataclass
class Accuracy:
    """What one set of drafts scored; `errors` says what went wrong, for whoever improves the rules."""

    drafts: int = 0
    clean: int = 0
    false_alarms_on_clean: int = 0
    headings: Score = field(default_factory=Score)
    figures: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    findings: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[str] = field(default_factory=list)

    @property
    def content(self) -> Score:
        total = Score()
        for code, score in self.findings.items():
            if code.startswith(CONTENT):
                total += score
        return total


def corpus(which: str | None = None) -> list[CorpusDraft]:
    """The drafts of the set `which` ("open" or "held-out"), or all."""
    drafts = (load(path) for path in sorted((ROOT / "tests/corpus").glob("*.draft")))
    return [d for d in drafts if which in (None, d.head.get("set", "open"))]


def measure(drafts: Iterable[CorpusDraft]) -> Accuracy:
    """Builds, reads and checks every draft and compares with its truth."""
    total = Accuracy()
    with tempfile.TemporaryDirectory() as folder:
        for draft in drafts:
            _measure_one(draft, Path(folder), total)
    return total


def _measure_one(draft: CorpusDraft, folder: Path, total: Accuracy) -> None:
    document = word.read(build(draft, folder))
    prepared = checks.prepare(
        document,
        pack=packs.load(draft.head.get("pack", "dang-2019")),
        unit=draft.head["unit"],
        kind=draft.head.get("kind", "political_report"),
        phase=draft.head.get("phase", "draft"),
    )
    total.drafts += 1
    _headings(draft, prepared, total)
    _figures(draft, prepared, total)
    _findings(draft, list(checks.run(prepared)), total)


def _headings(draft: CorpusDraft, prepared: checks.Draft, total: Accuracy) -> None:
    stated = [(h.heading.level, h.heading.number, h.heading.title) for h in draft.lines if h.heading]
    found = [(s.level, s.number, s.title) for s in prepared.sections]
    _score(f"{draft.id} heading", Counter(stated), Counter(found), total.headings, total.errors)


def _score(label: str, stated: Counter[Any], found: Counter[Any], score: Score, errors: list[str]) -> None:
    missed, false = stated - found, found - stated
    score += Score((stated & found).total(), false.total(), missed.total())
    errors += [f"{label} missed: {item}" for item in missed.elements()]
    errors += [f"{label} false: {item}" for item in false.elements()]


def _figures(draft: CorpusDraft, prepared: checks.Draft, total: Accuracy) -> None:
    for texts, stated, place in _marked(draft, prepared):
        found = [f for f in prepared.figures if f.block in texts]
        for depth, name in enumerate(FIELDS, start=2):
            errors = total.errors if name != "+ role" else []
            truth = Counter(_stated_fields(s)[:depth] for s in stated)
            answer = Counter(_found_fields(f)[:depth] for f in found)
            _score(f"{place} figure {name}", truth, answer, total.figures[name], errors)


def _marked(draft: CorpusDraft, prepared: checks.Draft) -> Iterator[tuple[set[int], list[StatedFigure], str]]:
    """The blocks of every line whose author stated its figures. Blocks are found in order by their text."""
    blocks = list(prepared.document.blocks)
    at = 0
    for number, line in enumerate(draft.lines, 1):
        wanted = [cell for cell in line.cells if cell] or [line.text]
        indices = set()
        for text in wanted:
            while at < len(blocks) and blocks[at].text != text:
                at += 1
            if at == len(blocks):
                raise ValueError(f"{draft.id}: the text of line {number} was not read: {text}")
            indices.add(blocks[at].index)
            at += 1
        if line.figures is not None:
            yield indices, line.figures, f"{draft.id} «{line.text[:60]}»"


_Fields = tuple[str, str | None, str, str | None, str]


def _stated_fields(stated: StatedFigure) -> _Fields:
    return _number(stated.value), stated.unit, stated.topic, stated.period, stated.role


def _found_fields(figure: Figure) -> _Fields:
    value = figure.value
    shown = f"{_number(value[0])}..{_number(value[1])}" if isinstance(value, tuple) else _number(value)
    if figure.total is not None:
        shown += f"/{_number(figure.total)}"
    return shown, figure.unit, figure.topic, figure.period, figure.role


def _number(value: object) -> str:
    text = str(value)
    for mark in ("..", "/"):
        if mark in text:
            return mark.join(_number(part) for part in text.split(mark, 1))
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return text


def _findings(draft: CorpusDraft, found: list[Finding], total: Accuracy) -> None:
    content = [f for f in found if f.code.startswith(CONTENT)]
    unmatched = list(content)
    for stated in draft.findings:
        match = next((f for f in unmatched if _same(stated, f)), None)
        score = total.findings[stated["code"]]
        if match:
            unmatched.remove(match)
            score.right += 1
        else:
            score.missed += 1
            total.errors.append(f"{draft.id} finding missed: {stated}")
    # An optional finding counts neither way; a repeated one is a false alarm.
    false = [f for f in unmatched if not any(_same(s, f) for s in draft.optional)]
    for finding in false:
        total.findings[finding.code].false += 1
        total.errors.append(f"{draft.id} finding false: {finding.code} {finding.params} {finding.place}")
    if not draft.findings:
        total.clean += 1
        total.false_alarms_on_clean += len(false)


def _same(stated: dict[str, str], finding: Finding) -> bool:
    if stated["code"] != finding.code:
        return False
    named = all(finding.params.get(key) == stated[key] for key in ("part", "indicator") if key in stated)
    quote = stated.get("quote")
    return named and (not quote or _speaks_of(quote, finding))


def _speaks_of(quote: str, finding: Finding) -> bool:
    """Whether the finding's passage and the stated one are the same, or one holds the other."""
    shown = finding.place.quote if finding.place else ""
    return (bool(shown) and (quote in shown or shown in quote)) or quote in str(finding.params)


if __name__ == "__main__":
    result = measure(corpus(sys.argv[1] if len(sys.argv) > 1 else None))
    print("\n".join(result.errors))
    print("headings", result.headings)
    for name, score in result.figures.items():
        print(name, score, score.f1)
    for code, score in sorted(result.findings.items()):
        print(code, score)
    print(
        "content",
        result.content,
        result.content.precision,
        result.content.recall,
        "false on clean",
        result.false_alarms_on_clean,
        "/",
        result.clean,
    )
