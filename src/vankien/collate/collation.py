"""One base and its reviewers' copies: every remark of every copy as one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from vankien.collate.before import Before, before
from vankien.collate.grouping import grouped
from vankien.collate.model import TRACKED, Collation, Copy, CopyCount, Kind, Row, Step
from vankien.collate.placing import Places
from vankien.collate.remarks import Mark, marks, new_comments, new_revisions
from vankien.collate.steps import Steps
from vankien.collate.untracked import Edit, edits
from vankien.compare import compare
from vankien.model import Comment, Document, Place, Section
from vankien.outline import outline


def collate(base: Document, copies: Sequence[Copy]) -> Collation:
    """Rows in the order of the base; a copy without a document is named with its error and has no rows."""
    sections = outline(base)
    counts, rows = [], []
    steps: dict[str, tuple[Step, ...]] = {}
    comments: dict[str, Comment] = {}
    answered: dict[str, Comment] = {}
    for number, copy in enumerate(copies, 1):
        if copy.document is None:
            counts.append(CopyCount(copy.file, "", error=copy.error))
            continue
        one = _OneCopy(base, sections, copy, copy.document, number)
        found = list(one.rows())
        counts.append(_count(copy.file, one.reviewer, found))
        rows += found
        steps |= one.steps
        comments |= {row.id: comment for row, comment in zip(found, one.comments, strict=False)}
        answered |= {row.id: one.threads[c.parent] for row, c in zip(found, one.comments, strict=False)
                     if c.parent in one.threads and not row.parent}  # fmt: skip
    rows.sort(key=lambda row: (row.place.block, row.place.start) if row.place else (len(base.blocks), 0))
    return Collation(tuple(counts), grouped(rows), steps, comments, answered)


def _count(file: str, reviewer: str, rows: Sequence[Row]) -> CopyCount:
    kinds = Counter[str](row.kind for row in rows)
    return CopyCount(
        file,
        reviewer,
        comments=kinds["comment"],
        replies=kinds["reply"],
        tracked=sum(kinds[kind] for kind in TRACKED),
        untracked=kinds["untracked_edit"],
        rows=len(rows),
    )


class _OneCopy:
    def __init__(
        self, base: Document, sections: Sequence[Section], copy: Copy, document: Document, number: int
    ) -> None:
        self.base, self.file, self.document, self.number = base, copy.file, document, number
        self.comments = new_comments(document, base)
        self.threads: dict[str | None, Comment] = {c.id: c for c in document.comments}
        self.changes = new_revisions(document, base)
        self.was: Before = before(document, self.changes, base)
        self.comparison = compare(base, self.was.document)
        self.places = Places(base, sections, self.was.document, self.comparison)
        self.reviewer = self._reviewer()
        self._steps = Steps(base, document, self.was, self.places, self.changes, number)
        self.steps: dict[str, tuple[Step, ...]] = {}  # by the id of the row

    def _reviewer(self) -> str:
        """Who made most of the remarks, else who saved the file last, else the file's name."""
        names = [c.author for c in self.comments] + [self.document.revisions[n].author for n in self.changes]
        said = Counter(filter(None, names)).most_common(1)
        properties = self.document.properties
        saved = properties.get("lastModifiedBy") or properties.get("creator")
        return said[0][0] if said else saved or PurePath(self.file).stem

    def rows(self) -> Iterator[Row]:
        yield from self._of_comments()
        for at, (row, steps) in enumerate([*self._of_marks(), *self._of_edits()], len(self.comments) + 1):
            id = f"{self.number}-t{at}"
            self.steps[id] = steps
            yield replace(row, id=id)

    def _of_comments(self) -> Iterator[Row]:
        names = {comment.id: f"{self.number}-c{at}" for at, comment in enumerate(self.comments, 1)}
        for comment in self.comments:
            parent = names.get(comment.parent or "")
            kind: Kind = "reply" if comment.parent else "comment"
            place = self._comment_place(comment)
            quote = place.quote if place else ""
            yield Row(names[comment.id], self.file, comment.author, comment.date, kind, place, comment.text,
                      old=quote, parent=parent)  # fmt: skip

    def _comment_place(self, comment: Comment) -> Place | None:
        place = comment.place
        if place is None:
            thread = next((c for c in self.document.comments if c.id == comment.parent), None)
            return self._comment_place(thread) if thread and thread.place else None
        gone = self._gone_at(place) if place.start == place.end else []
        if gone:
            return self.places.place(gone[0][:2], (gone[-1][0], gone[-1][2]))
        return self.places.place(self.was.at(place.block, place.start), self.was.at(place.block, place.end))

    def _gone_at(self, place: Place) -> list[tuple[int, int, int]]:
        """What was taken out where a comment stands: on what is gone it shows no words."""
        revisions = self.document.revisions
        return [
            self.was.spots[n]
            for n in self.changes
            if (r := revisions[n]).block == place.block and r.start == r.end == place.start and r.text
        ]

    def _of_marks(self) -> Iterator[tuple[Row, tuple[Step, ...]]]:
        for mark in marks(self.document, self.changes):
            row = Row("", self.file, mark.author, mark.date, mark.kind, self._mark_place(mark),
                      mark.new or mark.old, mark.old, mark.new)  # fmt: skip
            yield row, self._steps.of_mark(mark)

    def _mark_place(self, mark: Mark) -> Place | None:
        """Of what was taken out the words themselves, else where something was put in."""
        spots = [self.was.spots[n] for n in mark.revisions]
        taken = [spot for spot in spots if spot[2] > spot[1]] or spots
        first, last = taken[0], taken[-1]
        return self.places.place((first[0], first[1]), (last[0], last[2]))

    def _of_edits(self) -> Iterator[tuple[Row, tuple[Step, ...]]]:
        for edit in edits(self.base, self.was.document, self.comparison):
            row = Row("", self.file, self.reviewer, None, "untracked_edit", self._edit_place(edit),
                      edit.now or edit.was, edit.was, edit.now)  # fmt: skip
            yield row, self._steps.of_edit(edit)

    def _edit_place(self, edit: Edit) -> Place | None:
        if edit.old is not None:
            return self.places.make(*edit.old)
        return self.places.place((edit.at or 0, 0), (edit.at or 0, 0))
