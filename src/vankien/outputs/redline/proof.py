"""Tracked parts read again, as they are and with all rejected: what comes out otherwise than it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from lxml import etree

from vankien.compare import Comparison
from vankien.compare.tokens import key_of
from vankien.model import Document
from vankien.outputs.cutting import Element
from vankien.outputs.redline.settling import reject_all
from vankien.outputs.redline.standing import RUNNING, Standing, UnforeseenError, folding, lines_of
from vankien.word.anchors import KeptPackage
from vankien.word.docx import Reading

_Lines = Sequence[tuple[str, int | None]]


def wrong_pairs(
    package: KeptPackage,
    roots: Mapping[str, Element],
    standing: Standing,
    documents: tuple[Document, Document],
    comparison: Comparison,
    author: str,
) -> set[int]:
    """The pairs whose text comes out otherwise when all of the author is accepted, or rejected.

    The reader shows a file as accepted. Raises UnforeseenError.
    """
    old, new = documents
    main, root = next(iter(roots.items()))
    with folding(root, standing.folded) as tokens:
        parts = {main: package.swap(main, etree.tostring(root))}
    for part, other in list(roots.items())[1:]:
        parts[part] = package.swap(part, etree.tostring(other))
    before = {
        b: o for pair in comparison.pairs if not pair.op for o, b in zip(pair.old, pair.new, strict=False)
    }
    accepted, too_many = _compared(new, tokens, Reading(package).document())
    stayed = _saying(old, too_many)
    for settled in parts.values():
        reject_all(settled, author)
    there = {token: [before[b] for b in blocks] for token, blocks in tokens.items()}
    rejected, too_many = _compared(old, there, Reading(package).document())
    left = _saying(new, too_many)
    return {
        number
        for number, pair in enumerate(comparison.pairs)
        if not (accepted.isdisjoint(pair.new) and rejected.isdisjoint(pair.old))
        or (pair.op and not (left.isdisjoint(pair.new) and stayed.isdisjoint(pair.old)))
    }


def _compared(
    wanted: Document, tokens: Mapping[str, Sequence[int]], found: Document
) -> tuple[set[int], set[str]]:
    """The blocks of `wanted` that do not stand in `found` in their turn, and what stands there beside them.

    With those of the same rows: a row whose cells do not fit is another row.
    """
    missing, too_many = set[int](), set[str]()
    lines = lines_of(wanted, tokens)
    for flow in {_flow(b.part) for b in (*wanted.blocks, *found.blocks)}:
        own = [line for line in lines if line[1] is None or _flow(wanted.blocks[line[1]].part) == flow]
        own = [line for line in own if line[1] is not None or flow == "body"]
        lost, more = _differing(own, [b.text for b in found.blocks if _flow(b.part) == flow])
        missing |= lost
        too_many |= more
    rows = {(b.cell.table, b.cell.row) for i in missing if (b := wanted.blocks[i]).cell}
    missing |= {b.index for b in wanted.blocks if b.cell and (b.cell.table, b.cell.row) in rows}
    return missing, too_many


def _saying(document: Document, keys: set[str]) -> set[int]:
    return {b.index for b in document.blocks if key_of(b.text) in keys} if keys else set()


def _flow(part: str) -> str:
    return "body" if part in RUNNING else part


def _differing(wanted: _Lines, found: Sequence[str]) -> tuple[set[int], set[str]]:
    if len(wanted) == len(found) and all(
        text == there or key_of(text) == key_of(there) for (text, _), there in zip(wanted, found, strict=True)
    ):
        return set(), set()
    keys, there = [key_of(text) for text, _ in wanted], [key_of(text) for text in found]
    same = SequenceMatcher(None, keys, there, autojunk=False).get_matching_blocks()
    kept = {i for start, _, size in same for i in range(start, start + size)}
    met = {i for _, start, size in same for i in range(start, start + size)}
    lost = {block for i, (_, block) in enumerate(wanted) if i not in kept}
    if None in lost:
        raise UnforeseenError
    return {b for b in lost if b is not None}, {key for i, key in enumerate(there) if i not in met}
