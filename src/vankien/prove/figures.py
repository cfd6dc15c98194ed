"""Requests about a figure: an indicator that was missing, a value to be put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import figures_of, mentions
from vankien.model import Figure
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_TARGET = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|phương hướng|nhiệm kỳ (?:tới|sau|mới)|đến (?:cuối )?năm 20\d\d)\b"
)
_RESULT = re.compile(r"\b(?:kết quả|thực hiện|đạt được|hiện nay|hiện trạng|đầu nhiệm kỳ|cuối nhiệm kỳ)\b")
_OTHERS = re.compile(
    r"\b(?:cả nước|toàn quốc|(?:toàn|của|trong|bình quân chung(?: của)?|mức chung(?: của)?) "
    r"(?:tỉnh|huyện|thành phố|thị xã|quận|khu vực|vùng|ngành))\b"
)
_ABOVE = {"xa-phuong": "", "huyen-tp": "huyện thành phố thị xã quận", "tinh": "tỉnh thành phố"}
_STATES = ("actual", "target")


def add_indicator(request: Request, old: Draft, new: Draft) -> Verdict:
    """The indicator is stated as a figure in the role that is asked for; a mention is none."""
    indicator = new.indicator(request.indicator)
    if indicator is None:
        return needs_person("unknown_indicator", indicator=request.indicator)
    name, wanted = indicator.name, _role(request)
    found = figures_of(new, indicator.id)
    stated = [f for f in found if f.role in ((wanted,) if wanted else _STATES)]
    own = [f for f in stated if not _is_of_others(new, f)]
    fitting = [f for f in own if _unit_fits(f, indicator.unit)]
    if fitting:
        if wanted is None and all(f.role == "target" for f in fitting):
            return partly("only_target", map(new.place_of, fitting), name=name)
        return met("stated", map(new.place_of, fitting[:3]), name=name, value=fitting[0].surface)
    if own:
        return partly(
            "other_unit", map(new.place_of, own[:3]), name=name, unit=indicator.unit, value=own[0].surface
        )
    if stated:
        return needs_person("of_others", map(new.place_of, stated[:3]), name=name)
    if found:
        reason = {"target": "only_result", "actual": "only_target"}.get(wanted or "", "only_change")
        return partly(reason, map(new.place_of, found[:3]), name=name)
    places = list(mentions(new, indicator))
    return not_met("mentioned" if places else "absent", places[:3], name=name)


def correct_figure(request: Request, old: Draft, new: Draft) -> Verdict:
    """The figure has the asked value wherever it is stated, and no longer another one."""
    indicator = new.indicator(request.indicator)
    if indicator is None:
        return needs_person("unknown_indicator", indicator=request.indicator)
    if request.value is None:
        return needs_person("no_value", name=indicator.name)
    role = _role(request) or "actual"
    mine = [f for f in figures_of(new, indicator.id) if f.role == role and not _is_of_others(new, f)]
    period = [f for f in mine if _period_fits(f, request.period)]
    right = [f for f in period if f.value == request.value and _is_unit(f, request.unit)]
    wrong = [f for f in period if f not in right and _was_wrong(f, request, old)]
    told = {"name": indicator.name, "value": _shown(request.value)}
    if right and not wrong:
        return met("corrected", map(new.place_of, right[:3]), **told)
    if right:
        return partly(
            "corrected_once", map(new.place_of, [*wrong, *right][:3]), **told, other=wrong[0].surface
        )
    if period:
        return not_met("other_value", map(new.place_of, period[:3]), **told, other=period[0].surface)
    near = [f for f in new.figures if f.value == request.value and _is_unit(f, request.unit)]
    if near:
        return needs_person("value_elsewhere", map(new.place_of, near[:3]), **told)
    return not_met("not_stated", map(new.place_of, mine[:3]), **told)


def _role(request: Request) -> str | None:
    """The role that the request's words name; None where they name none, or both."""
    key = fold(f"{request.text} {request.section} {request.part}")
    target = bool(_TARGET.search(key)) or request.part in ("targets", "objectives", "direction")
    result = bool(_RESULT.search(key)) or request.part == "results"
    return None if target == result else "target" if target else "actual"


def _is_of_others(draft: Draft, figure: Figure) -> bool:
    """Whether the sentence gives the figure of another level before it: "của toàn tỉnh là 3,2%"."""
    text = draft.document.blocks[figure.block].text
    start, _ = sentence_around(text, figure.start)
    clause = fold(text[start : figure.start])
    said = [m[0] for m in _OTHERS.finditer(clause)]
    own = _ABOVE.get(draft.unit, "").split()
    return bool(said) and not any(said[-1].endswith(level) for level in own) and "so với" not in clause


def _unit_fits(figure: Figure, unit: str) -> bool:
    """A rate that is asked for is no count."""
    return not unit.startswith("%") or (figure.unit or "").startswith("%")


def _is_unit(figure: Figure, unit: str) -> bool:
    return not unit or fold(figure.unit or "").replace(" ", "") == fold(unit).replace(" ", "")


def _period_fits(figure: Figure, period: str) -> bool:
    return (
        not period
        or figure.period is None
        or fold(period) in fold(figure.period)
        or fold(figure.period) in fold(period)
    )


def _was_wrong(figure: Figure, request: Request, old: Draft) -> bool:
    """Whether the other value is the one that stood in the old version, or of the very period asked for."""
    before: Sequence[Figure] = figures_of(old, request.indicator)
    same_value = any(f.value == figure.value and f.role == figure.role for f in before)
    return same_value and (not request.period or figure.period is not None) and _is_unit(figure, request.unit)


def _shown(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
