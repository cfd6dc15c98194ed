"""What the author of a set says of each cell; a blank file or sheet is that of the line above."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
SETS = ("fourth",)


@dataclass(frozen=True)
class Truth:
    """A cell that the catalogue has a place for; lists where either reading may be defended.

    `value` in `unit`, as meant by the cell; `own` "" is the workbook's own unit; `only_ask`: none can say.
    """

    codes: tuple[str, ...]
    value: Decimal
    unit: str
    periods: tuple[str, ...]
    roles: tuple[str, ...]
    own: str
    only_ask: bool


@dataclass
class Book:
    """A workbook and its cells by "sheet!cell"; any other cell is of no indicator."""

    path: Path
    top: str
    cells: dict[str, Truth] = field(default_factory=dict)


@dataclass
class Set:
    units: list[str]
    books: dict[str, Book]


def load(name: str) -> Set:
    """A set by the name of its folder."""
    folder = HERE / name
    about = tomllib.loads((folder / "set.toml").read_text("utf-8"))
    files = sorted(p for p in folder.iterdir() if p.suffix in (".xlsx", ".xls", ".ods"))
    books = {p.name: Book(p, about["tops"].get(p.name, about["top"])) for p in files}
    for path in sorted(folder.glob("truth_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            _take(books, csv.DictReader(lines))
    return Set(about["units"], books)


def _take(books: dict[str, Book], lines: csv.DictReader[str]) -> None:
    file = sheet = ""
    for line in lines:
        file, sheet = line["file"] or file, line["sheet"] or sheet
        books[file].cells[f"{sheet}!{line['cell']}"] = Truth(
            tuple(line["codes"].split("/")),
            Decimal(line["value"]),
            line["unit"],
            tuple(line["periods"].split("/")),
            tuple(line["roles"].split("/")),
            line["own"],
            bool(line["only_ask"]),
        )
