"""Finds the checks of this folder and runs them. Severity and authority come from the pack."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from vankien.checks.draft import Draft
from vankien.model import Authority, Finding, Severity

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_OF_LAW = ("VK5", "VK7")


@dataclass(frozen=True, slots=True)
class Check:
    """A check file: what it is called, what its docstring says, and the generator that finds."""

    code: str
    doc: str
    check: Callable[[Draft], Iterator[Finding]]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, by code. Raises ImportError for a file without docstring, code or generator."""
    names = sorted(
        m.name for m in iter_modules([str(Path(__file__).parent)]) if re.match(r"vk\d{3}_", m.name)
    )
    return tuple(_load(name) for name in names)


def _load(name: str) -> Check:
    module = import_module(f"vankien.checks.{name}")
    code = getattr(module, "CODE", None)
    if code != name[:5].upper() or not module.__doc__ or not hasattr(module, "check"):
        raise ImportError(
            f"{name}: a check file has a docstring, CODE = {name[:5].upper()!r} and check(draft)"
        )
    return Check(code, inspect.cleandoc(module.__doc__), module.check)


def run(draft: Draft) -> tuple[Finding, ...]:
    """All findings that the pack reports in this phase: the gravest first, then in reading order."""
    return _run(draft, all_checks())


def run_people(draft: Draft) -> tuple[Finding, ...]:
    """What the checks of people (VK7xx) alone find, as for a plan from data (`draft.of_plan`)."""
    return _run(draft, tuple(c for c in all_checks() if c.code.startswith("VK7")))


def _run(draft: Draft, checks: tuple[Check, ...]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for check in checks:
        severity = draft.pack.severity(check.code, draft.phase)
        if severity is not None:
            found += (_judged(finding, severity, draft) for finding in check.check(draft))
    return tuple(sorted(found, key=_order))


def _judged(finding: Finding, severity: Severity, draft: Draft) -> Finding:
    authority = finding.authority or draft.pack.authorities.get(finding.code)
    if severity == "error" and unconfirmed(finding.code, authority):
        severity = "warning"
    if finding.severity == "info":  # a finding that says of itself that it only asks
        severity = "info"
    return replace(finding, severity=severity, authority=authority)


def unconfirmed(code: str, authority: Authority | None) -> bool:
    """Whether a rule of law rests on a weak source; an organisation's own outline is its own source."""
    return authority is not None and authority.confidence in ("L", "J") and code.startswith(_OF_LAW)


def _order(finding: Finding) -> tuple[int, int, int, str]:
    place = finding.place
    return _RANK[finding.severity], place.block if place else -1, place.start if place else -1, finding.code
