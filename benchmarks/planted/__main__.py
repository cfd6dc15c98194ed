"""`python -m benchmarks.planted SET [FAULTS A RULE] [SEED] [RULE…]`: one set measured, every error told."""

from __future__ import annotations

import sys

from benchmarks.planted import drafts, frames, score


def main(name: str = "first", faults: str = "25", seed: str = "1", *codes: str) -> None:
    planted = drafts.drafts(frames.load(name), int(seed), int(faults), codes or frames.CODES)
    result = score.measure(planted)
    print("\n".join(result.errors))
    for code in frames.CODES:
        s, named = result.scores[code], result.named[code]
        print(
            code,
            s,
            f"precision {s.precision or 0:.3f} recall {s.recall or 0:.3f}",
            f"named {named.recall or 0:.3f}",
        )
    total = result.total
    print(f"{result.drafts} drafts {total} precision {total.precision:.3f} recall {total.recall:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
