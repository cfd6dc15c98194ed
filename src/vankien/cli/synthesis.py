"""vankien synthesis: opinions travel up the tree in sealed packages."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vankien.cli.common import (
    CallError,
    json_option,
    language,
    language_option,
    make,
    print_json,
    read,
    refuse_overwriting,
    say,
    writing,
)
from vankien.cli.tables import print_table, refuse_other_tables
from vankien.model import UnreadableFile
from vankien.text import fold

if TYPE_CHECKING:
    from vankien.synthesis import Contribution, Package, Remark, Sealed, Source, Synthesis

_SHOWN = 30  # lines on a terminal; the tables hold them all


def key(file: str) -> int:
    """The private key is there for its owner alone, and never over another file."""
    from vankien import synthesis

    made = synthesis.new_key()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(made)
    except FileExistsError:
        raise CallError("key_is_there", file=file) from None
    except OSError:
        raise UnreadableFile("unwritable", file=file) from None
    public = synthesis.seal(synthesis.Contribution("", ("",), 0, ""), made).key
    click.echo(say("synthesis", "new_key", file=file, mark=synthesis.fingerprint(public)))
    return 0


def seal(
    table: str | None,
    unit: str,
    about: str,
    key: str,
    number: int,
    base: str | None,
    packages: Sequence[str],
    lines: str | None,
    output: str,
) -> int:
    from vankien import synthesis
    from vankien.synthesis import tables

    refuse_overwriting([one for one in (table, key, base, lines, *packages) if one], output)
    if not (table or packages):
        raise CallError("nothing_to_seal")
    below = [_package(file) for file in packages]
    sealed = synthesis.united(below)
    conferences, remarks = tables.opinions(Path(table)) if table else ((), ())
    made = synthesis.synthesis(sealed.values(), about)
    groups = tables.groups(Path(lines), made, list(sealed.values())) if lines else ()
    own = synthesis.Contribution(
        consultation=about,
        unit=tuple(part.strip() for part in unit.split("/") if part.strip()) or (unit,),
        number=number,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        headings=_headings(base) or tuple(dict.fromkeys(_spoken_of(made, remarks))),
        conferences=conferences,
        remarks=remarks,
        groups=groups,
        below=tuple(sorted({package.top for package in below})),
    )
    top = _sealed(own, key)
    synthesis.write(top.id, sealed | {top.id: top}, Path(output))
    click.echo(_told(top))
    return 0


def open_(file: str, as_json: bool) -> int:
    package = _package(file)
    below = [one for one in package.sealed.values() if one.id != package.top]
    if as_json:
        print_json({"top": _data(package.sealed[package.top]), "below": [_data(one) for one in below]})
        return 0
    click.echo(_told(package.sealed[package.top]))
    for one in sorted(below, key=lambda one: one.contribution.unit):
        click.echo("  " + _told(one))
    return 0


def merge(
    packages: Sequence[str], about: str | None, known: str | None, output: str | None, as_json: bool
) -> int:
    from vankien import synthesis
    from vankien.outputs import synthesis as tables

    refuse_other_tables(output)
    refuse_overwriting(packages, output)
    sealed = synthesis.united(_package(file) for file in packages)
    made = synthesis.synthesis(sealed.values(), about)
    strangers = _strangers(sealed.values(), Path(known)) if known else []
    if output:
        write = tables.write_docx if Path(output).suffix.lower() == ".docx" else tables.write_xlsx
        with writing(output):
            write(made, Path(output), language=language())
    if as_json:
        print_json(_whole(made) | {"strangers": strangers})
    else:
        _print(made)
    for unit in strangers:
        click.echo(say("synthesis_doubt", "stranger", unit=unit), err=True)
    return int(bool(strangers))


def _package(file: str) -> Package:
    from vankien import synthesis

    return synthesis.read(Path(file), name=file)


def _sealed(own: Contribution, key: str) -> Sealed:
    from vankien import synthesis

    try:
        return synthesis.seal(own, _bytes(key))
    except UnreadableFile as error:
        error.params.setdefault("file", key)
        raise


def _bytes(file: str, most: int = 10_000) -> bytes:
    try:
        with Path(file).open("rb") as source:
            return source.read(most)
    except FileNotFoundError:
        raise UnreadableFile("missing", file=file) from None
    except OSError:
        raise UnreadableFile("forbidden", file=file) from None


def _headings(base: str | None) -> tuple[str, ...]:
    """As the opinion table names them: number and title."""
    if base is None:
        return ()
    from vankien.outline import outline

    sections = outline(read(base))
    return tuple(section.heading for section in sections)


def _spoken_of(made: Synthesis, remarks: Sequence[Remark]) -> list[str]:
    """Where no base is named: the headings that those below know, then those that the table names."""
    return [heading for one in made.contributions for heading in one.headings] + [r.heading for r in remarks]


def _strangers(sealed: Iterable[Sealed], known: Path) -> list[str]:
    """Units whose contribution is not sealed by the key that the list gives for them."""
    from vankien.synthesis import fingerprint

    try:
        told = tomllib.loads(_bytes(str(known), 1_000_000).decode())["keys"]
        keys = {fold(unit): key.replace(" ", "").lower() for unit, key in told.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, AttributeError):
        raise CallError("not_a_list_of_keys", file=str(known)) from None
    units = {fold("/".join(one.contribution.unit)): one for one in sealed}
    return sorted(
        " / ".join(one.contribution.unit)
        for unit, one in units.items()
        if keys.get(unit) != fingerprint(one.key).replace(" ", "")
    )


def _told(one: Sealed) -> str:
    from vankien.synthesis import fingerprint

    said = one.contribution
    return say(
        "synthesis",
        "told",
        unit=" / ".join(said.unit),
        about=said.consultation,
        number=said.number,
        made=said.made,
        remarks=len(said.remarks),
        groups=len(said.groups),
        conferences=len(said.conferences),
        below=len(said.below),
        mark=fingerprint(one.key),
    )


def _data(one: Sealed) -> dict[str, Any]:
    from vankien.synthesis import fingerprint

    return {"id": one.id, "key": fingerprint(one.key), **asdict(one.contribution)}


def _whole(made: Synthesis) -> dict[str, Any]:
    counts = {name: getattr(made, name) for name in ("units", "conferences", "people", "opinions")}
    lines = [
        {name: getattr(line, name) for name in ("heading", "text", "conferences", "people", "opinions")}
        | {"remarks": [_origin(source) for source in made.sources(line)]}
        for line in made.lines
    ]
    about = {"consultation": made.consultation}
    return {
        **about,
        **counts,
        "lines": lines,
        "doubts": [{"reason": key, "unit": unit} for key, unit in made.doubts],
    }


def _origin(source: Source) -> dict[str, Any]:
    conference, remark = source.conference, source.remark
    held = {"conference": conference.name, "held": conference.held} if conference else {}
    told = {"unit": list(source.contribution.unit), "text": remark.text}
    return told | held | {"people": remark.people, "opinions": remark.opinions}


def _print(made: Synthesis) -> None:
    from vankien.outputs import synthesis as tables

    names = ("heading", "line", "opinions", "people", "conferences")
    rows = [
        [line.heading, line.text, str(line.opinions), str(line.people), str(line.conferences)]
        for line in made.lines[:_SHOWN]
    ]
    print_table([say("synthesis", name) for name in names], rows)
    if len(made.lines) > _SHOWN:
        click.echo(say("synthesis", "more", left=len(made.lines) - _SHOWN))
    for text in (tables.summary(made, language()), *tables.doubts(made, language())):
        click.echo(text)


def command() -> click.Command:
    group = click.Group("synthesis", help=say("help", "synthesis"), params=[language_option()])
    group.add_command(make("key", key, click.Argument(["file"], metavar="KEY.pem")))
    group.add_command(make("seal", seal, *_seal_options()))
    package = click.Argument(["file"], metavar="PACKAGE.goi")
    group.add_command(make("open", open_, package, json_option()))
    packages = click.Argument(["packages"], nargs=-1, required=True, metavar="PACKAGE.goi...")
    options = [_option("--about"), _option("--known", metavar="KEYS.toml")]
    options.append(_option("-o", "--output", metavar="TABLE.docx|.xlsx"))
    group.add_command(make("merge", merge, packages, *options, json_option()))
    return group


def _seal_options() -> list[click.Parameter]:
    return [
        click.Argument(["table"], required=False, metavar="OPINIONS.xlsx"),
        _option("--unit", required=True),
        _option("--about", required=True),
        _option("--key", required=True, metavar="KEY.pem"),
        _option("--number", type=click.IntRange(1), default=1, show_default=True),
        _option("--base", metavar="BASE.docx"),
        _option("--with", "packages", multiple=True, metavar="PACKAGE.goi"),
        _option("--lines", metavar="LINES.xlsx"),
        _option("-o", "--output", required=True, metavar="PACKAGE.goi"),
    ]


def _option(*names: str, **more: Any) -> click.Option:
    word = next(n for n in names if n.startswith("--")).removeprefix("--")
    return click.Option(list(names), help=say("help", f"synthesis_{word}"), **more)
