"""vankien text: the draft's blocks as plain text."""

from __future__ import annotations

import click

from vankien.cli.common import file_argument, json_option, make, print_json, read


def text(file: str, as_json: bool) -> None:
    blocks = read(file).blocks
    if as_json:
        print_json([{"block": b.index, "text": b.text, "part": b.part} for b in blocks])
    elif blocks:
        click.echo("\n".join(b.text for b in blocks))


def command() -> click.Command:
    return make("text", text, file_argument(), json_option())
