"""An indicator that was missing: it now stands as a figure, in the role that is asked for."""

from __future__ import annotations

import re

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import figures_of, mentions
from vankien.model import Figure
from vankien.packs.model import Indicator
from vankien.prove.claims import TERM, claim, term_ahead
from vankien.prove.doubts import doubt
from vankien.prove.fresh import Before
from vankien.prove.plain import titled_rank
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_TARGET = re.compile(
    r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|phương hướng|nhiệm kỳ (?:tới|sau|mới)|đến (?:cuối )?năm 20\d\d)\b"
)
_RESULT = re.compile(
    r"\b(?:kết quả|thực hiện|đạt được|hiện nay|hiện trạng|đầu nhiệm kỳ|cuối nhiệm kỳ|nhiệm kỳ qua|đã)\b"
)
_YEAR = re.compile(r"(?<!-)(?<!- )\b20\d\d\b(?!\s*-)")  # no span: "nhiệm kỳ 2020 - 2025"
_EACH = re.compile(r"\b(?:hằng|hàng|mỗi) năm\b")
_YEARLY = re.compile(r"\b(?:hằng|hàng|mỗi) năm\b|\bbình quân\b")
_SETTLED = ("actual", "target", "past", "other")
_RATE = re.compile(r"tỷ lệ|tỉ lệ|%|bao phủ|phần trăm")


def add_indicator(request: Request, old: Draft, new: Draft) -> Verdict:
    """The indicator is stated as a figure in the role that is asked for; a mention is none."""
    indicator = new.indicator(request.indicator)
    if indicator is None:
        return needs_person("unknown_indicator", indicator=request.indicator)
    name, wanted = indicator.name, asked_role(request)
    before, said = Before(old), dict[str, list[Figure]]()
    for figure in figures_of(new, indicator.id):
        said.setdefault(claim(new, figure, indicator), []).append(figure)
    results, targets = said.get("actual", []), said.get("target", [])
    own = {"actual": results, "target": targets}.get(wanted or "", results or targets)
    if bool(results) != bool(targets) and all(_roles(request)):
        reason = "only_result" if results else "only_target"
        return partly(reason, map(new.place_of, own[:3]), name=name)
    fitting = [f for f in own if _unit_fits(f, indicator, request)]
    if fitting:
        told = {"name": name, "value": fitting[0].surface}
        places = list(map(new.place_of, fitting[:3]))
        if wanted is None and not results:
            return partly("only_target", places, **told)
        if not any(before.lacks(new, figure) for figure in fitting):
            return needs_person("stood_before", places, **told)
        if not _is_of_each_year(request, new, [f for kind in _SETTLED for f in said.get(kind, ())]):
            return needs_person("period_unsaid", places, **told)
        return met("stated", places, **told)
    if own:
        return partly(
            "other_unit", map(new.place_of, own[:3]), name=name, unit=indicator.unit, value=own[0].surface
        )
    return _less(new, before, indicator, said)


def _less(new: Draft, before: Before, indicator: Indicator, said: dict[str, list[Figure]]) -> Verdict:
    """The verdict on an indicator that is not stated as was asked."""
    name = indicator.name
    for kind, reason in (("unsettled", "unsettled"), ("others", "of_others")):
        if doubted := [f for f in said.get(kind, ()) if before.lacks(new, f)]:
            alone = kind == "others" and len(doubted) == sum(map(len, said.values()))
            sure = alone and titled_rank(new) is not None
            verdict = not_met if sure else needs_person
            return verdict("others_only" if sure else reason, map(new.place_of, doubted[:3]), name=name)
    for kind, reason in (
        ("past", "only_past"),
        ("actual", "only_result"),
        ("target", "only_target"),
        ("other", "only_change"),
    ):
        if any(before.lacks(new, figure) for figure in said.get(kind, ())):
            return partly(reason, map(new.place_of, said[kind][:3]), name=name)
    akin = [f for f in new.figures if _may_be_its_growth(new, f, indicator) and before.lacks(new, f)]
    if akin:
        return needs_person("unsettled", map(new.place_of, akin[:3]), name=name)
    named = list(mentions(new, indicator))
    if any(_has_unread_numbers(new, place.block) for place in named):
        return needs_person("unsettled", named[:3], name=name)
    return not_met("mentioned" if named else "absent", named[:3], name=name)


def _has_unread_numbers(draft: Draft, index: int) -> bool:
    """Whether numbers stand in the row that names the indicator, more than one, none read as a figure."""
    cell = draft.document.blocks[index].cell
    numbers = [
        b for b in draft.row(cell) if b.text[:1].isdigit() and b.cell and cell and b.cell.column > cell.column
    ]
    return len(numbers) > 1


def _may_be_its_growth(draft: Draft, figure: Figure, indicator: Indicator) -> bool:
    """Whether a yearly growth of its family may be the one asked for, under another name."""
    text = draft.document.blocks[figure.block].text
    start, end = sentence_around(text, figure.start)
    yearly = _YEARLY.search(fold(text[start:end])) or "/năm" in (figure.unit or "")
    told = figure.indicator is None and figure.topic == indicator.topic and figure.unit in indicator.units
    told &= not any(fold(word) in fold(text[start:end]) for word in indicator.not_words)
    return bool(indicator.measure == "growth" and told and yearly and "tăng" in fold(text[start:end]))


def asked_role(request: Request) -> str | None:
    """The role that the request's words name; None where they name none, or both."""
    result, target = _roles(request)
    return None if target == result else "target" if target else "actual"


def _roles(request: Request) -> tuple[bool, bool]:
    """Whether a request's words name a result, and a target."""
    key = fold(f"{doubt('reasons').sub(' ', fold(request.text))} {request.section} {request.part}")
    target = bool(_TARGET.search(key)) or request.part in ("targets", "objectives", "direction")
    return bool(_RESULT.search(key)) or request.part == "results", target


def _is_of_each_year(request: Request, new: Draft, stated: list[Figure]) -> bool:
    """Whether every time that the request names has its figure; if one year, its figure may name none."""
    key = fold(f"{request.text} {request.period}")
    asked, told = set(_YEAR.findall(key)), {f.period or "" for f in stated}
    if "đầu nhiệm kỳ" in key and "đầu nhiệm kỳ" not in told:
        asked.add(str(term_ahead(new) - TERM))
    if _EACH.search(key) and not any(f.period == "hằng năm" or "/năm" in (f.unit or "") for f in stated):
        return False
    return all(year in " ".join(told) for year in asked) or (len(asked) == 1 and "" in told)


def _unit_fits(figure: Figure, indicator: Indicator, request: Request) -> bool:
    """A rate that is asked for is no count."""
    rate = indicator.unit.startswith("%") and _RATE.search(fold(f"{indicator.name} {request.text}"))
    return not rate or (figure.unit or "").startswith("%")
