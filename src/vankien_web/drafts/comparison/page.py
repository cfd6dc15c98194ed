"""The comparison's page: what changed in order, what did not folded away, where moved passages went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vankien.compare import Comparison, Words
from vankien.model import Document, Section
from vankien.outline import section_at
from vankien_web.drafts.comparison.rows import MOVES, Item, Row, items_of

WHOLE = 12  # passages of a changed section up to which it is shown without folds
_RUNNING = ("insert", "delete", "move")
GONE = "gone"


@dataclass(frozen=True)
class Part:
    """Passages that are shown, or folded ones; `first` and `last` are the headings among these."""

    items: list[Item]
    folded: bool = False

    @property
    def passages(self) -> int:
        return sum(len(item.rows) for item in self.items)

    @property
    def headings(self) -> list[str]:
        """The first and the last, as they stand in the new version."""
        told = [i.row.bits[0].block.text for i in self.items if not i.is_table and i.row.heading]
        return told[:1] if len(told) < 2 else [told[0], told[-1]]


@dataclass(frozen=True)
class Page:
    parts: list[Part]
    stops: list[Row]
    ops: Mapping[str, int]  # how many passages of each op
    words: Words
    rows: Mapping[tuple[str, int], Row]  # the row of ("old" or "new", block), where it changed


@dataclass(frozen=True)
class Side:
    """A version as it was read."""

    document: Document
    sections: Sequence[Section]

    @property
    def headings(self) -> dict[int, int]:
        return {s.block: s.level for s in self.sections}

    def section(self, block: int) -> str:
        """The heading above a block: "III. Quốc phòng – an ninh"."""
        found = section_at(self.sections, block)
        return ". ".join(filter(None, (found.number, found.title))) if found else ""


def lay_out(comparison: Comparison, old: Side, new: Side) -> Page:
    items = items_of(comparison, old.document, new.document, new.headings)
    rows = [row for item in items for row in item.rows]
    changed = [row for row in rows if row.op]
    _link(changed, old, new)
    return Page(
        parts=list(_parts(items)),
        stops=_count(items),
        ops=Counter(row.op for row in changed if row.op != GONE),
        words=comparison.words,
        rows=_by_block(changed),
    )


def _by_block(rows: Sequence[Row]) -> dict[tuple[str, int], Row]:
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        for bit in row.bits:
            found |= {("new", block.index): row for block in bit.new}
            if row.op != GONE:
                found |= {("old", block.index): row for block in bit.old}
    return found


def _link(rows: Sequence[Row], old: Side, new: Side) -> None:
    """Each moved passage to where it stood, and back."""
    gone = {bit.old[0].index: row for row in rows if row.op == GONE for bit in row.bits}
    for row in rows:
        before = next((gone[b.index] for bit in row.bits for b in bit.old if b.index in gone), None)
        if row.op in MOVES and before is not None:
            row.target, before.target = before, row
            row.place = old.section(before.bits[0].old[0].index)
            before.place = new.section(row.bits[0].block.index)


def _count(items: Sequence[Item]) -> list[Row]:
    """Number the changes; the first row of each is what one jumps to."""
    stops: list[Row] = []
    before = ""
    for item in items:
        for row in item.rows:
            if row.op and row.op != GONE and not (row.op == before and row.op in _RUNNING):
                stops.append(row)
                row.stop = len(stops)
            before = row.op
    return stops


def _parts(items: Sequence[Item]) -> Iterator[Part]:
    """What is shown and what is folded, by turns; a fold hides at least two passages."""
    shown = _shown(items)
    turns = (i for i in range(1, len(items)) if shown[i] != shown[i - 1])
    cuts = [0, *turns, len(items)] if items else []  # versions of pictures alone have no passages
    for start, end in pairwise(cuts):
        yield Part(list(items[start:end]), folded=not shown[start])


def _shown(items: Sequence[Item]) -> list[bool]:
    """The whole of a changed section if it is short, else the changes and what stands next to them; and the
    headings above.
    """
    sizes = Counter(item.section for item in items)
    touched = {item.section for item in items if item.changed}
    above = _above(items)
    shown = []
    for at, item in enumerate(items):
        whole = item.section in touched and sizes[item.section] <= WHOLE
        near = (other for other in items[max(at - 1, 0) : at + 2] if other.section == item.section)
        beside = not item.is_table and any(other.changed for other in near)
        shown.append(item.changed or whole or beside or at in above)
    return [here or (not items[at].is_table and _alone(shown, at)) for at, here in enumerate(shown)]


def _above(items: Sequence[Item]) -> set[int]:
    """Where the headings stand under which something changed."""
    found: set[int] = set()
    open_: list[int] = []
    for at, item in enumerate(items):
        if not item.is_table and (level := item.row.heading):
            open_ = [i for i in open_ if items[i].row.heading < level] + [at]
        if item.changed:
            found.update(open_)
    return found


def _alone(shown: list[bool], at: int) -> bool:
    """Whether one passage alone would be folded."""
    return all(shown[max(at - 1, 0) : at] + shown[at + 1 : at + 2])
