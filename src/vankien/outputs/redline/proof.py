"""Tracked parts read again, as they are and with all rejected: what comes out otherwise than it should."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from lxml import etree

from vankien.compare import Comparison
from vankien.compare.tokens import key_of
from vankien.model import Document
from vankien.outputs.cutting import Element
from vankien.outputs.redline.settling import reject_all
from vankien.outputs.redline.standing import Standing, UnforeseenError, folding, lines_of
from vankien.word.anchors import KeptPackage
from vankien.word.docx import Reading


class Proof:
    """Of a comparison, written in parts of `package` by `author`."""

    def __init__(
        self, package: KeptPackage, old: Document, new: Document, comparison: Comparison, author: str
    ):
        self._package, self._old, self._new, self._author = package, old, new, author
        self._pairs = comparison.pairs

    def wrong(self, roots: Mapping[str, Element], standing: Standing) -> tuple[set[int], set[int]]:
        """The pairs whose text comes out otherwise when all of the author is accepted, or rejected: rejected
        alone, or else with earlier authors' changes; and the changed ones for which only the former holds,
        where those came since.

        The reader shows a file as accepted. Raises UnforeseenError.
        """
        main, root = next(iter(roots.items()))
        with folding(root, standing.folded) as tokens:
            parts = {main: self._package.swap(main, etree.tostring(root))}
        for part, other in list(roots.items())[1:]:
            parts[part] = self._package.swap(part, etree.tostring(other))
        before = {b: o for p in self._pairs if not p.op for o, b in zip(p.old, p.new, strict=False)}
        there = {token: [before[b] for b in blocks] for token, blocks in tokens.items()}
        gone = {o for pair in self._pairs if pair.op for o in pair.old}
        came = {b for pair in self._pairs if pair.op for b in pair.new}
        accepted = _compared(self._new, self._old, gone, tokens, self._read())
        for settled in parts.values():
            reject_all(settled, self._author)
        rejected = _compared(self._old, self._new, came, there, self._read())
        wrong = self._touched(accepted.stayed, accepted.lost | accepted.beside)
        alone = self._touched(rejected.lost | rejected.beside, rejected.stayed)
        if not self._new.revisions:
            return wrong | alone, set()
        for settled in parts.values():
            reject_all(settled)
        bare = _compared(self._old, self._new, came, there, self._read())
        wrong |= alone & self._touched(bare.lost | bare.beside, bare.stayed)
        if self._old.revisions:  # changes that both versions have, nobody rejects for the old text
            return wrong, set()
        return wrong, self._touched(bare.lost & gone, bare.stayed) - wrong

    def _read(self) -> Document:
        return Reading(self._package).document()

    def _touched(self, old: set[int], new: set[int]) -> set[int]:
        return {
            number
            for number, pair in enumerate(self._pairs)
            if not (old.isdisjoint(pair.old) and new.isdisjoint(pair.new))
        }


class _Wrong(NamedTuple):
    """Blocks of the version that was to come out; of the other one, those of which something stayed; and
    what stands beside things that are of neither.
    """

    lost: set[int]
    stayed: set[int]
    beside: set[int]


def _compared(
    wanted: Document,
    other: Document,
    changed: Collection[int],
    tokens: Mapping[str, Sequence[int]],
    found: Document,
) -> _Wrong:
    """`lost` with all blocks of the same rows: a row that does not fit is another row.

    `changed`: blocks of `other`.
    """
    lines = lines_of(wanted, tokens)
    texts, said = [text for text, _ in lines], [block.text for block in found.blocks]
    if len(texts) == len(said) and all(map(_is_same, texts, said)):
        return _Wrong(set(), set(), set())
    keys, there = list(map(key_of, texts)), list(map(key_of, said))
    lost, too_many, beside = set[int | None](), set[str](), dict[str, set[int | None]]()
    for kind, i, i_end, j, j_end in SequenceMatcher(None, keys, there, autojunk=False).get_opcodes():
        if kind != "equal":
            lost.update(block for _, block in lines[i:i_end])
            too_many.update(there[j:j_end])
            for key in there[j:j_end] if i == i_end else ():
                beside.setdefault(key, set()).update(block for _, block in lines[max(i - 1, 0) : i + 1])
    stayed = {b.index for b in other.blocks if b.index in changed and key_of(b.text) in too_many}
    known = {key_of(other.blocks[b].text) for b in stayed}
    strange = {block for key in beside.keys() - known for block in beside[key]}
    rows = {(c.table, c.row) for i in lost if i is not None and (c := wanted.blocks[i].cell)}
    lost |= {b.index for b in wanted.blocks if b.cell and (b.cell.table, b.cell.row) in rows}
    return _Wrong(_told(lost), stayed, _told(strange))


def _is_same(one: str, other: str) -> bool:
    return one == other or key_of(one) == key_of(other)


def _told(blocks: set[int | None]) -> set[int]:
    """Raises UnforeseenError where something is wrong with what was left out."""
    if None in blocks:
        raise UnforeseenError
    return {block for block in blocks if block is not None}
