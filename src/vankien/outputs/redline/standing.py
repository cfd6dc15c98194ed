"""Where the new version's blocks stand in its parts, most of them known without reading the file again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from vankien.model import Document
from vankien.outputs.cutting import Element
from vankien.outputs.redline.plainly import plain_paragraphs
from vankien.word.anchors import KeptPackage, Origin, Run, trace

RUNNING = ("body", "table")
_READ = ("ins", "del", "moveFrom", "moveTo", "altChunk", "oMath", "oMathPara", "AlternateContent")


@dataclass
class Standing:
    """`elements` are what origins count in; `known`: {a block: the paragraph that is just its text}.

    `folded`: paragraphs that are left out where the main part is read again, with their blocks.
    """

    elements: list[Element]
    origins: dict[int, Origin]
    known: dict[int, Element] = field(default_factory=dict)
    folded: dict[Element, int] = field(default_factory=dict)


class UnforeseenError(Exception):
    """The file says something else when what is plain in it is left out: it has to be read whole."""


def stand(
    package: KeptPackage, roots: Mapping[str, Element], new: Document, unchanged: set[int], *, whole: bool
) -> Standing:
    """`roots`: the parts to be changed, the main one first. Nobody needs the characters of `unchanged`:
    these may be left out, unless all is to be read (`whole`).

    Raises UnforeseenError, unless `whole`.
    """
    main, root = next(iter(roots.items()))
    running = [b for b in new.blocks if b.part in RUNNING]
    plain = {} if whole else {p: running[i].index for p, i in plain_paragraphs(root, running).items()}
    folded = {p: b for p, b in plain.items() if b in unchanged and not new.blocks[b].label}
    with folding(root, folded) as tokens:
        elements = list(root.iter())
        order = _order(package.swap(main, etree.tostring(root)))
    for part, other in list(roots.items())[1:]:
        order |= _order(package.root(part), len(elements))
        elements += other.iter()
    left = lines_of(new, tokens)
    wanted = {i: at for at, (_, i) in enumerate(left) if i is not None}
    found, traced = trace(package, [at for i, at in wanted.items() if i not in unchanged])
    if not whole and [b.text for b in found.blocks] != [text for text, _ in left]:
        raise UnforeseenError
    origins = dict[int, Origin]()
    for block, at in wanted.items():
        one = traced.get(at)
        if one is not None and one.paragraph is not None and one.paragraph in order:
            runs = [Run(order[e], offsets, cuts) for e, offsets, cuts in one.runs if e in order]
            origins[block] = Origin(order[one.paragraph], runs)
    known = {b: p for p, b in plain.items()}
    return Standing(elements, origins, known, folded)


def _order(root: Element | None, first: int = 0) -> dict[Element, int]:
    return {e: i for i, e in enumerate(root.iter(), first)} if root is not None else {}


def lines_of(document: Document, tokens: Mapping[str, Sequence[int]]) -> list[tuple[str, int | None]]:
    """What each block says and its index; what a token stands for is the one line of the token.

    Raises UnforeseenError where that does not stand together.
    """
    begins = {blocks[0]: (token, blocks) for token, blocks in tokens.items()}
    inside = {b for blocks in tokens.values() for b in blocks}
    lines, open_ = list[tuple[str, int | None]](), list[int]()
    for block in document.blocks:
        if open_ and block.part in RUNNING:
            if open_.pop(0) != block.index:
                raise UnforeseenError
        elif block.index in begins:
            token, blocks = begins[block.index]
            lines.append((token, None))
            open_ = list(blocks[1:])
        elif block.index in inside:
            raise UnforeseenError
        else:
            lines.append((block.text, block.index))
    if open_:
        raise UnforeseenError
    return lines


@contextmanager
def folding(root: Element, folded: Mapping[Element, int]) -> Iterator[dict[str, list[int]]]:
    """The main part with a token in the place of neighbours that are `folded`: {the token: their blocks}."""
    space = str(root.tag).partition("}")[0] + "}"
    tokens, hidden = dict[str, list[int]](), list[tuple[Element, list[Element]]]()
    body = root.find(space + "body")
    try:
        for group, blocks in _groups(body, folded, space) if folded and body is not None else ():
            token = f"({len(tokens)})"
            tokens[token] = blocks
            stand_in = _token(root, space, token)
            group[0].addprevious(stand_in)
            hidden.append((stand_in, group))
            for element in group:
                element.getparent().remove(element)  # type: ignore[union-attr]
        yield tokens
    finally:
        for stand_in, group in hidden:
            for element in group:
                stand_in.addprevious(element)
            stand_in.getparent().remove(stand_in)  # type: ignore[union-attr]


def _groups(
    body: Element, folded: Mapping[Element, int], space: str
) -> list[tuple[list[Element], list[int]]]:
    """Neighbouring children of the body of which all is folded: paragraphs and whole tables."""
    groups: list[tuple[list[Element], list[int]]] = []
    last: Element | None = None
    for child in body:
        blocks = _blocks(child, folded, space)
        if not blocks:
            last = None
            continue
        if last is None:
            groups.append(([], []))
        groups[-1][0].append(child)
        groups[-1][1].extend(blocks)
        last = child
    return groups


def _blocks(element: Element, folded: Mapping[Element, int], space: str) -> list[int]:
    """The blocks of a paragraph or table; none where it is not folded as a whole."""
    if element.tag == space + "p":
        return [folded[element]] if element in folded else []
    if element.tag != space + "tbl":
        return []
    read = (f"{{*}}{name}" for name in _READ)
    if next(element.iter(*read), None) is not None:
        return []
    paragraphs = [p for p in element.iter(space + "p") if p in folded or len(p)]
    return [folded[p] for p in paragraphs] if all(p in folded for p in paragraphs) else []


def _token(root: Element, space: str, token: str) -> Element:
    paragraph = root.makeelement(space + "p", None, None)
    run = etree.SubElement(paragraph, space + "r")
    etree.SubElement(run, space + "t").text = token
    return paragraph
