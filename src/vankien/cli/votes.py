"""vankien votes: the result of a ballot from its counts, and the minute of the counting committee."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vankien.cli.common import (
    CallError,
    file_argument,
    json_option,
    language,
    make,
    print_json,
    refuse_overwriting,
    say,
    writing,
)
from vankien.cli.tables import print_table

if TYPE_CHECKING:
    from vankien.votes import Result, Rules


def votes(file: str, pack: str, output: str | None, as_json: bool) -> int:
    from vankien import packs
    from vankien.votes import rules_of

    chosen = packs.load(pack)
    refuse_overwriting([file], output)
    if "election" not in chosen.rules:
        raise CallError("no_election_rule", pack=chosen.id)
    rules = rules_of(chosen)
    results = _results(Path(file), rules)
    if output:
        _write(results, Path(file), Path(output))
    if as_json:
        rule = {"above": str(rules.above), "denominator": rules.denominator, "on_a_tie": rules.on_a_tie}
        told = {"id": chosen.id, "title": chosen.title} | rule | {"authority": rules.authority}
        print_json({"pack": told, "ballots": [_told(r) for r in results]})
    else:
        for one in results:
            _print(one)
    return int(any(r.next != "done" for r in results))


def _results(file: Path, rules: Rules) -> list[Result]:
    from vankien.votes import BallotError, read_ballots, result

    ballots = read_ballots(file)
    try:
        return [result(ballot, rules) for ballot in ballots]
    except BallotError as error:
        error.params.setdefault("file", file.name)
        raise


def _write(results: list[Result], source: Path, target: Path) -> None:
    from vankien.outputs.ballots import counting, minute
    from vankien.votes import BallotError
    from vankien.votes.reading import read_paper

    try:
        about = counting(read_paper(source))
    except BallotError as error:
        error.params.setdefault("file", source.name)
        raise
    with writing(target):
        target.write_bytes(minute(results, about))


def _told(result: Result) -> dict[str, Any]:
    from vankien.outputs.ballots import follows

    ballot = result.ballot
    return {
        "body": ballot.body,
        "round": ballot.round,
        "seats": ballot.seats,
        "denominator": result.denominator,
        "needed": result.needed,
        "candidates": list(result.outcomes),
        "elected": [o.name for o in result.elected],
        "left": result.left,
        "tied": list(result.tied),
        "next": result.next,
        "says": follows(result, language()),
        "notes": _notes(result),
    }


def _notes(result: Result) -> list[str]:
    from vankien.votes import notes

    return [note.sentence(language()) for note in notes(result.ballot, result.rules)]


def _print(result: Result) -> None:
    from vankien.outputs.ballots import counted_as, follows

    click.echo(f"{result.ballot.body}: {counted_as(result, language())}")
    columns = [say("ballot_columns", c) for c in ("name", "agreed", "percent", "result")]
    rows = [
        [o.name, str(o.agreed), _percent(o.percent), say("ballot", f"why_{o.why}")] for o in result.outcomes
    ]
    print_table(columns, rows, ["green" if o.elected else "" for o in result.outcomes])
    click.echo("\n".join([follows(result, language()), *_notes(result), result.rules.authority.text]))


def _percent(value: object) -> str:
    return f"{value}%".replace(".", ",") if language() == "vi" else f"{value}%"


def command() -> click.Command:
    pack = click.Option(["--pack"], default="dang-2019", show_default=True, help=say("help", "pack"))
    output = click.Option(["-o", "output"], metavar="BIENBAN.docx", help=say("help", "minute"))
    return make("votes", votes, file_argument(), pack, output, json_option())
