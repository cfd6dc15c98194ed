"""Answers put into a master or a copy, as Word's own replies to the remarks that they answer."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vankien.collate import Row
from vankien.compare.tokens import key_of
from vankien.model import Comment, Document, Revision
from vankien.outputs.marking import Span
from vankien.outputs.master.margin import Margin, Said, initials_of
from vankien.outputs.master.page import Page
from vankien.outputs.master.pen import Pen, Pieces
from vankien.outputs.members import rewritten
from vankien.outputs.opinions.lines import change
from vankien.outputs.plain import docx_of
from vankien.word import read
from vankien.word.anchors import locate

_SPOKEN = ("comment", "reply")
_IN = ("insertion", "move_to")


class Answer(NamedTuple):
    """What is answered to a row of a collation. `date` is ISO 8601."""

    row: Row
    text: str
    author: str
    date: str | None = None


def replies(file: Path, answers: Sequence[Answer], *, language: str = "vi") -> bytes:
    """The file, a .docx, with the answers. One that stands there already is not put in again.

    A comment is answered by a reply; a change by a comment on it, where no comment tells of it; what is found
    nowhere by a comment on the first paragraph. Raises UnreadableFile.
    """
    document = read(file)
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(Path(file), document, Path(folder))
        made = Path(folder) / "answered.docx"
        with rewritten(source, made) as (members, package):
            root = members.root(package.main())
            if root is not None and answers:
                cutter = Pieces(root)
                margin = Margin(members, package, root, cutter)
                page = Page(root, locate(source, {b.index for b in document.blocks}), cutter, Pen(root))
                for answer in answers:
                    _answer(margin, page, document, answer, language)
                members.put(package.main(), root)
                margin.save()
        return made.read_bytes()


def _answer(margin: Margin, page: Page, document: Document, answer: Answer, language: str) -> None:
    row = answer.row
    said = Said(answer.author, answer.text, answer.date, initials_of(answer.author))
    told = row.text if row.kind in _SPOKEN else change(row, language)
    comment = _comment(document, row, told)
    if any(_is_there(c, answer, comment) for c in document.comments):
        return
    if comment is not None:
        margin.add(said, _span_of(page, comment), comment.id)
    else:
        margin.add(said, _span(page, document, row))


def _is_there(one: Comment, answer: Answer, comment: Comment | None) -> bool:
    same = one.author == answer.author and key_of(one.text) == key_of(answer.text)
    return same and one.parent == (comment and (comment.parent or comment.id))


def _comment(document: Document, row: Row, told: str) -> Comment | None:
    """The comment that is the row, or that tells of its change."""
    same = [c for c in document.comments if c.author == row.author and key_of(c.text) == key_of(told)]
    dated = [c for c in same if c.date == row.date]
    quoted = [c for c in dated or same if c.place and row.place and c.place.quote == row.place.quote]
    return next(iter(quoted or dated or same), None)


def _span_of(page: Page, comment: Comment) -> Span:
    place = comment.place
    return page.span(place.block, place.start, place.end) if place else Span(None, None, None)


def _span(page: Page, document: Document, row: Row) -> Span:
    """Where a change stands: by its author and words, else by the words alone."""
    revision = next((r for r in document.revisions if r.author == row.author and _is_of(r, row)), None)
    if revision is not None:
        return page.span(revision.block, revision.start, revision.end)
    words = key_of(row.new or row.old or (row.place.quote if row.place else ""))
    block = next((b for b in document.blocks if words and words in key_of(b.text)), None)
    return page.span(block.index, 0, len(block.text)) if block else Span(None, None, None)


def _is_of(revision: Revision, row: Row) -> bool:
    words = key_of(row.new if revision.kind in _IN else row.old).strip()
    return bool(words) and key_of(revision.text).strip() == words
