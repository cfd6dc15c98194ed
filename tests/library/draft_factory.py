"""Drafts from text for tests of checks, and the examples that every check file must have.

An example of tests/library/examples/vkNNN.toml:

    [[fails]]                        # or [[passes]]
    draft = '''
    PHẦN THỨ NHẤT                    # one block a line; "| a | b |" is a table row, the first row its header
    '''
    unit = "xa-phuong"               # these four and `pack` have defaults
    finds = [{ quote = "…", block = 3, params = { indicator = "ho_ngheo" } }]   # all, in reading order

    base = "xa-phuong"               # instead of draft: the faultless <base>.txt of this unit …
    edit = [["old words", "new"]]    # … with these replacements, each of words that stand there once

    [fails.document]                 # optional: fields of Document as vankien.serial writes them (pages …)
    [fails.blocks.0]                 # optional: fields of a block (alignment, spans, part …)
"""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from vankien.checks import Draft, prepare
from vankien.checks.draft import Phase
from vankien.model import Document
from vankien.reference.simple import ReferenceValue
from vankien.serial import document_from_data
from vankien.text import clean

EXAMPLES = Path(__file__).parent / "examples"
_ROW = re.compile(r"\|(.*)\|$")


def document(
    text: str, *, fields: dict[str, Any] | None = None, blocks: dict[str, dict[str, Any]] | None = None
) -> Document:
    """A plain document, one block a line; empty lines left out, adjacent "| a | b |" lines a table."""
    rows: list[dict[str, Any]] = []
    table, row = -1, 0
    in_table = False
    for line in filter(None, map(clean, text.splitlines())):
        cells = _ROW.match(line)
        if not cells:
            rows.append({"text": line})
        else:
            table, row = (table, row + 1) if in_table else (table + 1, 0)
            rows += _cells(cells[1], table, row)
        in_table = bool(cells)
    for index, block in enumerate(rows):
        block |= {"index": index, **(blocks or {}).get(str(index), {})}
    return document_from_data({"format": "txt", "blocks": rows, **(fields or {})})


def _cells(line: str, table: int, row: int) -> list[dict[str, Any]]:
    return [
        {
            "text": clean(cell),
            "part": "table",
            "cell": {"table": table, "row": row, "column": column, "header": row == 0},
        }
        for column, cell in enumerate(line.split("|"))
        if clean(cell)
    ]


def draft(
    text: str,
    *,
    pack: str = "dang-2019",
    unit: str = "xa-phuong",
    kind: str = "political_report",
    phase: Phase = "draft",
    fields: dict[str, Any] | None = None,
    blocks: dict[str, dict[str, Any]] | None = None,
    reference: tuple[ReferenceValue, ...] = (),
) -> Draft:
    read = document(text, fields=fields, blocks=blocks)
    return prepare(read, pack=pack, unit=unit, kind=kind, phase=phase, reference=reference)


def examples(code: str) -> dict[str, list[dict[str, Any]]]:
    """The examples of one check: {"fails": […], "passes": […]}."""
    return tomllib.loads((EXAMPLES / f"{code.lower()}.toml").read_text(encoding="utf-8"))


def text_of(example: dict[str, Any]) -> str:
    """The lines of an example: its own, or the edited base."""
    if "base" not in example:
        return str(example["draft"])
    text = (EXAMPLES / f"{example['base']}.txt").read_text(encoding="utf-8")
    for old, new in example.get("edit", []):
        if text.count(old) != 1:
            raise ValueError(f"the base {example['base']} has {text.count(old)} times: {old}")
        text = text.replace(old, new)
    return text


def draft_of(example: dict[str, Any]) -> Draft:
    settings = {key: example[key] for key in ("pack", "unit", "kind", "phase") if key in example}
    settings.setdefault("unit", example.get("base", "xa-phuong"))
    confirmed = tuple(_confirmed(row, n) for n, row in enumerate(example.get("reference", []), 2))
    return draft(
        text_of(example),
        **settings,
        fields=example.get("document"),
        blocks=example.get("blocks"),
        reference=confirmed,
    )


def _confirmed(row: dict[str, str], number: int) -> ReferenceValue:
    return ReferenceValue(
        row["indicator"],
        "",
        row["unit"],
        row["period"],
        Decimal(row["value"]),
        row["source"],
        number,
        "target" if row.get("role") == "target" else "actual",
    )
