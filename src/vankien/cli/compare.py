"""vankien compare: what changed from one version to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vankien.cli.common import (
    choose,
    json_option,
    make,
    pack_options,
    print_json,
    read,
    refuse_overwriting,
    say,
    writing,
)

if TYPE_CHECKING:
    from vankien.compare import Change, Comparison, FigureChange, Neutral
    from vankien.model import Document
    from vankien.packs.model import Indicator

_MARGINAL = ("footnote", "endnote", "header", "footer")
_LONGEST = 160  # characters of a passage that a line shows


def compare(
    old: str, new: str, pack: str, unit: str, kind: str, as_json: bool, output: str | None, neutral: bool
) -> None:
    from vankien import compare as comparing

    indicators = choose(pack, unit, kind).indicators
    refuse_overwriting([old, new], output)
    before, after = read(old), read(new)
    result = comparing.compare(before, after)
    figures = comparing.figure_changes(result, before, after, indicators)
    alike = comparing.neutral_changes(result, before, after) if neutral else ()
    if output:
        _redline(Path(output), new, before, after, result)
    if as_json:
        told = {"words": result.words, "changes": result.changes, "figures": figures}
        print_json(told | ({"neutral": alike} if neutral else {}))
        return
    if not result.changes:
        click.echo(say("compare", "none"))
    else:
        words = result.words
        click.echo(say("compare", "words", inserted=words.inserted, deleted=words.deleted, moved=words.moved))
        for change in result.changes:
            click.echo(_line(change, before, after))
        _print_figures(figures, indicators, before, after)
    _print_neutral(alike, after)


def _redline(target: Path, file: str, old: Document, new: Document, result: Comparison) -> None:
    from vankien.outputs.redline import redline

    with writing(target):
        wrong = redline(Path(file), old, new, result, target)
    if wrong:
        document, block = (new, wrong[0].new[0]) if wrong[0].new else (old, wrong[0].old[0])
        text = _short(document.blocks[block].text)
        click.echo(say("compare", "not_exact", file=target, count=len(wrong), text=text), err=True)
    there = {block.part for block in new.blocks}
    gone = [b.text for b in old.blocks if b.part in _MARGINAL and b.part not in there]
    if gone:
        click.echo(say("compare", "elsewhere", file=target, text=_short(gone[0])), err=True)
    if authors := sorted({revision.author for revision in new.revisions}):
        click.echo(say("compare", "earlier", file=target, authors=", ".join(authors)), err=True)


def _line(change: Change, old: Document, new: Document) -> str:
    document, blocks = (new, change.new) if change.new else (old, change.old)
    return f"{say('compare', change.op)}: {_short(document.blocks[blocks[0]].text)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _print_figures(
    changes: tuple[FigureChange, ...], indicators: Mapping[str, Indicator], old: Document, new: Document
) -> None:
    if changes:
        click.echo("\n" + say("compare", "figures") + ":")
    for change in changes:
        indicator = indicators.get(change.indicator or "")
        name = indicator.name if indicator else _words_before(change, old, new)
        surfaces = {side: f.surface if f else "" for side, f in (("old", change.old), ("new", change.new))}
        click.echo("  " + say("compare", f"figure_{change.op}", name=name, **surfaces))


def _words_before(change: FigureChange, old: Document, new: Document) -> str:
    from vankien.figures import words_before

    figure, document = (change.new, new) if change.new else (change.old, old)
    return words_before(document, figure.block, figure.start, figure.end) if figure else ""


def _print_neutral(passages: tuple[Neutral, ...], document: Document) -> None:
    if passages:
        click.echo("\n" + say("compare", "neutral") + ":")
    for passage in passages:
        kinds = ", ".join(say("compare", f"neutral_{kind}") for kind in passage.kinds)
        click.echo(f"  {kinds}: {_short(document.blocks[passage.new[0]].text)}")


def command() -> click.Command:
    old, new = (click.Argument([name], metavar=say("help", name)) for name in ("old", "new"))
    output = click.Option(["-o", "--output"], metavar="FILE.docx", help=say("help", "redline"))
    neutral = click.Option(["--neutral"], is_flag=True, help=say("help", "neutral"))
    return make("compare", compare, old, new, *pack_options(), json_option(), output, neutral)
