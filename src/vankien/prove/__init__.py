"""Whether the next version does what was asked: each request a predicate over two versions.

A false "met" is the worst that can be said: what a machine cannot see needs a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from vankien.checks.draft import Draft
from vankien.prove import figures, indicators, lengths, parts, sections, slogans, topics
from vankien.prove.asked import companions, unexplained
from vankien.prove.fresh import standing
from vankien.prove.requests import Request, RequestError, load_requests
from vankien.prove.verdict import Verdict, needs_person, partly

__all__ = ["Request", "RequestError", "Verdict", "load_requests", "prove"]

_Predicate = Callable[[Request, Draft, Draft], Verdict]
_PREDICATES: Mapping[str, _Predicate] = {
    "add_indicator": indicators.add_indicator,
    "correct_figure": figures.correct_figure,
    "add_part": parts.add_part,
    "set_theme": slogans.set_theme,
    "set_motto": slogans.set_motto,
    "set_objectives": parts.set_objectives,
    "add_programmes": parts.add_programmes,
    "rewrite_section": sections.rewrite_section,
    "add_figures": sections.add_figures,
    "shorten": lengths.shorten,
    "remove_topic": topics.remove_topic,
}


def prove(requests: Iterable[Request], old: Draft, new: Draft) -> list[tuple[Request, Verdict]]:
    """Each request with its verdict, in order. Both drafts are made ready by `checks.prepare`."""
    old, new = standing(old), standing(new)
    return [(request, _prove(request, old, new)) for request in requests]


def _prove(request: Request, old: Draft, new: Draft) -> Verdict:
    if request.kind not in _PREDICATES:
        return needs_person("free")
    said = _seen(request, old, new)
    if said.value != "met":
        return said
    if any(_seen(other, old, new).value != "met" for other in companions(request, old, new)):
        return partly("only_one", said.evidence)
    more = unexplained(request, old, new)
    return needs_person("asks_more", said.evidence, words=more) if more else said


def _seen(request: Request, old: Draft, new: Draft) -> Verdict:
    return _PREDICATES[request.kind](request, old, new)
