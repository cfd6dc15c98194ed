"""The printable report of a check: one self-contained A4 page of HTML, no script, no file beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vankien import checks
from vankien.model import Block, Document, Finding, Phase, Place
from vankien.packs import Basis, Pack, name
from vankien.sentences import catalogue, sentence

_SEVERITIES = ("error", "warning", "info")
_AROUND = 140  # characters of text shown on either side of a marked passage


def report_html(
    document: Document,
    findings: Sequence[Finding],
    *,
    waived: Sequence[tuple[Finding, str]] = (),
    pack: Pack,
    unit: str,
    kind: str,
    phase: Phase = "draft",
    file_name: str = "",
    language: str = "vi",
    checked: str = "",
) -> str:
    """The findings, grouped by severity, each with its place, authority and how to mend it.

    A finding's number is its place in `findings`; `checked` says when, as people write it. `waived` are
    findings set aside, each with who, when and why in one sentence: told apart, in no count.
    """
    words = catalogue(language)
    counts = {s: sum(f.severity == s for f in findings) for s in _SEVERITIES}
    return _template().render(
        language=language,
        words=words["report"],
        summary=_summary(counts, language),
        counts=[(s, words["report_group"][s], counts[s]) for s in _SEVERITIES],
        groups=[
            *_groups(document, findings, language),
            *_set_aside(document, waived, len(findings), language),
        ],
        facts=list(_facts(pack, unit, kind, phase, {"file": file_name, "checked": checked}, language)),
        basis=[_basis(b, language) for b in pack.basis],
    )


@cache
def _template() -> Template:
    loader = PackageLoader("vankien.outputs", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html")


def _summary(counts: dict[str, int], language: str) -> str:
    if not any(counts.values()):
        return sentence("report", "none", language)
    return sentence(
        "report",
        "summary",
        language,
        errors=counts["error"],
        warnings=counts["warning"],
        infos=counts["info"],
    )


def _facts(
    pack: Pack, unit: str, kind: str, phase: Phase, told: dict[str, str], language: str
) -> Iterator[tuple[str, str]]:
    words = catalogue(language)
    report = words["report"]
    yield from ((report[key], value) for key, value in told.items() if value)
    yield report["kind"], name(pack, "kind", kind, language)
    yield report["unit"], name(pack, "unit", unit, language)
    yield report["phase"], words["report_phase"][phase]
    yield report["pack"], f"{name(pack, 'pack', pack.id, language)} ({pack.id})"


def _basis(basis: Basis, language: str) -> str:
    return sentence(
        "report", "basis_item", language, kind=basis.kind, number=basis.number, date=f"{basis.date:%d/%m/%Y}"
    )


def _groups(document: Document, findings: Sequence[Finding], language: str) -> Iterator[dict[str, Any]]:
    for severity in _SEVERITIES:
        items = [
            _item(document, finding, number, language)
            for number, finding in enumerate(findings, start=1)
            if finding.severity == severity
        ]
        if items:
            yield {"severity": severity, "name": sentence("report_group", severity, language), "items": items}


def _set_aside(
    document: Document, waived: Sequence[tuple[Finding, str]], before: int, language: str
) -> Iterator[dict[str, Any]]:
    items = [
        _item(document, finding, before + n, language) | {"why": why}
        for n, (finding, why) in enumerate(waived, start=1)
    ]
    if items:
        yield {"severity": "waived", "name": sentence("report", "waived", language), "items": items}


def _item(document: Document, finding: Finding, number: int, language: str) -> dict[str, Any]:
    return {
        "number": number,
        "code": finding.code,
        "words": checks.render(finding, language),
        "where": _where(document, finding.place, language),
        "passage": _passage(document, finding.place),
    }


def _where(document: Document, place: Place | None, language: str) -> str:
    if place is None:
        return sentence("report", "whole", language)
    part = document.blocks[place.block].part if place.block < len(document.blocks) else "body"
    names = [sentence("report", "section", language, section=place.section)] if place.section else []
    if part != "body":
        names.append(sentence("report", f"part_{part}", language))
    return ", ".join(names)


def _passage(document: Document, place: Place | None) -> tuple[str, str, str] | None:
    """The text before the passage, the passage, the text after it; None where there is nothing to show."""
    if place is None or place.block >= len(document.blocks):
        return None
    block: Block = document.blocks[place.block]
    before, marked, after = (
        block.text[: place.start],
        block.text[place.start : place.end],
        block.text[place.end :],
    )
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return before, marked, after
