"""The golden table: which outcome is right in every cell, reviewed by people; `why` says what surprises.

golden/<room>.csv has a row for every address, method and case, a column for every role, a letter for every
relation (own, ancestor, descendant, sibling, other, old holder, new holder; where fewer are asked, the table
says so by their number: see world.RELATIONS and world.FEW). docs/permissions.md shows it.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")
Key = tuple[str, str, str]
Row = dict[str, str]


def key(row: Row) -> Key:
    return row["address"], row["method"], row["case"]


def read(room: str) -> dict[Key, Row]:
    path = FOLDER / f"{room}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {key(row): row for row in csv.DictReader(file)}


def write(room: str, rows: list[Row], columns: list[str]) -> None:
    """Keep what was said of a row before."""
    known = read(room)
    with (FOLDER / f"{room}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["address", "method", "case", *columns, "why"], lineterminator="\n")
        out.writeheader()
        for row in sorted(rows, key=key):
            out.writerow(row | {"why": known.get(key(row), {}).get("why", "")})
