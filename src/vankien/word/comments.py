"""comments.xml and its extension: what reviewers wrote in the margin, where, in answer to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vankien.model import Block, Comment, Place
from vankien.word.inline import Inline
from vankien.word.lines import Line
from vankien.word.looks import Looks
from vankien.word.names import ID, Element, is_on, w
from vankien.word.package import Package
from vankien.word.tidy import tidy

_PARAGRAPH = "{urn:w14}paraId"
_Anchors = Mapping[tuple[str, str], tuple[int, int]]


def read_comments(
    package: Package, main: str, anchors: _Anchors, blocks: Sequence[Block], looks: Looks
) -> Iterable[Comment]:
    """Every comment in the order of the file."""
    elements = [
        e for part in package.related(main, "comments") for e in _children(package, part, w("comment"))
    ]
    threads = _threads(package, main)
    owners = {p.get(_PARAGRAPH, ""): e.get(ID, "") for e in elements for p in e.iter(w("p"))}
    places = {e.get(ID, ""): _place(e.get(ID, ""), anchors, blocks) for e in elements}
    for element in elements:
        id_ = element.get(ID, "")
        ids = [p.get(_PARAGRAPH, "") for p in element.iter(w("p"))]
        parent_paragraph, done = next((threads[i] for i in reversed(ids) if i in threads), (None, False))
        parent = owners.get(parent_paragraph) if parent_paragraph else None
        yield Comment(
            id=id_,
            author=element.get(w("author"), ""),
            initials=element.get(w("initials"), ""),
            date=element.get(w("date")),
            text=_text(element, looks),
            place=places[id_] or places.get(parent or ""),
            parent=parent,
            done=done,
        )


def _children(package: Package, part: str, tag: str) -> list[Element]:
    root = package.root(part)
    return [] if root is None else list(root.iterfind(tag))


def _threads(package: Package, main: str) -> dict[str, tuple[str | None, bool]]:
    """A comment's last paragraph → the paragraph of the comment it answers, and whether it is done."""
    extended = [
        e
        for part in package.related(main, "commentsExtended")
        for e in _children(package, part, "{urn:w15}commentEx")
    ]
    return {
        e.get("{urn:w15}paraId", ""): (e.get("{urn:w15}paraIdParent"), is_on(e.get("{urn:w15}done", "0")))
        for e in extended
    }


def _text(comment: Element, looks: Looks) -> str:
    """The comment's paragraphs, one a line, as they stand after tracked changes."""
    lines = []
    for paragraph in comment.iter(w("p")):
        inline = Inline(looks, lambda *_: None, frozenset())
        inline.line = Line()
        inline.content(paragraph)
        lines.append(tidy("".join(inline.line.pieces), ())[0])
    return "\n".join(line for line in lines if line)


def _place(id_: str, anchors: _Anchors, blocks: Sequence[Block]) -> Place | None:
    """The range as far as it lies in its first block with any text of it; a bare mark is an empty range."""
    point = anchors.get((id_, "point")) or anchors.get((id_, "end"))
    start = anchors.get((id_, "start")) or point
    if start is None:
        return None
    end = max(anchors.get((id_, "end")) or point or start, start)
    block, at = start
    while block < end[0] and at >= len(blocks[block].text):
        block, at = block + 1, 0
    text = blocks[block].text
    until = end[1] if block == end[0] else len(text)
    return Place(block, at, max(at, until), None, text[at:until].strip())
