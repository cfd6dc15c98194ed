"""Findings as sentences. A check's sentences are the table of its code in sentences/<language>/*.toml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vankien.checks.registry import unconfirmed
from vankien.model import Finding
from vankien.sentences import catalogue


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a person reads: what and where, how to mend it, and the clause (empty where there is none)."""

    message: str
    hint: str
    authority: str


def render(finding: Finding, language: str = "vi") -> Rendered:
    """The sentences of a finding; `params["variant"]` picks `message_<variant>` where there is one."""
    words = catalogue(language)
    table = words[finding.code]
    variant = finding.params.get("variant", "")
    params = {k: _shown(v, language) for k, v in _named(finding.params, words, language).items()}
    message = table.get(f"message_{variant}", table["message"])
    hint = table.get(f"hint_{variant}", table["hint"])
    return Rendered(message.format_map(params), hint.format_map(params), _clause(finding, words))


def _clause(finding: Finding, words: dict[str, Any]) -> str:
    if finding.authority is None:
        return ""
    doubt = f" ({words['clause']['unconfirmed']})" if unconfirmed(finding.code, finding.authority) else ""
    return finding.authority.text + doubt


def _named(params: dict[str, Any], words: dict[str, Any], language: str) -> dict[str, Any]:
    """The pack's names are Vietnamese; another language names a known part or indicator itself."""
    if language == "vi":
        return params
    names = {
        f"{kind}_name": words[f"{kind}_names"][params[kind]]
        for kind in ("part", "indicator")
        if params.get(kind) in words.get(f"{kind}_names", {})
    }
    return params | names


def _shown(value: Any, language: str) -> str:
    if isinstance(value, bool) or value is None:
        return str(value or "")
    if isinstance(value, int | float):
        return number(value, language)
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        return "; ".join(_shown(item, language) for item in value)
    return str(value)


def number(value: int | float, language: str = "vi") -> str:
    """1234.5 → "1.234,5" in Vietnamese, "1,234.5" in English; no digit is lost."""
    text = f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text
