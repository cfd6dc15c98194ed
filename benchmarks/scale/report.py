"""The figures as a page of the documentation."""

from __future__ import annotations

import os
import statistics
from typing import Any

from benchmarks.scale.size import FULL, SHORT

Run = tuple[dict[str, float], dict[str, Any]]  # what building took, figures by page
BAR, QUERIES, RATIO = 150, 12, 5
_HEAD = """# The size of a country, measured

Written by `make bench-scale`: {units} units in four levels, {drafts} drafts, {events} events in their chains;
one province has {wide} units directly below it. The data is invented, the same every time, and such as the
site's own actions leave it; the history is verified after it was built.

Every page is asked {requests} times by different people about different records, through all of the
site's middleware, by two processes at once. The times are from the request to the last byte of the answer.
*Own* is the time that Python (with SQLite: and the database) was at work for it; the difference is waiting:
for PostgreSQL, and on a busy machine for a core.
Pages in **bold** are held to 150 ms at p95; each of them needs at most 12 queries.
"""
_SHARED = """**This run shared the machine with others**: the times are mostly waiting for a core and
say nothing about the bar; own times, queries and ratios do. Run it again on a quiet machine.
"""
_COLUMNS = ["page", "queries", "p50 ms", "p95 ms", "max ms", "own p50 ms", "own p95 ms"]
COMMUNE, TOP, NAIVE = "board: commune", "board: root", "naive count of the root's tree"


def report(runs: dict[str, Run], size: str) -> str:
    shape = FULL if size == "full" else SHORT
    some = next(iter(runs.values()))[1]
    told = {
        "units": _number(shape.units),
        "drafts": _number(shape.drafts),
        "events": _number(shape.events),
        "wide": shape.wide,
        "requests": len(some[TOP]["times"]),
    }
    parts = [_HEAD.format(**told)]
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    parts.append(f"Conditions: {os.cpu_count()} cores, load average at the end {load} (1, 5, 15 minutes).\n")
    if os.getloadavg()[2] > 2 * (os.cpu_count() or 1):
        parts.append(_SHARED)
    for name, (built, figures) in runs.items():
        parts.append(f"## {name}\n")
        took = ", ".join(f"{what} {seconds:.0f} s" for what, seconds in built.items())
        parts.append(f"Before asking: {took}.\n")
        parts.append(_table(figures))
        parts += [_ratios(figures), _verdict(figures)]
    return "\n".join(parts)


def _number(value: int) -> str:
    return f"{value:,}"


def share(values: list[float], part: float) -> float:
    """In milliseconds: of 60 values at 0.95 the 57th."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, round(part * len(ordered)) - 1)]


def _table(figures: dict[str, Any]) -> str:
    rows = [_COLUMNS, ["---"] * len(_COLUMNS)]
    for name, page in figures.items():
        times, own = page["times"], page["own"]
        cells = [f"**{name}**" if page["bar"] else name, str(page["queries"])]
        cells += [f"{n:.0f}" for n in (share(times, 0.5), share(times, 0.95), share(times, 1))]
        rows.append(cells + [f"{n:.0f}" for n in (share(own, 0.5), share(own, 0.95))])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def _ratios(figures: dict[str, Any]) -> str:
    top, commune, naive = (statistics.median(figures[name]["own"]) for name in (TOP, COMMUNE, NAIVE))
    return (
        f"The root's board takes {top / commune:.1f} × a commune's (at most {RATIO}). Counting the tree "
        f"for it (no roll-up rows) would alone take {naive / top:.1f} × the whole page.\n"
    )


def _verdict(figures: dict[str, Any]) -> str:
    held = {name: page for name, page in figures.items() if page["bar"]}
    slow, busy = (
        [name for name, page in held.items() if share(page[which], 0.95) > BAR] for which in ("times", "own")
    )
    heavy = [name for name, page in figures.items() if page["queries"] > QUERIES and name != NAIVE]
    said = [
        f"Of the {len(held)} pages of the bar {len(slow)} are over {BAR} ms at p95, {len(busy)} of own time"
    ]
    said[0] += f": {', '.join(busy)}." if busy else "."
    said.append(f"Over {QUERIES} queries: {', '.join(heavy) or 'none'}.")
    return " ".join(said) + "\n"
