"""Findings as sentences. A check's sentences are the table of its code in sentences/<language>/*.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vankien.checks.registry import unconfirmed
from vankien.model import Finding
from vankien.sentences import catalogue

_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a person reads: what and where, how to mend it, and the clause (empty where there is none)."""

    message: str
    hint: str
    authority: str


class _Words(str):
    """Text that a sentence bends: {name:l} begins small unless an acronym, {unit:u} stands after a number."""

    def __format__(self, spec: str) -> str:
        if spec == "l" and not self[1:2].isupper():
            return self[:1].lower() + self[1:]
        return f" {self}" if spec == "u" and self and not self.startswith("%") else str(self)


def render(finding: Finding, language: str = "vi") -> Rendered:
    """The sentences of a finding; `params["variant"]` picks `message_<variant>` where there is one.

    `params["in_words"]` says ids in words where the sentences have none for them: a pack's own elements.
    """
    words = catalogue(language)
    table = words[finding.code]
    variant = finding.params.get("variant", "")
    named = _named(finding, language)
    names = named.pop("in_words", {}) | table.get("names", {})
    params = {k: _shown(v, names, language) for k, v in named.items()}
    message = table.get(f"message_{variant}", table["message"])
    hint = table.get(f"hint_{variant}", table["hint"])
    return Rendered(message.format_map(params), hint.format_map(params), _clause(finding, words))


def _clause(finding: Finding, words: dict[str, Any]) -> str:
    if finding.authority is None:
        return ""
    doubt = f" ({words['clause']['unconfirmed']})" if unconfirmed(finding.code, finding.authority) else ""
    return finding.authority.text + doubt


def _named(finding: Finding, language: str) -> dict[str, Any]:
    """The params with the words found; a pack's names are Vietnamese, another language has its own."""
    params = {"words": finding.place.quote if finding.place else ""} | finding.params
    params["words"] = str(params["words"]).strip(' “”".,:;') or params["words"]
    params["indicator_name"] = _BRACKETS.sub("", str(params.get("indicator_name", "")))
    if language == "vi":
        return params
    words = catalogue(language)
    names = {
        f"{kind}_name": words[f"{kind}_names"][params[kind]]
        for kind in ("part", "indicator")
        if params.get(kind) in words.get(f"{kind}_names", {})
    }
    return params | names


def _shown(value: Any, names: Mapping[str, str], language: str) -> _Words:
    if isinstance(value, bool) or value is None:
        return _Words("")
    if isinstance(value, int | float):
        return _Words(number(value, language))
    if isinstance(value, str):
        return _Words(names.get(value, value))
    if isinstance(value, Mapping):
        return _Words(_place(value, language))
    if isinstance(value, Iterable):
        return _Words("; ".join(_shown(item, names, language) for item in value))
    return _Words(value)


def _place(place: Mapping[str, Any], language: str) -> str:
    """Another place that a finding speaks of: its section, or its paragraph counted from 1."""
    words = catalogue(language)["place"]
    if place.get("section"):
        return str(words["section"]).format(section=place["section"])
    return str(words["block"]).format(number=place["block"] + 1)


def number(value: int | float, language: str = "vi") -> str:
    """1234.5 → "1.234,5" in Vietnamese, "1,234.5" in English; no digit is lost."""
    text = f"{int(value):,}" if isinstance(value, int) or value.is_integer() else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text
