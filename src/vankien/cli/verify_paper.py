"""vankien verify-paper: which state of which record made an official paper, and whether it is unaltered."""

from __future__ import annotations

from pathlib import Path

import click

from vankien.cli.common import file_argument, json_option, language, make, print_json, say
from vankien.model import UnreadableFile


def verify_paper(file: str, as_json: bool) -> int:
    from vankien.outputs.papers import FORMS, verify
    from vankien.outputs.papers.opening import MOST_BYTES

    try:
        with Path(file).open("rb") as opened:
            found = verify(opened.read(MOST_BYTES + 1))
    except UnreadableFile as error:
        raise UnreadableFile(error.reason, **({"file": file} | error.params)) from error
    except OSError as error:
        raise UnreadableFile(_REASONS.get(type(error), "unopenable"), file=file) from error
    if as_json:
        print_json(found)
    else:
        name = FORMS[found.form].name(language())
        click.echo(
            say("paper_verified", found.why, file=file, form=name, record=found.record, state=found.state)
        )
    return int(not found.unaltered)


_REASONS = {FileNotFoundError: "missing", IsADirectoryError: "folder", PermissionError: "forbidden"}


def command() -> click.Command:
    return make("verify-paper", verify_paper, file_argument(), json_option())
