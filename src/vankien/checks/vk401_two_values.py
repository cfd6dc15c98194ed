"""One indicator, one period, two values that cannot both be true.

Compared are figures of the same role, in units that turn into each other, about the same subject and
area. Different years, a target beside a result, a hamlet beside the commune, the rows of a table that
splits an indicator, rounding, "trên 90" beside 92 are no contradiction. Authority: merged units report
from several data systems (Hải Dương 2025); a matter of logic, no rule of law.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.counts import rival_counts
from vankien.checks.reading.mentions import names
from vankien.checks.reading.quantities import agree, base, shown
from vankien.checks.reading.scope import category, context, subject
from vankien.checks.reading.terms import ahead, period
from vankien.model import Figure, Finding
from vankien.packs.model import Indicator
from vankien.text import fold

CODE = "VK401"
_COMPARED = ("actual", "target")
_STEADY = ("level", "share", "growth")
_WHOLE = (None, "hằng năm")


def check(draft: Draft) -> Iterator[Finding]:
    reported: set[tuple[int, int]] = set()
    for first, second in (*_of_indicators(draft), *rival_counts(draft)):
        if (second.block, second.start) not in reported:
            reported.add((second.block, second.start))
            yield _finding(draft, first, second)


def _of_indicators(draft: Draft) -> Iterator[tuple[Figure, Figure]]:
    """Each figure with an earlier one of its kind that it contradicts; a value told twice is kept once."""
    told: dict[Hashable, list[Figure]] = {}
    apart: set[frozenset[Hashable]] = (
        set()
    )  # values that one sentence tells apart are two things elsewhere too
    for figure in draft.figures:
        indicator = draft.indicator(figure.indicator or "")
        if indicator is None or figure.role not in _COMPARED or not _dated(draft, indicator, figure):
            continue
        earlier = told.setdefault(_kind(draft, indicator, figure), [])
        rivals = [e for e in earlier if not _agree(e, figure)]
        apart |= {_pair(e, figure) for e in rivals if _side_by_side(draft, e, figure)}
        yield from ((e, figure) for e in rivals if _pair(e, figure) not in apart)
        if not any(_value(e) == _value(figure) for e in earlier):
            earlier.append(figure)


def _value(figure: Figure) -> Hashable:
    return figure.value, figure.unit, figure.comparator


def _pair(first: Figure, second: Figure) -> frozenset[Hashable]:
    return frozenset((_value(first), _value(second)))


def _kind(draft: Draft, indicator: Indicator, figure: Figure) -> Hashable:
    """What two figures must have in common to contradict each other."""
    named = _named(draft, indicator, figure) if indicator.authority.confidence == "J" else ()
    moment = _moment(draft, indicator, figure)
    later = ahead(draft, figure)
    about = subject(draft, figure), category(draft, figure), named
    return indicator.id, figure.role, later, moment, base(figure.unit)[0], figure.total, about


def _side_by_side(draft: Draft, first: Figure, second: Figure) -> bool:
    """Two values in one sentence, or undated in one paragraph, are told apart by words that a reader sees."""
    if first.block != second.block:
        return False
    start, end = sentence_around(draft.document.blocks[first.block].text, first.start)
    return first.period is None or start <= second.start < end


def _named(draft: Draft, indicator: Indicator, figure: Figure) -> tuple[str, ...]:
    """By which names; an indicator without a source gathers several measures under one id."""
    return tuple(names(indicator).findall(fold(context(draft, figure))))


def _moment(draft: Draft, indicator: Indicator, figure: Figure) -> str | None:
    """The period as far as it tells two figures apart: a target without a year is for the end of the term."""
    said = period(draft, figure)
    if draft.term is None or not ahead(draft, figure):
        return None if said in _WHOLE and indicator.measure == "growth" else said
    whole, last = f"{draft.term[0]}-{draft.term[1]}", str(draft.term[1])
    if indicator.measure == "growth":
        return None if said in (*_WHOLE, whole, last) else said
    return last if said in (None, whole) and indicator.measure in ("level", "share") else said


def _dated(draft: Draft, indicator: Indicator, figure: Figure) -> bool:
    """Counts and sums without a period are of different things more often than not."""
    return indicator.measure in _STEADY or (
        indicator.measure in ("count", "sum") and period(draft, figure) is not None
    )


def _agree(first: Figure, second: Figure) -> bool:
    """Two targets "trên 70" and "trên 75" are two targets, though a value could fit both."""
    bounds = {">=", ">", "<=", "<"}
    if first.role == "target" and {first.comparator, second.comparator} <= bounds:
        first, second = replace(first, comparator="="), replace(second, comparator="=")
    return agree(first, second)


def _finding(draft: Draft, first: Figure, second: Figure) -> Finding:
    one, two = draft.place_of(first), draft.place_of(second)
    id = first.indicator or second.indicator
    indicator = draft.indicator(id or "")
    params = {
        "indicator": id,
        "indicator_name": indicator.name if indicator else second.unit,
        "period": second.period or "",
        "values": [shown(first), shown(second)],
        "first": _stated(first),
        "second": _stated(second),
        "unit": second.unit or "",
        "other_place": {name: getattr(one, name) for name in ("block", "start", "end", "section", "quote")},
        "variant": "counted" if indicator is None else "dated" if second.period else "undated",
    }
    return Finding(CODE, params, two)


def _stated(figure: Figure) -> str:
    """The figure as written; a bare number of a table with its unit."""
    bare = not any(c.isalpha() or c == "%" for c in figure.surface)
    return f"{figure.surface} {figure.unit}" if bare and figure.unit else figure.surface
