"""What each remark does to the base, for a file that holds them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vankien.collate.before import Before
from vankien.collate.model import Step
from vankien.collate.placing import Places
from vankien.collate.remarks import Mark
from vankien.collate.untracked import Edit
from vankien.model import Block, Document, Revision

_INS = ("insertion", "move_to")


class Steps:
    """Of one copy."""

    def __init__(
        self, base: Document, copy: Document, was: Before, places: Places, changes: Sequence[int], number: int
    ) -> None:
        self._base, self._copy, self._was, self._places = base, copy, was, places
        self._number = number
        self._fresh = _fresh(copy, changes)

    def of_mark(self, mark: Mark) -> tuple[Step, ...]:
        return tuple(self._of_mark(mark))

    def _of_mark(self, mark: Mark) -> Iterator[Step]:
        rows = [(n, self._copy.revisions[n]) for n in mark.revisions]
        if mark.kind == "insertion" and rows[0][1].kind not in _INS:  # and another took it out again
            number = rows[0][0]
            spot = self._spot(number)
            if spot:
                yield Step(spot[0], spot[1], spot[1], mark.new, link=f"{self._number}-{number}")
            return
        gone = [
            step
            for number, revision in rows
            if revision.kind not in _INS
            for step in self._out(number, alone=len({r.kind for _, r in rows}) == 1)
        ]
        yield from gone
        for step in self._in([n for n, r in rows if r.kind in _INS]):
            last = gone[-1] if gone and mark.kind == "replacement" else step
            yield replace(step, start=last.end, end=last.end) if last.block == step.block else step

    def _out(self, number: int, *, alone: bool) -> Iterator[Step]:
        line, start, end = self._was.spots[number]
        revision = self._copy.revisions[number]
        first, last = self._places.known(line, start), self._places.known(line, end)
        if first is None or last is None or first[0] != last[0]:
            return
        if revision.put_in and start == end:
            yield Step(*first, first[1], link=f"{self._number}-{number}")
            return
        text = self._base.blocks[first[0]].text
        begin, stop = first[1], last[1]
        whole = not text[:begin].strip(" .)-+0123456789") and stop == len(text)
        if alone and text[stop : stop + 1] == " " and (not begin or text[begin - 1] == " ") and not whole:
            stop += 1
        yield Step(
            first[0], begin, stop, mark=revision.paragraph_mark or (whole and revision.apart is not None)
        )

    def _in(self, numbers: Sequence[int]) -> Iterator[Step]:
        """Inserted runs: those of one row of a table, and the rest as one text."""
        blocks = self._copy.blocks
        for whole, run in groupby(numbers, key=self._is_row):
            members = list(run)
            revisions = [self._copy.revisions[n] for n in members]
            spot = self._spot(members[0])
            if spot is None:
                continue
            if whole:
                yield self.row(spot[0], [blocks[r.block] for r in revisions])
                continue
            text = self._text(revisions)
            if text is None:
                continue
            listed = any(blocks[r.block].label for r in revisions)
            yield self._step(spot, text, listed=listed, inside=blocks[revisions[0].block].cell is not None)

    def _text(self, revisions: Sequence[Revision]) -> str | None:
        """As one text, all new paragraphs beginning a line; None for an edit within one that was moved."""
        text, last = "", -1
        for revision in revisions:
            block = self._copy.blocks[revision.block]
            own = self._fresh.get(revision.block)
            if own and (block.index == last or not (revision.move or revision.text == _bare(block))):
                if block.index == last:
                    continue
                return None
            if own:
                text += "\n" + _bare(block)
            else:
                text += revision.text + ("\n" if revision.paragraph_mark else "")
            last = block.index
        return text

    def _step(self, spot: tuple[int, int], text: str, *, listed: bool, inside: bool) -> Step:
        outside = self._base.blocks[spot[0]].cell is not None and not inside and text.startswith("\n")
        return Step(spot[0], spot[1], spot[1], text, listed=listed, outside=outside)

    def _spot(self, number: int) -> tuple[int, int] | None:
        line, start, _ = self._was.spots[number]
        return self._places.spot(line, start)

    def _is_whole(self, block: Block, start: int, end: int) -> bool:
        return start <= len(block.label) + 1 and end == len(block.text)

    def _is_row(self, number: int) -> bool:
        """Whether all of a row of the copy's was put in."""
        revision = self._copy.revisions[number]
        block = self._copy.blocks[revision.block]
        if block.cell is None:
            return False
        row = [b for b in self._copy.blocks if b.cell and _row(b) == _row(block)]
        put_in = {
            r.block
            for r in self._copy.revisions
            if r.kind in _INS and self._is_whole(self._copy.blocks[r.block], r.start, r.end)
        }
        return put_in.issuperset(b.index for b in row)

    def row(self, behind: int, blocks: Sequence[Block]) -> Step:
        cells: dict[int, str] = {}
        for block in blocks:
            column = block.cell.column if block.cell else 0
            cells[column] = f"{cells[column]}\n{block.text}" if column in cells else block.text
        columns = range(max(cells) + 1)
        return Step(behind, 0, 0, cells=tuple(cells.get(column, "") for column in columns))

    def of_edit(self, edit: Edit) -> tuple[Step, ...]:
        if edit.gap:
            block, start, end, new, at, until = (*edit.gap[:3], edit.at or 0, *edit.gap[3:])
            return (Step(block, start, end, self._was.document.blocks[new].text[at:until]),)
        if edit.change is None:
            return ()
        return tuple(self._of_change(edit.change.op, edit.change.old, edit.change.new))

    def _of_change(self, op: str, old: Sequence[int], new: Sequence[int]) -> Iterator[Step]:
        was, base = self._was.document.blocks, self._base.blocks
        if op in ("split", "merge", "edit"):
            for one in old[:-1]:
                yield Step(one, 0, len(base[one].text), mark=True)
            lead = len(base[old[-1]].label)
            yield Step(old[-1], lead, len(base[old[-1]].text), "\n".join(_bare(was[i]) for i in new))
            return
        for one in old:
            yield Step(one, 0, len(base[one].text), mark=True)
        for (key, listed), run in groupby(new, key=lambda i: (_row(was[i]), bool(was[i].label))):
            members = [was[i] for i in run]
            spot = self._places.behind(members[0].index)
            inside = spot[0] >= 0 and base[spot[0]].cell is not None
            if key and inside:
                yield self.row(spot[0], members)
                continue
            text = "".join("\n" + _bare(b) for b in members)
            if spot[0] < 0:
                yield Step(0, 0, 0, text.removeprefix("\n") + "\n", listed=listed)
            else:
                yield self._step(spot, text, listed=listed, inside=bool(key))


def _fresh(copy: Document, changes: Sequence[int]) -> dict[int, bool]:
    """Blocks all of whose text was put in: whether their own mark was, too."""
    size: Counter[int] = Counter()
    marked = dict[int, bool]()
    for revision in (copy.revisions[n] for n in changes):
        if revision.kind in _INS:
            size[revision.block] += revision.end - revision.start
            marked[revision.block] = marked.get(revision.block, False) or revision.paragraph_mark
    return {b: m for b, m in marked.items() if size[b] and size[b] >= len(_bare(copy.blocks[b]))}


def _row(block: Block) -> tuple[int, int] | None:
    return (block.cell.table, block.cell.row) if block.cell else None


def _bare(block: Block) -> str:
    return block.text[len(block.label) :].lstrip() if block.label else block.text
