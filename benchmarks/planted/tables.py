"""VK407: a table with its total line, whole or with one number changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.planted.frames import Frame
from benchmarks.planted.numbers import bounds, drawn, rounded, written


@dataclass(frozen=True)
class Table:
    title: str
    rows: list[tuple[str, ...]]


@dataclass
class _Column:
    header: str
    how: str  # "low-high.decimals", "avg", "row" or "note"
    cells: list[Decimal | None]
    total: Decimal | None = None

    @property
    def summed(self) -> bool:
        return "-" in self.how


def table(frame: Frame, rng: Random, later: int, *, faulty: bool) -> Table:
    """The table of `frame`; years in its rows are `later` by so many."""
    title, heads, labels, total = frame.text.split(" | ")
    rows = [_moved(label, later) for label in labels.split("; ")]
    columns = [_column(head, rows, rng) for head in heads.split("; ")]
    for column in columns:
        _derive(column, columns, rows, rng)
    if faulty:
        _spoil(rng.choice([c for c in columns if c.summed]), rows, rng)
    shown = [c.removeprefix("-").strip() for c in rows]
    lines = [
        (
            label if label == row else f"- {label}",
            *(_text(c, c.cells[n], rng) for c in columns),
        )
        for n, (label, row) in enumerate(zip(shown, rows, strict=True))
    ]
    last = (total.rstrip("^"), *(_text(c, c.total, rng) for c in columns))
    lines = [last, *lines] if total.endswith("^") else [*lines, last]
    header = (rng.choice(("Nội dung", "Chỉ tiêu", "Đơn vị", "Lĩnh vực")), *(c.header for c in columns))
    return Table(title, _numbered([header, *lines], last, rng))


def _moved(label: str, later: int) -> str:
    words = label.split()
    return f"{words[0]} {int(words[1]) + later}" if words[0] == "Năm" and words[-1].isdigit() else label


def _column(head: str, rows: list[str], rng: Random) -> _Column:
    header, how = head.split("~")
    column = _Column(header.removeprefix("-").strip(), how, [None] * len(rows))
    if column.summed:
        for n, row in enumerate(rows):
            value = drawn(rng, *bounds(how))
            above = column.cells[n - 1]
            if row.startswith("-") and above is not None:
                value = rounded(above * rng.randint(20, 80) / 100, bounds(how)[2])
            column.cells[n] = value
        column.total = _sum(column, rows)
    return column


def _sum(column: _Column, rows: list[str]) -> Decimal:
    return sum(
        (v for v, row in zip(column.cells, rows, strict=True) if v is not None and row[0] != "-"), Decimal(0)
    )


def _derive(column: _Column, columns: list[_Column], rows: list[str], rng: Random) -> None:
    """Rates and row sums follow from the columns before them, as an honest table has them."""
    before = [c for c in columns[: columns.index(column)] if c.summed]
    if column.how == "row":
        column.cells = [sum((c.cells[n] or Decimal(0) for c in before), Decimal(0)) for n in range(len(rows))]
        column.total = sum((c.total or Decimal(0) for c in before), Decimal(0))
    elif column.how == "avg" and len(before) < 2 and (not before or re.search("năm trước|/", column.header)):
        column.cells = [drawn(rng, Decimal(3), Decimal(16), 1) for _ in rows]
        column.total = rounded(sum(filter(None, column.cells), Decimal(0)) / len(rows), 1)
    elif column.how == "avg" and len(before) == 1:
        whole = before[0].total or Decimal(1)
        column.cells = [rounded((v or Decimal(0)) * 100 / whole, 2) for v in before[0].cells]
        column.total = Decimal(100)
    elif column.how == "avg":
        factor = 10 if "tạ/ha" in column.header else 100 if "%" in column.header else 1
        pairs = zip(before[0].cells, before[1].cells, strict=True)
        column.cells = [rounded((b or Decimal(0)) * factor / (a or Decimal(1)), 1) for a, b in pairs]
        column.total = rounded((before[1].total or Decimal(0)) * factor / (before[0].total or Decimal(1)), 1)


def _spoil(column: _Column, rows: list[str], rng: Random) -> None:
    total, decimals = column.total or Decimal(0), bounds(column.how)[2]
    least = Decimal(2) if decimals == 0 else Decimal("0.6")
    off = max(least, rounded(total * rng.randint(1, 18) / 100, decimals))
    if rng.random() < 0.6:
        column.total = total + off if rng.random() < 0.5 or off >= total else total - off
    else:
        addends = [n for n, row in enumerate(rows) if row[0] != "-"]
        at = rng.choice(addends)
        column.cells[at] = (column.cells[at] or Decimal(0)) + off


def _text(column: _Column, value: Decimal | None, rng: Random) -> str:
    if column.how == "note":
        return rng.choice(("", "", "Đạt", "Số liệu của đơn vị"))
    return "" if value is None else written(value)


def _numbered(rows: list[tuple[str, ...]], total: tuple[str, ...], rng: Random) -> list[tuple[str, ...]]:
    """With a column of list numbers now and then; the total line has none."""
    if rng.random() < 0.5:
        return rows
    numbers, shown = 0, [("TT", *rows[0])]
    for row in rows[1:]:
        addend = row is not total and not row[0].startswith("- ")
        numbers += addend
        shown.append((str(numbers) if addend else "", *row))
    return shown
