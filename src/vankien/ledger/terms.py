"""The last term's targets beside what this term's report says of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal

from vankien.checks.reading.quantities import step
from vankien.checks.reading.statements import disagree
from vankien.ledger.model import Entry, Term

_ANSWERS = ("actual", "completion_ratio")


def terms(targets: Iterable[Entry], report: Iterable[Entry]) -> tuple[Term, ...]:
    """`targets`: what the last term aimed at; `report`: what this term's document says of the time until now.

    Only statements of the whole unit are compared, of one indicator in one kind of unit. A report that
    speaks of an indicator in another kind of unit has answered, but is not compared.
    """
    said = [e for e in report if not e.about and e.figure.indicator]
    return tuple(term for target in _once(targets) for term in _judged(target, said))


def _once(targets: Iterable[Entry]) -> Iterator[Entry]:
    """Each aim once: the first wording of it."""
    seen: set[Hashable] = set()
    for target in targets:
        what = target.figure.indicator, target.dimension, target.moment
        if target.figure.indicator and not target.about and what not in seen:
            seen.add(what)
            yield target


def _judged(target: Entry, report: list[Entry]) -> Iterator[Term]:
    same = [e for e in report if e.figure.indicator == target.figure.indicator]
    if not any(e.figure.role in _ANSWERS for e in same):
        yield Term("unanswered", target)
    alike = [e for e in same if e.dimension == target.dimension]
    planned = [e for e in alike if e.figure.role == "target" and e.moment in ("", target.moment)]
    if planned and all(disagree(target.figure, e.figure) for e in planned):
        yield Term("otherwise", target, planned[0])
        return
    yield from _ratio(target, same, alike)


def _ratio(target: Entry, same: list[Entry], alike: list[Entry]) -> Iterator[Term]:
    """ "Đạt 110% chỉ tiêu" where the result by the target is 104 %: said in the words of one block."""
    for result in alike:
        if result.figure.role != "actual" or not result.amount or not target.amount:
            continue
        share = result.amount / target.amount * 100
        for ratio in _beside(result, same, lambda e: e.figure.role == "completion_ratio"):
            stated = ratio.figure.value
            if isinstance(stated, Decimal) and ratio.figure.comparator == "=" and _apart(stated, share):
                yield Term("ratio", target, ratio, result, share.quantize(Decimal("0.01")))
                return


def _beside(result: Entry, entries: list[Entry], fits: Callable[[Entry], bool]) -> Iterator[Entry]:
    """The first that fits after the result in its block."""
    after = (
        e for e in entries if e.figure.block == result.figure.block and e.figure.start > result.figure.start
    )
    yield from [e for e in after if fits(e)][:1]


def _apart(stated: Decimal, share: Decimal) -> bool:
    """Beyond its own rounding, and that of the values it was reckoned from (half a per cent)."""
    return abs(stated - share) > step(stated) / 2 + Decimal("0.5")
