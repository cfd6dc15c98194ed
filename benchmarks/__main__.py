"""`make bench`: measures everything in one run, prints it and writes docs/accuracy.md."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks import accuracy, collating, comparing, reading
from benchmarks.planted import page as planted

_DOC = accuracy.ROOT / "docs/accuracy.md"
_FIRST_LOOKS = Path(__file__).with_name("first_looks.toml")
_HEAD = """# Accuracy and speed, measured

Written by `make bench`. Accuracy is measured over the [open corpus](../tests/corpus/README.md):
invented drafts whose authors stated the truth before the program was run. *Open* drafts have served
to improve the rules, so their figures flatter; what to expect of a new draft is told by the first
looks and by the *held-out* drafts. Speed depends on the machine: read the ratios, not the milliseconds.
"""
_LOOKS = ("when", "what", "headings", "figures", "findings", "clean")
_LOOKS_TITLE = """## First looks

Drafts and sentences by independent authors, measured before anyone who writes rules had seen them.
Figures: F1 of value + unit / with topic / with topic and period.
"""


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _accuracy(name: str, result: accuracy.Accuracy) -> str:
    scores = {"headings (level, number, title)": result.headings}
    scores |= {f"figures: {field}": score for field, score in result.figures.items()}
    scores["findings, content codes together"] = result.content
    rows = [
        [label, str(s.right + s.missed), _percent(s.precision), _percent(s.recall), _percent(s.f1)]
        for label, s in scores.items()
    ]
    codes = [
        [code, str(s.right + s.missed), str(s.false), _percent(s.precision), _percent(s.recall)]
        for code, s in sorted(result.findings.items())
    ]
    alarms = f"False alarms on the {result.clean} drafts without faults: {result.false_alarms_on_clean}."
    return "\n".join(
        [
            f"## {name}: {result.drafts} drafts\n",
            _table(["what", "stated", "precision", "recall", "F1"], rows),
            alarms + "\n",
            _table(["check", "stated", "false alarms", "precision", "recall"], codes),
        ]
    )


def main() -> None:
    """Measures, prints, writes."""
    parts = [_HEAD]
    for name, which in (("Open drafts", "open"), ("Held-out drafts", "held-out")):
        if drafts := accuracy.corpus(which):
            parts.append(_accuracy(name, accuracy.measure(drafts)))
    looks = tomllib.loads(_FIRST_LOOKS.read_text(encoding="utf-8"))["look"]
    parts.append(_LOOKS_TITLE)
    parts.append(_table([*_LOOKS[:-1], "clean drafts"], [[look[key] for key in _LOOKS] for look in looks]))
    parts += [planted.TITLE, planted.looks(), _table(planted.header(), planted.rows())]
    parts.append("## Reading a 97-page file\n")
    parts.append(_table(["reader", "ms/page", "against python-docx", "loses"], reading.rows()))
    parts.append("## Collating copies, the master written\n")
    parts.append(_table(["what", "seconds", "bar"], collating.rows()))
    parts += [comparing.TITLE, _table(comparing.HEADER, comparing.rows())]
    text = "\n".join(parts)
    print(text)
    _DOC.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
