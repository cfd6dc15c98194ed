"""One indicator, one period, two values that cannot both be true.

Compared are figures of the same role, in units that turn into each other, about the same subject and
area. Different years, a target beside a result, a hamlet beside the commune, the rows of a table that
splits an indicator, rounding, "trên 90" beside 92 are no contradiction. Authority: merged units report
from several data systems (Hải Dương 2025); a matter of logic, no rule of law.
"""

from collections.abc import Hashable, Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.counts import rival_counts
from vankien.checks.reading.quantities import shown
from vankien.checks.reading.statements import disagree, matter
from vankien.model import Figure, Finding

CODE = "VK401"


def check(draft: Draft) -> Iterator[Finding]:
    reported: set[tuple[int, int]] = set()
    for first, second in (*_of_indicators(draft), *rival_counts(draft)):
        if (second.block, second.start) not in reported:
            reported.add((second.block, second.start))
            yield _finding(draft, first, second)


def _of_indicators(draft: Draft) -> Iterator[tuple[Figure, Figure]]:
    """Each figure with an earlier one of its kind that it contradicts; a value told twice is kept once."""
    told: dict[Hashable, list[Figure]] = {}
    split = _split(draft)
    apart: set[frozenset[Hashable]] = (
        set()
    )  # values that one sentence tells apart are two things elsewhere too
    for figure in draft.figures:
        indicator = draft.indicator(figure.indicator or "")
        what = matter(draft, figure) if indicator else None
        if what is None or (figure.block, figure.start) in split:
            continue
        earlier = told.setdefault(what, [])
        rivals = [e for e in earlier if disagree(e, figure)]
        apart |= {_pair(e, figure) for e in rivals if _side_by_side(draft, e, figure)}
        yield from ((e, figure) for e in rivals if _pair(e, figure) not in apart)
        if not any(_value(e) == _value(figure) for e in earlier):
            earlier.append(figure)


def _split(draft: Draft) -> set[tuple[int, int]]:
    """The figures of a sentence that tells an indicator in three or more parts, or of a table's row in two or
    more columns: none of them is the whole."""
    lists: dict[tuple[Hashable, ...], list[Figure]] = {}
    for figure in filter(lambda f: f.indicator, draft.figures):
        block = draft.document.blocks[figure.block]
        own = block.cell
        where = (own.table, own.row) if own else (figure.block, sentence_around(block.text, figure.start))
        key = own is not None, where, figure.indicator, figure.unit, figure.period, figure.role
        lists.setdefault(key, []).append(figure)
    parts = (g for (cells, *_), g in lists.items() if len({_value(f) for f in g}) > (1 if cells else 2))
    return {(f.block, f.start) for group in parts for f in group}


def _value(figure: Figure) -> Hashable:
    return figure.value, figure.unit, figure.comparator


def _pair(first: Figure, second: Figure) -> frozenset[Hashable]:
    return frozenset((_value(first), _value(second)))


def _side_by_side(draft: Draft, first: Figure, second: Figure) -> bool:
    """Two values in one sentence, or undated in one paragraph, are told apart by words that a reader sees."""
    if first.block != second.block:
        return False
    start, end = sentence_around(draft.document.blocks[first.block].text, first.start)
    return first.period is None or start <= second.start < end


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
