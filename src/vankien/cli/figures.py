"""vankien figures: every number that the draft states."""

from __future__ import annotations

import click

from vankien.cli.common import choose, file_argument, json_option, make, pack_options, print_json, read, say
from vankien.cli.tables import print_table
from vankien.model import Figure


def figures(file: str, pack: str, unit: str, kind: str, as_json: bool) -> None:
    from vankien import figures as extractor
    from vankien import outline

    indicators = choose(pack, unit, kind).indicators
    document = read(file)
    found = extractor.extract(document, outline.outline(document), indicators)
    if as_json:
        print_json(found)
        return
    columns = [say("columns", c) for c in ("section", "figure", "indicator", "period", "role")]
    print_table(columns, [_row(f, indicators[f.indicator].name if f.indicator else "") for f in found])


def _row(figure: Figure, indicator: str) -> list[str]:
    role = say("role", figure.role)
    return [figure.section or "", figure.surface, indicator or figure.topic, figure.period or "", role]


def command() -> click.Command:
    return make("figures", figures, file_argument(), *pack_options(), json_option())
