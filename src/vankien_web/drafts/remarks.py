"""Findings as remarks: numbered, with the words that people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vankien.checks import Rendered, render
from vankien.model import Finding, Place, Severity
from vankien.sentences import sentence

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Remark:
    """A finding as the page shows it. `severity_name` is the word that people read."""

    number: int
    code: str
    severity: Severity
    severity_name: str
    words: Rendered
    place: Place | None = None

    @property
    def css(self) -> str:
        return self.severity

    @property
    def rank(self) -> int:
        return SEVERITIES.index(self.severity)

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def label(self) -> str:
        return str(self.number)

    @property
    def spoken(self) -> str:
        blanks = {"number": self.number, "severity": self.severity_name.lower()}
        return _("Finding %(number)d: %(severity)s") % blanks


def remarks(findings: Iterable[Finding], language: str) -> tuple[Remark, ...]:
    """The findings in the order given, counted from 1."""
    return tuple(
        Remark(
            number=number,
            code=finding.code,
            severity=finding.severity,
            severity_name=severity_name(finding.severity, language),
            words=_words(finding, language),
            place=finding.place,
        )
        for number, finding in enumerate(findings, start=1)
    )


def _words(finding: Finding, language: str) -> Rendered:
    """A finding stored by another release may have no sentence in this one; then its code must do."""
    try:
        return render(finding, language)
    except KeyError:
        return Rendered(finding.code, "", finding.authority.text if finding.authority else "")


def severity_name(severity: Severity, language: str) -> str:
    return sentence("report_group", severity, language)
