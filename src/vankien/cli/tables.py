"""Tables for people. Text from a draft is shown as it is, never taken for markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from vankien.cli.common import CallError

_WRITTEN = (".docx", ".xlsx")


def refuse_other_tables(target: str | None) -> None:
    """A table goes into a file for Word or for Excel. Raises CallError."""
    if target and Path(target).suffix.lower() not in _WRITTEN:
        raise CallError("not_a_table", file=target)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    styles: Sequence[str] = (),
    *,
    lines: bool = True,
) -> None:
    """`styles` colours the first cell of each row where the terminal can; `lines` sets rows apart."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 120, highlight=False)
    table = Table(*columns, show_lines=lines, header_style="bold")
    for number, row in enumerate(rows):
        first = Text(row[0], style=styles[number] if styles else "")
        table.add_row(first, *(Text(cell) for cell in row[1:]))
    console.print(table)
