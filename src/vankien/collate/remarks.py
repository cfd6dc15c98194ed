"""The remarks that a reviewer left by Word's own means: comments, replies, tracked changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vankien.collate.model import Kind
from vankien.model import Comment, Document, Revision

_INS = ("insertion", "move_to")


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
    """Those that the base has not already; a program that saves a file may change their dates."""
    exact = Counter((c.author, c.date, c.text) for c in base.comments)
    left = [c for c in copy.comments if not _taken(exact, (c.author, c.date, c.text))]
    known = Counter((author, text) for author, _, text in exact.elements())
    return [c for c in left if not _taken(known, (c.author, c.text))]


def new_revisions(copy: Document, base: Document) -> list[int]:
    """By index; those that the base has not already, whole or cut in pieces by an edit inside them."""
    exact = Counter((r.kind, r.author, r.date, r.text) for r in base.revisions)
    left = [n for n, r in enumerate(copy.revisions) if not _taken(exact, (r.kind, r.author, r.date, r.text))]
    known = Counter((kind, author, text) for kind, author, _, text in exact.elements())
    left = [n for n in left if not _taken(known, ((r := copy.revisions[n]).kind, r.author, r.text))]
    return [n for n in left if not _is_piece(copy.revisions[n], base.revisions)]


def _taken(counts: Counter[Any], key: Any) -> bool:
    """Whether there is one left, which is then used up."""
    counts[key] -= 1
    return counts[key] >= 0


def _is_piece(revision: Revision, known: Sequence[Revision]) -> bool:
    return any(
        (r.kind, r.author, r.date) == (revision.kind, revision.author, revision.date)
        and revision.text.strip()
        and revision.text in r.text
        for r in known
        if r.date
    )


def marks(copy: Document, changes: Sequence[int]) -> list[Mark]:
    """Each change once: runs that a program cut are one again, what replaces something is one with it."""
    moves = {r.move for n in changes if (r := copy.revisions[n]).move and r.kind in ("move_from", "move_to")}
    found = [_move(copy, name, changes) for name in sorted(filter(None, moves))]
    rest = [n for n in changes if not copy.revisions[n].move]
    found += _undone(copy, rest)
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


def _undone(copy: Document, numbers: Sequence[int]) -> Iterator[Mark]:
    """What one reviewer put in and another took out: the first one's remark."""
    for number in numbers:
        revision = copy.revisions[number]
        if revision.put_in and revision.put_in[0] != revision.author:
            author, date = revision.put_in
            yield Mark("insertion", author, date, (number,), new=revision.text)


def _runs(copy: Document, numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Revisions of one author and kind that touch."""
    run: list[int] = []
    for number in numbers:
        if run and not _touch(copy, copy.revisions[run[-1]], copy.revisions[number]):
            yield tuple(run)
            run = []
        run.append(number)
    if run:
        yield tuple(run)


def _touch(copy: Document, one: Revision, other: Revision) -> bool:
    if (one.kind, one.author) != (other.kind, other.author):
        return False
    if one.block == other.block:
        beside = other.start - one.end <= 1
        return beside and (one.date == other.date or not (one.paragraph_mark or one.apart))
    return one.kind in _INS and other.block == one.block + 1 and _goes_over(copy, one, other)


def _goes_over(copy: Document, one: Revision, other: Revision) -> bool:
    """Whether what was put in goes on in the next paragraph, or in the next cell of a row."""
    here, there = copy.blocks[one.block], copy.blocks[other.block]
    whole = other.start <= len(there.label) + 1 and one.end == len(here.text)
    whole = whole and (other.end == len(there.text) or not one.text)
    if here.cell or there.cell:
        joined = (
            here.cell
            and there.cell
            and here.cell.table == there.cell.table
            and here.cell.row == there.cell.row
        )
    else:
        joined = one.paragraph_mark
    return whole and bool(joined) and (one.date == other.date or not one.text)


def _replaces(copy: Document, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether words went and others came at the same place, by the same hand."""
    first, last, begin = copy.revisions[one[0]], copy.revisions[one[-1]], copy.revisions[other[0]]
    kinds = {_side(first), _side(begin)}
    beside = first.block == begin.block and abs(begin.start - last.end) <= 1
    whole = any(copy.revisions[n].paragraph_mark for n in (*one, *other))
    return kinds == {"in", "out"} and first.author == begin.author and beside and not whole


def _side(revision: Revision) -> str:
    return "in" if revision.kind in _INS else "out"


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
