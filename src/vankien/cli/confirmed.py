"""--reference: what a draft is compared with, and in plain sentences what of the workbook is not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vankien.cli.common import language, plain, say
from vankien.sentences import catalogue

if TYPE_CHECKING:
    from vankien.checks.draft import Draft
    from vankien.reference.model import Doubt

_CELLS = 5  # named one by one, the others counted
_SENTENCES = 5  # of one reason
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def compared(draft: Draft, workbook: Path) -> Draft:
    """The draft beside the workbook's values; what is not used of them is told on standard error."""
    from vankien.checks.reading.confirmed import confirmed
    from vankien.reference.simple import read_workbook

    values, unread = read_workbook(workbook, draft.pack.indicators.values())
    used, doubts = confirmed(values, draft)
    for line in told((*unread, *doubts)):
        click.echo(line, err=True)
    return replace(draft, reference=used)


def told(doubts: Iterable[Doubt]) -> list[str]:
    """A sentence a reason, with its cells; a reason with many sentences is cut short with their number."""
    by_reason: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for doubt in doubts:
        by_reason[doubt.why][_sentence(doubt)].append(doubt.cell)
    lines = []
    for sentences in by_reason.values():
        named = list(sentences.items())
        lines += [
            say("reference_row", "line", cells=_cells(cells), why=why) for why, cells in named[:_SENTENCES]
        ]
        if left := [cell for _, cells in named[_SENTENCES:] for cell in cells]:
            lines.append(say("reference_row", "more", count=len(left), cells=_cells(left)))
    return lines


def _sentence(doubt: Doubt) -> str:
    own = doubt.why in catalogue(language())["reference_row"]
    params = {k: _NUMBER.sub(_number, v) if k == "values" else v for k, v in doubt.params.items()}
    return say("reference_row" if own else "reference", doubt.why, **params)


def _number(match: re.Match[str]) -> str:
    from vankien.checks.rendering import number

    return number(plain(Decimal(match.group())), language())


def _cells(cells: list[str]) -> str:
    """ "Biểu 1!C7, C9, C12"; a sheet is named where it changes."""
    said, sheet = [], None
    for cell in cells[:_CELLS]:
        own, _, address = cell.rpartition("!")
        said.append(address if own and own == sheet else cell)
        sheet = own
    more = len(cells) - _CELLS
    return ", ".join(said) + (say("reference_row", "and_more", count=more) if more > 0 else "")
