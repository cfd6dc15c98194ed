"""All tracked changes of a part accepted or rejected, as Word does it: what is left is plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from vankien.outputs.cutting import Element

_IN, _OUT = ("ins", "moveTo"), ("del", "moveFrom")
_RANGES = tuple(f"{name}Range{end}" for name in ("moveFrom", "moveTo") for end in ("Start", "End"))


def accept_all(root: Element, author: str | None = None) -> None:
    """What was put in stays, what was taken out goes; of one author, or of all. Changes the part in place."""
    _settle(root, _IN, _OUT, author)


def reject_all(root: Element, author: str | None = None) -> None:
    """What was taken out comes back, what was put in goes; of one author, or of all. In place."""
    _settle(root, _OUT, _IN, author)


def _settle(root: Element, kept: tuple[str, ...], gone: tuple[str, ...], author: str | None) -> None:
    space = str(root.tag).partition("}")[0] + "}"

    def chosen(element: Element | None) -> bool:
        return element is not None and (author is None or element.get(f"{space}author") == author)

    for row in list(root.iter(space + "tr")):
        if any(chosen(row.find(f"{space}trPr/{space}{name}")) for name in gone):
            _drop_row(row, space)
    ended = [p for p in root.iter(space + "p") if chosen(_mark(p, space, gone))]
    for element in filter(chosen, [e for name in chain(gone, kept) for e in root.iter(space + name)]):
        if _is_mark(element) or element.tag in {space + name for name in gone}:
            _drop(element)
        else:
            _unwrap(element, space)
    for change in list(filter(chosen, root.iter(space + "pPrChange"))):
        _settle_form(change, space, back=kept == _OUT)
    for name in _RANGES:
        for element in list(root.iter(space + name)):
            _drop(element)
    for paragraph in ended:
        _join_next(paragraph, space)


def _mark(paragraph: Element, space: str, names: tuple[str, ...]) -> Element | None:
    path = f"{space}pPr/{space}rPr/{space}"
    found = (paragraph.find(path + name) for name in names)
    return next((element for element in found if element is not None), None)


def _is_mark(element: Element) -> bool:
    """Whether it speaks of a paragraph mark or a row, not of runs."""
    parent = element.getparent()
    return parent is not None and str(parent.tag).rpartition("}")[2] in ("rPr", "trPr", "numPr")


def _settle_form(change: Element, space: str, *, back: bool) -> None:
    """A paragraph's form as it is, or as it was: its mark's look and its section stay."""
    properties = change.getparent()
    if properties is None:
        return
    before = change.find(space + "pPr")
    _drop(change)
    if back:
        for element in list(properties):
            if element.tag not in (space + "rPr", space + "sectPr"):
                _drop(element)
        properties[:0] = list(before) if before is not None else []


def _drop_row(row: Element, space: str) -> None:
    table = row.getparent()
    _drop(row)
    if table is not None and table.tag == space + "tbl" and next(table.iter(space + "tr"), None) is None:
        _drop(table)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element, space: str) -> None:
    for text in element.iter(space + "delText"):
        text.tag = space + "t"
    for child in list(element):
        element.addprevious(child)
    _drop(element)


def _content(paragraph: Element, space: str) -> Iterator[Element]:
    return (child for child in paragraph if child.tag != space + "pPr")


def _join_next(paragraph: Element, space: str) -> None:
    """The paragraph without its mark: its content begins the next one, which keeps its own form."""
    following = paragraph.getnext()
    content = list(_content(paragraph, space))
    if following is not None and following.tag == space + "p":
        properties = following.find(space + "pPr")
        at = 0 if properties is None else following.index(properties) + 1
        following[at:at] = content
        _drop(paragraph)
    elif not content and _is_not_alone(paragraph, space):
        _drop(paragraph)


def _is_not_alone(paragraph: Element, space: str) -> bool:
    """A cell, note or body keeps one paragraph."""
    parent = paragraph.getparent()
    return parent is not None and len(parent.findall(space + "p")) > 1
