"""Requests about a part of the outline: it stands in the new version and is more than a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vankien.checks import vk202_theme_incomplete, vk204_motto_form
from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.model import Finding
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly

_SOME = 20  # words: a part of fewer says that it exists, no more
_Check = Callable[[Draft], Iterator[Finding]]


def add_part(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(new, request.part, least=_SOME)


def set_theme(request: Request, old: Draft, new: Draft) -> Verdict:
    """With the elements that the pack asks for."""
    return _part(new, "theme", flaw=vk202_theme_incomplete.check, incomplete="theme_lacks")


def set_motto(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(new, "motto", flaw=vk204_motto_form.check, incomplete="motto_form")


def set_objectives(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(new, "objectives", least=8)


def add_programmes(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(new, "key_programmes", least=8)


def _part(
    new: Draft, id: str, *, least: int = 1, flaw: _Check | None = None, incomplete: str = ""
) -> Verdict:
    rule, match = new.part(id), new.parts.get(id)
    if rule is None:
        return needs_person("unknown_part", part=id)
    if match is None:
        return not_met("part_absent", name=rule.name)
    unwritten = unwritten_place(new, id)
    if unwritten is not None:
        written = bool(content(new, id))
        return not_met(
            "part_promised" if written else "part_empty", [unwritten], name=rule.name, words=unwritten.quote
        )
    places = [new.place(block.index, start) for block, start in content(new, id)[:3]] or [match.place]
    found = next(iter(flaw(new)), None) if flaw else None
    if found is not None:
        lacking = ", ".join(found.params.get("in_words", {}).values())
        return partly(incomplete, places, name=rule.name, lacking=lacking)
    words = sum(len(block.text[start:].split()) for block, start in content(new, id))
    if words < least:
        return partly("part_short", places, name=rule.name, words=words)
    return met("part_there", places, name=rule.name)
