"""The remarks that a reviewer left by Word's own means: comments, replies, tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.collate.model import Kind
from vankien.model import Comment, Document, Revision

_IN, _OUT = ("insertion",), ("deletion",)


@dataclass(frozen=True)
class Mark:
    """One tracked remark: the revisions (by index) that make it, and what it took out and put in."""

    kind: Kind
    author: str
    date: str | None
    revisions: tuple[int, ...]
    old: str = ""
    new: str = ""


def new_comments(copy: Document, base: Document) -> list[Comment]:
    """Those that the base has not already."""
    known = {(c.author, c.date, c.text) for c in base.comments}
    return [c for c in copy.comments if (c.author, c.date, c.text) not in known]


def new_revisions(copy: Document, base: Document) -> list[int]:
    """By index; those that the base has not already."""
    left = [(r.kind, r.author, r.date, r.text) for r in base.revisions]
    found = []
    for number, revision in enumerate(copy.revisions):
        key = (revision.kind, revision.author, revision.date, revision.text)
        if key in left:
            left.remove(key)
        else:
            found.append(number)
    return found


def marks(copy: Document, changes: Sequence[int]) -> list[Mark]:
    """Each change once: runs that a program cut are one again, what replaces something is one with it."""
    moves = {r.move for n in changes if (r := copy.revisions[n]).move and r.kind in ("move_from", "move_to")}
    found = [_move(copy, name, changes) for name in sorted(filter(None, moves))]
    rest = [n for n in changes if not copy.revisions[n].move]
    runs = list(_runs(copy, rest))
    at = 0
    while at < len(runs):
        if at + 1 < len(runs) and _replaces(copy, runs[at], runs[at + 1]):
            found.append(_mark(copy, (*runs[at], *runs[at + 1])))
            at += 2
        else:
            found.append(_mark(copy, runs[at]))
            at += 1
    return sorted(found, key=lambda mark: mark.revisions[0])


def _runs(copy: Document, numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Revisions of one author and kind that touch."""
    run: list[int] = []
    for number in numbers:
        if run and not _touch(copy.revisions[run[-1]], copy.revisions[number]):
            yield tuple(run)
            run = []
        run.append(number)
    if run:
        yield tuple(run)


def _touch(one: Revision, other: Revision) -> bool:
    same = (one.kind, one.author, one.block) == (other.kind, other.author, other.block)
    return same and other.start - one.end <= 1 and not (one.paragraph_mark and one.kind == "deletion")


def _replaces(copy: Document, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether words went and others came at the same place, by the same hand."""
    first, last, begin = copy.revisions[one[0]], copy.revisions[one[-1]], copy.revisions[other[0]]
    kinds = {_side(first), _side(begin)}
    beside = first.block == begin.block and abs(begin.start - last.end) <= 1
    whole = any(copy.revisions[n].paragraph_mark for n in (*one, *other))
    return kinds == {"in", "out"} and first.author == begin.author and beside and not whole


def _side(revision: Revision) -> str:
    return "in" if revision.kind in ("insertion", "move_to") else "out"


def _mark(copy: Document, numbers: Sequence[int]) -> Mark:
    rows = [copy.revisions[n] for n in numbers]
    old = " ".join(filter(None, (r.text for r in rows if _side(r) == "out")))
    new = " ".join(filter(None, (r.text for r in rows if _side(r) == "in")))
    sides = {_side(r) for r in rows}
    kind: Kind = "replacement" if len(sides) == 2 else "insertion" if sides == {"in"} else "deletion"
    return Mark(kind, rows[0].author, rows[0].date, tuple(numbers), old, new)


def _move(copy: Document, name: str, changes: Sequence[int]) -> Mark:
    numbers = [n for n in changes if copy.revisions[n].move == name]
    rows = [copy.revisions[n] for n in numbers]
    text = " ".join(filter(None, (r.text for r in rows if _side(r) == "out")))
    there = " ".join(filter(None, (r.text for r in rows if _side(r) == "in")))
    return Mark("move", rows[0].author, rows[0].date, tuple(numbers), text or there, there or text)
