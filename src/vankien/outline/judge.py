"""Which numbered lines are headings and which are items of a list.

A sequence of siblings is judged together. Its lines are items when they read as sentences or as values:
they close with a semicolon or, after a long sentence, with a full stop; they state a figure ("1. Thu
nhập bình quân đầu người đạt 55 triệu đồng"); they are too long for a title. They are headings when they
read as titles: short, without closing punctuation, in capitals or bold, run-in before a colon with
prose behind it. So a numbered list of targets or lessons is no list of headings, as little as one with
dashes, because a reader of the outline looks for places to go to, not for the text itself.
"""

from collections.abc import Sequence

from vankien.outline.machine import Placed

_STRONG = ("roman", "upper", "decimal2", "decimal3")  # numbers that lists of sentences seldom carry


def headings(placed: Sequence[Placed]) -> list[Placed]:
    """Those of `placed` that are headings, their depths closed up where a level fell away."""
    families = _families(placed)
    kept = [False] * len(placed)
    for members in sorted(families, key=lambda m: -placed[m[0]].depth):
        scores = [_score(placed, i, kept) for i in members]
        together = sum(scores) / len(scores)
        for i, score in zip(members, scores, strict=True):
            kept[i] = 0.55 * score + 0.45 * together > 0.25
    return _closed_up(placed, kept)


def _score(placed: Sequence[Placed], i: int, kept: Sequence[bool]) -> float:
    """The line's own weight, and a little more where headings stand below it."""
    score = placed[i].candidate.score
    below = range(i + 1, _end(placed, i))
    if any(kept[j] for j in below):
        score += 1.5
    if placed[i].candidate.look.closing in (".", ";") and not placed[i].candidate.followed:
        score -= 1.2 * (not placed[i].candidate.look.run_in)
    reading = placed[i].reading
    return score + (0.8 if reading is not None and reading.scheme in _STRONG else 0.0)


def _end(placed: Sequence[Placed], i: int) -> int:
    return next((j for j in range(i + 1, len(placed)) if placed[j].depth <= placed[i].depth), len(placed))


def _families(placed: Sequence[Placed]) -> list[list[int]]:
    """Siblings by position: the same parent, numbered ones apart from unnumbered ones."""
    families: dict[tuple[int, bool], list[int]] = {}
    open_: list[int] = []
    for i, one in enumerate(placed):
        del open_[one.depth :]
        parent = open_[-1] if open_ else -1
        key = (parent, True) if one.reading is not None else (-2 - i, False)
        families.setdefault(key, []).append(i)
        open_.append(i)
    return list(families.values())


def _closed_up(placed: Sequence[Placed], kept: Sequence[bool]) -> list[Placed]:
    found: list[Placed] = []
    open_: list[tuple[int, bool]] = []  # depth as placed, kept
    for one, keep in zip(placed, kept, strict=True):
        while open_ and open_[-1][0] >= one.depth:
            open_.pop()
        if keep:
            found.append(Placed(one.candidate, one.reading, sum(k for _, k in open_)))
        open_.append((one.depth, keep))
    return found
