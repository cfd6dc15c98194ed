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
    accepted = _missing(new, tokens, Reading(package).document())
    for settled in parts.values():
        reject_all(settled, author)
    there = {token: [before[b] for b in blocks] for token, blocks in tokens.items()}
    rejected = _missing(old, there, Reading(package).document())
    return {
        number
        for number, pair in enumerate(comparison.pairs)
        if not (accepted.isdisjoint(pair.new) and rejected.isdisjoint(pair.old))
    }


def _missing(wanted: Document, tokens: Mapping[str, Sequence[int]], found: Document) -> set[int]:
    """The blocks of `wanted` that do not stand in `found` in their turn, with those of the same rows.

    A row whose cells do not fit is another row.
    """
    missing = set[int]()
    lines = lines_of(wanted, tokens)
    for flow in {_flow(b.part) for b in (*wanted.blocks, *found.blocks)}:
        own = [line for line in lines if line[1] is None or _flow(wanted.blocks[line[1]].part) == flow]
        own = [line for line in own if line[1] is not None or flow == "body"]
        missing |= _lost(own, [b.text for b in found.blocks if _flow(b.part) == flow])
    rows = {(b.cell.table, b.cell.row) for i in missing if (b := wanted.blocks[i]).cell}
    return missing | {b.index for b in wanted.blocks if b.cell and (b.cell.table, b.cell.row) in rows}


def _flow(part: str) -> str:
    return "body" if part in RUNNING else part


def _lost(wanted: _Lines, found: Sequence[str]) -> set[int]:
    if len(wanted) == len(found) and all(
        text == there or key_of(text) == key_of(there) for (text, _), there in zip(wanted, found, strict=True)
    ):
        return set()
    keys, there = [key_of(text) for text, _ in wanted], [key_of(text) for text in found]
    same = SequenceMatcher(None, keys, there, autojunk=False).get_matching_blocks()
    kept = {i for start, _, size in same for i in range(start, start + size)}
    lost = {block for i, (_, block) in enumerate(wanted) if i not in kept}
    if None in lost:
        raise UnforeseenError
    return {block for block in lost if block is not None}
