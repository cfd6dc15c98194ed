"""vankien check: what a machine can say about a draft before the meeting does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vankien.cli.common import (
    choose,
    file_argument,
    json_option,
    language,
    make,
    pack_options,
    print_json,
    read,
    refuse_overwriting,
    say,
    writing,
)
from vankien.cli.confirmed import compared
from vankien.cli.tables import print_table
from vankien.model import Document, Finding, Phase, UnreadableFile

if TYPE_CHECKING:
    from vankien.packs.model import Pack

_PEOPLE = "personnel_plan"
_PHASES = ("outline", "draft", "submitted")
_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def check(file: str, pack: str, unit: str, kind: str, phase: Phase, reference: str | None,
          report: str | None, docx: str | None, html: str | None, as_json: bool) -> int:  # fmt: skip
    from vankien import checks
    from vankien.personnel import read_sheets_plan, stated_by

    rules = choose(pack, unit, kind)
    refuse_overwriting([file], docx, html)
    stated = stated_by(read(report)) if report and kind == _PEOPLE else ()
    workbook = kind == _PEOPLE and not docx and _is_workbook(file)
    if workbook:
        plan = read_sheets_plan(Path(file), unit)
        draft = checks.of_plan(plan, pack=rules, phase=phase, reported=stated)
    else:
        draft = checks.prepare(read(file), pack=rules, unit=unit, kind=kind, phase=phase, reported=stated)
    if reference:
        draft = compared(draft, Path(reference))
    document = draft.document
    findings = checks.run_people(draft) if workbook else checks.run(draft)
    if docx:
        _write_docx(Path(file), document, findings, Path(docx))
    if html:
        _write_html(
            file, document, findings, Path(html), {"pack": rules, "unit": unit, "kind": kind, "phase": phase}
        )
    if as_json:
        print_json({"pack": _pack(rules, unit, kind, phase), "findings": [_finding(f) for f in findings]})
    else:
        _print_findings(document, findings)
    return int(any(f.severity == "error" for f in findings))


def _is_workbook(file: str) -> bool:
    """A list of candidates may come as a workbook of its own."""
    from vankien.word.kinds import kind_of

    try:
        return kind_of(Path(file)) == "spreadsheet"
    except UnreadableFile as error:
        return error.reason == "spreadsheet"


def _pack(pack: Pack, unit: str, kind: str, phase: str) -> dict[str, Any]:
    return {"id": pack.id, "title": pack.title, "unit": unit, "kind": kind, "phase": phase}


def _finding(finding: Finding) -> dict[str, Any]:
    from vankien import checks

    words = checks.render(finding, language())
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": words.message,
        "hint": words.hint,
        "authority": words.authority,
        "place": finding.place,
        "params": finding.params,
    }


def _print_findings(document: Document, findings: tuple[Finding, ...]) -> None:
    from vankien import checks

    columns = [say("columns", c) for c in ("severity", "place", "what", "how")]
    rows = []
    for finding in findings:
        words = checks.render(finding, language())
        why = f"\n({words.authority})" if words.authority else ""
        level = f"{say('report_group', finding.severity)}\n{finding.code}"
        rows.append([level, _where(document, finding), words.message + why, words.hint])
    if rows:
        print_table(columns, rows, [_COLOURS[f.severity] for f in findings])
    counts = {s: sum(f.severity == s for f in findings) for s in _COLOURS}
    totals = {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}
    click.echo(say("report", "summary", **totals) if rows else say("report", "none"))


def _where(document: Document, finding: Finding) -> str:
    place = finding.place
    if place is None:
        return say("report", "whole")
    part = document.blocks[place.block].part
    section = say("report", "section", section=place.section) if place.section else ""
    names = [section, say("report", f"part_{part}") if part != "body" else ""]
    quote = place.quote if len(place.quote) <= 60 else place.quote[:60].rsplit(" ", 1)[0] + "…"
    return "\n".join([*filter(None, names), f"“{quote}”" if quote else ""]).strip()


def _write_docx(file: Path, document: Document, findings: tuple[Finding, ...], target: Path) -> None:
    from vankien.outputs import annotate

    with writing(target):
        annotate(file, document, findings, target, language())


def _write_html(
    file: str, document: Document, findings: tuple[Finding, ...], target: Path, rules: Any
) -> None:
    from vankien.outputs import report_html

    page = report_html(document, findings, file_name=Path(file).name, language=language(), **rules)
    with writing(target):
        # A file's name may hold bytes that are no text.
        target.write_text(page, encoding="utf-8", errors="replace")


def command() -> click.Command:
    out = {
        name: click.Option([f"--{name}"], metavar="OUT." + name, help=say("help", name))
        for name in ("docx", "html")
    }
    phase = click.Option(
        ["--phase"], type=click.Choice(_PHASES), default="draft", show_default=True, help=say("help", "phase")
    )
    reference = click.Option(["--reference"], metavar="FILE.xlsx", help=say("help", "reference"))
    report = click.Option(["--report"], metavar="REPORT.docx", help=say("help", "report"))
    options = [*pack_options(), phase, reference, report, *out.values(), json_option()]
    return make("check", check, file_argument(), *options)
