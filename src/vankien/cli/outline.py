"""vankien outline: the draft's headings as a tree."""

from __future__ import annotations

import click

from vankien.cli.common import file_argument, json_option, make, print_json, read


def outline(file: str, as_json: bool) -> None:
    from vankien import outline as outlines

    sections = outlines.outline(read(file))
    if as_json:
        rows = [{"level": s.level, "number": s.number, "title": s.title, "block": s.block} for s in sections]
        print_json(rows)
    else:
        for section in sections:
            words = section.heading
            click.echo("  " * (section.level - 1) + words)


def command() -> click.Command:
    return make("outline", outline, file_argument(), json_option())
