"""vankien prove: whether the new version does what was asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vankien.cli.common import choose, json_option, make, pack_options, print_json, read, say

if TYPE_CHECKING:
    from vankien.prove import Request, Verdict

_VALUES = ("met", "partly", "not_met", "needs_person")


def prove(requests: str, old: str, new: str, pack: str, unit: str, kind: str, as_json: bool) -> int:
    from vankien import checks
    from vankien import prove as proving

    rules = choose(pack, unit, kind)
    asked = proving.load_requests(Path(requests))
    before, after = (checks.prepare(read(file), pack=rules, unit=unit, kind=kind) for file in (old, new))
    verdicts = proving.prove(asked, before, after)
    if as_json:
        print_json([_told(request, verdict) for request, verdict in verdicts])
    else:
        _print(verdicts)
    return int(any(verdict.value == "not_met" for _, verdict in verdicts))


def _told(request: Request, verdict: Verdict) -> dict[str, object]:
    why = say("prove", verdict.reason, **verdict.params)
    return {"id": request.id, "verdict": verdict.value, "why": why, "evidence": verdict.evidence}


def _print(verdicts: list[tuple[Request, Verdict]]) -> None:
    for request, verdict in verdicts:
        click.echo(f"{request.id}  {say('verdict', verdict.value)}: {request.text}".rstrip(" :"))
        click.echo("    " + say("prove", verdict.reason, **verdict.params))
        for place in verdict.evidence[:1]:
            click.echo(f"    {place.section or ''} “{place.quote[:160]}”")
    counts = Counter[str](verdict.value for _, verdict in verdicts)
    click.echo(say("prove", "summary", total=len(verdicts), **{v: counts[v] for v in _VALUES}))


def command() -> click.Command:
    files = [click.Argument([name], metavar=say("help", name)) for name in ("requests", "old", "new")]
    return make("prove", prove, *files, *pack_options(), json_option())
