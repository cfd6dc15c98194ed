"""`python -m benchmarks.books [SET] [-v]`: a set's table and every error; `-v`: why cells are asked about."""

from __future__ import annotations

import sys

from benchmarks.books import score, truth

KINDS = ("right", "asked", "aside", "lost", "silent")


def main(*args: str) -> None:
    names = [a for a in args if not a.startswith("-")] or truth.SETS
    for name in names:
        loaded = truth.load(name)
        result = score.measure(loaded.books.values(), loaded.units)
        print(f"{name}: {len(loaded.books)} workbooks, {sum(result.counts.values())} cells")
        for kind in KINDS:
            print(f"  {kind:7}{result.counts[kind]:6}")
        print("\n".join(result.lines))
        if "-v" in args:
            print("\n".join(f"{n:5} {why}" for why, n in result.asked.most_common()))


if __name__ == "__main__":
    main(*sys.argv[1:])
