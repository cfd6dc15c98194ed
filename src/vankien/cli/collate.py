"""vankien collate: what the reviewers wrote into their copies of a base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from vankien.cli.common import (
    CallError,
    json_option,
    language,
    make,
    print_json,
    read,
    refuse_overwriting,
    say,
    writing,
)
from vankien.cli.tables import print_table, refuse_other_tables
from vankien.model import UnreadableFile

if TYPE_CHECKING:
    from vankien.collate import Collation, Copy, Row
    from vankien.model import Document
    from vankien.outputs.opinions import Name


def collate(
    base: str,
    copies: Sequence[str],
    as_json: bool,
    output: str | None,
    columns: str | None,
    master: str | None,
) -> int:
    from vankien import collate as collating

    refuse_other_tables(output)
    if master and Path(master).suffix.lower() != ".docx":
        raise CallError("not_a_docx", file=master)
    refuse_overwriting([base, *copies], output, master)
    chosen = _columns(columns)
    document = read(base)
    result = collating.collate(document, _read(copies))
    if output:
        _write(Path(output), document, result, chosen)
    if master:
        _merge(Path(master), Path(base), document, result)
    if as_json:
        print_json({"copies": [count.told for count in result.copies], "rows": result.rows})
    else:
        _print(result)
    return int(any(count.error for count in result.copies))


def _columns(told: str | None) -> Sequence[Name]:
    """Those of the table, as named with commas between. Raises CallError."""
    from vankien.outputs import opinions

    if told is None:
        return opinions.COLUMNS
    names = [name.strip() for name in told.split(",")]
    strange = [name for name in names if name not in opinions.NAMES]
    if strange or len(set(names)) < len(names):
        raise CallError("no_such_column", given=(strange or names)[0], valid=", ".join(opinions.NAMES))
    return cast("list[Name]", names)


def _write(target: Path, base: Document, result: Collation, columns: Sequence[Name]) -> None:
    from vankien.outputs import opinions

    write = opinions.write_docx if target.suffix.lower() == ".docx" else opinions.write_xlsx
    with writing(target):
        write(base, result, target, columns=columns, language=language())


def _merge(target: Path, file: Path, base: Document, result: Collation) -> None:
    from vankien.outputs.master import master

    with writing(target):
        master(file, base, result, target, language=language())


def _read(files: Sequence[str]) -> list[Copy]:
    """A copy that cannot be read is named with its sentence, not skipped."""
    from vankien.collate import Copy
    from vankien.word import read_many

    return [
        Copy(file, error=say("file", found.reason, **found.params))
        if isinstance(found, UnreadableFile)
        else Copy(file, found)
        for file, found in zip(files, read_many(files), strict=True)
    ]


def _print(result: Collation) -> None:
    columns = [say("columns", c) for c in ("section", "reviewer", "remark_kind", "passage", "remark")]
    print_table(columns, [_line(row) for row in result.rows])
    for count in result.copies:
        file = Path(count.file).name
        if count.error:
            click.echo(count.error)
        else:
            click.echo(say("collate", "copy", **(count.told | {"file": file})))
    total = sum(count.rows for count in result.copies)
    click.echo(say("collate", "total", copies=len(result.copies), rows=total))


def _line(row: Row) -> list[str]:
    said = row.text if row.kind in ("comment", "reply") else f"{row.old} → {row.new}".strip()
    passage = row.place.quote if row.place and row.kind in ("comment", "reply") else ""
    return [(row.place and row.place.section) or "", row.author, say("remark", row.kind), passage[:120], said]


def command() -> click.Command:
    base = click.Argument(["base"], metavar=say("help", "base"))
    copies = click.Argument(["copies"], nargs=-1, required=True, metavar=say("help", "copies"))
    output = click.Option(["-o", "--output"], metavar="TABLE.docx|.xlsx", help=say("help", "table"))
    master = click.Option(["--master"], metavar="MERGED.docx", help=say("help", "master"))
    columns = click.Option(["--columns"], metavar="COLUMN,COLUMN…", help=say("help", "columns"))
    return make("collate", collate, base, copies, json_option(), output, columns, master)
