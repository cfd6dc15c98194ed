"""How long the comparisons take, and whether they find what was planted; nothing but the answers is kept."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.core.cache import cache
from django.db import connection

from benchmarks.ledger.build import INCOME, PLANTED
from benchmarks.scale.measure import counted
from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft
from vankien_web.figures import contradictions, sums
from vankien_web.figures.changes import since_last
from vankien_web.figures.models import Figure
from vankien_web.units.models import Unit

Told = dict[str, Any]
_WARM = 3


def measure(requests: int) -> dict[str, Told]:
    """Every comparison for other congresses each time, as the office at the top asks for it."""
    office = User.objects.get(username="van-phong")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    communes = list(_congresses().filter(unit__level="co-so").order_by("pk"))
    chosen = communes[:: max(len(communes) // requests, 1)][:requests]
    provinces = list(_congresses().filter(unit__level="tinh").order_by("pk"))
    wide, *others = provinces
    reports = Draft.objects.filter(congress__in=chosen, kind="political_report").select_related("latest")
    return {
        "rows": {"number": Figure.objects.count(), "wide": Unit.objects.filter(parent=wide.unit).count()},
        "contradictions of a congress": _timed(lambda c: contradictions.of_congress(office, c), chosen),
        "the wide province's sums": _timed(lambda c: sums.of_congress(office, c), [wide] * 10),
        "a province's sums": _timed(lambda c: sums.of_congress(office, c), (others or [wide]) * 2),
        "what changed since the last version": _timed(lambda d: _since(office, d), list(reports)),
        "found": _found(office, communes, wide),
    }


def _congresses() -> Any:
    return Congress.objects.filter(season__term_from=2025).select_related("unit", "season")


def _since(office: User, draft: Draft) -> object:
    assert draft.latest is not None
    draft.latest.draft = draft
    return since_last(office, draft.latest)


def _timed(what: Callable[[Any], object], of: Sequence[Any]) -> Told:
    for one in of[:_WARM]:
        what(one)
    times, own, queries = [], [], 0
    for one in of:
        with counted() as asked:
            began, worked = time.perf_counter(), time.process_time()
            what(one)
            times.append(time.perf_counter() - began)
            own.append(time.process_time() - worked)
        queries = max(queries, asked.number)
    p95 = sorted(times)[int(len(times) * 0.95)]
    return {
        "median": statistics.median(times),
        "own": statistics.median(own),
        "p95": p95,
        "queries": queries,
    }


def _found(office: User, communes: Sequence[Congress], wide: Congress) -> Told:
    """What was planted in the wide province's first communes, and no other; its sums by standing."""
    cache.clear()
    own = [c for c in communes if c.unit.parent_id == wide.unit_id][: PLANTED * 5]
    told = [contradictions.of_congress(office, c).across for c in own]
    wrong = [n for n, pairs in enumerate(told) if bool(pairs) != (n % PLANTED == 0)]
    wrong += [n for n, pairs in enumerate(told) if any(p.first.figure.indicator != INCOME for p in pairs)]
    standing = Counter(s.standing for s in sums.of_congress(office, wide).found)
    return {"congresses": len(own), "wrong": len(wrong), "sums": dict(standing)}
