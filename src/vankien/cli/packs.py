"""vankien packs: the rule packs, what one says and on which authority, whether a folder is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vankien.cli.common import CallError, json_option, language, make, plain, print_json, say
from vankien.cli.tables import print_table

if TYPE_CHECKING:
    from vankien.packs.model import Outline, Pack, PartRule


def list_packs(as_json: bool) -> None:
    from vankien import packs

    found = packs.available()
    if as_json or _asked_above():
        print_json([_summary(pack) for pack in found])
        return
    columns = [say("columns", c) for c in ("id", "title", "valid", "units", "basis")]
    print_table(columns, [[p.id, p.title, _validity(p), ", ".join(p.units), _basis(p)] for p in found])


def show(id: str, as_json: bool) -> None:
    from vankien import packs

    pack = packs.load(id)
    if as_json or _asked_above():
        print_json(_whole(pack))
        return
    click.echo(f"{pack.id}: {pack.title} ({_validity(pack)})\n{_basis(pack)}\n")
    columns = [say("columns", c) for c in ("id", "part", "required", "authority")]
    for (unit, kind), outline in pack.outlines.items():
        click.echo(f"[{unit} · {kind}] {outline.title}. {outline.authority.text}")
        print_table(columns, [_part(part, outline) for part in outline.parts], lines=False)
    columns = [say("columns", c) for c in ("id", "indicator", "measure_unit", "verifier", "authority")]
    rows = [[i.id, i.name, i.unit, i.verifier, i.authority.text] for i in pack.indicators.values()]
    print_table(columns, rows)


def _part(part: PartRule, outline: Outline) -> list[str]:
    """A row of the outline's table; its authority only where it is not the outline's own."""
    own = part.authority.text if part.authority.text != outline.authority.text else ""
    return [part.id, part.name, say("columns", "yes") if part.required else "", own]


def lint(folder: str, as_json: bool) -> int:
    from vankien import packs

    if not Path(folder).is_dir():
        raise CallError("no_folder", folder=folder)
    faults = packs.lint(Path(folder), language())
    if as_json or _asked_above():
        print_json({"folder": folder, "valid": not faults, "faults": faults})
    else:
        click.echo("\n".join(faults) if faults else say("call", "pack_is_valid", folder=folder))
    return int(bool(faults))


def _asked_above() -> bool:
    """Whether --json stands before the subcommand: `packs --json show ID`."""
    above = click.get_current_context().parent
    return bool(above and above.params.get("as_json"))


def _summary(pack: Pack) -> dict[str, Any]:
    names = ("id", "title", "valid_from", "valid_until", "basis", "units", "kinds")
    return {name: plain(getattr(pack, name)) for name in names}


def _whole(pack: Pack) -> dict[str, Any]:
    names = ("indicators", "rules", "steps", "dossier", "workstreams", "formats", "severities", "authorities")
    outlines = [plain(outline) for outline in pack.outlines.values()]
    return _summary(pack) | {"outlines": outlines} | {name: plain(getattr(pack, name)) for name in names}


def _validity(pack: Pack) -> str:
    until = f"{pack.valid_until:%d/%m/%Y}" if pack.valid_until else "…"
    return f"{pack.valid_from:%d/%m/%Y} - {until}"


def _basis(pack: Pack) -> str:
    return "\n".join(f"{b.kind} {b.number} ({b.date:%d/%m/%Y}): {b.title}" for b in pack.basis)


def command() -> click.Command:
    group = click.Group(
        "packs", help=say("help", "packs"), invoke_without_command=True, no_args_is_help=False
    )
    group.params = [json_option(), *make("list", list_packs).params]

    def default(as_json: bool) -> None:
        if click.get_current_context().invoked_subcommand is None:
            list_packs(as_json)

    group.callback = default
    group.add_command(make("list", list_packs, json_option()))
    group.add_command(make("show", show, click.Argument(["id"], metavar="ID"), json_option()))
    group.add_command(make("lint", lint, click.Argument(["folder"], metavar="DIR"), json_option()))
    return group
