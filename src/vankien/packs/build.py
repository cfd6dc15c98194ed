"""A pack's tables → its frozen data. An item takes its authority from its own keys or the table around it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from vankien.model import Authority, Phase, Severity
from vankien.packs.model import (
    Basis,
    DossierRule,
    Format,
    Indicator,
    Outline,
    Pack,
    PartRule,
    Rule,
    StepRule,
    Topic,
    Workstream,
)

Table = dict[str, Any]
PHASES: tuple[Phase, ...] = ("outline", "draft", "submitted")
AUTHORITY_KEYS = ("authority", "source", "confidence")


def build(whole: Table, formats: dict[str, Table], sources: dict[str, str]) -> Pack:
    """Raises KeyError, TypeError or ValueError where the tables are not a pack (`lint` says it in words)."""
    cite = _Citer(whole.get("authority", ""), sources)
    codes = whole.get("codes", {})
    return Pack(
        id=whole["id"],
        title=whole["title"],
        valid_from=whole["valid"]["from"],
        valid_until=whole["valid"].get("until"),
        basis=tuple(_basis(b, cite) for b in whole["basis"]),
        units=dict(whole["units"]),
        kinds=dict(whole["kinds"]),
        outlines=_outlines(whole, cite),
        indicators={id: _indicator(id, i, cite) for id, i in whole.get("indicators", {}).items()},
        rules={id: _rule(id, r, cite) for id, r in whole.get("rules", {}).items()},
        formats=tuple(build_format(id, f, sources) for id, f in formats.items()),
        severities={code: severities(c) for code, c in codes.items()},
        authorities={code: cite(c) for code, c in codes.items()},
        cells=dict(whole.get("cells", {})),
        steps=tuple(_step(id, s, cite) for id, s in _ordered(whole.get("steps", {}))),
        dossier=tuple(_paper(id, d, cite) for id, d in _ordered(whole.get("dossier", {}))),
        workstreams=tuple(
            Workstream(id, w["name"], cite(w)) for id, w in _ordered(whole.get("workstreams", {}))
        ),
    )


class _Citer:
    """Makes an Authority of a table's keys; what the table does not say, the table around it does."""

    def __init__(self, text: str, sources: dict[str, str]) -> None:
        self.text, self.sources = text, sources

    def __call__(self, item: Table, around: Authority | None = None) -> Authority:
        above = around or Authority(self.text)
        source = self.source(item["source"]) if "source" in item else above.source
        return Authority(item.get("authority", above.text), item.get("confidence", above.confidence), source)

    def source(self, marks: str | list[str]) -> str:
        """["S6", "S38"] as readable text; what is no mark stays as it is."""
        return "; ".join(self.sources.get(m, m) for m in ([marks] if isinstance(marks, str) else marks))


def outline_table(outlines: Table, unit: str, kind: str) -> Table:
    """The outline's table with what it is `like` ("xa-phuong/political_report") laid under it.

    A kind of unit without its own table takes the one of "all". Raises KeyError where there is none.
    """
    own: Table = outlines.get(unit, {}).get(kind) or outlines["all"][kind]
    if "like" not in own:
        return own
    return outline_table(outlines, *own["like"].split("/")) | {k: v for k, v in own.items() if k != "like"}


def severities(code: Table) -> dict[Phase, Severity | None]:
    return {p: None if code[p] == "silent" else code[p] for p in PHASES if p in code}


def positions(order: list[str | list[str]]) -> dict[str, int]:
    """Each part's place in the order; parts listed together in a list of their own share one."""
    return {
        part: place
        for place, step in enumerate(order, start=1)
        for part in ([step] if isinstance(step, str) else step)
    }


def _outlines(whole: Table, cite: _Citer) -> dict[tuple[str, str], Outline]:
    tables = whole["outlines"]
    return {
        (unit, kind): _outline(unit, kind, outline_table(tables, unit, kind), whole, cite)
        for unit in whole["units"]
        for kind in whole["kinds"]
        if kind in tables.get(unit, {}) or kind in tables.get("all", {})
    }


