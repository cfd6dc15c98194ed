"""An indicator that was missing: it now stands as a figure, in the role that is asked for."""

from __future__ import annotations

import re

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import figures_of, mentions
from vankien.model import Figure
from vankien.packs.model import Indicator
from vankien.prove.claims import claim
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_TARGET = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|phương hướng|nhiệm kỳ (?:tới|sau|mới)|đến (?:cuối )?năm 20\d\d)\b"
)
_RESULT = re.compile(r"\b(?:kết quả|thực hiện|đạt được|hiện nay|hiện trạng|đầu nhiệm kỳ|cuối nhiệm kỳ)\b")
_RATE = re.compile(r"tỷ lệ|tỉ lệ|%|bao phủ|phần trăm")


def add_indicator(request: Request, old: Draft, new: Draft) -> Verdict:
    """The indicator is stated as a figure in the role that is asked for; a mention is none."""
    indicator = new.indicator(request.indicator)
    if indicator is None:
        return needs_person("unknown_indicator", indicator=request.indicator)
    name, wanted = indicator.name, asked_role(request)
    said: dict[str, list[Figure]] = {}
    for figure in figures_of(new, indicator.id):
        said.setdefault(claim(new, figure, indicator), []).append(figure)
    results, targets = said.get("actual", []), said.get("target", [])
    own = {"actual": results, "target": targets}.get(wanted or "", results or targets)
    fitting = [f for f in own if _unit_fits(f, indicator, request)]
    if fitting:
        told = {"name": name, "value": fitting[0].surface}
        if wanted is None and not results:
            return partly("only_target", map(new.place_of, fitting[:3]), **told)
        return met("stated", map(new.place_of, fitting[:3]), **told)
    if own:
        places = map(new.place_of, own[:3])
        return partly("other_unit", places, name=name, unit=indicator.unit, value=own[0].surface)
    return _less(new, indicator, said)


def _less(new: Draft, indicator: Indicator, said: dict[str, list[Figure]]) -> Verdict:
    """The verdict on an indicator that is not stated as was asked."""
    name = indicator.name
    for kind, reason in (("unsettled", "unsettled"), ("others", "of_others")):
        if said.get(kind):
            return needs_person(reason, map(new.place_of, said[kind][:3]), name=name)
    for kind, reason in (
        ("past", "only_past"),
        ("actual", "only_result"),
        ("target", "only_target"),
        ("other", "only_change"),
    ):
        if said.get(kind):
            return partly(reason, map(new.place_of, said[kind][:3]), name=name)
    places = list(mentions(new, indicator))
    return not_met("mentioned" if places else "absent", places[:3], name=name)


def asked_role(request: Request) -> str | None:
    """The role that the request's words name; None where they name none, or both."""
    key = fold(f"{request.text} {request.section} {request.part}")
    target = bool(_TARGET.search(key)) or request.part in ("targets", "objectives", "direction")
    result = bool(_RESULT.search(key)) or request.part == "results"
    return None if target == result else "target" if target else "actual"


def _unit_fits(figure: Figure, indicator: Indicator, request: Request) -> bool:
    """A rate that is asked for is no count."""
    rate = indicator.unit.startswith("%") and _RATE.search(fold(f"{indicator.name} {request.text}"))
    return not rate or (figure.unit or "").startswith("%")
