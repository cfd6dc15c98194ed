"""A figure to be put right: it has the asked value, and the old one is gone."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import figures_of
from vankien.checks.reading.quantities import base
from vankien.model import Figure
from vankien.packs.model import Indicator
from vankien.prove.claims import Claim, claim, term_ahead
from vankien.prove.fresh import Before
from vankien.prove.indicators import asked_role
from vankien.prove.plain import is_plain
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FILLING = re.compile(r"\b(?:năm|giai đoạn|nhiệm kỳ|cuối|hết|đến|ngày|tháng)\b|\s")


def correct_figure(request: Request, old: Draft, new: Draft) -> Verdict:
    """The figure has the asked value wherever it is stated, and no longer another one."""
    indicator = new.indicator(request.indicator)
    if indicator is None:
        return needs_person("unknown_indicator", indicator=request.indicator)
    if request.value is None:
        return needs_person("no_value", name=indicator.name)
    role = asked_role(request) or _role_of_period(request, new)
    found = _theirs(new, indicator, role, request)
    named = [f for f, kind in found.items() if kind != "unsettled" and is_plain(new, f, indicator, f.role)]
    right = [f for f in named if is_value(f, request)]
    wrong = _left(request, list(_theirs(old, indicator, role, request)), list(found), new)
    told = {"name": indicator.name, "value": _shown(request)}
    if right and not wrong:
        doubted = _doubt(right, request, old, indicator)
        before = Before(old)
        doubted = doubted if any(before.lacks(new, f) for f in right) else "stood_before"
        places = map(new.place_of, right[:3])
        return needs_person(doubted, places, **told) if doubted else met("corrected", places, **told)
    if right:
        places = map(new.place_of, [*wrong, *right][:3])
        return partly("corrected_once", places, **told, other=wrong[0].surface)
    if any(is_value(f, request) for f in found):
        return needs_person("unsettled", map(new.place_of, list(found)[:3]), **told)
    if named:
        return not_met("other_value", map(new.place_of, named[:3]), **told, other=named[0].surface)
    near = [f for f in new.figures if is_value(f, request) and not _stood(f, old)]
    if near:
        return needs_person("value_elsewhere", map(new.place_of, near[:3]), **told)
    return not_met("not_stated", map(new.place_of, figures_of(new, indicator.id)[:3]), **told)


def is_value(figure: Figure, request: Request) -> bool:
    """Whether a figure has the asked value, in the asked unit or one that turns into it."""
    if not isinstance(figure.value, Decimal) or request.value is None:
        return False
    if not request.unit:
        return figure.value == request.value
    (own, factor), (asked, size) = base(figure.unit), base(fold(request.unit).strip())
    return fold(own or "") == fold(asked or "") and figure.value * factor == request.value * size


def _theirs(draft: Draft, indicator: Indicator, role: str, request: Request) -> dict[Figure, Claim]:
    """The figures that are, or may be, the one asked for, and what each claims."""
    told = {f: claim(draft, f, indicator) for f in figures_of(draft, indicator.id)}
    return {
        f: kind
        for f, kind in told.items()
        if _period_fits(f, request.period) and _is_asked(f, kind, role, request)
    }


def _is_asked(figure: Figure, kind: Claim, role: str, request: Request) -> bool:
    """Whether a figure is of this role, or of the very period though only compared; or leaves it open."""
    dated = bool(request.period) and figure.period is not None and _period_fits(figure, request.period)
    past = kind == "past" and (figure.role == "target") == (role == "target")
    open_still = kind == "unsettled" and (figure.role == "target") == (role == "target")
    return kind == role or past or open_still or (kind == "other" and figure.role == "baseline" and dated)


def _left(request: Request, before: list[Figure], now: list[Figure], new: Draft) -> list[Figure]:
    """What still has another value than asked: of the old version's, where one of them was put right."""
    old = Counter(f.value for f in before if not is_value(f, request))
    if request.period:
        dated = {f.value for f in before if f.period is not None and not is_value(f, request)}
        stale = dated or set(old)
    else:
        gone = old - Counter(f.value for f in now)
        stale = set(gone) if gone or len(now) <= len(before) else set(old)
    topics = {f.topic for f in now}
    units = {base(f.unit)[0] for f in before}
    ours = {f.indicator for f in (*before, *now)} | {None}
    loose = [f for f in new.figures if f.indicator in ours and (f.indicator or f.topic in topics)]
    return [f for f in dict.fromkeys([*now, *loose]) if f.value in stale and base(f.unit)[0] in units]


def _doubt(right: list[Figure], request: Request, old: Draft, indicator: Indicator) -> str:
    """Why the right value may still not be what was asked; empty where nothing speaks against it."""
    before = figures_of(old, indicator.id)
    if not {f.comparator for f in right} <= {"="} | {f.comparator for f in before if f.role == right[0].role}:
        return "about_the_value"
    dated = [f for f in before if f.period and _period_fits(f, request.period)]
    return "period_unsaid" if request.period and dated and all(f.period is None for f in right) else ""


def _role_of_period(request: Request, draft: Draft) -> str:
    """A year of the term to come is asked for as a target."""
    years = [int(year) for year in _YEAR.findall(request.period)]
    return "target" if 0 < term_ahead(draft) < max(years, default=0) else "actual"


def _period_fits(figure: Figure, period: str) -> bool:
    """The same year or span; a figure whose period nothing says may be of any."""
    if not period or figure.period is None:
        return True
    asked, own = (_FILLING.sub("", fold(p)) for p in (period, figure.period))
    of_term = len(asked) > len("2015") and own in ("5", "")
    return asked == own or of_term or own in (f"31/12/{asked}", f"12/{asked}")


def _stood(figure: Figure, old: Draft) -> bool:
    """Whether the same figure stood in the old version."""
    return any(
        (f.value, f.unit, f.indicator) == (figure.value, figure.unit, figure.indicator) for f in old.figures
    )


def _shown(request: Request) -> str:
    number = f"{request.value:f}".replace(".", ",")
    return f"{number} {request.unit}".strip()