def _outline(unit: str, kind: str, own: Table, whole: Table, cite: _Citer) -> Outline:
    authority = cite(own)
    topics = whole.get("topics", {})
    return Outline(
        unit=unit,
        kind=kind,
        title=own["title"],
        authority=authority,
        parts=tuple(_part(id, own, whole["parts"][id], cite) for id in own["parts"]),
        foreign_topics=tuple(_topic(id, topics[id], cite) for id in own.get("foreign", [])),
        required_indicators=tuple(own.get("indicators", ())),
        max_words=own.get("max_words"),
    )


def _part(id: str, outline: Table, part: Table, cite: _Citer) -> PartRule:
    return PartRule(
        id=id,
        name=outline.get("names", {}).get(id, part["name"]),
        titles=(*part["titles"], *outline.get("titles", {}).get(id, ())),
        authority=cite(part, cite(outline)),
        required=id in outline.get("required", ()),
        figures=id in outline.get("figures", ()),
        short=id in outline.get("short", ()),
        item=id in outline.get("items", ()),
        max_words=outline.get("limits", {}).get(id),
        order=positions(outline.get("order", [])).get(id),
        within=part.get("within"),
    )


def _topic(id: str, topic: Table, cite: _Citer) -> Topic:
    return Topic(id, topic["name"], tuple(topic["cues"]), cite(topic))


def _indicator(id: str, own: Table, cite: _Citer) -> Indicator:
    low_high = own.get("plausible")
    return Indicator(
        id=id,
        name=own["name"],
        aliases=tuple(own["aliases"]),
        unit=own["units"][0],
        units=tuple(own["units"]),
        measure=own["measure"],
        topic=own["topic"],
        verifier=own["verifier"],
        authority=cite(own),
        not_words=tuple(own.get("not_words", ())),
        plausible=(Decimal(str(low_high[0])), Decimal(str(low_high[1]))) if low_high else None,
        sole=own.get("sole", False),
        adds=tuple(own.get("adds", ())),
        adds_within=own.get("adds_within", False),
    )


def _rule(id: str, own: Table, cite: _Citer) -> Rule:
    return Rule(id, _value(own), cite(own))


def _ordered(items: Table) -> list[tuple[str, Table]]:
    """The items in order; one that says `after` comes right behind that one. ValueError where it is none."""
    ordered = [id for id, item in items.items() if "after" not in item]
    for id, item in items.items():
        if "after" in item:
            ordered.insert(ordered.index(item["after"]) + 1, id)
    return [(id, items[id]) for id in ordered]


def _step(id: str, own: Table, cite: _Citer) -> StepRule:
    return StepRule(id, own["name"], cite(own), own.get("of"), _units(own))


def _paper(id: str, own: Table, cite: _Citer) -> DossierRule:
    return DossierRule(
        id=id,
        name=own["name"],
        authority=cite(own),
        kind=own.get("kind"),
        required=own.get("required", False),
        personnel=own.get("personnel", False),
        content=own.get("content"),
        units=_units(own),
    )


def _units(own: Table) -> tuple[str, ...] | None:
    return tuple(own["units"]) if "units" in own else None


def build_format(id: str, own: Table, sources: dict[str, str]) -> Format:
    """A format's table → its frozen data."""
    cite = _Citer(own["authority"], sources)
    authority = cite(own)
    rules = {key: Rule(key, _value(rule), cite(rule, authority)) for key, rule in own["rules"].items()}
    valid: dict[str, date] = own.get("valid", {})
    return Format(
        id, own["title"], valid.get("from"), valid.get("until"), authority, rules, own.get("family", "dang")
    )


def _value(rule: Table) -> Table:
    return {key: item for key, item in rule.items() if key not in AUTHORITY_KEYS}


def _basis(own: Table, cite: _Citer) -> Basis:
    return Basis(own["kind"], own["number"], own["date"], own.get("title", ""), cite.source(own["source"]))
