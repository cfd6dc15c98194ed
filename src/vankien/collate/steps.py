"""What each remark does to the base, for a file that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vankien.collate.before import Before
from vankien.collate.model import Step
from vankien.collate.placing import Places
from vankien.collate.remarks import Mark
from vankien.collate.untracked import Edit
from vankien.model import Block, Document

_INS = ("insertion", "move_to")


class Steps:
    """Of one copy."""

    def __init__(self, base: Document, copy: Document, was: Before, places: Places) -> None:
        self._base, self._copy, self._was, self._places = base, copy, was, places

    def of_mark(self, mark: Mark) -> tuple[Step, ...]:
        return tuple(self._of_mark(mark))

    def _of_mark(self, mark: Mark) -> Iterator[Step]:
        rows = [(n, self._copy.revisions[n]) for n in mark.revisions]
        if mark.kind == "insertion" and rows[0][1].kind not in _INS:  # and another took it out again
            spot = self._spot(rows[0][0])
            if spot:
                yield Step(spot[0], spot[1], spot[1], mark.new)
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
            text = ""
            for revision in revisions:
                block = blocks[revision.block]
                own = revision.paragraph_mark and self._is_whole(block, revision.start, revision.end)
                text += ("\n" if own else "") + revision.text
                text += "\n" if revision.paragraph_mark and not own else ""
            listed = any(blocks[r.block].label for r in revisions)
            yield self._step(spot, text, listed=listed, inside=blocks[revisions[0].block].cell is not None)

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
        for key, run in groupby(new, key=lambda i: _row(was[i])):
            members = [was[i] for i in run]
            spot = self._places.behind(members[0].index)
            inside = spot[0] >= 0 and base[spot[0]].cell is not None
            if key and inside:
                yield self.row(spot[0], members)
                continue
            listed = any(b.label for b in members)
            text = "".join("\n" + (_bare(b) if listed else b.text) for b in members)
            if spot[0] < 0:
                yield Step(0, 0, 0, text.removeprefix("\n") + "\n", listed=listed)
            else:
                yield self._step(spot, text, listed=listed, inside=bool(key))


def _row(block: Block) -> tuple[int, int] | None:
    return (block.cell.table, block.cell.row) if block.cell else None


def _bare(block: Block) -> str:
    return block.text[len(block.label) :].lstrip() if block.label else block.text
