"""Reads a corpus draft: its paragraphs, and the truth that its author stated. The format is in README.md."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_NUMBER_TRUTH = re.compile(r"\s*\{([^}]*)\}\s*$")


@dataclass(frozen=True)
class Heading:
    level: int
    number: str | None
    title: str


@dataclass(frozen=True)
class StatedFigure:
    surface: str
    value: str
    unit: str | None
    period: str | None
    topic: str
    role: str


@dataclass
class Line:
    """One paragraph or table row as the file will show it. `figures` is None where nothing was stated."""

    text: str
    centred: bool = False
    heading: Heading | None = None
    printed_number: str = ""
    continues_heading: bool = False
    bold_until: int = 0
    cells: tuple[str, ...] = ()
    figures: list[StatedFigure] | None = None


@dataclass(frozen=True)
class CorpusDraft:
    id: str
    head: dict[str, Any]
    lines: list[Line] = field(default_factory=list)

    @property
    def findings(self) -> list[dict[str, str]]:
        return list(self.head.get("finding", ()))

    @property
    def optional(self) -> list[dict[str, str]]:
        return list(self.head.get("optional", ()))


def load(path: Path) -> CorpusDraft:
    """Raises ValueError with the file and line where the format is not kept."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    draft = CorpusDraft(path.stem, tomllib.loads(head))
    for number, raw in enumerate(body.splitlines(), head.count("\n") + 3):
        if not raw.strip():
            continue
        try:
            _add(draft.lines, raw.rstrip())
        except (ValueError, IndexError) as problem:
            raise ValueError(f"{path.name}:{number}: {problem}") from problem
    return draft


def _add(lines: list[Line], raw: str) -> None:
    if raw.startswith("%>"):
        figures = lines[-1].figures
        if figures is None:
            raise ValueError("a figure is stated under a line that is not marked with %")
        figures.append(_figure(raw[2:]))
    elif raw.startswith(("|", "%|")):
        cells = tuple(c.strip() for c in raw.removeprefix("%").strip().strip("|").split("|"))
        lines.append(Line(" ".join(cells), cells=cells, figures=[] if raw.startswith("%") else None))
    elif raw.startswith("%"):
        lines.append(Line(raw[1:].strip(), figures=[]))
    elif raw.startswith("^"):
        lines.append(Line(raw[1:].strip(), centred=True))
    elif raw.startswith("#"):
        lines.extend(_heading(raw))
    else:
        lines.append(Line(raw.strip()))


def _figure(raw: str) -> StatedFigure:
    parts = [p.strip() for p in raw.split("~")]
    if len(parts) != 6:
        raise ValueError(f"a figure has six fields, not {len(parts)}")
    surface, value, unit, period, topic, role = parts
    return StatedFigure(surface, value, _null(unit), _null(period), topic, role)


def _null(field: str) -> str | None:
    return None if field in ("-", "") else field


def _heading(raw: str) -> list[Line]:
    marks = len(raw) - len(raw.lstrip("#"))
    rest = raw[marks:].strip()
    if "||" in rest:
        printed, title = (part.strip() for part in rest.split("||", 1))
        printed, number = _numbered(printed)
        pieces = [piece.strip() for piece in title.split("||")]
        first = Line(
            printed,
            heading=Heading(marks, number, " ".join(pieces)),
            printed_number=printed,
            bold_until=len(printed),
        )
        return [first, *(Line(p, continues_heading=True, bold_until=len(p)) for p in pieces)]
    fields = [part.strip() for part in rest.split("|")]
    printed, number = _numbered(fields[0])
    title = fields[1]
    shown = f"{printed} {title}".strip()
    run_in = fields[2] if len(fields) > 2 else ""
    text = shown + (run_in if run_in.startswith((":", ".")) or not run_in else " " + run_in)
    return [Line(text, heading=Heading(marks, number, title), printed_number=printed, bold_until=len(shown))]


def _numbered(printed: str) -> tuple[str, str | None]:
    stated = _NUMBER_TRUTH.search(printed)
    shown = printed[: stated.start()].strip() if stated else printed
    if stated:
        return shown, stated.group(1)
    number = re.sub(r"^(?:phần|mục|chương)\s+", "", shown, flags=re.IGNORECASE).strip(" .-/):")
    return shown, number or None
