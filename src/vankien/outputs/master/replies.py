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
_LONGEST = 200  # characters of a remark that its answer repeats


class Answer(NamedTuple):
    """What is answered to a row of a collation. `date` is ISO 8601."""

    row: Row
    text: str
    author: str
    date: str | None = None


def replies(file: Path, answers: Sequence[Answer], *, language: str = "vi") -> bytes:
    """The file, a .docx, with the answers. One that stands there already is not put in again.

    A comment is answered by a reply, a tracked change by a comment on it. A change that is not tracked is
    named in a comment on the passage that has its words; what is found nowhere, in one on the first
    paragraph. Raises UnreadableFile.
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
                desk = _Desk(margin, page, document, language)
                for answer in answers:
                    desk.put(answer)
                members.put(package.main(), root)
                margin.save()
        return made.read_bytes()


class _Desk:
    """Puts answers where they belong. Rows that say the very same at one place have a comment each."""

    def __init__(self, margin: Margin, page: Page, document: Document, language: str) -> None:
        self._margin, self._page, self._document, self._language = margin, page, document, language
        self._of_row: dict[str, Comment] = {}

    def put(self, answer: Answer) -> None:
        row = answer.row
        said = Said(answer.author, answer.text, answer.date, initials_of(answer.author))
        comment = self._comment(row)
        span = _span_of(self._page, comment) if comment else _revised(self._page, self._document, row)
        if span is None:  # what it speaks of is said, for the place is found by words alone
            told = row.text if row.kind in _SPOKEN else change(row, self._language)
            said = said._replace(text=f"{_short(told)}: {answer.text}")
            span = _span(self._page, self._document, row)
        if not any(_is_there(c, said, comment) for c in self._document.comments):
            self._margin.add(said, span, comment.id if comment else None)

    def _comment(self, row: Row) -> Comment | None:
        """The comment that is the row, or that tells of its change; a nameless one is the reviewer's."""
        if row.id not in self._of_row:
            told = row.text if row.kind in _SPOKEN else change(row, self._language)
            alike = [c for c in self._document.comments if key_of(c.text) == key_of(told)]
            same = [c for c in alike if c.author == row.author] or [c for c in alike if not c.author]
            dated = [c for c in same if c.date == row.date]
            quoted = [c for c in dated or same if c.place and row.place and c.place.quote == row.place.quote]
            taken = {c.id for c in self._of_row.values()}
            found = quoted or dated or same
            if not found:
                return None
            self._of_row[row.id] = next((c for c in found if c.id not in taken), found[0])
        return self._of_row[row.id]


def _is_there(one: Comment, said: Said, comment: Comment | None) -> bool:
    same = one.author == said.author and key_of(one.text) == key_of(said.text)
    return same and one.parent == (comment and (comment.parent or comment.id))


def _span_of(page: Page, comment: Comment) -> Span:
    place = comment.place
    return page.span(place.block, place.start, place.end) if place else Span(None, None, None)


def _revised(page: Page, document: Document, row: Row) -> Span | None:
    """Where a tracked change stands: of its author, moment and words, the one nearest to its place."""
    same = [r for r in document.revisions if (r.author, r.date) == (row.author, row.date) and _is_of(r, row)]
    there = row.place.block if row.place else 0
    found = min(same, key=lambda r: abs(r.block - there), default=None)
    return page.span(found.block, found.start, found.end) if found else None


def _span(page: Page, document: Document, row: Row) -> Span:
    """By the words alone: of the passages that have them, the one nearest to the place in the base."""
    words = key_of(row.new or row.old or (row.place.quote if row.place else "")).strip()
    found = [b for b in document.blocks if words and words in key_of(b.text)]
    there = row.place.block if row.place else 0
    block = min(found, key=lambda b: abs(b.index - there), default=None)
    return page.span(block.index, 0, len(block.text)) if block else Span(None, None, None)


def _short(told: str) -> str:
    return told if len(told) <= _LONGEST else told[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _is_of(revision: Revision, row: Row) -> bool:
    words = key_of(row.new if revision.kind in _IN else row.old).strip()
    return bool(words) and key_of(revision.text).strip() == words
